// What goes wrong from outside is told in a sentence, with the right exit code, and costs nothing that was there.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/demo_library.h"
#include "tests/end_to_end/loopback_site.h"

using meridian::query::web::Request;
using meridian::query::web::Response;
using meridian::tests::check_calm;
using meridian::tests::Home;
using meridian::tests::LoopbackSite;
using meridian::tests::Outcome;
using nlohmann::json;

namespace {

// Calm, with this code and a message of one or a few lines that names `about`.
void check_told(const Outcome& outcome, int code, const std::string& about) {
  check_calm(outcome);
  CHECK_MESSAGE(outcome.code == code, outcome.out, outcome.err);
  CHECK(!outcome.err.empty());
  CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') <= 4);
  CHECK_MESSAGE(outcome.err.find(about) != std::string::npos, "“", about, "” is not in: ", outcome.err);
}

constexpr const char* kRecord =
    R"({"id":"doi:10.5555/bad.1","title":"Walking and the back","abstract":"Walking helped 40 adults with back pain.","date":"2026-05-01"})"
    "\n";

std::string rss(const std::string& title) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Made</title><item><title>" + title +
         "</title><link>https://made.example/" + std::to_string(title.size()) +
         "</link><description>An abstract of this paper.</description></item></channel></rss>";
}

}  // namespace

TEST_CASE("bad input: wrong arguments are exit code 2 and name what is wrong") {
  Home home;
  check_told(home.run({}), 2, "meridian");
  check_told(home.run({"fly"}), 2, "fly");
  check_told(home.run({"search"}), 2, "QUERY");
  check_told(home.run({"search", "pain", "--limit", "ten"}), 2, "limit");
  check_told(home.run({"search", "pain", "--sort", "beauty"}), 2, "sort");
  check_told(home.run({"feeds", "add", "ftp://host.example/feed"}), 2, "ftp");
  check_told(home.run({"serve", "--crawl-every", "soon"}), 2, "--crawl-every");
  CHECK(home.run({"--help"}).code == 0);
  CHECK(home.run({"search", "--help"}).code == 0);
}

TEST_CASE("messages: a Chinese locale gives Chinese help, progress, results and warnings") {
  Home home;
  home.set("LANG", "zh_CN.UTF-8");
  const auto says = [](const std::string& text, const std::string& wanted) { CHECK_MESSAGE(text.find(wanted) != std::string::npos, "“", wanted, "” is not in: ", text); };
  says(home.run({"--help"}).out, "检索，按相关度排序");
  says(home.run({"serach", "pain"}).err, "您是不是要用 search？");
  const auto cut = home.write("cut.xml", rss("Walking and the back").substr(0, 190)), good = home.write("good.jsonl", kRecord);
  const Outcome imported = home.run({"import", good.string(), cut.string()});
  says(imported.err, "导入  ");
  says(imported.err, "编入索引  ");
  says(imported.err, "文档在中途结束；已保留之前的条目。");
  says(imported.out, "新增 1 篇，更新 0 篇");
  says(home.run({"feeds", "list"}).err, "还没有订阅");
  says(home.run({"check"}).out, "文献库与索引一致。");
  says(home.run({"search", "walking", "--lang", "en"}).err, "1 paper");
}

TEST_CASE("fault_052 bad input: nothing that was typed, named or read reaches the terminal as a command to it") {
  Home home;
  const std::string evil = "\x1b]0;evil\x07\x9b" "31m";
  const auto record = home.write("good.jsonl", kRecord), odd = home.write("odd" + evil, rss("Walking and the back"));
  REQUIRE(home.run({"import", record.string()}).code == 0);
  const auto list = home.write("evil.opml", "<opml><body><outline text='a&#x9b;31m&#x202e;b' xmlUrl='https://a.invalid/'/></body></opml>");
  REQUIRE(home.run({"feeds", "import", list.string()}).code == 0);
  for (const auto& command : std::vector<std::vector<std::string>>{
           {evil}, {"search", evil}, {"search", "walking", evil}, {"search", "walking", "--sort", evil}, {"show", evil}, {"feeds", "add", evil}, {"feeds", "remove", evil}, {"feeds", "list"},
           {"feeds", "parse", odd.string()}, {"import", odd.string(), "--quiet"}, {"import", home.folder() / evil, "--quiet"}, {"brief", evil + " walking"}, {"clusters", evil},
           {"contrast", evil, "walking"}, {"today", "--source", evil}, {"stats", "--library", home.folder() / evil}}) {
    const Outcome outcome = home.run(command);
    check_calm(outcome);
    for (const std::string& said : {outcome.out, outcome.err})
      for (const char* bad : {"\x1b", "\x07", "\x9b" "31m", "\xC2\x9B", "\xE2\x80\xAE"}) CHECK_MESSAGE(said.find(bad) == std::string::npos, command[0], command.back(), said);
  }
}

