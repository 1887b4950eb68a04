// The tables of data/media, as the service loads them.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "gtest/gtest.h"
#include "media-service/domain/import_tables.h"
#include "media-service/domain/inspection_rules.h"
#include "media-service/domain/opening_policy.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

inline std::string ReadMediaFile(const std::string& name) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR "/") + name, std::ios::binary);
  EXPECT_TRUE(file.good()) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const PlatformTable& Platforms() {
  static const PlatformTable* const kTable = [] {
    auto table = PlatformTable::Parse(ReadMediaFile("data/media/platforms.csv"), ReadMediaFile("data/media/platform_aliases.csv"),
                                      ReadMediaFile("data/media/platform_urls.csv"));
    EXPECT_TRUE(table.ok()) << table.status();
    return new PlatformTable(*std::move(table));
  }();
  return *kTable;
}

inline OpeningPolicy Policy() {
  auto policy = OpeningPolicy::Parse(ReadMediaFile("data/media/opening_policy.csv"));
  EXPECT_TRUE(policy.ok()) << policy.status();
  return *std::move(policy);
}

inline const ImportTables& Imports() {
  static const ImportTables* const kTables = [] {
    const std::string columns = ReadMediaFile("data/media/import_columns.csv"), words = ReadMediaFile("data/media/import_words.csv"),
                      status = ReadMediaFile("data/media/import_status.csv"), hints = ReadMediaFile("data/media/import_hints.csv"),
                      scope = ReadMediaFile("data/media/out_of_scope.csv");
    auto tables = ImportTables::Parse({.columns = columns, .words = words, .status = status, .hints = hints, .scope = scope});
    EXPECT_TRUE(tables.ok()) << tables.status();
    return new ImportTables(*std::move(tables));
  }();
  return *kTables;
}

inline const InspectionRules& Inspections() {
  static const InspectionRules* const kRules = [] {
    auto rules = InspectionRules::Parse(ReadMediaFile("data/media/inspection_rules.csv"), ReadMediaFile("data/media/activity_grades.csv"),
                                        ReadMediaFile("data/media/inspection_settings.csv"));
    EXPECT_TRUE(rules.ok()) << rules.status();
    return new InspectionRules(*std::move(rules));
  }();
  return *kRules;
}

}  // namespace disclosure::media
