-- Observations (观测): what was seen of accounts, and the feeds that the service reads itself.

-- Only added to. The key is the order in which a round reads them: all looks at one account stand together.
CREATE TABLE observations (
  uid VARCHAR(26) NOT NULL,
  observe_us BIGINT NOT NULL,
  source VARCHAR(100) NOT NULL,
  last_post_us BIGINT NULL,
  followers BIGINT NULL,
  posts BIGINT NULL,
  quarter VARCHAR(6) NOT NULL,
  usable TINYINT NULL,
  interactive TINYINT NULL,
  failure VARCHAR(500) NOT NULL,
  evidence VARCHAR(2048) NOT NULL,
  PRIMARY KEY (uid, observe_us, source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What all looks together say of the posts of an account, so that grades need not read years of looks. No grade is kept.
CREATE TABLE account_seen (
  uid VARCHAR(26) NOT NULL PRIMARY KEY,
  look_us BIGINT NOT NULL,
  last_post_us BIGINT NOT NULL,
  source VARCHAR(100) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A source is claimed by compare-and-set on its fence; only the holder of the current fence may say how the reading went.
CREATE TABLE feed_sources (
  uid VARCHAR(26) NOT NULL PRIMARY KEY,
  url VARCHAR(2048) NOT NULL,
  read_us BIGINT NULL,
  try_us BIGINT NULL,
  failures INT NOT NULL,
  failure VARCHAR(500) NOT NULL,
  due_us BIGINT NOT NULL,
  owner VARCHAR(100) NOT NULL,
  lease_us BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  KEY by_due (due_us, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
