// Routes a request to a page or an API answer. The whole of the site stands on this one function, so tests ask it directly.
#pragma once

#include <functional>
#include <memory>

#include "base/config.h"
#include "base/result.h"
#include "query/engine.h"
#include "query/web/server.h"

namespace meridian::query::web {

using EngineFactory = std::function<base::Result<std::unique_ptr<Engine>>()>;

// A handler that opens one engine a worker, on first use. `config` bounds what a request may ask.
Handler make_site(const base::Config& config, EngineFactory open_engine);

}  // namespace meridian::query::web
