-- 日历订阅: addresses that calendar programs read, which cannot show a token. Of the key in the address only its hash is kept.
CREATE TABLE calendar_feeds (
  id VARCHAR(26) NOT NULL PRIMARY KEY,
  organ VARCHAR(64) NOT NULL,
  handler VARCHAR(255) NOT NULL,
  creator VARCHAR(255) NOT NULL,
  key_hash BINARY(32) NOT NULL,
  create_us BIGINT NOT NULL,
  expire_us BIGINT NOT NULL,
  KEY by_organ (organ, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
