#include "indexer/fetch/fetcher.h"

#include <doctest/doctest.h>

#include "tests/support/http_test_server.h"

namespace meridian::indexer::fetch {

namespace {

using tests::answer;
using tests::HttpTestServer;
using tests::says;

std::string code_of(const base::HttpResponse& response, bool with_validator = true) {
  const base::Status judged = judge(response, with_validator);
  return judged ? "" : judged.error().code;
}

base::HttpResponse response(int status, const char* type = "", const char* retry_after = "") {
  base::HttpResponse out;
  out.status = status, out.content_type = type, out.retry_after = retry_after;
  return out;
}

}  // namespace

TEST_CASE("fault_013 fetcher: judged by the status, whatever the library calls success") {
  CHECK(code_of(response(200)).empty());
  CHECK(code_of(response(304), true).empty());
  CHECK(code_of(response(304), false) == "fetch.unexpected_status");
  CHECK(code_of(response(204)) == "fetch.unexpected_status");
  CHECK(code_of(response(206)) == "fetch.unexpected_status");
}

TEST_CASE("fault_014 fault_016 fault_017 fetcher: walls, pauses and what is gone") {
  CHECK(code_of(response(403, "text/html")) == "fetch.blocked");
  CHECK(code_of(response(451)) == "fetch.blocked");
  CHECK(code_of(response(503, "text/html")) == "fetch.blocked");
  CHECK(code_of(response(503, "text/html", "120")) == "fetch.busy");
  CHECK(code_of(response(429)) == "fetch.busy");
  CHECK(code_of(response(404)) == "fetch.not_found");
  CHECK(code_of(response(410)) == "fetch.gone");
  CHECK(code_of(response(500)) == "fetch.server_error");
}

TEST_CASE("fault_016 fetcher: a host that asks for a pause is asked no more, the rest in its line are told") {
  HttpTestServer server({{"/", says(answer("", "Retry-After: 120\r\n", "429 Too Many Requests"))}});
  base::FetchConfig bounds;
  bounds.max_per_host = 1;
  bounds.allow_private = {{"127.0.0.1", server.port()}};
  const base::SystemClock clock;
  auto client = base::make_http_client(bounds);
  Fetcher fetcher(**client, bounds, clock);
  int paused = 0, held = 0, refused = 0;
  for (int i = 0; i < 5; ++i)
    fetcher.ask({server.url("/")}, [&](const base::Result<base::HttpResponse>& got, bool) {
      paused += got && got->status == 429, held += !got && got.error().code == "fetch.held";
    });
  fetcher.ask({"file:///etc/passwd"}, [&](const base::Result<base::HttpResponse>& got, bool) { refused += !got; });
  CHECK(fetcher.run({}));
  CHECK(paused == 1);
  CHECK(held == 4);
  CHECK(refused == 1);
  CHECK(server.requests().size() == 1);
}

TEST_CASE("fetcher: a stopped run forgets what is under way, and the client may go on") {
  HttpTestServer server({{"/hang", [](tests::Visitor& visitor) { visitor.hold(); }}, {"/", says(answer("x"))}});
  base::FetchConfig bounds;
  bounds.allow_private = {{"127.0.0.1", server.port()}};
  const base::SystemClock clock;
  auto client = base::make_http_client(bounds);
  {
    Fetcher fetcher(**client, bounds, clock);
    int turns = 0;
    fetcher.ask({server.url("/hang")}, [](const base::Result<base::HttpResponse>&, bool) { FAIL("answered"); });
    CHECK_FALSE(fetcher.run([&] { return ++turns > 2; }));
  }
  Fetcher next(**client, bounds, clock);
  bool answered = false;
  next.ask({server.url("/")}, [&](const base::Result<base::HttpResponse>& got, bool) { answered = got.has_value(); });
  CHECK(next.run({}));
  CHECK(answered);
}

}  // namespace meridian::indexer::fetch
