// Little that opens to much, asked for by the real program: what it takes of the machine's memory.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include "tests/end_to_end/demo_library.h"
#include "tests/support/http_test_server.h"

using meridian::tests::check_calm;
using meridian::tests::gzip;
using meridian::tests::Home;
using meridian::tests::HttpTestServer;
using meridian::tests::Outcome;
using meridian::tests::says;
using nlohmann::json;

namespace {

// The most that any program run so far held at once.
long peak_kib() {
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss;
}

constexpr bool kSanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

}  // namespace

TEST_CASE("fault_073 fault_074 bombs: refused by their feed's name, within 64 MiB of what a small crawl takes") {
  const std::string large = gzip(std::string(64 << 20, 'a'));
  const auto packed = [](const std::string& body, const char* coding) { return says(meridian::tests::answer(body, "Content-Encoding: " + std::string(coding) + "\r\n")); };
  HttpTestServer server({{"/small", says(meridian::tests::answer("<rss><channel><item><title>Reeds in water</title></item></channel></rss>"))},
                         {"/bomb", packed(large, "gzip")},
                         {"/twice", packed(gzip(large), "gzip, gzip")}});
  Home home;
  const auto crawl = [&](const std::vector<std::string>& paths) {
    std::vector<std::string> add{"feeds", "add", "--allow-private"};
    for (const std::string& path : paths) add.push_back(server.url(path));
    REQUIRE(home.run(add).code == 0);
    const Outcome crawled = home.run({"crawl", "--all", "--quiet", "--json"});
    check_calm(crawled);
    return json::parse(crawled.out, nullptr, false);
  };
  CHECK(crawl({"/small"})["added"] == 1);
  const long idle = peak_kib();
  const json report = crawl({"/bomb", "/twice"});
  CHECK(report["failed"] == 2);
  for (const json& feed : report["feeds"])
    if (!feed["url"].get<std::string>().ends_with("/small")) CHECK(feed["error"] == "fetch.too_large");
  if (!kSanitized) CHECK(peak_kib() - idle < (64 << 10));
}
