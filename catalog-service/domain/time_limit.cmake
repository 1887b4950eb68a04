# The normaliser of 公开时限: pure, on the text folding of catalog_rules.
disclosure_library(catalog_time_limit
  SOURCES
    time_limit.cc
    time_limit_amounts.cc
    time_limit_anchor.cc
    time_limit_form.cc
    time_limit_lexer.cc
    time_limit_numbers.cc
    time_limit_piece.cc
    time_limit_segments.cc
    time_limit_words.cc
  DEPS catalog_rules common_base)

disclosure_test(catalog_time_limit_test LABEL unit
  SOURCES time_limit_test.cc
  DEPS catalog_time_limit common_testing)
