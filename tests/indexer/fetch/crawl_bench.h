// What a test of a whole crawl needs: feeds made in a line, a client that plays hosts, a library with its clock.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "indexer/crawl.h"
#include "tests/support/http_test_server.h"

namespace meridian::indexer {

using tests::answer;
using tests::HttpTestServer;
using tests::says;

inline std::string item(const std::string& name,
                 const std::string& description = "What was found, told in a sentence or two.") {
  return "<item><title>A study of " + name + "</title><link>https://journal.example/" + name + "</link><guid>" + name +
         "</guid><description>" + description + "</description></item>";
}
inline std::string rss(const std::string& items, const std::string& title = "Journal of Tests") {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + title +
         "</title><link>https://journal.example/</link>" + items + "</channel></rss>";
}
inline std::string feed_answer(const std::string& body, const std::string& headers = "") {
  return answer(body, "Content-Type: application/rss+xml\r\n" + headers);
}

// A client that answers from a table by host; for what no loopback server can play.
class FakeClient final : public base::HttpClient {
 public:
  using Play = std::function<base::Result<base::HttpResponse>(const base::HttpRequest&)>;
  explicit FakeClient(Play play) : play_(std::move(play)) {}
  void start(base::HttpRequest request, base::HttpDone done) override {
    waiting_.emplace_back(std::move(request), std::move(done));
  }
  int run(int) override {
    ++asked;
    auto now = std::exchange(waiting_, {});
    for (auto& [request, done] : now) done(play_(request));
    return static_cast<int>(waiting_.size());
  }
  int asked = 0;

 private:
  Play play_;
  std::deque<std::pair<base::HttpRequest, base::HttpDone>> waiting_;
};

// The day stands still, the seconds run: for what waits between two requests.
class RunningClock final : public base::Clock {
 public:
  base::UnixTime now() const override { return 1'700'000'000; }
  std::int64_t steady_ms() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

inline base::Result<base::HttpResponse> page(const base::HttpRequest& request, const std::string& body,
                                             const std::string& type) {
  base::HttpResponse out;
  out.status = 200, out.url = request.url, out.body = body, out.content_type = type;
  return out;
}

// A library, a clock and the settings of one test.
struct Bench {
  base::FakeClock clock;
  std::unique_ptr<library::Library> library = std::move(*library::Library::in_memory(clock));
  base::Config config;

  Bench() {
    config.fetch.connect_timeout_s = 1, config.fetch.total_timeout_s = 3, config.fetch.slow_for_s = 1,
    config.fetch.host_delay_ms = 0;
  }
  void allow(const HttpTestServer& server, const char* host = "127.0.0.1") {
    config.fetch.allow_private.push_back({host, server.port()});
  }
  library::FeedId add(const std::string& url) {
    library::FeedId id = 0;
    library::Feed feed;
    feed.url = url;
    REQUIRE(library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(id, library->feeds().add(transaction, feed));
      return {};
    }));
    return id;
  }
  CrawlReport crawl(base::HttpClient& client, CrawlRequest request = {{}, true}) {
    auto report = indexer::crawl(*library, client, request, config, clock);
    REQUIRE_MESSAGE(report, report.error().message);
    return *report;
  }
  CrawlReport crawl(CrawlRequest request = {{}, true}) {
    auto client = base::make_http_client(config.fetch);
    REQUIRE(client);
    return crawl(**client, request);
  }
  library::Feed feed(library::FeedId id) { return *library->feeds().get(id); }
  std::int64_t articles() { return *library->articles().count(); }
};

}  // namespace meridian::indexer
