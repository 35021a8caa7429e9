// data/openapi.json against the running server: every address, every documented status, every key and its type.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>

#include "query/web/api.h"
#include "tests/query/web/fake_engine.h"
#include "tests/query/web/running_server.h"
#include "tests/support/openapi.h"

namespace meridian::query::web {
namespace {

using nlohmann::json;
using tests::OpenApi;

const std::string kLong(200, 'x');

// What to ask of each address for each status that it documents. "304" is asked by the ETag of "200".
const std::map<std::string, std::map<std::string, std::string>> kTargets = {
    {"/search", {{"200", "search?q=pain&explain=1"}, {"400", "search?q=pain&limit=0"}, {"413", "search?q=" + kLong}}},
    {"/suggest", {{"200", "suggest?q=pai"}, {"400", "suggest?q=pai&limit=21"}, {"413", "suggest?q=" + kLong}}},
    {"/papers/{id}", {{"200", "papers/1"}, {"400", "papers/x"}, {"404", "papers/2"}}},
    {"/papers/{id}/related", {{"200", "papers/1/related"}, {"400", "papers/1/related?limit=51"}, {"404", "papers/2/related"}}},
    {"/clusters", {{"200", "clusters?q=pain"}, {"400", "clusters"}, {"413", "clusters?q=" + kLong}}},
    {"/contrast", {{"200", "contrast?a=pain&b=sleep"}, {"400", "contrast"}, {"413", "contrast?a=" + kLong}}},
    {"/briefs", {{"200", "briefs?q=pain"}, {"400", "briefs"}, {"413", "briefs?q=" + kLong}}},
    {"/today", {{"200", "today?author=Nwosu"}, {"400", "today?limit=51"}}},
    {"/feeds", {{"200", "feeds"}}},
    {"/stats", {{"200", "stats"}}},
    {"/openapi.json", {{"200", "openapi.json"}}}};

struct Answer {
  int status = 0;
  std::string head, body;
};

Answer ask(const Running& server, const std::string& target, const std::string& headers = "") {
  const std::string response = server.ask("GET /api/v1/" + target + " HTTP/1.1\r\n" + server.host() + headers + "Connection: close\r\n\r\n");
  const std::size_t end = response.find("\r\n\r\n");
  REQUIRE_MESSAGE(end != std::string::npos, target);
  return {status(response), response.substr(0, end + 2), response.substr(end + 4)};
}

std::string header(const Answer& answer, const std::string& name) {
  const std::size_t at = answer.head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 4;
  return answer.head.substr(begin, answer.head.find("\r\n", begin) - begin);
}

Handler unusable_site() {
  return make_site(base::Config{}, [] {
    return base::Result<std::unique_ptr<Engine>>(base::fail(base::ErrorKind::storage, "index.missing", "There is no index. Run meridian reindex."));
  });
}

void check_described(const OpenApi& api, const std::string& path, const std::string& status, const Answer& answer) {
  CAPTURE(path);
  CHECK(std::to_string(answer.status) == status);
  const json& described = api.response(path, status);
  if (!described.contains("content")) {
    CHECK(answer.body.empty());
    return;
  }
  CHECK(described["content"].size() == 1);
  CHECK(header(answer, "Content-Type") == described["content"].items().begin().key());
  const json body = json::parse(answer.body, nullptr, false);
  REQUIRE(!body.is_discarded());
  for (const std::string& fault : api.faults(path, status, body)) FAIL_CHECK(path, " ", status, ": ", fault);
  if (status != "200") CHECK(body["status"] == answer.status);
}

}  // namespace

TEST_CASE("openapi: the description is of 3.1, complete in itself, and served as it lies in data/") {
  const OpenApi api;
  CHECK(api.document()["openapi"] == "3.1.0");
  CHECK(api.dangling().empty());
  const Running server({}, site());
  const Answer answer = ask(server, "openapi.json");
  CHECK(json::parse(answer.body, nullptr, false) == api.document());
}

TEST_CASE("openapi: every address of the server is described, and every described one is the server's") {
  const OpenApi api;
  std::vector<std::string> described = api.paths(), served = {"/openapi.json"};
  for (const std::string_view path : api_paths()) served.push_back("/" + std::string(path));
  std::sort(described.begin(), described.end());
  std::sort(served.begin(), served.end());
  CHECK(described == served);
  CHECK(kTargets.size() == described.size());
}

TEST_CASE("openapi: every documented status occurs, with exactly the keys and types described") {
  const OpenApi api;
  const Running server({}, site()), unusable({}, unusable_site());
  for (const std::string& path : api.paths()) {
    REQUIRE_MESSAGE(kTargets.contains(path), path);
    const std::map<std::string, std::string>& targets = kTargets.at(path);
    for (const std::string& status : api.statuses(path)) {
      if (status == "503") {
        const Answer answer = ask(unusable, targets.at("200"));
        check_described(api, path, status, answer);
        CHECK(!header(answer, "Retry-After").empty());
      } else if (status == "304") {
        const std::string tag = header(ask(server, targets.at("200")), "ETag");
        REQUIRE(!tag.empty());
        check_described(api, path, status, ask(server, targets.at("200"), "If-None-Match: " + tag + "\r\n"));
      } else {
        REQUIRE_MESSAGE(targets.contains(status), path, " ", status);
        check_described(api, path, status, ask(server, targets.at(status)));
      }
    }
  }
}

TEST_CASE("openapi: a full queue is told as the described problem under /api, as a page elsewhere") {
  const OpenApi api;
  base::ServerConfig config;
  config.search_threads = config.max_waiting = 1;
  std::atomic<bool> begun = false, finish = false;
  const Running server(config, [&](const Request&, int) -> Response {
    begun = true;
    while (!finish) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return {};
  }, busy_answer);
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 5; ++i) {  // the first is being answered, one waits
    waiting.push_back(std::make_unique<RawClient>(server.port()));
    waiting.back()->say("GET / HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n");
    while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));  // until all five have arrived, on a slow machine too
  const Answer answer = ask(server, kTargets.at("/search").at("200"));
  finish = true;
  int pages = 0;
  for (const auto& client : waiting) {
    const std::string response = client->hear(5000);
    pages += status(response) == 503 && response.find("Content-Type: text/html") != std::string::npos;
  }
  CHECK(pages >= 3);
  check_described(api, "/search", "503", answer);
  CHECK(answer.body.find("serve.busy") != std::string::npos);
  CHECK(!header(answer, "Retry-After").empty());
}

