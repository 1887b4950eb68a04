-- Of every round the accounts that were in force on its monitoring day: anybody can draw the sample again from this list, and
-- a quarter of several rounds counts each account once. The sums in round_strata are no longer written.
CREATE TABLE round_accounts (
  division VARCHAR(12) NOT NULL,
  round VARCHAR(20) NOT NULL,
  uid VARCHAR(26) NOT NULL,
  platform VARCHAR(40) NOT NULL,
  level VARCHAR(10) NOT NULL,
  PRIMARY KEY (division, round, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Of the rounds before this one those that were drawn are known: of full coverage that is all of them.
INSERT INTO round_accounts (division, round, uid, platform, level) SELECT division, round, uid, platform, level FROM inspections;

-- 整改期限, as it was set when the round was closed.
ALTER TABLE inspection_rounds ADD COLUMN rectify_by DATE NULL;