TEST_CASE("fault_098 bad input: an address that other machines reach is refused, in the reader's language") {
  Home home;
  REQUIRE(home.run({"import", home.write("good.jsonl", kRecord).string()}).code == 0);
  for (const char* address : {"0.0.0.0", "::", "192.168.1.2", "nonsense"}) check_told(home.run({"serve", "--listen", address, "--port", "0"}), 4, "127.0.0.1");
  check_told(home.run({"serve", "--listen", "0.0.0.0", "--lang", "zh"}), 4, "脉络只在本机提供服务");
}

TEST_CASE("bad input: an empty home has no library, and every reader says how to begin one") {
  Home home;
  for (const auto& command : std::vector<std::vector<std::string>>{{"search", "pain"},
                                                                   {"show", "1"},
                                                                   {"related", "1"},
                                                                   {"clusters", "pain"},
                                                                   {"brief", "pain"},
                                                                   {"today"},
                                                                   {"stats"},
                                                                   {"check"},
                                                                   {"feeds", "list"}}) {
    CAPTURE(command[0]);
    check_told(home.run(command), 4, "meridian");
    CHECK(!std::filesystem::exists(home.library() / "library.db"));
  }
}

TEST_CASE("bad input: an empty library finds nothing, calmly") {
  Home home;
  const auto empty = home.write("empty.jsonl", "");
  check_calm(home.run({"import", empty.string()}));
  CHECK(home.run({"reindex"}).code == 0);
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"search", "pain"}, {"clusters", "pain"}, {"brief", "pain"}, {"today"}, {"show", "1"}}) {
    CAPTURE(command[0]);
    const Outcome outcome = home.run(command);
    check_calm(outcome);
    CHECK(outcome.code == 1);
  }
  CHECK(home.run({"check"}).code == 0);
}

TEST_CASE("bad input: files that cannot be read cost themselves only") {
  Home home;
  const auto good = home.write("good.jsonl", kRecord),
             broken = home.write("broken.jsonl", std::string("{\"title\": \n") + kRecord),
             binary = home.write("binary.pdf", std::string("%PDF-1.7\n\0\1\2", 12)),
             absent = home.folder() / "absent.jsonl";
  const Outcome mixed =
      home.run({"import", absent.string(), binary.string(), good.string(), broken.string(), "--quiet"});
  check_told(mixed, 3, "absent.jsonl");
  CHECK(mixed.err.find("binary.pdf") != std::string::npos);
  CHECK(mixed.err.find("broken.jsonl:1") != std::string::npos);
  CHECK(home.run({"search", "walking"}).code == 0);
  CHECK(json::parse(home.run({"stats", "--json"}).out, nullptr, false)["articles"] == 1);
  CHECK(home.run({"check"}).code == 0);
}

TEST_CASE("bad input: a library from a newer version is left as it is") {
  Home home;
  const auto good = home.write("good.jsonl", kRecord);
  REQUIRE(home.run({"import", good.string()}).code == 0);
  const auto file = home.library() / "library.db";
  {
    // SQLite keeps user_version at byte 60, big endian.
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(60);
    stream.write("\x7f\0\0\0", 4);
  }
  const auto size = std::filesystem::file_size(file);
  for (const auto& command : std::vector<std::vector<std::string>>{
           {"search", "walking"}, {"crawl"}, {"import", good.string()}, {"check"}, {"reindex"}, {"stats"}}) {
    CAPTURE(command[0]);
    check_told(home.run(command), 4, "newer");
  }
  CHECK(std::filesystem::file_size(file) == size);
}

TEST_CASE("bad input: a library file of rubbish is refused, not overwritten") {
  Home home;
  std::filesystem::create_directories(home.library());
  const std::string rubbish(5000, 'x');
  std::ofstream(home.library() / "library.db") << rubbish;
  check_told(home.run({"search", "walking"}), 4, "library.db");
  check_told(home.run({"crawl"}), 4, "library.db");
  CHECK(std::filesystem::file_size(home.library() / "library.db") == rubbish.size());
}

