#include "catalog-service/api/convert.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/names.h"

namespace disclosure::catalog {
namespace {

std::string NameOrEmpty(std::string_view collection, std::string_view code) {
  return code.empty() ? "" : absl::StrCat(std::string(collection), "/", std::string(code));
}

// The code of "organs/330108-jyj"; "" for "".
absl::StatusOr<std::string> CodeOrEmpty(const char* pattern, const std::string& name, std::string_view field) {
  if (name.empty()) return "";
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(pattern, name, field));
  return ids[0];
}

template <typename To, typename List>
std::vector<To> Enums(const List& list) {
  std::vector<To> out;
  for (const int value : list) out.push_back(static_cast<To>(value));
  return out;
}

}  // namespace

std::string CatalogueName(std::string_view division, std::string_view domain) {
  return FormatName(kCatalogueName, {std::string(division), std::string(domain)});
}

std::string EditionName(const Edition& edition) {
  return FormatName(kEditionName, {edition.division, edition.domain, std::to_string(edition.number)});
}

std::string DraftName(std::string_view division, std::string_view domain) {
  return FormatName(kDraftName, {std::string(division), std::string(domain)});
}

absl::StatusOr<int> EditionNumber(const std::string& id) {
  int number = 0;
  if (!absl::SimpleAtoi(id, &number) || number < 1 || absl::StrCat(number) != id) {
    return error::BadRequest({{"name", "the edition must be a number from 1"}});
  }
  return number;
}

std::string CatalogueTitle(std::string_view division_name, std::string_view domain_name) {
  return absl::StrCat(std::string(division_name), std::string(domain_name), "领域基层政务公开标准目录");
}

std::string Etag(int64_t version) { return absl::StrCat("\"", version, "\""); }

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp out;
  const int64_t micros = absl::ToUnixMicros(time);
  int64_t seconds = micros / 1'000'000;
  int64_t rest = micros % 1'000'000;
  if (rest < 0) {
    rest += 1'000'000;
    --seconds;
  }
  out.set_seconds(seconds);
  out.set_nanos(static_cast<int32_t>(rest * 1000));
  return out;
}

absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

v1::Division ToProto(const Division& division) {
  v1::Division out;
  out.set_name(NameOrEmpty("divisions", division.code));
  out.set_code(division.code);
  out.set_display_name(division.name);
  out.set_level(static_cast<v1::Level>(division.level));
  out.set_parent(NameOrEmpty("divisions", division.parent));
  return out;
}

namespace {

v1::DisclosureGuide ToProto(const DisclosureGuide& guide) {
  v1::DisclosureGuide out;
  out.set_disclosure_office(guide.disclosure_office);
  out.set_address(guide.address);
  out.set_office_hours(guide.office_hours);
  out.set_phone(guide.phone);
  out.set_fax(guide.fax);
  return out;
}

}  // namespace

v1::Organ ToProto(const Organ& organ) {
  v1::Organ out;
  out.set_name(NameOrEmpty("organs", organ.code));
  out.set_display_name(organ.name);
  out.set_short_name(organ.short_name);
  out.set_kind(organ.kind);
  out.set_division(NameOrEmpty("divisions", organ.division));
  out.set_parent(NameOrEmpty("organs", organ.parent));
  out.set_reconsideration_organ(organ.reconsideration_organ);
  out.set_court(organ.court);
  out.set_document_prefix(organ.document_prefix);
  *out.mutable_guide() = ToProto(organ.guide);
  out.set_state(static_cast<v1::Organ::State>(organ.state));
  out.set_successor(NameOrEmpty("organs", organ.successor));
  out.set_confidence(organ.confidence);
  *out.mutable_update_time() = ToProto(organ.update_time);
  out.set_etag(Etag(organ.version));
  return out;
}

absl::StatusOr<Organ> FromProto(const v1::Organ& organ) {
  Organ out{.name = organ.display_name(),
            .short_name = organ.short_name(),
            .kind = organ.kind(),
            .reconsideration_organ = organ.reconsideration_organ(),
            .court = organ.court(),
            .document_prefix = organ.document_prefix(),
            .guide = {organ.guide().disclosure_office(), organ.guide().address(), organ.guide().office_hours(),
                      organ.guide().phone(), organ.guide().fax()},
            .confidence = organ.confidence()};
  ASSIGN_OR_RETURN(out.code, CodeOrEmpty(kOrganName, organ.name(), "organ.name"));
  ASSIGN_OR_RETURN(out.division, CodeOrEmpty(kDivisionName, organ.division(), "organ.division"));
  ASSIGN_OR_RETURN(out.parent, CodeOrEmpty(kOrganName, organ.parent(), "organ.parent"));
  return out;
}

