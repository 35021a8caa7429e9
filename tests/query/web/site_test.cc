#include "query/web/site.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace meridian::query::web {

namespace {

constexpr const char* kHostile = "<script>alert('x')</script>";

library::Article hostile_paper(library::ArticleId id) {
  library::Article article;
  article.id = id;
  article.work = id;
  article.texts = {{"en", std::string("Title ") + kHostile, std::string("Abstract ") + kHostile, {"key"}}};
  article.authors = {{kHostile, ""}, {"王伟", ""}};
  article.source = std::string("Source ") + kHostile;
  article.published = "2026-06-23";
  article.url = "javascript:alert(1)";
  article.doi = "10.5555/x";
  return article;
}

// Answers everything with one hostile paper, and remembers what was asked.
class FakeEngine final : public Engine {
 public:
  base::Result<SearchReply> search(const SearchRequest& request) override {
    if (request.query.empty()) return base::fail(base::ErrorKind::invalid, "query.empty", "Say what to look for.");
    if (request.query.size() > 100) return base::fail(base::ErrorKind::refused, "query.too_long", "Too long.");
    SearchReply reply;
    Hit hit;
    hit.article = hostile_paper(1);
    hit.title = {hit.article.main().title, {{0, 5}}};
    hit.passage = {"a " + std::string(kHostile), {{2, 10}}};
    reply.hits = {hit};
    reply.hits.push_back(hit);
    reply.hits.back().all_words = false;
    reply.hits.back().without = {kHostile};
    reply.total = 1, reply.total_any = 2, reply.all_words_on_page = 1;
    reply.facets = {{"source", {{kHostile, "", 2}}}, {"year", {{"2026", "", 2}, {"2025", "", 1}, {"2024", "", 1}}}};
    reply.reading.sentence = {"reading en", "reading zh"};
    reply.warnings = {{"query.range", {0, 1}, {kHostile, kHostile}}};
    reply.expansions = {{kHostile, {kHostile}}};
    return reply;
  }
  base::Result<PaperReply> paper(library::ArticleId id) override {
    if (id != 1) return base::fail(base::ErrorKind::not_found, "paper.unknown", "There is no such article.");
    PaperReply reply;
    reply.work = {1, 1, 1, {1, 2}};
    reply.article = hostile_paper(1);
    reply.copies = {hostile_paper(2)};
    return reply;
  }
  base::Result<RelatedReply> related(library::ArticleId id, int) override { return RelatedReply{hostile_paper(id), {{hostile_paper(3), 3, 1.0, {kHostile}}}}; }
  base::Result<ClusterReply> clusters(std::string_view query, int considered) override {
    ClusterReply reply;
    reply.query = query;
    reply.clusters = {{{kHostile}, {{1, hostile_paper(1), 1}}, 1}, {{"b"}, {{2, hostile_paper(2), 1}}, 1}};
    reply.considered = considered;
    return reply;
  }
  base::Result<ContrastReply> contrast(std::string_view a, std::string_view b) override {
    ContrastReply reply;
    reply.a.query = a, reply.b.query = b;
    reply.a.findings = {{1, 1, "en", {0, 8}, kHostile, {"p = 0.01"}, Quote::Direction::down}};
    return reply;
  }
  base::Result<Brief> brief(std::string_view query, std::string_view) override {
    Brief brief;
    brief.question = query;
    brief.themes = {{kHostile, 1, {{{1, 1, "en", {0, 8}, kHostile, {}, Quote::Direction::up}, 1}}}};
    brief.references = {{1, 1, hostile_paper(1)}};
    return brief;
  }
  base::Result<TodayReply> today(const TodayRequest& request) override {
    TodayReply reply;
    reply.day = "2026-11-21";
    reply.cards = {{1, 1, hostile_paper(1), {1, 2}}};
    reply.total = 20;
    reply.token = "next-token";
    reply.authors = {{"Nwosu", "", 2}};
    asked_authors = request.authors;
    return reply;
  }
  base::Result<std::vector<library::Feed>> feeds() override {
    library::Feed feed;
    feed.title = kHostile, feed.url = kHostile, feed.error_code = "feed.gone", feed.error_message = kHostile;
    return std::vector<library::Feed>{feed};
  }
  base::Result<Stats> stats() override { return Stats{}; }

