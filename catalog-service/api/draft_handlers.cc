#include "catalog-service/api/draft_handlers.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "catalog-service/importers/catalogue_import.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"

namespace disclosure::catalog {
namespace {

absl::Status ApplyMask(const google::protobuf::FieldMask& mask, const Item& from, Item& to) {
  error::Violations bad;
  std::vector<std::string> paths(mask.paths().begin(), mask.paths().end());
  if (paths.empty() || (paths.size() == 1 && paths[0] == "*")) {
    paths = {"serial", "level_one", "level_two", "level_three", "contents", "bases", "time_limit_text", "responsible_bodies",
             "channels", "audience", "methods", "levels", "links", "remarks", "other_columns"};
  }
  for (const std::string& path : paths) {
    if (path == "serial") to.serial = from.serial;
    else if (path == "level_one") to.level_one = from.level_one;
    else if (path == "level_two") to.level_two = from.level_two;
    else if (path == "level_three") to.level_three = from.level_three;
    else if (path == "contents") to.contents = from.contents;
    else if (path == "bases") to.bases = from.bases;
    else if (path == "time_limit_text") SetTimeLimit(to, from.time_limit_text);
    else if (path == "responsible_bodies") to.responsible_bodies = from.responsible_bodies;
    else if (path == "channels") to.channels = from.channels;
    else if (path == "audience") to.audience = from.audience;
    else if (path == "methods") to.methods = from.methods;
    else if (path == "levels") { to.levels = from.levels; to.levels_derived = false; }
    else if (path == "links") to.links = from.links;
    else if (path == "remarks") to.remarks = from.remarks;
    else if (path == "other_columns") to.other_columns = from.other_columns;
    else bad.Add("update_mask", absl::StrCat("\"", path, "\" cannot be updated",
                                             path == "time_limits" ? ": it follows from time_limit_text" : ""));
  }
  return bad.status();
}

// Whether the item may stand in a catalogue of `division`: its level, and organs that the directory knows.
absl::Status CheckFits(Reader& reader, const Item& item, const std::string& division) {
  error::Violations bad;
  ASSIGN_OR_RETURN(const Division of, reader.GetDivision(division));
  if (std::find(item.levels.begin(), item.levels.end(), of.level) == item.levels.end()) {
    bad.Add("item.levels", "must contain the level of the catalogue's division");
  }
  for (size_t i = 0; i < item.responsible_bodies.size(); ++i) {
    const std::string& organ = item.responsible_bodies[i].organ;
    if (organ.empty()) continue;
    const absl::Status found = reader.GetOrgan(organ).status();
    if (absl::IsNotFound(found)) {
      bad.Add(absl::StrCat("item.responsible_bodies[", i, "].organ"), absl::StrCat("organs/", organ, " does not exist"));
    } else {
      RETURN_IF_ERROR(found);
    }
  }
  return bad.status();
}

constexpr int kAll = 100000;  // the directory of a province fits

absl::StatusOr<ImportTarget> LoadTarget(Reader& reader, const std::string& division) {
  ASSIGN_OR_RETURN(const Division of, reader.GetDivision(division));
  ImportTarget target{.division = of.code, .level = of.level};
  ASSIGN_OR_RETURN(const std::vector<Organ> organs, reader.ListOrgans("", false, "", kAll));
  for (const Organ& organ : organs) {
    target.bodies.organs.push_back({organ.code, organ.name, organ.short_name, organ.kind, organ.division});
  }
  ASSIGN_OR_RETURN(const std::vector<Assignment> assignments, reader.ListAssignments());
  for (const Assignment& one : assignments) target.bodies.organ_in_charge[{one.domain, one.division}] = one.organ;
  ASSIGN_OR_RETURN(const std::vector<Division> divisions, reader.ListDivisions("", kAll));
  for (const Division& one : divisions) target.bodies.place_names.push_back(one.name);
  return target;
}

// All fields of all rows that no draft could hold, by table and row.
absl::Status CheckLimits(const std::vector<ImportedTable>& tables) {
  std::vector<error::Violation> bad;
  for (const ImportedTable& table : tables) {
    for (const Item& item : table.items) {
      const auto info = error::GetInfo(Validate(item, absl::StrCat("tables[", table.table, "].rows[", item.source.row, "]")));
      if (info) bad.insert(bad.end(), info->violations.begin(), info->violations.end());
    }
  }
  return bad.empty() ? absl::OkStatus() : error::BadRequest(std::move(bad));
}

// Items get the uids of `kept` (by domain), which is empty in a dry run.
void Render(const std::string& division, const std::vector<ImportedTable>& tables, const std::map<std::string, MatchResult>& kept,
            v1::ImportCataloguesResponse& out) {
  std::map<std::string, size_t> next;  // position within the domain: tables of one domain follow each other
  for (const ImportedTable& table : tables) {
    auto& to = *out.add_tables();
    const auto match = kept.find(table.domain);
    if (match == kept.end()) {
      to = ToProto(table, "");
      continue;
    }
    const bool first = next[table.domain] == 0;
    ImportedTable with_uids = table;
    for (Item& item : with_uids.items) item.uid = match->second.items[next[table.domain]++].uid;
    to = ToProto(with_uids, DraftName(division, table.domain));
    to.set_draft(DraftName(division, table.domain));
    if (!first) continue;
    for (const AmbiguousMatch& ambiguous : match->second.ambiguous) {
      auto& told = *to.add_ambiguous_matches();
      told.set_item(ambiguous.next);
      told.add_candidates(ambiguous.chosen);
      told.add_candidates(ambiguous.other);
    }
  }
}

}  // namespace

absl::Status DraftHandlers::CheckMayEdit(Reader& reader, const Call& call, const std::string& division, const std::string& domain) {
  ASSIGN_OR_RETURN(const Division of, reader.GetDivision(division));
  ASSIGN_OR_RETURN(const std::string in_charge, reader.OrganInCharge(division, domain));
  return MayEdit(call.caller, call.method, of, domain, in_charge);
}

absl::StatusOr<Draft> DraftHandlers::GetForChange(Writer& writer, const Call& call, const std::vector<std::string>& ids,
                                                  const std::string& etag) {
  RETURN_IF_ERROR(CheckMayEdit(writer, call, ids[0], ids[1]));
  // The domain must exist before a catalogue row is made for it.
  RETURN_IF_ERROR(writer.GetDomain(ids[1]).status());
  RETURN_IF_ERROR(writer.LockCatalogue(ids[0], ids[1]).status());
  ASSIGN_OR_RETURN(std::optional<Draft> draft, writer.FindDraft(ids[0], ids[1]));
  if (!draft) return error::NotFound(DraftName(ids[0], ids[1]));
  if (!etag.empty() && etag != Etag(draft->version)) {
    return error::EtagMismatch(DraftName(ids[0], ids[1]), etag, Etag(draft->version));
  }
  return *std::move(draft);
}

absl::Status DraftHandlers::Touch(Writer& writer, const Call& call, Draft& draft) {
  if (std::find(draft.editors.begin(), draft.editors.end(), call.caller.subject) == draft.editors.end()) {
    draft.editors.push_back(call.caller.subject);
  }
  draft.update_time = backend_.clock.Now();
  // Versions of successive drafts of one catalogue do not repeat: an etag of a discarded draft stays stale.
  draft.version = std::max(draft.version + 1, absl::ToUnixMicros(draft.update_time));
  return writer.PutDraft(draft);
}

absl::StatusOr<std::vector<Item>> DraftHandlers::PreviousItems(Reader& reader, const std::string& division, const std::string& domain) {
  // What is in force first, so that a wrong file imported in between cannot make its uids forgotten; then what
  // only the draft has.
  std::vector<Item> items;
  ASSIGN_OR_RETURN(const std::optional<StoredEdition> in_force, reader.EditionInForce(division, domain));
  if (in_force) {
    ASSIGN_OR_RETURN(items, DecodeItems(in_force->answer));
  }
  std::set<std::string> known;
  for (const Item& item : items) known.insert(item.uid);
  ASSIGN_OR_RETURN(const std::vector<Item> draft, reader.DraftItems(division, domain));
  for (const Item& item : draft) {
    if (known.insert(item.uid).second) items.push_back(item);
  }
  return items;
}

absl::StatusOr<MatchResult> DraftHandlers::KeepImport(Writer& writer, const Call& call, const std::string& division,
                                                      const std::string& domain, bool sample, std::vector<Item> items) {
  ASSIGN_OR_RETURN(const CatalogueRow row, writer.LockCatalogue(division, domain));
  ASSIGN_OR_RETURN(std::optional<Draft> draft, writer.FindDraft(division, domain));
  if (!draft) draft = Draft{.division = division, .domain = domain, .base_edition = row.edition_in_force};
  draft->sample = sample;
  ASSIGN_OR_RETURN(const std::vector<Item> previous, PreviousItems(writer, division, domain));
  MatchResult match = MatchItems(previous, std::move(items));
  for (Item& item : match.items) {
    if (item.uid.empty()) item.uid = NewUid(backend_.clock.Now());
  }
  RETURN_IF_ERROR(Touch(writer, call, *draft));
  RETURN_IF_ERROR(writer.ReplaceDraftItems(*draft, match.items));
  return match;
}

absl::StatusOr<v1::ImportCataloguesResponse> DraftHandlers::ImportCatalogues(const Call& call,
                                                                             const v1::ImportCataloguesRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  const std::string& division = ids[0];
  ImportTarget target;
  std::vector<Domain> domains;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(target, LoadTarget(reader, division));
    ASSIGN_OR_RETURN(domains, reader.ListDomains("", kAll));
    return absl::OkStatus();
  }));
  ASSIGN_OR_RETURN(const std::vector<ImportedTable> tables, ImportFile(request.file_name(), request.file().data(), request.domain(),
                                                                       DomainDirectory(std::move(domains)), target));
  RETURN_IF_ERROR(CheckLimits(tables));
  std::map<std::string, MatchResult> kept;
  if (!request.dry_run()) {
    ASSIGN_OR_RETURN(const auto by_domain, ItemsByDomain(tables));
    RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
      kept.clear();
      for (const auto& [domain, items] : by_domain) {
        RETURN_IF_ERROR(CheckMayEdit(writer, call, division, domain));
        ASSIGN_OR_RETURN(kept[domain], KeepImport(writer, call, division, domain, request.sample(), items));
      }
      return absl::OkStatus();
    }));
  }
  v1::ImportCataloguesResponse response;
  response.set_file(request.file_name());
  Render(division, tables, kept, response);
  return response;
}

