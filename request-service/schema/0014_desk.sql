-- What the desk's lists are read by; InnoDB adds year and serial to each.
ALTER TABLE requests
  ADD KEY by_created (organ, create_us),
  ADD KEY by_handler (organ, handler);
