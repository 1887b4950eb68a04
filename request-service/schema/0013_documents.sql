-- What the organ issued on a request: composed once, in the transaction of its event, and never again, so that a paper
-- stays as it was when its template changes. `item` counts the papers of one event from 1.
CREATE TABLE documents (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  seq INT NOT NULL,
  item INT NOT NULL,
  code VARCHAR(8) NOT NULL,
  number VARCHAR(100) NOT NULL,
  title VARCHAR(400) NOT NULL,
  issued_on DATE NOT NULL,
  to_applicant TINYINT NOT NULL,
  content_sealed MEDIUMBLOB NOT NULL,
  PRIMARY KEY (organ, year, serial, seq, item),
  UNIQUE KEY by_number (organ, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What was added to a request. The bytes are in the object store, encrypted for this id, under the hash of their cipher
-- text: neither tells what they are. Objects that no row names were put by calls that failed, and do no harm.
CREATE TABLE attachments (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  id VARCHAR(26) NOT NULL,
  file_name_sealed VARBINARY(1000) NOT NULL,
  content_type VARCHAR(100) NOT NULL,
  size BIGINT NOT NULL,
  sha256_sealed VARBINARY(120) NOT NULL,
  object CHAR(64) NOT NULL,
  actor VARCHAR(255) NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (organ, year, serial, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
