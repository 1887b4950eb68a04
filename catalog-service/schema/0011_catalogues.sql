-- A catalogue is one domain in one division. Its row is locked by everything that changes the draft or
-- the editions of it.
CREATE TABLE catalogues (
  division VARCHAR(12) NOT NULL,
  domain VARCHAR(8) NOT NULL,
  last_edition INT NOT NULL DEFAULT 0,
  edition_in_force INT NOT NULL DEFAULT 0,
  PRIMARY KEY (division, domain)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE drafts (
  division VARCHAR(12) NOT NULL,
  domain VARCHAR(8) NOT NULL,
  base_edition INT NOT NULL,
  sample TINYINT NOT NULL,
  editors TEXT NOT NULL,
  version BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  PRIMARY KEY (division, domain)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE draft_items (
  division VARCHAR(12) NOT NULL,
  domain VARCHAR(8) NOT NULL,
  position INT NOT NULL,
  uid VARCHAR(26) NOT NULL,
  item MEDIUMTEXT NOT NULL,
  PRIMARY KEY (division, domain, position),
  UNIQUE KEY by_uid (division, domain, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- answer and answer_json are what the public reads, encoded once at publication. While an edition is
-- scheduled, answer holds its frozen items and answer_json is empty.
CREATE TABLE editions (
  division VARCHAR(12) NOT NULL,
  domain VARCHAR(8) NOT NULL,
  number INT NOT NULL,
  state INT NOT NULL,
  item_count INT NOT NULL,
  sample TINYINT NOT NULL,
  publish_us BIGINT NULL,
  effective_us BIGINT NULL,
  approved_by VARCHAR(200) NOT NULL,
  review_note VARCHAR(2000) NOT NULL,
  withdraw_reason VARCHAR(2000) NOT NULL DEFAULT '',
  withdrawn_by VARCHAR(200) NOT NULL DEFAULT '',
  answer LONGBLOB NOT NULL,
  answer_json LONGBLOB NOT NULL,
  PRIMARY KEY (division, domain, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Scheduled publication. A job is claimed by compare-and-set on its fence; only the holder of the
-- current fence may finish it.
CREATE TABLE publication_jobs (
  id VARCHAR(26) NOT NULL PRIMARY KEY,
  division VARCHAR(12) NOT NULL,
  domain VARCHAR(8) NOT NULL,
  edition INT NOT NULL,
  state INT NOT NULL,
  effective_us BIGINT NOT NULL,
  finish_us BIGINT NULL,
  owner VARCHAR(100) NOT NULL DEFAULT '',
  lease_us BIGINT NOT NULL DEFAULT 0,
  fence BIGINT NOT NULL DEFAULT 0,
  attempts INT NOT NULL DEFAULT 0,
  last_error VARCHAR(500) NOT NULL DEFAULT '',
  UNIQUE KEY by_edition (division, domain, edition),
  KEY due (state, effective_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
