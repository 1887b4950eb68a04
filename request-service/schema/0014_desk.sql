-- What the desk's lists are read by; InnoDB adds year and serial to each.
ALTER TABLE requests
  ADD KEY by_created (organ, create_us),
  ADD KEY by_handler (organ, handler);

-- How an organ's desk wants to be told. `warned_on`: the day up to which warnings have been told.
CREATE TABLE notification_settings (
  organ VARCHAR(64) NOT NULL PRIMARY KEY,
  enabled TINYINT NOT NULL,
  desk_email VARCHAR(100) NOT NULL,
  webhook_url VARCHAR(500) NOT NULL,
  secret_sealed VARBINARY(500) NOT NULL,
  warned_on DATE NULL,
  version BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The outbox (发件箱): written with the event that is told of. `due_us` is NULL once nothing is left to do.
CREATE TABLE notifications (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  organ VARCHAR(64) NOT NULL,
  request VARCHAR(255) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  channel INT NOT NULL,
  recipient_sealed VARBINARY(4000) NOT NULL,
  payload_sealed MEDIUMBLOB NOT NULL,
  state INT NOT NULL,
  attempts INT NOT NULL,
  due_us BIGINT NULL,
  last_error VARCHAR(300) NOT NULL,
  create_us BIGINT NOT NULL,
  KEY by_due (due_us),
  KEY by_organ (organ, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
