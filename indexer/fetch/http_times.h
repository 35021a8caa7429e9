// The times that a server's headers give: how long to leave it alone, and how long its answer stays fresh.
//
// What servers send is a wish, so it is bounded and junk is nothing. Immutable, share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/http_client.h"

namespace meridian::indexer::fetch {

// Retry-After (RFC 9110, 10.2.3), seconds or an HTTP date, kept between a minute and seven days; junk is nothing.
std::optional<std::int64_t> retry_after_seconds(std::string_view value, base::UnixTime now);

// For how many seconds the answer is fresh (RFC 9111, 4.2): max-age less Age, else Expires; at most seven days. 0 when
// it says nothing, or that it may not be kept.
std::int64_t fresh_for_seconds(const base::HttpResponse& response, base::UnixTime now);

}  // namespace meridian::indexer::fetch
