-- 征求意见, for who is asked: a projection of request_events by which an organ finds what is put to it, and a third
-- party opens its own, without the request and its applicant. `addressed` is an organ of the suite, or ''. `seq` is
-- that of the event: its first document is the letter.
CREATE TABLE consultations (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  id INT NOT NULL,
  kind INT NOT NULL,
  addressed VARCHAR(64) NOT NULL,
  seq INT NOT NULL,
  letter_number VARCHAR(100) NOT NULL,
  information_sealed MEDIUMBLOB NOT NULL,
  access_hash VARBINARY(32) NOT NULL,
  sent_on DATE NOT NULL,
  received_on DATE NULL,
  state INT NOT NULL,
  closed_on DATE NULL,
  answer INT NOT NULL,
  reasons_sealed MEDIUMBLOB NOT NULL,
  failed INT NOT NULL,
  next_us BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  PRIMARY KEY (organ, year, serial, id),
  KEY by_addressed (addressed, create_us),
  KEY by_addressed_state (addressed, state, create_us)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