v1::OrganProfile ToProto(const OrganProfile& profile, const Organ& organ) {
  v1::OrganProfile out;
  out.set_name(FormatName(kProfileName, {organ.code}));
  out.set_display_name(organ.name);
  *out.mutable_office() = ToProto(organ.guide);
  v1::GuideText& guide = *out.mutable_guide();
  guide.set_classification(profile.guide.classification);
  guide.set_arrangement(profile.guide.arrangement);
  guide.set_access(profile.guide.access);
  guide.set_website(profile.guide.website);
  guide.set_email(profile.guide.email);
  for (const DisclosureRule& rule : profile.rules) {
    v1::DisclosureRule& to = *out.add_rules();
    to.set_title(rule.title);
    to.set_document_number(rule.document_number);
    to.set_issued_on(rule.issued_on);
    to.set_text(rule.text);
    to.set_link(rule.link);
  }
  if (profile.update_time) *out.mutable_update_time() = ToProto(*profile.update_time);
  // The directory's part has a version of its own.
  out.set_etag(absl::StrCat("\"", organ.version, ".", profile.version, "\""));
  return out;
}

absl::StatusOr<OrganProfile> FromProto(const v1::OrganProfile& profile) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kProfileName, profile.name(), "profile.name"));
  const v1::GuideText& guide = profile.guide();
  OrganProfile out{.organ = ids[0],
                   .guide = {guide.classification(), guide.arrangement(), guide.access(), guide.website(), guide.email()}};
  for (const v1::DisclosureRule& rule : profile.rules()) {
    out.rules.push_back({rule.title(), rule.document_number(), rule.issued_on(), rule.text(), rule.link()});
  }
  return out;
}

v1::Domain ToProto(const Domain& domain) {
  v1::Domain out;
  out.set_name(NameOrEmpty("domains", domain.code));
  out.set_code(domain.code);
  out.set_display_name(domain.name);
  for (const std::string& alias : domain.aliases) out.add_aliases(alias);
  out.set_lead_ministry(domain.lead_ministry);
  out.set_guideline_title(domain.guideline_title);
  out.set_guideline_document_number(domain.guideline_document_number);
  for (const Level level : domain.levels) out.add_levels(static_cast<v1::Level>(level));
  return out;
}

Domain FromProto(const v1::Domain& domain) {
  return {.name = domain.display_name(),
          .aliases = {domain.aliases().begin(), domain.aliases().end()},
          .lead_ministry = domain.lead_ministry(),
          .guideline_title = domain.guideline_title(),
          .guideline_document_number = domain.guideline_document_number(),
          .levels = Enums<Level>(domain.levels())};
}

v1::Item ToProto(const Item& item, std::string_view parent) {
  v1::Item out;
  if (!item.uid.empty()) out.set_name(absl::StrCat(std::string(parent), "/items/", item.uid));
  out.set_serial(item.serial);
  out.set_level_one(item.level_one);
  out.set_level_two(item.level_two);
  out.set_level_three(item.level_three);
  for (const std::string& content : item.contents) out.add_contents(content);
  for (const LegalBasis& basis : item.bases) {
    v1::LegalBasis& to = *out.add_bases();
    to.set_title(basis.title);
    to.set_document_number(basis.document_number);
    to.set_kind(static_cast<v1::LegalBasis::Kind>(basis.kind));
  }
  out.set_time_limit_text(item.time_limit_text);
  for (const std::string& clause : item.time_limits) out.add_time_limits(clause);
  for (const ResponsibleBody& body : item.responsible_bodies) {
    v1::ResponsibleBody& to = *out.add_responsible_bodies();
    to.set_text(body.text);
    to.set_organ(NameOrEmpty("organs", body.organ));
  }
  for (const ChannelUse& use : item.channels) {
    v1::ChannelUse& to = *out.add_channels();
    to.set_channel(static_cast<v1::Channel>(use.channel));
    to.set_text(use.text);
    if (use.stage != 0) to.set_stage(use.stage);
  }
  out.mutable_audience()->set_whole_society(item.audience.whole_society);
  for (const std::string& group : item.audience.groups) out.mutable_audience()->add_groups(group);
  for (const Method method : item.methods) out.add_methods(static_cast<v1::Method>(method));
  for (const Level level : item.levels) out.add_levels(static_cast<v1::Level>(level));
  for (const std::string& link : item.links) out.add_links(link);
  out.set_remarks(item.remarks);
  out.set_levels_derived(item.levels_derived);
  for (const OtherColumn& column : item.other_columns) {
    v1::OtherColumn& to = *out.add_other_columns();
    to.set_header(column.header);
    to.set_text(column.text);
  }
  out.mutable_source()->set_file(item.source.file);
  out.mutable_source()->set_table(item.source.table);
  out.mutable_source()->set_row(item.source.row);
  return out;
}

