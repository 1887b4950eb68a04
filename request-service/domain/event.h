// What happens to a request. The events are the record; state, due dates, counts and the annual report are
// computed from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

// 到达: the request is here. By channels that need it, receipt waits for a confirmation (条例 art. 31).
// `digest` is over who asks for what (storage/digests.h), which stands outside of the events; "" in events of before.
struct Filed {
  Channel channel = Channel::kUnspecified;
  absl::CivilDay arrived;
  std::string digest = {};
  bool operator==(const Filed&) const = default;
};

// 确认收到: the day both sides confirmed, and how ("电话联系申请人确认").
struct ReceiptConfirmed {
  absl::CivilDay day;
  std::string act;
  bool operator==(const ReceiptConfirmed&) const = default;
};

// 补正告知 (art. 30): once, naming every item.
struct CorrectionRequired {
  std::vector<std::string> items;
  std::string guidance;
  absl::CivilDay deadline;  // 合理期限, set by the organ
  bool operator==(const CorrectionRequired&) const = default;
};
// 补正: the answer period runs anew from the day it was received.
struct CorrectionSupplied {
  absl::CivilDay received;
  std::string text;
  bool operator==(const CorrectionSupplied&) const = default;
};
// 逾期不补正: an officer finds that the deadline passed without proper reason.
struct CorrectionLapsed {
  bool operator==(const CorrectionLapsed&) const = default;
};

// 说明理由告知 (art. 35): the number counted in which time, and until when to explain.
struct ReasonsRequired {
  int counted = 0;
  std::string span;  // "2026年9月"
  absl::CivilDay deadline;
  bool operator==(const ReasonsRequired&) const = default;
};
struct ReasonsGiven {
  absl::CivilDay received;
  std::string reasons;
  bool operator==(const ReasonsGiven&) const = default;
};
enum class ReasonsVerdict {
  kUnspecified = 0,
  kGoOn = 1,    // 理由合理，继续办理
  kDelay = 2,   // 理由合理，延迟答复
  kRefuse = 3,  // 理由不合理，不予处理
};
// An officer weighs the reasons, or that none came by the deadline.
struct ReasonsWeighed {
  ReasonsVerdict verdict = ReasonsVerdict::kUnspecified;
  std::string assessment;
  std::optional<absl::CivilDay> delayed_until;  // kDelay: 合理的延迟答复期限
  bool operator==(const ReasonsWeighed&) const = default;
};

enum class ConsultationKind {
  kUnspecified = 0,
  kThirdParty = 1,  // 第三方 (art. 32): silence leaves the decision to the organ
  kJointOrgan = 2,  // 共同制作机关 (art. 34): silence is consent
  kOtherOrgan = 3,  // 其他机关 (art. 33(3))
};
enum class ConsultationAnswer {
  kUnspecified = 0,
  kConsents = 1,  // 同意公开
  kRefuses = 2,   // 不同意公开
  kOpinion = 3,   // 其他意见
};
struct Consulted {
  std::string id;  // "1", "2" … within the request
  ConsultationKind kind = ConsultationKind::kUnspecified;
  std::string organ;  // code, for organs of the suite; "" for others
  std::string party;  // the name as kept in the desk's file
  absl::CivilDay sent;
  bool operator==(const Consulted&) const = default;
};
// The 15 working days run from the day the letter was received.
struct ConsultationReceived {
  std::string id;
  absl::CivilDay day;
  bool operator==(const ConsultationReceived&) const = default;
};
struct ConsultationAnswered {
  std::string id;
  absl::CivilDay day;
  ConsultationAnswer answer = ConsultationAnswer::kUnspecified;
  std::string reasons;
  bool operator==(const ConsultationAnswered&) const = default;
};
// 逾期未答复.
struct ConsultationExpired {
  std::string id;
  absl::CivilDay day;  // the last day of the 15 working days
  bool operator==(const ConsultationExpired&) const = default;
};

// 延长答复期限 (art. 33(2)): once, with the consent of the head of the unit, told to the applicant.
struct Extended {
  int working_days = 0;
  std::string reason;
  bool operator==(const Extended&) const = default;
};

// 转告主管机关信息 (art. 36(五)): the applicant was pointed to the organ that is competent.
struct InformationTransferred {
  std::string organ;
  std::string note;
  bool operator==(const InformationTransferred&) const = default;
};

// 收费通知 (国办函〔2020〕109号).
struct FeeNoticed {
  FeeMethod method = FeeMethod::kUnspecified;
  int items = 0;
  int pages = 0;
  int64_t yuan = 0;
  int items_before = 0;  // the applicant's in the same month
  bool operator==(const FeeNoticed&) const = default;
};
struct FeeNoticeReceived {
  absl::CivilDay day;
  bool operator==(const FeeNoticeReceived&) const = default;
};
struct FeePaid {
  absl::CivilDay day;
  std::string receipt;
  bool operator==(const FeePaid&) const = default;
};
struct FeeLapsed {
  bool operator==(const FeeLapsed&) const = default;
};