  std::vector<std::string> asked_authors;
};

Handler site() {
  return make_site(base::Config{}, [] { return base::Result<std::unique_ptr<Engine>>(std::make_unique<FakeEngine>()); });
}

Response get(const std::string& path, std::vector<std::pair<std::string, std::string>> parameters = {}, std::map<std::string, std::string> headers = {}) {
  return site()({"GET", path, std::move(parameters), std::move(headers), ""}, 0);
}

const std::vector<std::pair<std::string, std::string>> kPages[] = {{{"", "/"}}, {{"", "/search"}, {"q", kHostile}}, {{"", "/papers/1"}}, {{"", "/clusters"}, {"q", kHostile}},
                                                                   {{"", "/contrast"}, {"a", kHostile}, {"b", kHostile}}, {{"", "/brief"}, {"q", kHostile}}, {{"", "/sources"}}, {{"", "/help"}}};

}  // namespace

TEST_CASE("fault_048 site: no page lets markup from outside through, in either language") {
  for (const auto& page : kPages) {
    for (const char* language : {"en", "zh"}) {
      std::vector<std::pair<std::string, std::string>> parameters(page.begin() + 1, page.end());
      parameters.emplace_back("lang", language);
      const Response response = get(page.front().second, parameters);
      CHECK_MESSAGE(response.status == 200, page.front().second);
      CHECK_MESSAGE(response.body.find("<script") == std::string::npos, page.front().second);
      CHECK_MESSAGE(response.body.find("javascript:") == std::string::npos, page.front().second);
      CHECK(response.body.find(std::string("lang=\"") + (language == std::string("zh") ? "zh-CN" : "en")) != std::string::npos);
    }
  }
}

TEST_CASE("fault_051 site: JSON that stands in a page cannot end its script") {
  CHECK(get("/api/v1/search", {{"q", "x"}}).body.find("</script>") == std::string::npos);
}

TEST_CASE("site: the reader's language follows the browser until it is chosen") {
  CHECK(get("/", {}, {{"accept-language", "zh-CN,zh;q=0.9,en;q=0.8"}}).body.find("今日") != std::string::npos);
  CHECK(get("/", {}, {{"accept-language", "en-GB,en;q=0.9,zh;q=0.1"}}).body.find("Today") != std::string::npos);
  const Response chosen = get("/", {{"lang", "zh"}}, {{"accept-language", "en"}});
  CHECK(chosen.body.find("今日") != std::string::npos);
  CHECK(chosen.body.find("href=\"/help?lang=zh\"") != std::string::npos);
}

TEST_CASE("site: Today shows numbered cards, a chip that can be taken off and another batch") {
  const Response response = get("/", {{"author", "Nwosu"}, {"lang", "zh"}});
  CHECK(response.body.find("01.") != std::string::npos);
  CHECK(response.body.find("作者: Nwosu ×") != std::string::npos);
  CHECK(response.body.find("after=next-token") != std::string::npos);
  CHECK(response.body.find("换一批") != std::string::npos);
}

TEST_CASE("site: search draws the line above papers that lack words and keeps the query in every link") {
  const Response response = get("/search", {{"q", "pain"}});
  CHECK(response.body.find("hold some of the words") != std::string::npos);
  CHECK(response.body.find("q=pain%20year%3A%222026%22") != std::string::npos);
}

