-- Ledgers, reviews and annual reports.

-- What the annual report counts a request by, and where it stands in its office's own ledger.
ALTER TABLE requests
  ADD COLUMN outcome VARCHAR(64) NOT NULL DEFAULT '',
  ADD COLUMN ledger_number VARCHAR(64) NULL,
  ADD COLUMN ledger_digest BINARY(16) NULL,
  ADD UNIQUE KEY by_ledger_number (ledger_number, organ),
  ADD KEY for_report (organ, received_on, concluded_on, outcome, applicant_class);

-- Requests concluded before this column was: the codes of data/request/replies.csv as they were then.
UPDATE requests SET outcome = CASE concluded_leaf
  WHEN 'already_public' THEN 'granted'
  WHEN 'not_existing' THEN 'unavailable_not_held'
  WHEN 'not_this_organ' THEN 'unavailable_not_held'
  WHEN 'needs_creation' THEN 'unavailable_needs_creation'
  WHEN 'unclear' THEN 'unavailable_unclear'
  WHEN 'repeat' THEN 'declined_repeat'
  WHEN 'petition' THEN 'declined_petition'
  WHEN 'publication' THEN 'declined_publication'
  WHEN 'excessive' THEN 'declined_excessive'
  WHEN 'reissue' THEN 'declined_reissue'
  WHEN 'not_corrected' THEN 'other_not_corrected'
  WHEN 'fee_unpaid' THEN 'other_fee_unpaid'
  WHEN 'withdrawn' THEN 'other'
  ELSE concluded_leaf END
WHERE concluded_on IS NOT NULL;

-- 行政复议、行政诉讼. request_year and request_serial are NULL where there is no such request in the suite.
CREATE TABLE reviews (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  request_number VARCHAR(100) NOT NULL,
  request_year INT NULL,
  request_serial INT NULL,
  route INT NOT NULL,
  result INT NOT NULL,
  filed_on DATE NOT NULL,
  closed_on DATE NULL,
  mediated TINYINT NOT NULL,
  head_attended TINYINT NULL,
  document_number VARCHAR(100) NOT NULL,
  correction_by DATE NULL,
  note VARCHAR(2000) NOT NULL,
  version BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  PRIMARY KEY (organ, year, serial),
  KEY by_request (organ, request_year, request_serial),
  KEY for_report (organ, filed_on, closed_on, route, result)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE review_serials (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  last_serial INT NOT NULL,
  PRIMARY KEY (organ, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 年度报告. owner is organs/O or divisions/D; content is what the organ writes, snapshot the whole report as it was
-- published: neither has personal data.
CREATE TABLE annual_reports (
  owner VARCHAR(80) NOT NULL,
  year INT NOT NULL,
  state INT NOT NULL,
  content MEDIUMTEXT NOT NULL,
  finaliser VARCHAR(255) NOT NULL,
  publisher VARCHAR(255) NOT NULL,
  published_on DATE NULL,
  snapshot MEDIUMTEXT NOT NULL,
  version BIGINT NOT NULL,
  create_us BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  PRIMARY KEY (owner, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
