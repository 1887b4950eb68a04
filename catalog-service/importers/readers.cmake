# The file readers: bytes to tables of cells.
disclosure_library(catalog_readers
  SOURCES fold.cc html_reader.cc html_reduce.cc reader.cc xlsx_reader.cc xlsx_sheet.cc xlsx_styles.cc xml_scan.cc zip_archive.cc
  DEPS common_tables PkgConfig::GUMBO PkgConfig::LIBZIP PkgConfig::PUGIXML PkgConfig::OPENCC)
disclosure_test(catalog_html_reader_test LABEL unit SOURCES html_reader_test.cc DEPS catalog_readers common_testing)
disclosure_test(catalog_fold_test LABEL unit SOURCES fold_test.cc DEPS catalog_readers common_testing)
disclosure_test(catalog_xlsx_reader_test LABEL unit SOURCES xlsx_reader_test.cc
  DEPS catalog_readers common_testing PkgConfig::XLSXWRITER)
disclosure_test(catalog_reader_test LABEL unit SOURCES reader_test.cc DEPS catalog_readers common_testing)