TEST_CASE("openapi: bounds and choices of parameters are those of the server") {
  const OpenApi api;
  const Running server({}, site());
  for (const auto& [path, item] : api.document()["paths"].items()) {
    const std::string good = kTargets.at(path).at("200");
    for (const json& parameter : item["get"]["parameters"]) {
      if (!parameter.contains("schema") || !parameter["schema"].contains("maximum")) continue;
      const std::string put = good + (good.find('?') == std::string::npos ? "?" : "&") + parameter["name"].get<std::string>() + "=";
      const int least = parameter["schema"]["minimum"], most = parameter["schema"]["maximum"];
      CAPTURE(put);
      CHECK(ask(server, put + std::to_string(least)).status == 200);
      CHECK(ask(server, put + std::to_string(most)).status == 200);
      CHECK(ask(server, put + std::to_string(most + 1)).status == 400);
      if (least > 0) CHECK(ask(server, put + std::to_string(least - 1)).status == 400);
    }
  }
}

TEST_CASE("openapi: an address that is none, and another method, are problems too") {
  const Running server({}, site());
  const Answer unknown = ask(server, "nothing");
  CHECK(unknown.status == 404);
  CHECK(json::parse(unknown.body)["type"] == "api.unknown");
  const std::string posted = server.ask("POST /api/v1/search HTTP/1.1\r\n" + server.host() + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
  CHECK(status(posted) == 405);
  CHECK(posted.find("Allow: GET, HEAD") != std::string::npos);
  CHECK(posted.find("application/problem+json") != std::string::npos);
}

// No address takes a body yet: whatever is sent is refused as a whole, by its method, and nothing is read of it.
TEST_CASE("fault_132 openapi: a JSON body of any shape is answered by one sentence") {
  const Running server({}, site());
  std::string deep(64, '[');
  deep += std::string(64, ']');
  for (const std::string& body : {std::string("{"), std::string("[]"), std::string("{}"), std::string("{\"q\":1,\"more\":2}"), std::string("\xff\x00", 2), deep}) {
    const std::string answer = server.ask("POST /api/v1/search HTTP/1.1\r\n" + server.host() + "Content-Type: application/json\r\nContent-Length: " +
                                          std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
    CHECK(status(answer) == 405);
    CHECK(answer.find("\"type\":\"api.method\"") != std::string::npos);
  }
}

}  // namespace meridian::query::web
