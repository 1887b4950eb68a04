-- The directory of the suite. Migrations 1 to 9 are those of common/mysql (changes, served).
-- Instants are UTC microseconds (*_us).

CREATE TABLE divisions (
  code VARCHAR(12) NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  level INT NOT NULL,
  parent VARCHAR(12) NOT NULL DEFAULT ''
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE organs (
  code VARCHAR(64) NOT NULL PRIMARY KEY,
  division VARCHAR(12) NOT NULL,
  name VARCHAR(200) NOT NULL,
  short_name VARCHAR(100) NOT NULL,
  kind VARCHAR(32) NOT NULL,
  parent VARCHAR(64) NOT NULL,
  reconsideration_organ VARCHAR(300) NOT NULL,
  court VARCHAR(200) NOT NULL,
  document_prefix VARCHAR(32) NOT NULL,
  disclosure_office VARCHAR(200) NOT NULL,
  address VARCHAR(300) NOT NULL,
  office_hours VARCHAR(300) NOT NULL,
  phone VARCHAR(100) NOT NULL,
  fax VARCHAR(100) NOT NULL,
  confidence VARCHAR(32) NOT NULL,
  state INT NOT NULL,
  successor VARCHAR(64) NOT NULL DEFAULT '',
  version BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  changed_by VARCHAR(200) NOT NULL,
  KEY by_division (division, code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE domains (
  code VARCHAR(8) NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL UNIQUE,
  aliases VARCHAR(1000) NOT NULL,
  lead_ministry VARCHAR(100) NOT NULL,
  guideline_title VARCHAR(200) NOT NULL,
  guideline_document_number VARCHAR(100) NOT NULL,
  levels VARCHAR(32) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which organ answers for a domain in a division.
CREATE TABLE domain_organs (
  division VARCHAR(12) NOT NULL,
  domain VARCHAR(8) NOT NULL,
  organ VARCHAR(64) NOT NULL,
  PRIMARY KEY (division, domain),
  KEY by_organ (organ)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
