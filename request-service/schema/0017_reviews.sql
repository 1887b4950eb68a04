-- 受理: NULL while the review was not accepted, or nobody said so.
ALTER TABLE reviews
  ADD COLUMN accepted_on DATE NULL;

-- What was done to a review: the seq-th change made its version seq. data has the fields that changed, without personal data.
CREATE TABLE review_events (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  seq BIGINT NOT NULL,
  time_us BIGINT NOT NULL,
  actor VARCHAR(255) NOT NULL,
  kind VARCHAR(64) NOT NULL,
  data MEDIUMTEXT NOT NULL,
  PRIMARY KEY (organ, year, serial, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
