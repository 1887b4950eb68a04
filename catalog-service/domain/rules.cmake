# The pure rules of catalogue text: what imports, drafts and comparisons share.
disclosure_library(catalog_rules
  SOURCES
    basis_rules.cc
    channel_rules.cc
    content_elements.cc
    diff.cc
    domain_directory.cc
    matching.cc
    responsible_body.cc
    scope_rules.cc
    text_folding.cc
  DEPS catalog_domain absl::flat_hash_map absl::flat_hash_set)
disclosure_test(catalog_rules_test LABEL unit
  SOURCES
    basis_rules_test.cc
    channel_rules_test.cc
    content_elements_test.cc
    diff_test.cc
    domain_directory_test.cc
    matching_test.cc
    responsible_body_test.cc
    scope_rules_test.cc
    text_folding_test.cc
  DEPS catalog_rules common_testing)
