// `meridian serve` on a free port, read over a plain socket.
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <future>

#include "tests/end_to_end/demo_library.h"
#include "tests/end_to_end/loopback_site.h"
#include "tests/support/openapi.h"

using meridian::tests::announced_port;
using meridian::tests::check_calm;
using meridian::tests::DemoLibrary;
using meridian::tests::Outcome;
using meridian::tests::percent_encoded;
using meridian::tests::raw_get;
using meridian::tests::RawAnswer;
using meridian::tests::Running;
using nlohmann::json;

namespace {

struct Site {
  Running server = DemoLibrary::crawled().start({"serve", "--port", "0"});
  int port = announced_port(server);
  RawAnswer page(const std::string& target) const { return raw_get(port, target); }
  json api(const std::string& target) const {
    return json::parse(raw_get(port, "/api/v1/" + target).body, nullptr, false);
  }
};

}  // namespace

TEST_CASE("pages: every page answers, with what it is for") {
  Site site;
  REQUIRE_MESSAGE(site.port > 0, site.server.err());
  const json found = site.api("search?q=" + percent_encoded("exercise low back pain"));
  REQUIRE(found["hits"].size() > 0);
  const std::string id = std::to_string(found["hits"][0]["id"].get<std::int64_t>());

  CHECK(site.page("/healthz").body == "ok\n");
  CHECK(site.page("/readyz").status == 200);
  struct Expected {
    std::string target, text;
  };
  for (const Expected& one : {Expected{"/", "01."},
                              {"/search?q=exercise+low+back+pain", "/papers/" + id},
                              {"/search?q=" + percent_encoded("腰痛") + "&lang=zh", "<html lang=\"zh"},
                              {"/papers/" + id, "citation_title"},
                              {"/clusters?q=exercise+low+back+pain", "<h"},
                              {"/contrast?a=inflammation&b=neuroplasticity", "<"},
                              {"/brief?q=exercise+back+pain", "<"},
                              {"/sources", "OpenRehab"},
                              {"/help", "NEAR"},
                              {"/style.css", "{"}}) {
    CAPTURE(one.target);
    const RawAnswer answer = site.page(one.target);
    CHECK(answer.status == 200);
    CHECK_MESSAGE(answer.body.find(one.text) != std::string::npos, answer.body.substr(0, 2000));
    CHECK(answer.head.find("Content-Security-Policy") != std::string::npos);
  }
  CHECK(site.page("/papers/999999").status == 404);
  CHECK(site.page("/no-such-page").status == 404);
  CHECK(site.page("/search?q=%22%3Cscript%3Ealert(1)%3C/script%3E").body.find("<script>alert") == std::string::npos);
}

TEST_CASE("pages: the API gives the same objects as the command line") {
  Site site;
  REQUIRE(site.port > 0);
  json served = site.api("search?q=exercise&limit=10"),
       printed = DemoLibrary::crawled().ask({"search", "exercise", "--limit", "10"});
  for (json* one : {&served, &printed}) one->erase("milliseconds");
  CHECK(served == printed);
  const std::string id = std::to_string(served["hits"][0]["id"].get<std::int64_t>());
  CHECK(site.api("papers/" + id) == DemoLibrary::crawled().ask({"show", id}));
  CHECK(site.api("papers/" + id + "/related")["hits"].size() > 0);
  CHECK(site.api("clusters?q=" + percent_encoded("exercise low back pain"))["clusters"].size() >= 3);
  CHECK(site.api("contrast?a=inflammation&b=neuroplasticity")["a"]["findings"].size() >= 1);
  CHECK(site.api("briefs?q=" + percent_encoded("exercise back pain"))["references"].size() >= 1);
  CHECK(site.api("feeds")["feeds"].size() >= 10);
  CHECK(site.api("stats")["articles"] == DemoLibrary::crawled().ask({"stats"})["articles"]);
  const RawAnswer wrong = site.page("/api/v1/papers/x");
  CHECK(wrong.status >= 400);
  CHECK(wrong.head.find("application/problem+json") != std::string::npos);
}

TEST_CASE("pages: an index that is made anew meanwhile is never missed") {
  Site site;
  REQUIRE(site.port > 0);
  const json before = site.api("search?q=exercise");
  Running reindex = DemoLibrary::crawled().start({"reindex", "--quiet"});
  int answers = 0;
  for (bool last = false; !last; ++answers) {
    last = !reindex.alive();
    const RawAnswer answer = site.page("/api/v1/search?q=exercise");
    REQUIRE(answer.status == 200);
    CHECK(json::parse(answer.body, nullptr, false)["total"] == before["total"]);
  }
  CHECK(reindex.wait(std::chrono::seconds(60)).code == 0);
  CHECK(answers > 1);
}

