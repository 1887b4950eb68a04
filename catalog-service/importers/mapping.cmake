# From tables of cells to catalogue items.
disclosure_library(catalog_importers
  SOURCES cells.cc header.cc import.cc item_builder.cc row_values.cc
  DEPS catalog_rules catalog_time_limit common_base absl::flat_hash_map absl::function_ref)
disclosure_test(catalog_import_test LABEL unit
  SOURCES cells_test.cc import_hostile_test.cc import_samples_test.cc import_test.cc
  DEPS catalog_importers catalog_readers common_testing)
