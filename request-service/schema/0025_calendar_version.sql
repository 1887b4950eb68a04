-- The calendar by its version: an import that changes a day steps it. Open requests whose due date rests on an older one
-- are computed anew; it begins at 1, so that those of before (0) are too.
CREATE TABLE calendar_version (
  id TINYINT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
INSERT INTO calendar_version (id, version) VALUES (1, 1);

-- Due dates that a calendar moved and that no import has told of yet.
CREATE TABLE due_date_moves (
  organ VARCHAR(64) NOT NULL,
  year INT NOT NULL,
  serial INT NOT NULL,
  before_on DATE NULL,
  after_on DATE NULL,
  PRIMARY KEY (organ, year, serial)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

ALTER TABLE requests
  ADD COLUMN calendar_version BIGINT NOT NULL DEFAULT 0,
  ADD KEY by_calendar (state, calendar_version),
  ADD KEY by_received (organ, received_on);
