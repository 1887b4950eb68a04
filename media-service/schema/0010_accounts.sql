-- The register of accounts. Migrations 1 to 9 are those of common/mysql (changes, served).
-- Instants are UTC microseconds (*_us), days are civil dates in Asia/Shanghai. *_sealed is encrypted by common/crypto.

CREATE TABLE accounts (
  uid VARCHAR(26) NOT NULL PRIMARY KEY,
  division VARCHAR(12) NOT NULL,
  state INT NOT NULL,
  platform VARCHAR(40) NOT NULL,
  platform_id VARCHAR(200) NOT NULL,
  other_ids VARCHAR(1100) NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  name_folded VARCHAR(200) NOT NULL,
  url VARCHAR(2048) NOT NULL,
  host VARCHAR(64) NOT NULL,
  host_text VARCHAR(200) NOT NULL,
  host_inferred TINYINT NOT NULL,
  competent VARCHAR(64) NOT NULL,
  competent_text VARCHAR(200) NOT NULL,
  operator VARCHAR(64) NOT NULL,
  operator_text VARCHAR(200) NOT NULL,
  operation_mode INT NOT NULL,
  certified_subject VARCHAR(200) NOT NULL,
  certification INT NOT NULL,
  purpose INT NOT NULL,
  interactions VARCHAR(100) NOT NULL,
  introduction VARCHAR(1000) NOT NULL,
  opened_on DATE NULL,
  filed_on DATE NULL,
  filing_number VARCHAR(200) NOT NULL,
  exception_reason VARCHAR(1000) NOT NULL,
  contact_sealed VARBINARY(4000) NOT NULL,
  successor VARCHAR(26) NOT NULL,
  unfiled TINYINT NOT NULL,
  reopened TINYINT NOT NULL,
  status_text VARCHAR(1000) NOT NULL,
  source VARCHAR(500) NOT NULL,
  import_digest VARBINARY(32) NOT NULL,
  version BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  KEY by_host (host, uid),
  KEY by_platform (platform, uid),
  KEY by_division (division, uid),
  KEY by_name (name_folded, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Every id of every account: platforms with the same space share theirs. Not unique: what was closed keeps its ids, and an id
-- that two organs claim is the rules' to refuse.
CREATE TABLE account_ids (
  id_space VARCHAR(40) NOT NULL,
  id VARCHAR(200) NOT NULL,
  uid VARCHAR(26) NOT NULL,
  PRIMARY KEY (id_space, id, uid),
  KEY by_account (uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 曾用名. `until_on` is the day on which the next name was recorded.
CREATE TABLE account_names (
  uid VARCHAR(26) NOT NULL,
  seq INT NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  until_on DATE NOT NULL,
  PRIMARY KEY (uid, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The record: every act. Only added to; each event is chained by hash to the one before.
CREATE TABLE account_events (
  uid VARCHAR(26) NOT NULL,
  seq INT NOT NULL,
  kind VARCHAR(64) NOT NULL,
  time_us BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  data_sealed MEDIUMBLOB NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (uid, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A snapshot of catalog-service's directory: accounts are kept while that is away.
CREATE TABLE organs (
  code VARCHAR(64) NOT NULL PRIMARY KEY,
  division VARCHAR(12) NOT NULL,
  name VARCHAR(200) NOT NULL,
  short_name VARCHAR(100) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  parent VARCHAR(64) NOT NULL,
  active TINYINT NOT NULL,
  successor VARCHAR(64) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Its row is locked while ids of the space are looked up and entered, so that two filings do not take one id.
CREATE TABLE id_spaces (
  id_space VARCHAR(40) NOT NULL PRIMARY KEY
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
