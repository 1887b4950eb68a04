-- Rounds of inspection, work orders.
CREATE TABLE inspection_rounds (
  division VARCHAR(12) NOT NULL,
  id VARCHAR(20) NOT NULL,
  quarter CHAR(6) NOT NULL,
  monitor_on DATE NOT NULL,
  coverage INT NOT NULL,
  sample_percent INT NOT NULL,
  seed BIGINT NOT NULL,
  state INT NOT NULL,
  registered INT NOT NULL,
  creator VARCHAR(255) NOT NULL,
  create_us BIGINT NOT NULL,
  close_us BIGINT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (division, id),
  KEY by_quarter (division, quarter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Accounts in force on the monitoring day, by platform and level.
CREATE TABLE round_strata (
  division VARCHAR(12) NOT NULL,
  round VARCHAR(20) NOT NULL,
  platform VARCHAR(40) NOT NULL,
  level VARCHAR(10) NOT NULL,
  registered INT NOT NULL,
  PRIMARY KEY (division, round, platform, level)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The accounts that were drawn, as they were on the monitoring day.
CREATE TABLE inspections (
  division VARCHAR(12) NOT NULL,
  round VARCHAR(20) NOT NULL,
  uid VARCHAR(26) NOT NULL,
  display_name VARCHAR(200) NOT NULL,
  platform VARCHAR(40) NOT NULL,
  host VARCHAR(64) NOT NULL,
  host_text VARCHAR(200) NOT NULL,
  level VARCHAR(10) NOT NULL,
  result INT NOT NULL,
  last_post_on DATE NULL,
  by_person TINYINT NOT NULL,
  PRIMARY KEY (division, round, uid),
  KEY by_result (division, round, result, uid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The evidence of every finding is encrypted: that of V1.2 may itself be a secret.
CREATE TABLE inspection_findings (
  division VARCHAR(12) NOT NULL,
  round VARCHAR(20) NOT NULL,
  uid VARCHAR(26) NOT NULL,
  seq INT NOT NULL,
  rule VARCHAR(20) NOT NULL,
  text VARCHAR(2000) NOT NULL,
  evidence_sealed BLOB NOT NULL,
  observed_on DATE NOT NULL,
  finder VARCHAR(255) NOT NULL,
  PRIMARY KEY (division, round, uid, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE work_orders (
  division VARCHAR(12) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  round VARCHAR(20) NOT NULL,
  uid VARCHAR(26) NOT NULL,
  host VARCHAR(64) NOT NULL,
  state INT NOT NULL,
  deadline DATE NOT NULL,
  reminders INT NOT NULL,
  reply VARCHAR(4000) NOT NULL,
  replied_on DATE NULL,
  recheck VARCHAR(4000) NOT NULL,
  version BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  PRIMARY KEY (division, year, serial),
  KEY by_deadline (division, state, deadline),
  KEY by_host (host, state, deadline)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What was done about an order; only added to.
CREATE TABLE work_order_events (
  division VARCHAR(12) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  seq INT NOT NULL,
  kind VARCHAR(40) NOT NULL,
  time_us BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  text VARCHAR(4000) NOT NULL,
  PRIMARY KEY (division, year, serial, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
