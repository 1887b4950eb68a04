-- How often somebody who was about to ask for information found it published: per item and day. `organ` is the
-- body that answers for the item, as of that day, "" if no local organ is known.
CREATE TABLE avoided_requests (
  division VARCHAR(12) NOT NULL,
  day DATE NOT NULL,
  domain VARCHAR(8) NOT NULL,
  item VARCHAR(64) NOT NULL,
  organ VARCHAR(64) NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (division, day, domain, item, organ)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