absl::StatusOr<v1::ListDraftsResponse> DraftHandlers::ListDrafts(const Call& call, const v1::ListDraftsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), request.parent()));
  std::vector<Draft> drafts;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Division division, reader.GetDivision(ids[0]));
    ASSIGN_OR_RETURN(const std::vector<Draft> all, reader.ListDrafts(ids[0]));
    drafts.clear();
    for (const Draft& draft : all) {
      ASSIGN_OR_RETURN(const std::string in_charge, reader.OrganInCharge(ids[0], draft.domain));
      if (MayEdit(call.caller, call.method, division, draft.domain, in_charge).ok()) drafts.push_back(draft);
    }
    return absl::OkStatus();
  }));
  v1::ListDraftsResponse response;
  for (const Draft& draft : drafts) {
    if (draft.domain <= after) continue;
    if (response.drafts_size() == size) {
      response.set_next_page_token(MakePageToken(response.drafts(size - 1).domain(), request.parent()));
      break;
    }
    *response.add_drafts() = ToProto(draft, {});
  }
  return response;
}

absl::StatusOr<v1::Draft> DraftHandlers::GetDraft(const Call& call, const v1::GetDraftRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDraftName, request.name()));
  v1::Draft response;
  RETURN_IF_ERROR(backend_.store.Snapshot(call.deadline, [&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(CheckMayEdit(reader, call, ids[0], ids[1]));
    ASSIGN_OR_RETURN(const std::optional<Draft> draft, reader.FindDraft(ids[0], ids[1]));
    if (!draft) return error::NotFound(request.name());
    ASSIGN_OR_RETURN(const std::vector<Item> items, reader.DraftItems(ids[0], ids[1]));
    response = ToProto(*draft, items);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::Draft> DraftHandlers::CreateDraft(const Call& call, const v1::CreateDraftRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kCatalogueName, request.parent(), "parent"));
  return WriteOnce<v1::Draft>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Draft> {
    RETURN_IF_ERROR(CheckMayEdit(writer, call, ids[0], ids[1]));
    RETURN_IF_ERROR(writer.GetDomain(ids[1]).status());
    RETURN_IF_ERROR(writer.LockCatalogue(ids[0], ids[1]).status());
    ASSIGN_OR_RETURN(const std::optional<StoredEdition> in_force, writer.EditionInForce(ids[0], ids[1]));
    if (!in_force) return error::NotFound(request.parent());
    ASSIGN_OR_RETURN(const std::optional<Draft> there, writer.FindDraft(ids[0], ids[1]));
    if (there) return error::AlreadyExists(DraftName(ids[0], ids[1]));
    Draft draft{.division = ids[0], .domain = ids[1], .base_edition = in_force->edition.number, .sample = in_force->edition.sample};
    ASSIGN_OR_RETURN(const std::vector<Item> items, DecodeItems(in_force->answer));
    RETURN_IF_ERROR(Touch(writer, call, draft));
    RETURN_IF_ERROR(writer.ReplaceDraftItems(draft, items));
    return ToProto(draft, items);
  });
}

