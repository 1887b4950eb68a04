-- The wish as the applicant corrected it (补正): repeats are told and texts searched by it too. "" before a correction.
-- Of requests corrected before this migration it stands in their events alone, which are encrypted.
ALTER TABLE requests ADD COLUMN corrected VARCHAR(5000) NOT NULL DEFAULT '';
