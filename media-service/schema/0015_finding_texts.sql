-- The text of a finding is encrypted as its evidence is: that of V1.2 (泄密) may repeat the secret. Texts of before stay in
-- `text`, which is no longer written.
ALTER TABLE inspection_findings ADD COLUMN text_sealed BLOB NOT NULL DEFAULT '';
