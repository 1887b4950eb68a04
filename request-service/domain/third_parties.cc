#include "request-service/domain/third_parties.h"

#include <algorithm>

namespace disclosure::request {
namespace {

// 部分同意公开, which the letter (T05) offers, comes in as an opinion: beyond its scope there is no consent.
bool WithholdsConsent(const Consultation& consultation) {
  return consultation.letter.kind == ConsultationKind::kThirdParty && consultation.answer &&
         consultation.answer->answer != ConsultationAnswer::kConsents;
}

// Silence takes nothing back. Within a round, letters to one party are about different things.
bool AnsweredAgain(const Consultation& earlier, const std::vector<Consultation>& consultations) {
  return std::any_of(consultations.begin(), consultations.end(), [&](const Consultation& later) {
    return later.round > earlier.round && later.answer && later.letter.kind == earlier.letter.kind && later.letter.party == earlier.letter.party;
  });
}

}  // namespace

std::vector<std::string> Overridden(const std::vector<Consultation>& consultations, const Protection& protection) {
  std::vector<std::string> unwilling, overridden;
  for (const Consultation& consultation : consultations) {
    if (!WithholdsConsent(consultation) || AnsweredAgain(consultation, consultations)) continue;
    const std::string& id = consultation.letter.id;
    unwilling.push_back(id);
    if (!protection.consultations.contains(id)) overridden.push_back(id);
  }
  const bool it_is_the_only_one = protection.unnamed && protection.consultations.empty() && unwilling.size() == 1;
  return it_is_the_only_one ? std::vector<std::string>() : overridden;
}

}  // namespace disclosure::request
