-- Requests that were concluded on the day their reply was issued: the service computes them anew, by the day it was served
-- (国办公开办函〔2016〕235号), and takes them off this list. The days stand in the events, which SQL cannot read.
CREATE TABLE stale_conclusions (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  PRIMARY KEY (organ, year, serial)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO stale_conclusions (organ, year, serial)
  SELECT organ, year, serial FROM requests WHERE concluded_on IS NOT NULL AND concluded_leaf NOT IN ('', 'withdrawn', 'other');
