#include "query/web/api.h"

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

Response search(const Request& request, Engine& engine, const base::SearchConfig& bounds) {
  const auto offset = number(request, "offset", 0, bounds.max_hit, 0), limit = number(request, "limit", 1, bounds.max_page_size, 10);
  if (!offset) return problem(request, offset.error(), 400);
  if (!limit) return problem(request, limit.error(), 400);
  SearchRequest asked;
  asked.query = std::string(request.parameter("q"));
  asked.offset = *offset;
  asked.cursor = std::string(request.parameter("cursor"));
  asked.limit = *limit;
  const std::string_view sort = request.parameter("sort"), match = request.parameter("match");
  asked.sort = sort == "newest" ? Sort::newest : sort == "oldest" ? Sort::oldest : Sort::relevance;
  asked.match = match == "all" ? MatchMode::all : match == "any" ? MatchMode::any : MatchMode::tiers;
  asked.facets = request.parameter("facets") != "0";
  asked.snippets = request.parameter("snippets") != "0";
  asked.explain = request.parameter("explain") == "1";
  asked.expand = request.parameter("expand") != "0";
  asked.without_expansion = request.all("without");
  return answer(request, engine.search(asked));
}

Response paper(const Request& request, std::string_view rest, Engine& engine) {
  const std::size_t slash = rest.find('/');
  const library::ArticleId id = article_id(rest.substr(0, slash));
  if (id == 0)
    return problem(request, {base::ErrorKind::invalid, "paper.bad_id", "An article's id is a positive whole number, as search answers give it."}, 400);
  if (slash == std::string_view::npos) return answer(request, engine.paper(id));
  if (rest.substr(slash) != "/related") return problem(request, {base::ErrorKind::not_found, "api.unknown", "A paper has /related and nothing else below it."}, 404);
  const auto limit = number(request, "limit", 1, 50, kRelated);
  return limit ? answer(request, engine.related(id, *limit)) : problem(request, limit.error(), 400);
}

Response suggest(const Request& request, Engine& engine) {
  const auto limit = number(request, "limit", 1, 20, kCompleted);
  return limit ? answer(request, engine.suggest(request.parameter("q"), *limit)) : problem(request, limit.error(), 400);
}

Response today(const Request& request, Engine& engine) {
  const auto limit = number(request, "limit", 1, 50, 10);
  if (!limit) return problem(request, limit.error(), 400);
  const std::string after(request.parameter("after"));
  return answer(request, engine.today({request.all("author"), request.all("source"), *limit, !after.empty(), after}));
}

Response feeds(const Request& request, Engine& engine) {
  const auto list = engine.feeds();
  if (!list) return problem(request, list.error(), status_of(list.error()));
  nlohmann::json out = nlohmann::json::array();
  for (const library::Feed& feed : *list) out.push_back(to_json(feed, Page(request).language()));
  return answer({{"feeds", std::move(out)}});
}

}  // namespace

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
  if (request.method != "GET") return problem(request, {base::ErrorKind::refused, "api.method", "The API answers GET; nothing can be changed through it."}, 405);
  const std::string language = Page(request).language();
  const std::string query(request.parameter("q"));
  if (path == "search") return search(request, engine, config.search);
  if (path.starts_with("papers/")) return paper(request, path.substr(7), engine);
  if (path == "clusters") {
    const auto limit = number(request, "limit", 1, 500, kClustered);
    return limit ? answer(request, engine.clusters(query, *limit)) : problem(request, limit.error(), 400);
  }
  if (path == "suggest") return suggest(request, engine);
  if (path == "contrast") return answer(request, engine.contrast(request.parameter("a"), request.parameter("b")));
  if (path == "briefs") return answer(request, engine.brief(query, language));
  if (path == "today") return today(request, engine);
  if (path == "feeds") return feeds(request, engine);
  if (path == "stats") return answer(request, engine.stats());
  return problem(request, {base::ErrorKind::not_found, "api.unknown", "There is no such address; docs/api.md lists them."}, 404);
}

}  // namespace meridian::query::web
