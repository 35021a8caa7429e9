#include "query/web/site.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "query/answers_json.h"
#include "tests/query/web/fake_engine.h"

namespace meridian::query::web {

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

TEST_CASE("fault_051 site: JSON cannot end a script, begin a comment or break a line of one, wherever it is put") {
  CHECK(get("/api/v1/search", {{"q", "x"}}).body.find("</script>") == std::string::npos);
  const std::string odd = "</script><!-- a\u2028b\u2029c \u2027 <b>";
  const std::string json = dump({{"title", odd}});
  for (const char* bad : {"</", "<!", "\u2028", "\u2029"}) CHECK_MESSAGE(json.find(bad) == std::string::npos, json);
  CHECK(nlohmann::json::parse(json)["title"] == odd);
  for (const auto& page : kPages) {
    const std::string body = get(page.front().second, {page.begin() + 1, page.end()}).body;
    CHECK_MESSAGE(body.find("<script") == std::string::npos, page.front().second);
  }
}

TEST_CASE("site: the reader's language follows the browser until it is chosen") {
  CHECK(get("/", {}, {{"accept-language", "zh-CN,zh;q=0.9,en;q=0.8"}}).body.find("今日") != std::string::npos);
  CHECK(get("/", {}, {{"accept-language", "en-GB,en;q=0.9,zh;q=0.1"}}).body.find("Today") != std::string::npos);
  const Response chosen = get("/", {{"lang", "zh"}}, {{"accept-language", "en"}});
  CHECK(chosen.body.find("今日") != std::string::npos);
  CHECK(chosen.body.find("href=\"/help?lang=zh\"") != std::string::npos);
}

TEST_CASE("site: setting two queries against each other does not choose a language") {
  CHECK(get("/contrast", {{"a", "pain"}}).body.find("name=\"lang\"") == std::string::npos);
  CHECK(get("/contrast", {{"a", "pain"}, {"lang", "zh"}}).body.find("name=\"lang\" value=\"zh\"") != std::string::npos);
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

TEST_CASE("site: languages and types of papers are named in the reader's language, not by their codes") {
  CHECK(get("/papers/1", {{"lang", "zh"}}).body.find("<dt>类型</dt><dd>论文</dd>") != std::string::npos);
  CHECK(get("/papers/1", {{"lang", "zh"}}).body.find("<dt>标题</dt><dd>← feed:title</dd>") != std::string::npos);
  CHECK(get("/brief", {{"q", "pain"}}).body.find(" · English 1") != std::string::npos);
  CHECK(get("/brief", {{"q", "pain"}, {"lang", "zh"}}).body.find(" · 英文 1") != std::string::npos);
}

TEST_CASE("site: a paper's links lead somewhere: a DOI with marks of its own, and none for an address that may not be followed") {
  const std::string body = get("/papers/1").body;
  CHECK(body.find("href=\"https://doi.org/10.5555/x%3C1%3A%3Aaid%231%3E3.0\"") != std::string::npos);
  CHECK(body.find("href=\"#\"") == std::string::npos);
}

TEST_CASE("site: every page has one heading and a title of its own, escaped, in the reader's language") {
  std::set<std::string> titles;
  for (const auto& page : kPages) {
    for (const char* language : {"en", "zh"}) {
      std::vector<std::pair<std::string, std::string>> parameters(page.begin() + 1, page.end());
      parameters.emplace_back("lang", language);
      const std::string body = get(page.front().second, parameters).body;
      const std::size_t heading = body.find("<h1"), begin = body.find("<title>");
      CHECK_MESSAGE(heading != std::string::npos, page.front().second);
      CHECK_MESSAGE(body.find("<h1", heading + 1) == std::string::npos, page.front().second);
      titles.insert(body.substr(begin, body.find("</title>") - begin));
    }
  }
  CHECK(titles.size() == 2 * std::size(kPages));
  CHECK(titles.contains("<title>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; · 聚类 · 脉络"));
  CHECK(get("/nowhere", {{"lang", "zh"}}).body.find("<title>页面不存在") != std::string::npos);
}

TEST_CASE("site: one paper is not called papers") {
  CHECK(get("/search", {{"q", "pain"}}).body.find(">1 paper with all words") != std::string::npos);
  CHECK(get("/brief", {{"q", "pain"}}).body.find("1 paper found, 1 read · 2026-06-23 · English 1") != std::string::npos);
}

TEST_CASE("site: what a search that found nothing offers instead are links, without a script") {
  const Response response = get("/search", {{"q", "nothing"}, {"lang", "zh"}});
  CHECK(response.status == 200);
  CHECK(response.body.find("class=\"repairs\"") != std::string::npos);
  CHECK(response.body.find("您是不是要找") != std::string::npos);
  CHECK(response.body.find("<script") == std::string::npos);
  const auto json = nlohmann::json::parse(get("/api/v1/search", {{"q", "nothing"}}).body);
  CHECK(json["repairs"][0]["kind"] == "drop");
  CHECK(json["warnings"][0]["code"] == "query.range");
}

TEST_CASE("site: in a library without papers, every view that finds nothing says how to get some") {
  for (const char* path : {"/search", "/clusters", "/contrast", "/brief"}) {
    for (const char* language : {"en", "zh"}) {
      const std::string body = get(path, {{"q", "nothing"}, {"a", "nothing"}, {"lang", language}}).body;
      CHECK_MESSAGE(body.find("meridian feeds add URL") != std::string::npos, path);
      CHECK_MESSAGE(body.find("download=") == std::string::npos, path);
    }
  }
}

TEST_CASE("site: suggest answers for what was typed, with completions and words put right") {
  const auto json = nlohmann::json::parse(get("/api/v1/suggest", {{"q", "pai"}, {"limit", "3"}}).body);
  CHECK(json["query"] == "pai");
  CHECK(json["completions"][0]["works"] == 3);
  CHECK(json.contains("did_you_mean"));
  CHECK(get("/api/v1/suggest", {{"q", "pai"}, {"limit", "21"}}).status == 400);
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

TEST_CASE("fault_134 site: Accept and Range, odd or huge, change nothing of an answer") {
  const Response plain = get("/api/v1/search", {{"q", "pain"}});
  REQUIRE(plain.status == 200);
  for (const std::string& range : {std::string("bytes=0-1"), std::string("bytes=0-1,5-9,-3"), std::string("bytes=-99999999999999999999"), std::string(10'000, '-')}) {
    const Response asked = get("/api/v1/search", {{"q", "pain"}}, {{"range", range}, {"if-range", "\"x\""}, {"accept", range}});
    CHECK(asked.status == 200);
    CHECK(asked.body == plain.body);
  }
  for (const char* accept : {"text/html", "image/*;q=0", "*/*;q=nonsense", ""}) CHECK(get("/search", {{"q", "pain"}}, {{"accept", accept}}).status == 200);
}

TEST_CASE("fault_127 site: a page tells a number outside its bounds as the API does") {
  for (const char* path : {"/search", "/clusters", "/"})
    for (const char* bad : {"0", "-1", "1.5", "100000000000000000000", "x", ""}) {
      const Response response = get(path, {{"q", "pain"}, {"limit", bad}});
      CHECK_MESSAGE(response.status == 400, path);
      CHECK_MESSAGE(response.body.find("whole number from 1 to") != std::string::npos, path);
    }
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
