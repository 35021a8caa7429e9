#include "query/web/api.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "query/answers_json.h"
#include "query/web/page.h"
#include "query/web/parameters.h"

namespace meridian::query::web {

namespace {

constexpr int kRelated = 10, kClustered = 100, kCompleted = 8;

Response answer(const nlohmann::json& value) { return {200, "application/json", dump(value), {}}; }

// The reply as JSON, or the problem; some replies have wordings to choose.
template <class T>
Response answer(const Request& request, const base::Result<T>& reply) {
  if (!reply) return problem(request, reply.error(), status_of(reply.error()));
  if constexpr (requires { to_json(*reply, std::string_view()); }) return answer(to_json(*reply, Page(request).language()));
  else return answer(to_json(*reply));
}

// What a route is asked with; `rest` is what follows the fixed part of its path.
struct Asked {
  const Request& request;
  std::string_view rest;
  Engine& engine;
  const base::Config& config;
};

Response search(const Asked& asked_for) {
  const Request& request = asked_for.request;
  const base::SearchConfig& bounds = asked_for.config.search;
  const auto offset = number(request, "offset", 0, bounds.max_hit, 0), limit = number(request, "limit", 1, bounds.max_page_size, 10);
  if (!offset) return problem(request, offset.error(), 400);
  if (!limit) return problem(request, limit.error(), 400);
  SearchRequest asked;
  asked.query = std::string(request.parameter("q"));
  asked.offset = *offset;
  asked.cursor = std::string(request.parameter("cursor"));
  asked.limit = *limit;
  const std::string_view match = request.parameter("match");
  asked.sort = sort_named(request.parameter("sort"));
  asked.match = match == "all" ? MatchMode::all : match == "any" ? MatchMode::any : MatchMode::tiers;
  asked.facets = request.parameter("facets") != "0";
  asked.snippets = request.parameter("snippets") != "0";
  asked.explain = request.parameter("explain") == "1";
  asked.expand = request.parameter("expand") != "0";
  asked.without_expansion = request.all("without");
  return answer(request, asked_for.engine.search(asked));
}

Response paper(const Asked& asked) {
  const auto& [request, rest, engine, config] = asked;
  const std::size_t slash = rest.find('/');
  const library::ArticleId id = article_id(rest.substr(0, slash));
  if (id == 0)
    return problem(request, {base::ErrorKind::invalid, "paper.bad_id", "An article's id is a positive whole number, as search answers give it."}, 400);
  if (slash == std::string_view::npos) return answer(request, engine.paper(id));
  if (rest.substr(slash) != "/related") return problem(request, {base::ErrorKind::not_found, "api.unknown", "A paper has /related and nothing else below it."}, 404);
  const auto limit = number(request, "limit", 1, 50, kRelated);
  return limit ? answer(request, engine.related(id, *limit)) : problem(request, limit.error(), 400);
}

Response suggest(const Asked& asked) {
  const auto limit = number(asked.request, "limit", 1, 20, kCompleted);
  return limit ? answer(asked.request, asked.engine.suggest(asked.request.parameter("q"), *limit)) : problem(asked.request, limit.error(), 400);
}

Response clusters(const Asked& asked) {
  const auto limit = number(asked.request, "limit", 1, 500, kClustered);
  return limit ? answer(asked.request, asked.engine.clusters(asked.request.parameter("q"), *limit)) : problem(asked.request, limit.error(), 400);
}

Response contrast(const Asked& asked) {
  return answer(asked.request, asked.engine.contrast(asked.request.parameter("a"), asked.request.parameter("b")));
}

Response briefs(const Asked& asked) {
  return answer(asked.request, asked.engine.brief(asked.request.parameter("q"), Page(asked.request).language()));
}

Response today(const Asked& asked) {
  const auto& [request, rest, engine, config] = asked;
  const auto limit = number(request, "limit", 1, 50, 10);
  if (!limit) return problem(request, limit.error(), 400);
  const std::string after(request.parameter("after"));
  return answer(request, engine.today({request.all("author"), request.all("source"), *limit, !after.empty(), after}));
}

Response feeds(const Asked& asked) {
  const Request& request = asked.request;
  const auto list = asked.engine.feeds();
  if (!list) return problem(request, list.error(), status_of(list.error()));
  nlohmann::json out = nlohmann::json::array();
  for (const library::Feed& feed : *list) out.push_back(to_json(feed, Page(request).language()));
  return answer({{"feeds", std::move(out)}});
}

Response stats(const Asked& asked) { return answer(asked.request, asked.engine.stats()); }

// The one list of addresses; data/openapi.json describes each.
struct Route {
  std::string_view path;
  Response (*answer)(const Asked&);
};
constexpr Route kRoutes[] = {{"search", search},     {"suggest", suggest}, {"papers/{id}/related", paper}, {"papers/{id}", paper}, {"clusters", clusters},
                             {"contrast", contrast}, {"briefs", briefs},   {"today", today},               {"feeds", feeds},       {"stats", stats}};

}  // namespace

std::span<const std::string_view> api_paths() {
  static const auto kPaths = [] {
    std::array<std::string_view, std::size(kRoutes)> paths;
    std::transform(std::begin(kRoutes), std::end(kRoutes), paths.begin(), [](const Route& route) { return route.path; });
    return paths;
  }();
  return kPaths;
}

Response problem(const Request& request, const base::Error& error, int status) {
  nlohmann::json body = to_json(error, Page(request).language());
  body["status"] = status;
  Response response{status, "application/problem+json", dump(body), {}};
  if (status == 503) response.headers.emplace_back("Retry-After", "5");
  return response;
}

library::ArticleId article_id(std::string_view text) {
  library::ArticleId id = 0;
  if (text.empty() || text.size() > 18) return 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    id = id * 10 + (c - '0');
  }
  return id;
}

Response api(const Request& request, std::string_view path, Engine& engine, const base::Config& config) {
  if (request.method != "GET") {
    Response refused = problem(request, {base::ErrorKind::refused, "api.method", "The API answers GET; nothing can be changed through it."}, 405);
    refused.headers.emplace_back("Allow", "GET, HEAD");
    return refused;
  }
  for (const Route& route : kRoutes) {
    const std::size_t open = std::min(route.path.find('{'), route.path.size());
    const bool named = open < route.path.size() ? path.starts_with(route.path.substr(0, open)) : path == route.path;
    if (named) return route.answer({request, path.substr(open), engine, config});
  }
  return problem(request, {base::ErrorKind::not_found, "api.unknown", "There is no such address; docs/api.md and /api/v1/openapi.json list them."}, 404);
}

}  // namespace meridian::query::web
