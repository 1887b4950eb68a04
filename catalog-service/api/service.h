// The RPCs of catalog-service.
#pragma once

#include <memory>

#include "catalog-service/api/catalogue_handlers.h"
#include "catalog-service/api/directory_handlers.h"
#include "catalog-service/api/draft_handlers.h"
#include "catalog-service/api/profile_handlers.h"
#include "catalog-service/api/publication_handlers.h"
#include "catalog-service/api/search_handlers.h"
#include "common/rpc/event_hub.h"
#include "common/rpc/unary.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"

namespace disclosure::catalog {

// One line for each RPC in service.cc, which alone pays for compiling the generated class. All arguments must outlive it.
std::unique_ptr<grpc::Service> NewService(UnaryRunner& runner, EventHub<v1::WatchCataloguesResponse>& hub, DirectoryHandlers& directory,
                                          CatalogueHandlers& catalogues, DraftHandlers& drafts, PublicationHandlers& publication,
                                          ProfileHandlers& profiles, SearchHandlers& searches);

}  // namespace disclosure::catalog
