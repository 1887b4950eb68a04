-- A year's report reads what was concluded in it or later, and what is open: not all that was ever received.
ALTER TABLE requests
  DROP KEY for_report,
  ADD KEY for_report (organ, concluded_on, received_on, outcome, applicant_class);
