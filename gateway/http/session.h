// One client connection: requests in, one after the other, responses out in the same order.
#pragma once

#include <utility>  // before Asio

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "gateway/http/lane.h"

namespace disclosure::gateway {

// `tls` null: plain. Both must outlive the session; it ends with its lane, and lets go of `place`.
std::shared_ptr<Session> MakeSession(Socket socket, Lane& lane, ConnectionContext& context,
                                     asio::ssl::context* tls, std::shared_ptr<void> place);

}  // namespace disclosure::gateway
