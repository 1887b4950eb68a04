-- Dynamic adjustment: changes that are filed, closings, batches.

-- 变更备案 that waits for its approver; one at a time. The account as it shall be, encrypted: it has a contact.
CREATE TABLE change_filings (
  uid VARCHAR(26) NOT NULL PRIMARY KEY,
  proposed_sealed MEDIUMBLOB NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  filer VARCHAR(255) NOT NULL,
  create_us BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 关停公告 that holds for an account now; gone when it is revoked.
CREATE TABLE closings (
  uid VARCHAR(26) NOT NULL PRIMARY KEY,
  division VARCHAR(12) NOT NULL,
  decision_basis VARCHAR(1000) NOT NULL,
  announced_on DATE NOT NULL,
  notice_ends_on DATE NOT NULL,
  effective_on DATE NOT NULL,
  successor VARCHAR(26) NOT NULL,
  notice_url VARCHAR(2048) NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  platform_proof VARCHAR(1000) NOT NULL,
  deregistered_on DATE NULL,
  national_system_on DATE NULL,
  archive_reference VARCHAR(1000) NOT NULL,
  KEY by_division (division, effective_on, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE adjustment_batches (
  division VARCHAR(12) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  state INT NOT NULL,
  title VARCHAR(200) NOT NULL,
  items MEDIUMTEXT NOT NULL,
  decision_basis VARCHAR(1000) NOT NULL,
  decided_on DATE NULL,
  announced_on DATE NULL,
  notice_ends_on DATE NULL,
  notice_url VARCHAR(2048) NOT NULL,
  planner VARCHAR(255) NOT NULL,
  decider VARCHAR(255) NOT NULL,
  version BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  PRIMARY KEY (division, year, serial)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The last number given in a division and year, by what is numbered.
CREATE TABLE serials (
  division VARCHAR(12) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  year INT NOT NULL,
  last INT NOT NULL,
  PRIMARY KEY (division, kind, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
