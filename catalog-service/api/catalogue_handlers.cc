#include "catalog-service/api/catalogue_handlers.h"

#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "catalog-service/domain/diff.h"
#include "catalog-service/exporters/exporters.h"
#include "common/base/error.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"

namespace disclosure::catalog {
namespace {

v1::EditionDiff Render(const v1::Edition& next, const v1::Edition& base, const ItemsDiff& diff) {
  v1::EditionDiff out;
  out.set_name(next.name());
  out.set_base(base.name());
  std::map<std::string, const v1::Item*> by_uid;
  for (const v1::Item& item : next.items()) by_uid[item.name().substr(item.name().rfind('/') + 1)] = &item;
  for (const Item& item : diff.added) *out.add_added() = ToProto(item, next.catalogue());
  for (const Item& item : diff.removed) *out.add_removed() = ToProto(item, next.catalogue());
  for (const ItemChange& change : diff.changed) {
    auto& to = *out.add_changed();
    *to.mutable_item() = *by_uid.at(change.uid);
    for (const FieldChange& field : change.fields) {
      auto& field_to = *to.add_fields();
      field_to.set_field(field.field);
      field_to.set_before(field.before);
      field_to.set_after(field.after);
    }
  }
  out.set_unchanged(next.items_size() - static_cast<int>(diff.added.size() + diff.changed.size()));
  return out;
}

absl::StatusOr<google::api::HttpBody> Render(const ExportedCatalogue& catalogue, v1::ExportCatalogueRequest::Format format) {
  google::api::HttpBody out;
  switch (format) {
    case v1::ExportCatalogueRequest::FORMAT_UNSPECIFIED:
    case v1::ExportCatalogueRequest::CSV:
      out.set_content_type("text/csv; charset=utf-8");
      out.set_data(ExportCsv(catalogue));
      return out;
    case v1::ExportCatalogueRequest::XLSX: {
      out.set_content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      ASSIGN_OR_RETURN(*out.mutable_data(), ExportXlsx(catalogue));
      return out;
    }
    case v1::ExportCatalogueRequest::PRINT_HTML:
      out.set_content_type("text/html; charset=utf-8");
      out.set_data(ExportPrintHtml(catalogue));
      return out;
    default: return error::BadRequest({{"format", "must be CSV, XLSX or PRINT_HTML"}});
  }
}

}  // namespace

absl::StatusOr<v1::ListCataloguesResponse> CatalogueHandlers::ListCatalogues(const Call& call,
                                                                             const v1::ListCataloguesRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), request.parent()));
  v1::ListCataloguesResponse response;
  const auto published = backend_.view.OfDivision(ids[0]);
  if (published.empty()) {
    // Nothing in force: an unknown division is an error, a known one is an empty list.
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) { return reader.GetDivision(ids[0]).status(); }));
  }
  for (const auto& one : published) {
    if (one->summary.domain() <= after) continue;
    if (response.catalogues_size() == size) {
      response.set_next_page_token(MakePageToken(response.catalogues(size - 1).domain(), request.parent()));
      break;
    }
    *response.add_catalogues() = one->summary;
  }
  return response;
}

absl::StatusOr<grpc::ByteBuffer> CatalogueHandlers::GetCatalogue(const std::string& name) const {
  const std::shared_ptr<const Published> published = backend_.view.Find(name);
  if (published != nullptr) return published->bytes;
  RETURN_IF_ERROR(ParseName(kCatalogueName, name).status());
  return error::NotFound(name);
}

absl::StatusOr<v1::Item> CatalogueHandlers::GetItem(const Call& call, const v1::GetItemRequest& request) {
  return FindItem(backend_.view, request.name());
}

absl::StatusOr<v1::ListEditionsResponse> CatalogueHandlers::ListEditions(const Call& call, const v1::ListEditionsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kCatalogueName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), request.parent()));
  int before = 0;
  if (!after.empty() && !absl::SimpleAtoi(after, &before)) return error::BadRequest({{"page_token", "does not belong to this listing"}});
  std::vector<Edition> editions;
  std::string title;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Division division, reader.GetDivision(ids[0]));
    ASSIGN_OR_RETURN(const Domain domain, reader.GetDomain(ids[1]));
    title = CatalogueTitle(division.name, domain.name);
    ASSIGN_OR_RETURN(editions, reader.ListEditions(ids[0], ids[1], before, size + 1));
    return absl::OkStatus();
  }));
  v1::ListEditionsResponse response;
  if (static_cast<int>(editions.size()) > size) {
    editions.resize(size);
    response.set_next_page_token(MakePageToken(std::to_string(editions.back().number), request.parent()));
  }
  for (const Edition& edition : editions) {
    *response.add_editions() = ToProto(edition);
    response.mutable_editions()->rbegin()->set_display_name(title);
  }
  return response;
}

