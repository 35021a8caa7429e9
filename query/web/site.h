// Routes a request to a page or an API answer. The whole of the site stands on this one function, so tests ask it directly.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/config.h"
#include "base/result.h"
#include "query/engine.h"
#include "query/web/server.h"

namespace meridian::query::web {

using EngineFactory = std::function<base::Result<std::unique_ptr<Engine>>()>;

// A crawl that ran beside the server: when it ended (Unix seconds), its exit code, the last line that it printed.
struct BackgroundRound {
  std::int64_t ended = 0;
  int exit_code = 0;
  std::string last_line;
};
// Asked from any worker; nothing when none has ended yet.
using LastRound = std::function<std::optional<BackgroundRound>()>;

// A handler that opens one engine a worker, on first use. `config` bounds what a request may ask. `last_round` may be
// empty.
Handler make_site(const base::Config& config, EngineFactory open_engine, LastRound last_round = {});

// What the site says while too many requests wait: a problem under /api/v1/, a page elsewhere; 503 with Retry-After.
Response busy_answer(const Request& request);

}  // namespace meridian::query::web
