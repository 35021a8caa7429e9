// One function a page: asks the engine, gives the document. Usable without JavaScript; there is none.
//
// One thread at a time (that of the engine).
#pragma once

#include <optional>

#include "base/config.h"
#include "query/engine.h"
#include "query/web/server.h"
#include "query/web/site.h"

namespace meridian::query::web {

Response today_page(const Request& request, Engine& engine);
Response search_page(const Request& request, Engine& engine, const base::SearchConfig& bounds);
Response paper_page(const Request& request, Engine& engine, library::ArticleId id);
Response clusters_page(const Request& request, Engine& engine);
Response contrast_page(const Request& request, Engine& engine);
Response brief_page(const Request& request, Engine& engine);
// `round`: how the last crawl in the background ended, when there was one.
Response sources_page(const Request& request, Engine& engine, const std::optional<BackgroundRound>& round);
Response help_page(const Request& request);
Response not_found_page(const Request& request);
Response error_page(const Request& request, const base::Error& error);

}  // namespace meridian::query::web
