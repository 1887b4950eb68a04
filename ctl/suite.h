// The running suite as disclosurectl finds it: ports and certificates in the data directory.
#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "common/base/status.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"

namespace disclosure::ctl {

// As whom a command calls: each has a certificate of its own (PKI of `disclosure up`), so that the person who
// imports is not the one who approves.
enum class Job { kEditor, kApprover, kOperator };

struct Suite {
  std::string data = "var";  // run/catalog-service.port, pki/
  std::string target;        // address of the service that the command calls, instead of the port file

  // Errors: UNAVAILABLE naming what is missing and that `disclosure up` starts the suite.
  absl::StatusOr<std::unique_ptr<catalog::v1::CatalogService::Stub>> Catalog(Job job) const;
  absl::StatusOr<std::unique_ptr<request::v1::RequestService::Stub>> Requests(Job job) const;
  absl::StatusOr<std::unique_ptr<media::v1::MediaService::Stub>> Media(Job job) const;

 private:
  absl::StatusOr<std::shared_ptr<grpc::Channel>> Connect(const std::string& service, Job job) const;
};

// Where data/ with the reference data is: DISCLOSURE_REFERENCE, or data/ beside the working directory or the
// build tree of the program.
std::string ReferenceDirectory();

// The whole file, up to `limit` bytes. Errors name the file.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit = 64 << 20);

// A call may take this long: an import of 32 MiB does.
void SetDeadline(grpc::ClientContext& context);

// Explains on `err` and returns the exit code 1.
int Fail(std::ostream& err, const absl::Status& status);

// One line in Chinese for people: what failed and why, with the reason and the bad fields.
std::string Explain(const absl::Status& status);

}  // namespace disclosure::ctl