TEST_CASE("fault_127 fault_128 site: numbers outside their bounds are 400 and name the bound") {
  for (const char* bad : {"0", "-1", "1.5", "100000000000000000000", "x", "", "201"}) {
    const Response response = get("/api/v1/search", {{"q", "x"}, {"limit", bad}});
    CHECK_MESSAGE(response.status == 400, bad);
    CHECK(response.content_type == "application/problem+json");
    CHECK(response.body.find("from 1 to 200") != std::string::npos);
  }
  CHECK(get("/api/v1/search", {{"q", "x"}, {"limit", "1"}, {"limit", "2"}}).status == 400);
  const Response deep = get("/api/v1/search", {{"q", "x"}, {"offset", "4000000000"}});
  CHECK(deep.status == 400);
  CHECK(deep.body.find("narrow") != std::string::npos);
}

TEST_CASE("fault_131 site: ids that are none") {
  for (const char* bad : {"0", "-1", "18446744073709551616", "x", "1x", ""}) CHECK_MESSAGE(get(std::string("/api/v1/papers/") + bad).status == 400, bad);
  CHECK(get("/api/v1/papers/2").status == 404);
  CHECK(get("/papers/2").status == 404);
  CHECK(get("/papers/x").status == 404);
  CHECK(get("/api/v1/papers/1/other").status == 404);
}

TEST_CASE("fault_105 site: no path reaches a file") {
  for (const char* path : {"/static/../../etc/passwd", "/../etc/passwd", "//etc/passwd", "/style.css/..", "/assets\\x"}) CHECK_MESSAGE(get(path).status == 404, path);
}

TEST_CASE("fault_118 site: a query over its bound is 413 and says so") {
  const Response response = get("/api/v1/search", {{"q", std::string(200, 'x')}});
  CHECK(response.status == 413);
  CHECK(nlohmann::json::parse(response.body)["type"] == "query.too_long");
}

TEST_CASE("fault_134 site: an answer that is known already is 304") {
  const Response first = get("/help");
  std::string tag;
  for (const auto& [name, value] : first.headers)
    if (name == "ETag") tag = value;
  REQUIRE_FALSE(tag.empty());
  const Response second = get("/help", {}, {{"if-none-match", tag}});
  CHECK(second.status == 304);
  CHECK(second.body.empty());
  CHECK(get("/help", {}, {{"if-none-match", std::string(100'000, '"')}}).status == 200);
}

TEST_CASE("site: nothing can be changed through it") {
  CHECK(site()({"POST", "/", {}, {}, ""}, 0).status == 405);
  CHECK(site()({"POST", "/api/v1/search", {}, {}, ""}, 0).status == 405);
}

TEST_CASE("site: Sources tells how the last crawl in the background ended") {
  const auto open = [] { return base::Result<std::unique_ptr<Engine>>(std::make_unique<FakeEngine>()); };
  const Handler crawled = make_site(base::Config{}, open, [] { return BackgroundRound{1'780'000'000, 3, "2 feeds failed <b>"}; });
  const std::string page = crawled({"GET", "/sources", {}, {}, ""}, 0).body;
  CHECK(page.find("2026-05-28 20:26 UTC, exit code 3: 2 feeds failed &lt;b&gt;") != std::string::npos);
  CHECK(get("/sources").body.find("in the background") == std::string::npos);
}

TEST_CASE("site: an unusable library is told on page and API") {
  const Handler broken = make_site(base::Config{}, [] {
    return base::Result<std::unique_ptr<Engine>>(base::fail(base::ErrorKind::incompatible, "library.newer", "This library was written by a newer Meridian."));
  });
  const Response page = broken({"GET", "/", {}, {}, ""}, 0), api = broken({"GET", "/api/v1/stats", {}, {}, ""}, 0);
  CHECK(page.status == 503);
  CHECK(page.body.find("newer Meridian") != std::string::npos);
  CHECK(nlohmann::json::parse(api.body)["type"] == "library.newer");
  CHECK(broken({"GET", "/healthz", {}, {}, ""}, 0).status == 200);
  CHECK(broken({"GET", "/readyz", {}, {}, ""}, 0).status == 503);
}

}  // namespace meridian::query::web
