-- How many items (件) a request counts as for the fees of its month: those its fee notice was split into, else one.
ALTER TABLE requests ADD COLUMN items INT NOT NULL DEFAULT 1;
