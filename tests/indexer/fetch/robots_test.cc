#include "indexer/fetch/robots.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace meridian::indexer::fetch {

namespace {

bool allowed(const char* robots, const char* path) {
  return Robots::parse(robots).allows("Meridian", path);
}

}  // namespace

TEST_CASE("robots: the group that names us holds, else the one for all") {
  const char* text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: meridian/2.0\nDisallow: /private\n";
  CHECK(allowed(text, "/open"));
  CHECK_FALSE(allowed(text, "/private/x"));
  CHECK_FALSE(Robots::parse(text).allows("Stranger", "/open"));
  CHECK(allowed("", "/x"));
  CHECK(allowed("Disallow: /\n", "/x"));
}

TEST_CASE("robots: the longest rule wins, and permission when two are as long") {
  const char* text = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c$\nAllow: /e\nDisallow: /e\n";
  CHECK_FALSE(allowed(text, "/a/x"));
  CHECK(allowed(text, "/a/b/cd"));
  CHECK_FALSE(allowed(text, "/a/b/c"));
  CHECK(allowed(text, "/e"));
}

TEST_CASE("robots: stars and ends") {
  const char* text =
      "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/print*full\nDisallow: *?session=\nDisallow: /end$\n";
  for (const char* no : {"/a.pdf", "/x/y.pdf.pdf", "/a/print/in/full/text", "/a?session=1", "/end"})
    CHECK_MESSAGE(!allowed(text, no), no);
  for (const char* yes : {"/a.pdf?x", "/a.pdfx", "/print/full", "/a?other=1", "/end/more"})
    CHECK_MESSAGE(allowed(text, yes), yes);
}

TEST_CASE("robots: what sites really write") {
  CHECK_FALSE(allowed("\xEF\xBB\xBFUSER AGENT : *\r\nDisalow /x # no\r\n", "/x"));
  CHECK_FALSE(allowed("user-agent:*\rdisallow:/\xE8\x85\xB0\r", "/%e8%85%b0"));
  CHECK(allowed("<html>\n<body>User-agent: *</body>\nDisallow: /\n", "/x"));
  CHECK(allowed("User-agent: *\nDisallow:\n", "/x"));
}

TEST_CASE("robots: Crawl-delay of the group that speaks to us, bounded, and no end of a group") {
  const auto delay = [](const std::string& text) { return Robots::parse(text).crawl_delay_ms("Meridian"); };
  CHECK(delay("User-agent: *\nCrawl-delay: 10\n") == 10'000);
  CHECK(delay("User-agent: *\nCrawl-delay: 10\nDisallow:\nUser-agent: meridian\nDisallow:\n") == 0);
  CHECK(delay("User-agent: meridian\nDisallow: /x\nCRAWL-DELAY:0.5 # half\n\nUser-agent: *\nCrawl-delay: 99\n") == 500);
  CHECK(delay("User-agent: *\nCrawl-delay: 3\nCrawl-delay: 7\nCrawl-delay: 5\n") == 7'000);
  CHECK(delay("User-agent: *\nCrawl-delay: 99999999999999999999\n") == 3'600'000);
  CHECK(delay("User-agent: *\nCrawl-delay: " + std::string(1500, '9') + "\n") == 0);
  for (const char* junk : {"-5", "nan", "inf", "", "soon", "1e999"})
    CHECK_MESSAGE(delay(std::string("User-agent: *\nCrawl-delay: ") + junk + "\n") <= 1'000, junk);
  CHECK(delay("Crawl-delay: 10\n") == 0);
  const Robots shared = Robots::parse("User-agent: meridian\nCrawl-delay: 2\nUser-agent: other\nDisallow: /x\n");
  CHECK_FALSE(shared.allows("Meridian", "/x"));
  CHECK(shared.crawl_delay_ms("Other") == 2'000);
}

TEST_CASE("robots: a hostile file costs little") {
  std::string text = "User-agent: *\n";
  for (int i = 0; i < 3000; ++i) text += "Disallow: /" + std::string(60, '*') + "a" + std::string(60, '*') + "b\n";
  CHECK(Robots::parse(text).allows("Meridian", "/" + std::string(2000, 'a')));
  CHECK(Robots::parse(std::string(2 << 20, '\n')).allows("Meridian", "/"));
  CHECK(Robots::parse(std::string("\0\0User-agent", 12)).allows("Meridian", "/"));
}

TEST_CASE("robots: paths of addresses") {
  CHECK(robots_path("http://a.example") == "/");
  CHECK(robots_path("http://a.example?q=1") == "/?q=1");
  CHECK(robots_path("http://a.example/b;c?d#e") == "/b;c?d");
}

TEST_CASE("robots: published vectors" * doctest::skip(std::getenv("MERIDIAN_DATA") == nullptr)) {
  const char* data = std::getenv("MERIDIAN_DATA");
  if (data == nullptr) return;
  std::ifstream file(std::filesystem::path(data) / "vectors/robots.jsonl");
  int rows = 0;
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    if (row["test"].get<std::string>().starts_with("GoogleOnly")) continue;
    ++rows;
    const bool got = Robots::parse(row["robots"].get<std::string>())
                         .allows(row["agent"].get<std::string>(), robots_path(row["url"].get<std::string>()));
    CHECK_MESSAGE(got == row["allowed"].get<bool>(), line);
  }
  CHECK(rows > 50);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(data) / "vectors/robots-real")) {
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    Robots::parse(text.str()).allows("Meridian", "/article/1?x=y");
    ++files;
  }
  CHECK(files == 200);
}

}  // namespace meridian::indexer::fetch
