-- Requests for information. Migrations 1 to 9 are those of common/mysql (changes, served).
-- Instants are UTC microseconds (*_us), dates of the law are civil dates in Asia/Shanghai. *_sealed is encrypted by
-- common/crypto, *_index a keyed blind index, *_hash a keyed hash.

-- The last number of each organ and year: its row is locked while a request is filed, so that numbers have no gaps
-- and organs do not wait for each other.
CREATE TABLE request_serials (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  last_serial INT NOT NULL,
  PRIMARY KEY (organ, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What never changes, and where the request stands: the latter is a projection of request_events.
CREATE TABLE requests (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  channel INT NOT NULL,
  applicant_class INT NOT NULL,
  applicant_sealed VARBINARY(4000) NOT NULL,
  applicant_index BINARY(16) NOT NULL,
  wish_index BINARY(16) NOT NULL,
  access_hash BINARY(32) NOT NULL,
  subject VARCHAR(2000) NOT NULL,
  purpose VARCHAR(500) NOT NULL,
  form INT NOT NULL,
  route INT NOT NULL,
  state INT NOT NULL,
  arrived_on DATE NOT NULL,
  received_on DATE NULL,
  due_on DATE NULL,
  due_provisional TINYINT NOT NULL,
  due_unknown VARCHAR(64) NOT NULL,
  handler VARCHAR(255) NOT NULL,
  leaf VARCHAR(64) NOT NULL,
  document_number VARCHAR(100) NOT NULL,
  concluded_on DATE NULL,
  concluded_leaf VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  PRIMARY KEY (organ, year, serial),
  KEY by_state (organ, state, year, serial),
  KEY by_due (organ, due_on),
  KEY by_applicant (applicant_index, organ, received_on)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The record. Only added to; each event is chained by hash to the one before.
CREATE TABLE request_events (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  seq INT NOT NULL,
  kind INT NOT NULL,
  time_us BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  data_sealed MEDIUMBLOB NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (organ, year, serial, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the drafts of replies say, by number of the draft.
CREATE TABLE reply_drafts (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  draft INT NOT NULL,
  reply_sealed MEDIUMBLOB NOT NULL,
  PRIMARY KEY (organ, year, serial, draft)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 文号: one series per organ, kind of document and year.
CREATE TABLE document_serials (
  organ VARCHAR(64) NOT NULL,
  series VARCHAR(32) NOT NULL,
  year INT NOT NULL,
  last_serial INT NOT NULL,
  PRIMARY KEY (organ, series, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Wrong access codes, by request.
CREATE TABLE access_attempts (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  failed INT NOT NULL,
  next_us BIGINT NOT NULL,
  PRIMARY KEY (organ, year, serial)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The calendar that this service owns: national notices and local overlays.
CREATE TABLE holidays (
  date DATE NOT NULL PRIMARY KEY,
  work TINYINT NOT NULL,
  name VARCHAR(50) NOT NULL,
  year INT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE calendar_overlays (
  division VARCHAR(12) NOT NULL,
  date DATE NOT NULL,
  work TINYINT NOT NULL,
  name VARCHAR(50) NOT NULL,
  notice VARCHAR(100) NOT NULL,
  PRIMARY KEY (division, date)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
