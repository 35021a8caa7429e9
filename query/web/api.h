// /api/v1: the engine's answers as JSON; errors as application/problem+json (RFC 9457). docs/api.md, data/openapi.json.
//
// One thread at a time (that of the engine).
#pragma once

#include <span>
#include <string_view>

#include "base/config.h"
#include "query/engine.h"
#include "query/web/server.h"

namespace meridian::query::web {

// `path` is what follows "/api/v1/".
Response api(const Request& request, std::string_view path, Engine& engine, const base::Config& config);
// The addresses that answer, as data/openapi.json writes them: "papers/{id}".
std::span<const std::string_view> api_paths();
Response problem(const Request& request, const base::Error& error, int status);
// A positive article id, nothing else; 0 when it is none (FAULTS 131).
library::ArticleId article_id(std::string_view text);

}  // namespace meridian::query::web
