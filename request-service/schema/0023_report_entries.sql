-- What was finalised is what may be published: the tables as they were counted then. NULL for a draft.
ALTER TABLE annual_reports ADD COLUMN finalised_tables MEDIUMTEXT NULL;

-- Which request or review stands in which cell of a published report: one row for each, in the rows of the form of 2021 and the
-- columns of its section, from 0, without sums. A review has a column only. Nothing here is personal.
CREATE TABLE report_entries (
  owner VARCHAR(80) NOT NULL,
  report_year INT NOT NULL,
  section INT NOT NULL,
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  cell_column INT NOT NULL,
  entry_row INT NOT NULL,
  exit_row INT NOT NULL,
  received_on DATE NOT NULL,
  concluded_on DATE NULL,
  request_number VARCHAR(100) NOT NULL,
  PRIMARY KEY (owner, report_year, section, organ, year, serial)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The event of the request by which a review had it answered anew. The last day of that follows from the events, so
-- that correction_by is not written any more.
ALTER TABLE reviews ADD COLUMN reopening_seq INT NULL;
-- Both were written in one transaction, at one time: kind 26 is that of Reopened.
UPDATE reviews SET reopening_seq = (
  SELECT MAX(e.seq) FROM request_events e JOIN review_events v ON v.time_us = e.time_us
  WHERE e.organ = reviews.organ AND e.year = reviews.request_year AND e.serial = reviews.request_serial AND e.kind = 26
    AND v.organ = reviews.organ AND v.year = reviews.year AND v.serial = reviews.serial AND v.kind = 'closed')
WHERE request_serial IS NOT NULL AND result = 2;

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
