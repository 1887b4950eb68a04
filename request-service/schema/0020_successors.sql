-- Who goes on with the requests of a merged organ.
ALTER TABLE organs ADD COLUMN successor VARCHAR(64) NOT NULL DEFAULT '';