TEST_CASE("pages: TERM ends the server gracefully and frees its port") {
  Site site;
  REQUIRE(site.port > 0);
  CHECK(site.page("/healthz").status == 200);
  site.server.signal(SIGTERM);
  const Outcome ended = site.server.wait(std::chrono::seconds(20));
  check_calm(ended);
  CHECK(ended.code == 0);
  CHECK(site.page("/healthz").status == 0);
}

TEST_CASE("pages: a port in use is said in a sentence") {
  Site site;
  REQUIRE(site.port > 0);
  const Outcome second = DemoLibrary::crawled().run({"serve", "--port", std::to_string(site.port)});
  check_calm(second);
  CHECK(second.code == 4);
  CHECK(second.err.find(std::to_string(site.port)) != std::string::npos);
  CHECK(second.err.find("--port") != std::string::npos);
}

TEST_CASE("pages: what the API answers of the demo's library is as data/openapi.json describes it") {
  Site site;
  REQUIRE_MESSAGE(site.port > 0, site.server.err());
  const meridian::tests::OpenApi api;
  const json found = site.api("search?q=pain");
  REQUIRE(found["hits"].size() > 0);
  const std::string id = std::to_string(found["hits"][0]["id"].get<std::int64_t>()), chinese = percent_encoded("腰痛");
  std::string many_words;
  for (int i = 0; i < 600; ++i) many_words += "pain+";
  struct Asked {
    std::string path, status, target;
  };
  for (const Asked& one : {Asked{"/search", "200", "search?q=exercise+low+back+pain&explain=1&limit=50"},
                           {"/search", "200", "search?q=" + chinese + "&explain=1&lang=zh"},
                           {"/search", "200", "search?q=hypoalgezia+qqzzxx"},
                           {"/search", "400", "search?q="},
                           {"/search", "400", "search?q=pain&cursor=x"},
                           {"/search", "413", "search?q=" + many_words},
                           {"/suggest", "200", "suggest?q=exerc"},
                           {"/papers/{id}", "200", "papers/" + id},
                           {"/papers/{id}", "404", "papers/999999"},
                           {"/papers/{id}/related", "200", "papers/" + id + "/related"},
                           {"/papers/{id}/related", "404", "papers/999999/related"},
                           {"/clusters", "200", "clusters?q=exercise+low+back+pain"},
                           {"/clusters", "400", "clusters"},
                           {"/contrast", "200", "contrast?a=inflammation&b=neuroplasticity"},
                           {"/contrast", "400", "contrast"},
                           {"/briefs", "200", "briefs?q=exercise+back+pain"},
                           {"/briefs", "400", "briefs"},
                           {"/today", "200", "today"},
                           {"/feeds", "200", "feeds"},
                           {"/stats", "200", "stats"},
                           {"/openapi.json", "200", "openapi.json"}}) {
    CAPTURE(one.target.substr(0, 80));
    const RawAnswer answer = raw_get(site.port, "/api/v1/" + one.target);
    CHECK(std::to_string(answer.status) == one.status);
    const json body = json::parse(answer.body, nullptr, false);
    REQUIRE(!body.is_discarded());
    for (const std::string& fault : api.faults(one.path, one.status, body)) FAIL_CHECK(fault);
  }
}

// The pages ask nothing while somebody types: they have no script. Who does, can tell an older answer by its `query`.
TEST_CASE("fault_126 pages: thirty completions asked at once each say what they answer, and no page asks by itself") {
  Site site;
  REQUIRE_MESSAGE(site.port > 0, site.server.err());
  const std::string typed = "exercise for low back pain";
  std::vector<std::future<json>> answers;
  for (std::size_t i = 0; i < 30; ++i)
    answers.push_back(std::async(std::launch::async, [&, i] { return site.api("suggest?q=" + percent_encoded(typed.substr(0, 1 + i % typed.size()))); }));
  for (std::size_t i = 0; i < answers.size(); ++i) CHECK(answers[i].get()["query"] == typed.substr(0, 1 + i % typed.size()));
  for (const char* page : {"/", "/search?q=exercise", "/help"}) CHECK(site.page(page).body.find("<script") == std::string::npos);
}
