#include "request-service/documents/document_facts.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace disclosure::request {
namespace {

constexpr char kYes[] = "是";

std::string Contact(const Organ& organ) {
  std::vector<std::string> parts;
  if (!organ.disclosure_office.empty()) parts.push_back(organ.disclosure_office);
  if (!organ.address.empty()) parts.push_back(absl::StrCat("地址：", organ.address));
  if (!organ.phone.empty()) parts.push_back(absl::StrCat("电话：", organ.phone));
  // An office that can be neither visited nor called is no contact.
  return organ.address.empty() && organ.phone.empty() ? "" : absl::StrJoin(parts, "，");
}

std::string ConsultationCode(ConsultationKind kind) {
  if (kind == ConsultationKind::kThirdParty) return "third_party";
  return kind == ConsultationKind::kJointOrgan ? "joint_organ" : "other_organ";
}

// Texts as people type them: blanks around them, line ends of Windows, tabs.
std::string Tidy(std::string_view text) {
  const std::string plain =
      absl::StrReplaceAll(absl::string_view(text.data(), text.size()), {{"\r\n", "\n"}, {"\t", " "}});
  return std::string(absl::StripAsciiWhitespace(plain));
}

// "31—100页的部分", "30页以下（含30页）的", "201页以上的部分".
std::string BandName(int64_t above, const Tariff::Band* next, absl::string_view unit) {
  if (next == nullptr) return absl::StrCat(above + 1, unit, "以上的部分");
  if (above == 0) return absl::StrCat(next->above, unit, "以下（含", next->above, unit, "）的");
  return absl::StrCat(above + 1, "—", next->above, unit, "的部分");
}

// "30页以下（含30页）的，不收费；31—100页的部分，10元/页；…".
std::string DescribeTariff(const Tariff& tariff, absl::string_view unit) {
  std::vector<std::string> bands;
  for (size_t i = 0; i < tariff.bands().size(); ++i) {
    const Tariff::Band& band = tariff.bands()[i];
    const Tariff::Band* next = i + 1 < tariff.bands().size() ? &tariff.bands()[i + 1] : nullptr;
    std::string price = band.price == 0 ? "不收费" : absl::StrCat(band.price, "元/", unit);
    if (band.step_every > 0) {
      price = absl::StrCat("以", band.step_every, unit, "为一档，第一档", band.price, "元/", unit,
                           "，每增加一档提高", band.step_price, "元/", unit);
    }
    bands.push_back(absl::StrCat(BandName(band.above, next, unit), "，", price));
  }
  return absl::StrJoin(bands, "；");
}

// "第11件", "第9件至第13件".
std::string ItemsOfMonth(const FeeNoticed& fee) {
  const std::string first = absl::StrCat("第", fee.items_before + 1, "件");
  return fee.items == 1 ? first : absl::StrCat(first, "至第", fee.items_before + fee.items, "件");
}

class Filler {
 public:
  explicit Filler(const DocumentFacts& facts) : facts_(facts) {}

  std::map<std::string, std::string> Fill() {
    for (const auto& [element, text] : facts_.elements) Put(element, text);
    for (const auto& [element, day] : facts_.dates) Put(element, ChineseDate(day));
    PutRequest();
    PutOrgan();
    if (facts_.fee) PutFee(*facts_.fee);
    if (!facts_.withheld.empty()) filled_["manifest"] = kYes;
    return std::move(filled_);
  }

 private:
  void Put(const std::string& name, std::string_view text) {
    std::string tidy = Tidy(text);
    if (!tidy.empty()) filled_[name] = std::move(tidy);
  }

  void PutRequest() {
    Put("applicant", facts_.applicant_name);
    Put("applicant_address", facts_.applicant_address);
    Put("you", facts_.applicant_class == ApplicantClass::kNaturalPerson ? "您" : "贵单位");
    Put("party", facts_.party);
    Put("request_number", facts_.request_number);
    Put("request_restated", facts_.wish);
    Put("summary", facts_.wish);
    if (facts_.channel != Channel::kUnspecified) {
      Put("channel", Label(facts_.channel));
      filled_[absl::StrCat("channel.", std::string(Code(facts_.channel)))] = kYes;
    }
    if (facts_.consultation != ConsultationKind::kUnspecified) {
      filled_[absl::StrCat("consulted.", ConsultationCode(facts_.consultation))] = kYes;
    }
    if (facts_.disclosure_ground == DisclosureGround::kUnreasonable) filled_["ground.unreasonable"] = kYes;
    if (facts_.disclosure_ground == DisclosureGround::kPublicInterest) filled_["ground.public_interest"] = kYes;
  }

  void PutOrgan() {
    Put("organ", facts_.organ.name);
    Put("contact", Contact(facts_.organ));
    Put("document_number", facts_.document_number);
    Put("remedy_clause", facts_.remedy_clause);
    if (facts_.date) Put("date", ChineseDate(*facts_.date));
  }

  void PutFee(const FeeNoticed& fee) {
    const bool per_item = fee.method == FeeMethod::kPerItem;
    if (fee.method == FeeMethod::kUnspecified) return;
    filled_[per_item ? "fee.item" : "fee.page"] = kYes;
    const int count = per_item ? fee.items : fee.pages;
    if (count > 0) Put("fee_count", absl::StrCat(count));
    if (per_item && count > 0) Put("fee_position", ItemsOfMonth(fee));
    if (fee.yuan > 0) Put("amount", absl::StrCat("人民币", fee.yuan, "元"));
    if (facts_.fee_schedule == nullptr) return;
    Put("fee_tariff", per_item ? DescribeTariff(facts_.fee_schedule->per_item, "件")
                               : DescribeTariff(facts_.fee_schedule->per_page, "页"));
  }

  const DocumentFacts& facts_;
  std::map<std::string, std::string> filled_;
};

}  // namespace

std::map<std::string, std::string> FilledIn(const DocumentFacts& facts) { return Filler(facts).Fill(); }

std::map<std::string, std::string> FilledIn(const Withheld& entry, int number) {
  std::map<std::string, std::string> filled = {{"withheld.number", absl::StrCat(number)},
                                               {"withheld.place", Tidy(entry.place)},
                                               {"withheld.content", Tidy(entry.content)},
                                               {"withheld.article", Tidy(entry.article)},
                                               {"withheld.reason", Tidy(entry.reason)}};
  std::erase_if(filled, [](const auto& named) { return named.second.empty(); });
  return filled;
}

std::string ChineseDate(absl::CivilDay day) {
  return absl::StrCat(day.year(), "年", day.month(), "月", day.day(), "日");
}

}  // namespace disclosure::request
