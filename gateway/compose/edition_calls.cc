#include "gateway/compose/edition_calls.h"

#include <utility>

#include "gateway/compose/anonymous_call.h"

namespace disclosure::gateway {

namespace v1 = ::disclosure::catalog::v1;

EditionCalls EditionClient::Calls() {
  auto* async = stub_->async();
  EditionCalls calls;
  calls.list_editions = CallerOf<v1::ListEditionsRequest, v1::ListEditionsResponse>(
      active_, [async](auto... args) { async->ListEditions(std::move(args)...); });
  calls.get_edition = CallerOf<v1::GetEditionRequest, v1::Edition>(
      active_, [async](auto... args) { async->GetEdition(std::move(args)...); });
  calls.diff_editions = CallerOf<v1::DiffEditionsRequest, v1::EditionDiff>(
      active_, [async](auto... args) { async->DiffEditions(std::move(args)...); });
  return calls;
}

}  // namespace disclosure::gateway
