-- Whether the account was being rectified when its closing was announced: a closing that is revoked leads back there.
ALTER TABLE closings ADD COLUMN rectifying TINYINT NOT NULL DEFAULT 0;
