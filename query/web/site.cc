#include "query/web/site.h"

#include <cstdio>
#include <mutex>
#include <optional>

#include "query/answers_json.h"
#include "query/export/brief_document.h"
#include "query/web/api.h"
#include "query/web/assets.h"
#include "query/web/page.h"
#include "query/web/pages.h"

namespace meridian::query::web {

namespace {

constexpr std::string_view kApi = "/api/v1/", kPapers = "/papers/", kDescription = "/api/v1/openapi.json";

// FNV-1a: tells two bodies apart for a browser's cache, nothing more.
std::string entity_tag(std::string_view body) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  char text[24];
  std::snprintf(text, sizeof text, "\"%016llx\"", static_cast<unsigned long long>(hash));
  return text;
}

Response with_entity_tag(const Request& request, Response response) {
  if (response.status != 200) return response;
  const std::string tag = entity_tag(response.body);
  response.headers.emplace_back("ETag", tag);
  const auto known = request.headers.find("if-none-match");
  if (known != request.headers.end() && known->second == tag) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

Response asset(std::string_view text, const char* type) { return {200, type, std::string(text), {{"Cache-Control", "private, max-age=3600"}}}; }

Response open_search(const Request& request) {
  const auto host = request.headers.find("host");
  Html out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\"><ShortName>Meridian</ShortName>"
      << "<Description>Papers in this library</Description><InputEncoding>UTF-8</InputEncoding><Url type=\"text/html\" template=\"http://"
      << (host == request.headers.end() ? std::string() : host->second) << "/search?q={searchTerms}\"/></OpenSearchDescription>\n";
  return {200, "application/opensearchdescription+xml", out.str(), {}};
}

Response brief_markdown_file(const Request& request, Engine& engine) {
  const Page page(request);
  const auto brief = engine.brief(request.parameter("q"), page.language());
  if (!brief) return page.error(brief.error());
  return {200, "text/markdown; charset=utf-8", brief_markdown(*brief, page.language()), {{"Content-Disposition", "attachment; filename=\"briefing.md\""}}};
}

// What needs no engine; nothing for everything else.
std::optional<Response> fixed(const Request& request) {
  if (request.path == "/style.css") return asset(stylesheet(), "text/css; charset=utf-8");
  if (request.path == "/icon.svg" || request.path == "/favicon.ico") return asset(icon(), "image/svg+xml");
  if (request.path == "/opensearch.xml") return open_search(request);
  if (request.path == "/healthz") return Response{200, "text/plain; charset=utf-8", "ok\n", {}};
  if (request.path == "/help") return help_page(request);
  if (request.path == kDescription && request.method == "GET") return Response{200, "application/json", std::string(openapi()), {}};
  return std::nullopt;
}

Response route(const Request& request, Engine& engine, const base::Config& config, const LastRound& last_round) {
  const std::string& path = request.path;
  if (path.starts_with(kApi)) return api(request, std::string_view(path).substr(kApi.size()), engine, config);
  if (path == "/") return today_page(request, engine);
  if (path == "/search") return search_page(request, engine, config.search);
  if (path == "/clusters") return clusters_page(request, engine);
  if (path == "/contrast") return contrast_page(request, engine);
  if (path == "/brief") return brief_page(request, engine);
  if (path == "/brief.md") return brief_markdown_file(request, engine);
  if (path == "/sources") return sources_page(request, engine, last_round ? last_round() : std::nullopt);
  if (path == "/readyz") {
    const auto stats = engine.stats();
    return stats ? Response{200, "text/plain; charset=utf-8", "ready\n", {}} : problem(request, stats.error(), 503);
  }
  if (path.starts_with(kPapers)) {
    const library::ArticleId id = article_id(std::string_view(path).substr(kPapers.size()));
    return id == 0 ? not_found_page(request) : paper_page(request, engine, id);
  }
  return not_found_page(request);
}

}  // namespace

Response busy_answer(const Request& request) {
  const base::Error busy{base::ErrorKind::refused, "serve.busy", "Too many requests are waiting; try again in a moment."};
  return std::string_view(request.path).starts_with(kApi) ? problem(request, busy, 503) : error_page(request, busy);
}

Handler make_site(const base::Config& config, EngineFactory open_engine, LastRound last_round) {
  // One engine a worker; a worker's index is small and fixed, and each touches its own entry only.
  struct Engines {
    std::mutex mutex;  // guards the vector's size, not the engines
    std::vector<std::unique_ptr<Engine>> of;
    Engine* find(std::size_t worker) {
      const std::lock_guard guard(mutex);
      return worker < of.size() ? of[worker].get() : nullptr;
    }
    Engine* keep(std::size_t worker, std::unique_ptr<Engine> engine) {
      const std::lock_guard guard(mutex);
      if (of.size() <= worker) of.resize(worker + 1);
      of[worker] = std::move(engine);
      return of[worker].get();
    }
  };
  auto engines = std::make_shared<Engines>();

  return [config, open_engine, engines, last_round](const Request& request, int worker) -> Response {
    if (auto response = fixed(request)) return with_entity_tag(request, std::move(*response));
    const bool is_api = std::string_view(request.path).starts_with(kApi);
    if (request.method != "GET" && !is_api) {
      Response refused{405, "text/plain; charset=utf-8", "Pages answer GET only; nothing can be changed through them.\n", {{"Allow", "GET, HEAD"}}};
      return refused;
    }
    Engine* engine = engines->find(static_cast<std::size_t>(worker));
    if (engine == nullptr) {
      auto opened = open_engine();
      if (!opened) return is_api ? problem(request, opened.error(), 503) : error_page(request, opened.error());
      engine = engines->keep(static_cast<std::size_t>(worker), std::move(*opened));
    }
    return with_entity_tag(request, route(request, *engine, config, last_round));
  };
}

}  // namespace meridian::query::web