absl::StatusOr<StoredEdition> CatalogueHandlers::Readable(const Call& call, const std::vector<std::string>& ids) {
  ASSIGN_OR_RETURN(const int number, EditionNumber(ids[2]));
  StoredEdition stored;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(stored, reader.GetEdition(ids[0], ids[1], number));
    return absl::OkStatus();
  }));
  if (stored.edition.state != EditionState::kPublished && stored.edition.state != EditionState::kWithdrawn) {
    return error::NotFound(EditionName(stored.edition));
  }
  return stored;
}

absl::StatusOr<v1::Edition> CatalogueHandlers::GetEdition(const Call& call, const v1::GetEditionRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kEditionName, request.name()));
  ASSIGN_OR_RETURN(const StoredEdition stored, Readable(call, ids));
  return Decode(stored.answer);
}

absl::StatusOr<int> CatalogueHandlers::EditionBefore(const Call& call, const Edition& edition) {
  int before = 0;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<Edition> all, reader.AllEditions(edition.division, edition.domain));
    for (const Edition& other : all) {
      if (other.number < edition.number && other.state == EditionState::kPublished) before = other.number;
    }
    return absl::OkStatus();
  }));
  if (before == 0) return error::BadRequest({{"base", "no published edition stands before this one"}});
  return before;
}

absl::StatusOr<v1::EditionDiff> CatalogueHandlers::DiffEditions(const Call& call, const v1::DiffEditionsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kEditionName, request.name()));
  if (request.base() < 0) return error::BadRequest({{"base", "must not be negative"}});
  ASSIGN_OR_RETURN(const StoredEdition next, Readable(call, ids));
  int base_number = request.base();
  if (base_number == 0) {
    ASSIGN_OR_RETURN(base_number, EditionBefore(call, next.edition));
  }
  ASSIGN_OR_RETURN(const StoredEdition base, Readable(call, {ids[0], ids[1], std::to_string(base_number)}));
  for (const StoredEdition* one : {&next, &base}) {
    if (one->edition.state == EditionState::kWithdrawn) return error::NotFound(EditionName(one->edition));
  }
  ASSIGN_OR_RETURN(const v1::Edition next_message, Decode(next.answer));
  ASSIGN_OR_RETURN(const v1::Edition base_message, Decode(base.answer));
  ASSIGN_OR_RETURN(const std::vector<Item> next_items, DecodeItems(next.answer));
  ASSIGN_OR_RETURN(const std::vector<Item> base_items, DecodeItems(base.answer));
  return Render(next_message, base_message, DiffItems(base_items, next_items));
}

absl::StatusOr<google::api::HttpBody> CatalogueHandlers::ExportCatalogue(const Call& call, const v1::ExportCatalogueRequest& request) {
  const absl::StatusOr<std::vector<std::string>> catalogue = ParseName(kCatalogueName, request.name());
  StoredEdition stored;
  std::vector<std::string> ids;
  if (catalogue.ok()) {
    ids = *catalogue;
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(std::optional<StoredEdition> in_force, reader.EditionInForce(ids[0], ids[1]));
      if (!in_force) return error::NotFound(request.name());
      stored = *std::move(in_force);
      return absl::OkStatus();
    }));
  } else {
    ASSIGN_OR_RETURN(ids, ParseName(kEditionName, request.name()));
    ASSIGN_OR_RETURN(stored, Readable(call, ids));
  }
  Division division;
  Domain domain;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(division, reader.GetDivision(ids[0]));
    ASSIGN_OR_RETURN(domain, reader.GetDomain(ids[1]));
    return absl::OkStatus();
  }));
  ExportedCatalogue exported{.title = CatalogueTitle(division.name, domain.name),
                             .domain_name = domain.name,
                             .division_name = division.name,
                             .edition = stored.edition.number,
                             .sample = stored.edition.sample};
  if (stored.edition.publish_time) exported.publish_date = absl::FormatCivilTime(LocalDay(*stored.edition.publish_time));
  ASSIGN_OR_RETURN(exported.items, DecodeItems(stored.answer));
  return Render(exported, request.format());
}

absl::StatusOr<v1::PublishedAnswer> CatalogueHandlers::GetPublishedAnswer(const Call& call,
                                                                          const v1::GetPublishedAnswerRequest& request) {
  StoredEdition stored;
  if (const auto catalogue = ParseName(kCatalogueName, request.name()); catalogue.ok()) {
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(std::optional<StoredEdition> in_force, reader.EditionInForce((*catalogue)[0], (*catalogue)[1]));
      if (!in_force) return error::NotFound(request.name());
      stored = *std::move(in_force);
      return absl::OkStatus();
    }));
  } else {
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kEditionName, request.name()));
    ASSIGN_OR_RETURN(stored, Readable(call, ids));
  }
  v1::PublishedAnswer response;
  response.set_name(request.name());
  response.set_edition(stored.edition.number);
  response.set_etag(ToProto(stored.edition).etag());
  response.set_json(std::move(stored.answer.json));
  return response;
}

}  // namespace disclosure::catalog
