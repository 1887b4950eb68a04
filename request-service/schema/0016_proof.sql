-- Proof and personal data: sealed heads of the event chains, who read what, anonymisation.

-- Requests with events that no checkpoint seals yet.
CREATE TABLE audit_pending (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  PRIMARY KEY (organ, year, serial)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO audit_pending SELECT organ, year, serial FROM requests;

-- Checkpoints run without gaps; `seal` is over the seal before and the heads (common/crypto/audit_chain.h).
CREATE TABLE audit_checkpoints (
  number BIGINT NOT NULL PRIMARY KEY,
  time_us BIGINT NOT NULL,
  heads INT NOT NULL,
  seal BINARY(32) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
-- The last number: its row is locked while a checkpoint is made, so that replicas take turns.
CREATE TABLE audit_last (
  id TINYINT NOT NULL PRIMARY KEY,
  number BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
-- The last event of each request that had new ones since the checkpoint before.
CREATE TABLE audit_heads (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  seq INT NOT NULL,
  checkpoint BIGINT NOT NULL,
  hash BINARY(32) NOT NULL,
  PRIMARY KEY (organ, year, serial, seq),
  KEY by_checkpoint (checkpoint)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Whose personal data was read by whom. `request` is "2026-12", "" for lists and exports.
CREATE TABLE access_log (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  organ VARCHAR(64) NOT NULL,
  time_us BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  actor_organ VARCHAR(64) NOT NULL,
  method VARCHAR(64) NOT NULL,
  request VARCHAR(64) NOT NULL,
  purpose VARCHAR(200) NOT NULL,
  results INT NOT NULL,
  KEY by_organ (organ, id),
  KEY by_request (organ, request, id),
  KEY by_actor (organ, actor, id),
  KEY by_time (time_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE requests ADD COLUMN anonymised_on DATE NULL;

-- The record is added to. An event's text is encrypted anew under a new key, and redacted when a request is made
-- anonymous; nothing else of it changes, and no account of the service can take a row away.
CREATE TRIGGER request_events_stay BEFORE DELETE ON request_events FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'events of requests are never deleted';
CREATE TRIGGER request_events_keep BEFORE UPDATE ON request_events FOR EACH ROW
  IF NEW.organ <> OLD.organ OR NEW.year <> OLD.year OR NEW.serial <> OLD.serial OR NEW.seq <> OLD.seq OR NEW.kind <> OLD.kind OR NEW.time_us <> OLD.time_us OR NEW.actor <> OLD.actor OR NEW.hash <> OLD.hash THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'events of requests never change'; END IF;
CREATE TRIGGER audit_checkpoints_stay BEFORE DELETE ON audit_checkpoints FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'checkpoints are never deleted';
CREATE TRIGGER audit_checkpoints_keep BEFORE UPDATE ON audit_checkpoints FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'checkpoints never change';
CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'sealed heads are never deleted';
CREATE TRIGGER audit_heads_keep BEFORE UPDATE ON audit_heads FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'sealed heads never change';
CREATE TRIGGER access_log_keep BEFORE UPDATE ON access_log FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the access log never changes';
-- Only retention deletes, and it says up to which time: @access_log_until, UTC microseconds.
CREATE TRIGGER access_log_stay BEFORE DELETE ON access_log FOR EACH ROW
  IF @access_log_until IS NULL OR OLD.time_us >= @access_log_until THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the access log is kept for its time'; END IF;