// 拟办. The draft itself is kept beside the events; this says which one.
struct Drafted {
  int draft = 0;     // 1, 2 …
  std::string leaf;  // of data/request/replies.csv, all parts combined
  std::vector<std::string> parts = {};  // the leaf of each
  bool operator==(const Drafted&) const = default;
};
struct SentBack {
  std::string note;
  bool operator==(const SentBack&) const = default;
};
struct Approved {
  std::string note;
  std::optional<int> draft = {};  // which one was approved; absent in events of before
  bool operator==(const Approved&) const = default;
};
// 答复: the document has its number.
struct Replied {
  std::string document_number;  // 滨教公复〔2026〕12号
  std::string leaf;
  absl::CivilDay day;
  // 载明网上途径 (行政复议法 art. 22(2)): it was written to be served electronically. Absent in events of before.
  std::optional<bool> online_channel = {};
  bool operator==(const Replied&) const = default;
};
// 送达. `day` counts for the organ (国办公开办函〔2016〕235号): signed for; for post the day it was handed over.
struct Served {
  ServiceMethod method = ServiceMethod::kUnspecified;
  absl::CivilDay day;
  std::string evidence;
  // 申请人签收或到达其系统之日 (行政复议法实施条例 art. 23): his periods of remedy run from it.
  std::optional<absl::CivilDay> received = {};
  bool operator==(const Served&) const = default;
};

struct Withdrawn {
  absl::CivilDay day;
  std::string reason;
  bool operator==(const Withdrawn&) const = default;
};
struct Closed {
  bool operator==(const Closed&) const = default;
};
enum class ReopenedBy { kUnspecified = 0, kReconsideration = 1, kJudgment = 2, kOrganItself = 3 };
// 重新答复: a review ordered it (法释〔2025〕8号 art. 11; 行政复议法实施条例 art. 58).
struct Reopened {
  ReopenedBy by = ReopenedBy::kUnspecified;
  std::string document_number;  // of the decision or judgment
  absl::CivilDay day;
  bool operator==(const Reopened&) const = default;
};

// 台账办结: how a request of an office's old ledger ended. Only the import of a ledger makes it.
struct OutcomeRecorded {
  std::string outcome;  // code of data/request/report_rows.csv
  absl::CivilDay day;
  bool operator==(const OutcomeRecorded&) const = default;
};

// 匿名化: personal data was taken out, by a rule of data/request/retention.csv. `digest` proves what stands instead.
struct Anonymised {
  std::string rule;
  std::vector<int> events;  // whose texts were replaced
  std::string digest;       // hex, over these events as they now are
  std::string filing = {};  // over who asks for what, as it now is: takes the place of Filed.digest
  bool operator==(const Anonymised&) const = default;
};

// 分办: who in the organ handles it.
struct Assigned {
  std::string handler;  // subject, as the organ's sign-in names people
  bool operator==(const Assigned&) const = default;
};

enum class RecordCorrectionResult {
  kUnspecified = 0,
  kCorrected = 1,     // 已更正
  kNotCorrected = 2,  // 不予更正
  kForwarded = 3,     // 转送有权更正的机关
};
// 更正答复 (art. 41): what became of the wish to have a record about the applicant corrected.
struct RecordCorrectionAnswered {
  RecordCorrectionResult result = RecordCorrectionResult::kUnspecified;
  std::string record;
  std::string reasons;
  std::string organ;  // kForwarded: name or resource name
  bool operator==(const RecordCorrectionAnswered&) const = default;
};

// 拆分计件 (办法 art. 4): the items that one request counts as, whether or not they cost anything.
struct ItemsCounted {
  int items = 0;
  std::string reason;
  bool operator==(const ItemsCounted&) const = default;
};

// 更正申请人信息: the column of the annual report, or the contact. The new values stand encrypted with the request.
struct ApplicantCorrected {
  ApplicantClass before = ApplicantClass::kUnspecified;
  ApplicantClass applicant_class = ApplicantClass::kUnspecified;  // from now on
  std::vector<std::string> fields;                                // what was corrected, as on the wire
  std::string reason;
  std::string filing = {};  // over who asks for what, as it now is: takes the place of Filed.digest
  bool operator==(const ApplicantCorrected&) const = default;
};

// 申请人收到答复: what the slip of the post says later (行政复议法实施条例 art. 23).
struct ApplicantReceived {
  absl::CivilDay day;
  std::string evidence;
  bool operator==(const ApplicantReceived&) const = default;
};

// 审核 (条例 art. 45): somebody else read the draft and agrees, before it is approved.
struct Reviewed {
  std::string note;
  std::optional<int> draft = {};  // which one was read; absent in events of before
  bool operator==(const Reviewed&) const = default;
};

// The order is the stored number, 1 for Filed: append only.
using EventData =
    std::variant<std::monostate, Filed, ReceiptConfirmed, CorrectionRequired, CorrectionSupplied, CorrectionLapsed,
                 ReasonsRequired, ReasonsGiven, ReasonsWeighed, Consulted, ConsultationReceived, ConsultationAnswered,
                 ConsultationExpired, Extended, InformationTransferred, FeeNoticed, FeeNoticeReceived, FeePaid, FeeLapsed,
                 Drafted, SentBack, Approved, Replied, Served, Withdrawn, Closed, Reopened,
                 OutcomeRecorded, Anonymised, Assigned, RecordCorrectionAnswered, ItemsCounted,
                 ApplicantCorrected, ApplicantReceived, Reviewed>;
inline constexpr int kEventKinds = std::variant_size_v<EventData>;

struct Event {
  int seq = 0;         // 1, 2 … within the request
  absl::Time time;     // when it was recorded
  std::string actor;   // subject of the caller
  EventData data;
  std::vector<std::string> papers = {};  // digests of what it issued, in their order
  bool operator==(const Event&) const = default;
};

// "received", "correction_required" …: the word on the wire and in the change feed.
std::string_view KindName(const EventData& data);
// 中文: "补正告知".
std::string_view KindLabel(const EventData& data);
std::string_view LabelOfKind(std::string_view name);  // "" for a name that is none

}  // namespace disclosure::request