absl::StatusOr<Item> FromProto(const v1::Item& item) {
  Item out{.uid = item.name().substr(item.name().rfind('/') + 1),
           .serial = item.serial(),
           .level_one = item.level_one(),
           .level_two = item.level_two(),
           .level_three = item.level_three(),
           .contents = {item.contents().begin(), item.contents().end()},
           .time_limit_text = item.time_limit_text(),
           .time_limits = {item.time_limits().begin(), item.time_limits().end()},
           .audience = {item.audience().whole_society(), {item.audience().groups().begin(), item.audience().groups().end()}},
           .methods = Enums<Method>(item.methods()),
           .levels = Enums<Level>(item.levels()),
           .levels_derived = item.levels_derived(),
           .links = {item.links().begin(), item.links().end()},
           .remarks = item.remarks(),
           .source = {item.source().file(), item.source().table(), item.source().row()}};
  for (const auto& basis : item.bases()) {
    out.bases.push_back({basis.title(), basis.document_number(), static_cast<BasisKind>(basis.kind())});
  }
  for (int i = 0; i < item.responsible_bodies_size(); ++i) {
    const auto& body = item.responsible_bodies(i);
    ASSIGN_OR_RETURN(std::string organ, CodeOrEmpty(kOrganName, body.organ(), absl::StrCat("item.responsible_bodies[", i, "].organ")));
    out.responsible_bodies.push_back({body.text(), std::move(organ)});
  }
  for (const auto& use : item.channels()) out.channels.push_back({static_cast<Channel>(use.channel()), use.text(), use.stage()});
  for (const auto& column : item.other_columns()) out.other_columns.push_back({column.header(), column.text()});
  return out;
}

v1::Edition ToProto(const Edition& edition) {
  v1::Edition out;
  out.set_name(EditionName(edition));
  out.set_catalogue(CatalogueName(edition.division, edition.domain));
  out.set_domain(edition.domain);
  out.set_edition(edition.number);
  out.set_state(static_cast<v1::Edition::State>(edition.state));
  out.set_item_count(edition.item_count);
  if (edition.publish_time) *out.mutable_publish_time() = ToProto(*edition.publish_time);
  if (edition.effective_time) *out.mutable_effective_time() = ToProto(*edition.effective_time);
  out.set_withdraw_reason(edition.withdraw_reason);
  out.set_sample(edition.sample);
  out.set_etag(absl::StrCat("\"", edition.number, ".", static_cast<int>(edition.state), "\""));
  return out;
}

v1::Draft ToProto(const Draft& draft, const std::vector<Item>& items) {
  v1::Draft out;
  out.set_name(DraftName(draft.division, draft.domain));
  out.set_domain(draft.domain);
  out.set_base_edition(draft.base_edition);
  for (const std::string& editor : draft.editors) out.add_editors(editor);
  for (const Item& item : items) *out.add_items() = ToProto(item, out.name());
  out.set_sample(draft.sample);
  *out.mutable_update_time() = ToProto(draft.update_time);
  out.set_etag(Etag(draft.version));
  return out;
}

v1::PublicationJob ToProto(const PublicationJob& job) {
  v1::PublicationJob out;
  out.set_name(absl::StrCat("publicationJobs/", job.id));
  out.set_edition(FormatName(kEditionName, {job.division, job.domain, std::to_string(job.edition)}));
  out.set_state(static_cast<v1::PublicationJob::State>(job.state));
  *out.mutable_effective_time() = ToProto(job.effective_time);
  if (job.finish_time) *out.mutable_finish_time() = ToProto(*job.finish_time);
  out.set_owner(job.owner);
  out.set_attempts(job.attempts);
  out.set_last_error(job.last_error);
  return out;
}

v1::ImportCataloguesResponse::ImportedTable ToProto(const ImportedTable& table, std::string_view parent) {
  v1::ImportCataloguesResponse::ImportedTable out;
  out.set_domain(table.domain);
  for (const Item& item : table.items) *out.add_items() = ToProto(item, parent);
  for (const RowNote& note : table.warnings) {
    auto& to = *out.add_warnings();
    to.set_row(note.row);
    to.set_column(note.column);
    to.set_reason(note.reason);
  }
  for (const RowNote& note : table.quarantined) {
    auto& to = *out.add_quarantined();
    to.set_row(note.row);
    to.set_column(note.column);
    to.set_reason(note.reason);
  }
  out.set_out_of_scope(static_cast<int32_t>(table.accounting.out_of_scope));
  out.set_table(table.table);
  out.set_title(table.title);
  out.set_rows_read(static_cast<int32_t>(table.accounting.rows_read()));
  out.set_imported(static_cast<int32_t>(table.accounting.imported));
  out.set_warned(static_cast<int32_t>(table.accounting.warned));
  out.set_quarantined_rows(static_cast<int32_t>(table.accounting.quarantined));
  return out;
}

}  // namespace disclosure::catalog
