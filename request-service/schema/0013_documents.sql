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