absl::StatusOr<v1::Item> DraftHandlers::CreateDraftItem(const Call& call, const v1::CreateDraftItemRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDraftName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(Item item, FromProto(request.item()));
  SetTimeLimit(item, item.time_limit_text);
  item.levels_derived = false;
  item.source = {};
  RETURN_IF_ERROR(Validate(item, "item"));
  item.uid = NewUid(backend_.clock.Now());
  return WriteOnce<v1::Item>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Item> {
    ASSIGN_OR_RETURN(Draft draft, GetForChange(writer, call, ids, ""));
    RETURN_IF_ERROR(CheckFits(writer, item, ids[0]));
    ASSIGN_OR_RETURN(const std::vector<Item> items, writer.DraftItems(ids[0], ids[1]));
    if (items.size() >= kMaxItems) return error::BadRequest({{"item", absl::StrCat("the draft has ", kMaxItems, " items already")}});
    RETURN_IF_ERROR(writer.AppendDraftItem(draft, item));
    RETURN_IF_ERROR(Touch(writer, call, draft));
    return ToProto(item, request.parent());
  });
}

absl::StatusOr<v1::Item> DraftHandlers::UpdateDraftItem(const Call& call, const v1::UpdateDraftItemRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDraftItemName, request.item().name(), "item.name"));
  ASSIGN_OR_RETURN(const Item given, FromProto(request.item()));
  return WriteOnce<v1::Item>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Item> {
    ASSIGN_OR_RETURN(Draft draft, GetForChange(writer, call, ids, request.etag()));
    ASSIGN_OR_RETURN(const Item item, writer.GetDraftItem(ids[0], ids[1], ids[2]));
    Item next = item;
    RETURN_IF_ERROR(ApplyMask(request.update_mask(), given, next));
    RETURN_IF_ERROR(Validate(next, "item"));
    RETURN_IF_ERROR(CheckFits(writer, next, ids[0]));
    if (next != item) {
      RETURN_IF_ERROR(writer.UpdateDraftItem(draft, next));
      RETURN_IF_ERROR(Touch(writer, call, draft));
    }
    return ToProto(next, DraftName(ids[0], ids[1]));
  });
}

absl::StatusOr<google::protobuf::Empty> DraftHandlers::DeleteDraftItem(const Call& call, const v1::DeleteDraftItemRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDraftItemName, request.name()));
  return WriteOnce<google::protobuf::Empty>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<google::protobuf::Empty> {
    ASSIGN_OR_RETURN(Draft draft, GetForChange(writer, call, ids, request.etag()));
    RETURN_IF_ERROR(writer.DeleteDraftItem(draft, ids[2]));
    RETURN_IF_ERROR(Touch(writer, call, draft));
    return google::protobuf::Empty();
  });
}

absl::StatusOr<google::protobuf::Empty> DraftHandlers::DiscardDraft(const Call& call, const v1::DiscardDraftRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDraftName, request.name()));
  return WriteOnce<google::protobuf::Empty>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<google::protobuf::Empty> {
    RETURN_IF_ERROR(GetForChange(writer, call, ids, request.etag()).status());
    RETURN_IF_ERROR(writer.DeleteDraft(ids[0], ids[1]));
    return google::protobuf::Empty();
  });
}

}  // namespace disclosure::catalog
