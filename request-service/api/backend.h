// What the handlers share.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/base/clock.h"
#include "common/calendar/calendar.h"
#include "common/objects/object_store.h"
#include "common/rpc/call.h"
#include "common/rpc/serve_once.h"
#include "request-service/documents/document.h"
#include "request-service/documents/document_number.h"
#include "request-service/documents/document_template.h"
#include "request-service/domain/attention.h"
#include "request-service/domain/attachment.h"
#include "request-service/documents/notification_text.h"
#include "request-service/domain/clock.h"
#include "request-service/domain/competent_organs.h"
#include "request-service/domain/document_elements.h"
#include "request-service/domain/fee.h"
#include "request-service/domain/online_channels.h"
#include "request-service/domain/organ.h"
#include "request-service/domain/periods.h"
#include "request-service/domain/remedy.h"
#include "request-service/domain/reply_table.h"
#include "request-service/domain/report_form.h"
#include "request-service/notifying/webhook_rules.h"
#include "request-service/domain/retention.h"
#include "request-service/domain/withheld.h"
#include "request-service/storage/store.h"

namespace disclosure::request {

// The reference data in memory, as of the last load. Thread safe; a load replaces it as a whole.
class Reference {
 public:
  struct View {
    Calendar calendar;
    std::unordered_map<std::string, Organ> organs;  // by code
    int64_t calendar_version = 0;
  };

  explicit Reference(std::shared_ptr<const View> view) : view_(std::move(view)) {}

  std::shared_ptr<const View> Get() const {
    std::lock_guard lock(mutex_);
    return view_;
  }
  void Set(std::shared_ptr<const View> view) {
    std::lock_guard lock(mutex_);
    view_ = std::move(view);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const View> view_;
};

// Calendar and organs from the store.
absl::StatusOr<std::shared_ptr<const Reference::View>> LoadReference(Store& store, absl::Time deadline);

// The tables of the law: data/request/*.csv, and the templates of the documents below it.
struct Law {
  PeriodTable periods;
  FeeTable fees;
  ReplyTable replies;
  DocumentElements elements;
  RemedyTable remedies;
  CompetentOrgans competent_organs;
  WithheldGrounds withheld_grounds;
  RetentionTable retention;
  AttentionTable attention;
  OnlineChannels online_channels;
  SeriesTable series;
  DocumentTemplates templates;
  AttachmentTypes attachment_types;
  ReportForm report;
  NotificationTexts notifications;

  DocumentTables documents() const { return {templates, elements, replies}; }
};
// BAD_REQUEST with the bad lines, NOT_FOUND for a file that is not there.
absl::StatusOr<Law> LoadLaw(const std::string& directory);

// References to what main owns; outlives the handlers.
struct Backend {
  Store& store;
  const Vault& vault;
  const Clock& clock;
  Reference& reference;
  const Law& law;
  WarningLevels warnings;
  AttachmentLimits attachment_limits;
  objects::ObjectStore* objects = nullptr;  // of attachments; null: none are accepted
  bool mail = false;  // there is a way to send mail
  WebhookRules webhooks;
};

// Runs `body` in a transaction, at most once per request id (AIP-155).
template <typename Response, typename Request, typename Body>
absl::StatusOr<Response> WriteOnce(const Backend& backend, const Call& call, const Request& request, Body body) {
  Response response;
  RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(response, ServeOnce<Response>(writer, call, request, backend.clock.Now(), body));
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::request
