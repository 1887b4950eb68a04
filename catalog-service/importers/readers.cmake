# The file readers: bytes to tables of cells.
disclosure_library(catalog_readers
  SOURCES fold.cc html_reader.cc html_reduce.cc reader.cc
  DEPS common_chinese common_table_files common_tables PkgConfig::GUMBO)
disclosure_test(catalog_html_reader_test LABEL unit SOURCES html_reader_test.cc DEPS catalog_readers common_testing)
disclosure_test(catalog_fold_test LABEL unit SOURCES fold_test.cc DEPS catalog_readers common_testing)
disclosure_test(catalog_reader_test LABEL unit SOURCES reader_test.cc DEPS catalog_readers common_testing)
