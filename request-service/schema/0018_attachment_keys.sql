-- The key of an attachment's content, encrypted like any other field; '' for contents from before, which stand under a
-- key of the service itself until the next rotation.
ALTER TABLE attachments
  ADD COLUMN content_key_sealed VARBINARY(120) NOT NULL DEFAULT '',
  ADD KEY by_object (object);

-- What is to go from the object store: queued in the transaction that takes the last name from it, and forgotten once
-- the store has deleted it.
CREATE TABLE discarded_objects (
  object CHAR(64) NOT NULL PRIMARY KEY,
  create_us BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What was told of a request goes with it.
ALTER TABLE notifications
  ADD KEY by_request (request);
