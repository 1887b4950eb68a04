-- Of every round the accounts that were in force on its monitoring day: anybody can draw the sample again from this list, and
-- a quarter of several rounds counts each account once. Takes the place of the sums by platform and level.
CREATE TABLE round_accounts (
  division VARCHAR(12) NOT NULL,
  round VARCHAR(20) NOT NULL,
  uid VARCHAR(26) NOT NULL,
  platform VARCHAR(40) NOT NULL,
  level VARCHAR(10) NOT NULL,
  PRIMARY KEY (division, round, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

DROP TABLE round_strata;

-- 整改期限, as it was set when the round was closed.
ALTER TABLE inspection_rounds ADD COLUMN rectify_by DATE NULL;