TEST_CASE("bad input: feeds that are HTML, broken, mislabelled or gone stop no other feed") {
  Home home;
  const LoopbackSite site([](const Request& request, int) -> Response {
    static const std::map<std::string, Response> answers = {
        {"/html",
         {200,
          "text/html",
          "<!doctype html><html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>",
          {}}},
        {"/broken", {200, "application/rss+xml", "<rss><channel><title>x</title><item><title>half", {}}},
        {"/empty", {200, "application/rss+xml", "", {}}},
        {"/latin",
         {200,
          "application/rss+xml; charset=utf-8",
          "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + rss("D\xe9j\xe0 vu: le caf\xe9 m\xe9"
                                                                  "di\xe9val et l'\xe9t\xe9")
                                                                  .substr(21),
          {}}},
        {"/bare304", {304, "application/rss+xml", "", {}}},
        {"/binary", {200, "application/rss+xml", std::string("\x89PNG\r\n\x1a\n\0\0\0", 11), {}}},
        {"/good", {200, "application/rss+xml", rss("Walking and the back"), {}}}};
    const auto found = answers.find(request.path);
    return found == answers.end() ? Response{404, "text/plain", "no", {}} : found->second;
  });
  std::vector<std::string> add{"feeds", "add", "--allow-private"};
  for (const char* path : {"/html", "/broken", "/empty", "/latin", "/bare304", "/binary", "/missing", "/good"})
    add.push_back(site.origin() + path);
  REQUIRE(home.run(add).code == 0);
  const Outcome crawled = home.run({"crawl", "--json", "--quiet"});
  check_calm(crawled);
  CHECK(crawled.code == 3);
  const json report = json::parse(crawled.out, nullptr, false);
  REQUIRE(report.is_object());
  for (const json& feed : report["feeds"]) {
    const std::string url = feed["url"];
    CAPTURE(feed.dump());
    const bool fine = url.ends_with("/good") || url.ends_with("/latin");
    if (fine) CHECK(feed["added"] == 1);
    if (fine) CHECK(feed["error"] == "");
    if (url.ends_with("/html") || url.ends_with("/binary") || url.ends_with("/missing") || url.ends_with("/empty")) {
      CHECK(feed["error"] != "");
      CHECK(feed["message"].get<std::string>().size() > 10);
    }
  }
  CHECK(home.run({"search", "walking"}).code == 0);
  CHECK(home.run({"search", "café"}).code == 0);
  CHECK(home.run({"check"}).code == 0);
}

TEST_CASE("fault_084 bad input: a private address is asked only when it was allowed") {
  Home home;
  const LoopbackSite site([](const Request&, int) -> Response {
    return {200, "application/rss+xml", rss("Walking and the back"), {}};
  });
  REQUIRE(home.run({"feeds", "add", site.origin() + "/feed"}).code == 0);
  const Outcome crawled = home.run({"crawl", "--quiet"});
  check_told(crawled, 3, "private");
  CHECK(json::parse(home.run({"stats", "--json"}).out, nullptr, false)["articles"] == 0);
}

TEST_CASE("fault_023 bad input: without a network the round ends early and no feed is marked broken") {
  Home home;
  // Names that no network knows (RFC 6761): the same as no network.
  std::vector<std::string> add{"feeds", "add"};
  for (const char* host : {"one", "two", "three"}) add.push_back(std::string("https://") + host + ".invalid/feed");
  REQUIRE(home.run(add).code == 0);
  const Outcome crawled = home.run({"crawl", "--quiet"});
  check_told(crawled, 3, "network");
  const json feeds = json::parse(home.run({"feeds", "list", "--json"}).out, nullptr, false);
  REQUIRE(feeds.size() == 3);
  for (const json& feed : feeds) CHECK_MESSAGE(feed["failures"] == 0, feed.dump());
}

TEST_CASE("bad input: a damaged settings file names its line") {
  Home home;
  std::filesystem::create_directories(home.folder() / "config" / "meridian");
  home.write("config/meridian/config.toml", "language = \"en\"\n[server]\nport = \"many\"\n");
  check_told(home.run({"stats"}), 2, "port");
}
