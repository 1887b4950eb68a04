#include "media-service/api/backend.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

absl::StatusOr<Calendar> LoadCalendar(const std::string& directory) {
  ASSIGN_OR_RETURN(const std::string holidays, ReadFile(absl::StrCat(directory, "/holidays.csv")));
  ASSIGN_OR_RETURN(const std::string overlays, ReadFile(absl::StrCat(directory, "/local_overlays.csv")));
  ASSIGN_OR_RETURN(std::vector<HolidayRow> rows, ParseHolidays(holidays));
  ASSIGN_OR_RETURN(std::vector<OverlayRow> local, ParseLocalOverlays(overlays));
  return Calendar::Make(std::move(rows), std::move(local));
}

}  // namespace

const Organ* Reference::View::FindWritten(const std::string& name) const {
  if (const Organ* organ = Find(name)) return organ;
  const auto found = by_name.find(FoldName(name));
  return found == by_name.end() || found->second.empty() ? nullptr : Find(found->second);
}

absl::StatusOr<std::shared_ptr<const Reference::View>> LoadReference(Store& store, absl::Time deadline) {
  std::vector<Organ> organs;
  RETURN_IF_ERROR(store.Read(deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(organs, reader.Organs());
    return absl::OkStatus();
  }));
  auto view = std::make_shared<Reference::View>();
  for (Organ& organ : organs) {
    // A name that two organs have names neither.
    for (const std::string& name : {organ.name, organ.short_name}) {
      if (name.empty() || (name == organ.short_name && name == organ.name)) continue;
      const auto [known, added] = view->by_name.emplace(FoldName(name), organ.code);
      if (!added && known->second != organ.code) known->second = "";
    }
    view->organs.emplace(organ.code, std::move(organ));
  }
  return view;
}

absl::StatusOr<Rules> LoadRules(const std::string& directory, const std::string& calendar_directory) {
  const auto read = [&](std::string_view name) { return ReadFile(absl::StrCat(directory, "/", std::string(name))); };
  ASSIGN_OR_RETURN(const std::string platforms, read("platforms.csv"));
  ASSIGN_OR_RETURN(const std::string aliases, read("platform_aliases.csv"));
  ASSIGN_OR_RETURN(const std::string urls, read("platform_urls.csv"));
  ASSIGN_OR_RETURN(const std::string opening, read("opening_policy.csv"));
  ASSIGN_OR_RETURN(const std::string closing, read("closing_notice.csv"));
  ASSIGN_OR_RETURN(const std::string inspection, read("inspection_rules.csv"));
  ASSIGN_OR_RETURN(const std::string grades, read("activity_grades.csv"));
  ASSIGN_OR_RETURN(const std::string settings, read("inspection_settings.csv"));
  ASSIGN_OR_RETURN(const std::string columns, read("import_columns.csv"));
  ASSIGN_OR_RETURN(const std::string words, read("import_words.csv"));
  ASSIGN_OR_RETURN(const std::string status, read("import_status.csv"));
  ASSIGN_OR_RETURN(const std::string hints, read("import_hints.csv"));
  ASSIGN_OR_RETURN(const std::string scope, read("out_of_scope.csv"));
  ASSIGN_OR_RETURN(const std::string look_columns, read("observation_columns.csv"));
  ASSIGN_OR_RETURN(const std::string look_words, read("observation_words.csv"));
  ASSIGN_OR_RETURN(Calendar calendar, LoadCalendar(calendar_directory));
  Rules rules{.platforms = {}, .opening = {}, .closing = {}, .inspection = {}, .calendar = std::move(calendar), .imports = {}, .observations = {}};
  ASSIGN_OR_RETURN(rules.platforms, PlatformTable::Parse(platforms, aliases, urls));
  ASSIGN_OR_RETURN(rules.opening, OpeningPolicy::Parse(opening));
  ASSIGN_OR_RETURN(rules.closing, ClosingRules::Parse(closing));
  ASSIGN_OR_RETURN(rules.inspection, InspectionRules::Parse(inspection, grades, settings));
  ASSIGN_OR_RETURN(rules.imports, ImportTables::Parse({.columns = columns, .words = words, .status = status, .hints = hints, .scope = scope}));
  ASSIGN_OR_RETURN(rules.observations, ObservationTables::Parse(look_columns, look_words));
  return rules;
}

}  // namespace disclosure::media
