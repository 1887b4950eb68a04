-- What an organ says of its own disclosure: its guide (公开指南) beyond the directory's columns, and its rules
-- (公开制度) in the order of the page.
CREATE TABLE organ_profiles (
  organ VARCHAR(64) NOT NULL PRIMARY KEY,
  classification MEDIUMTEXT NOT NULL,
  arrangement MEDIUMTEXT NOT NULL,
  access MEDIUMTEXT NOT NULL,
  website VARCHAR(500) NOT NULL,
  email VARCHAR(254) NOT NULL,
  version BIGINT NOT NULL,
  update_us BIGINT NOT NULL,
  changed_by VARCHAR(200) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE organ_rules (
  organ VARCHAR(64) NOT NULL,
  position INT NOT NULL,
  title VARCHAR(100) NOT NULL,
  document_number VARCHAR(50) NOT NULL,
  issued_on DATE NULL,
  text MEDIUMTEXT NOT NULL,
  link VARCHAR(500) NOT NULL,
  PRIMARY KEY (organ, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
