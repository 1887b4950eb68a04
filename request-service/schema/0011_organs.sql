-- A snapshot of catalog-service's directory: requests are filed and handled while that is away.
CREATE TABLE organs (
  code VARCHAR(64) NOT NULL PRIMARY KEY,
  division VARCHAR(12) NOT NULL,
  name VARCHAR(200) NOT NULL,
  short_name VARCHAR(100) NOT NULL,
  parent VARCHAR(64) NOT NULL,
  reconsideration_organ VARCHAR(300) NOT NULL,
  court VARCHAR(200) NOT NULL,
  document_prefix VARCHAR(32) NOT NULL,
  disclosure_office VARCHAR(200) NOT NULL,
  address VARCHAR(300) NOT NULL,
  phone VARCHAR(100) NOT NULL,
  active TINYINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
