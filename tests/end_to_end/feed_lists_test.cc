// Lists of feeds through the real program: what another reader exported comes in, and what goes out is the same list.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

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

std::string outline(const std::string& title, const std::string& url, const std::string& more = "") {
  return "<outline type=\"rss\" text=\"" + title + "\" xmlUrl=\"" + url + "\"" + more + "/>";
}

std::string list(const std::string& outlines, const std::string& version = "2.0") {
  return "<?xml version=\"1.0\"?><opml version=\"" + version + "\"><head><title>Mine</title></head><body>" + outlines + "</body></opml>";
}

// One line a feed: folder, title, address.
std::set<std::string> lines_of(const json& feeds) {
  std::set<std::string> lines;
  for (const json& feed : feeds)
    lines.insert(feed.value("folder", "") + " | " + feed.value("title", "") + " | " + feed.value("url", ""));
  return lines;
}

std::set<std::string> subscriptions(Home& home) {
  return lines_of(json::parse(home.run({"feeds", "list", "--json"}).out, nullptr, false));
}

}  // namespace

TEST_CASE("feed lists: folders within folders come in, are shown, go out and come in again") {
  Home home;
  const auto file = home.write(
      "mine.opml", list(outline("Alone", "https://alone.example/rss") +
                        "<outline text=\"Pain &amp; rest\">" + outline("Annals", "https://a.example/rss?x=1&amp;y=2", " htmlUrl=\"https://a.example/\"") +
                        "<outline text=\"脊柱\">" + outline("中文期刊", "https://zh.example/feed") + "</outline></outline>"));
  const Outcome imported = home.run({"feeds", "import", file.string(), "--json"});
  check_calm(imported);
  CHECK(imported.code == 0);
  CHECK(json::parse(imported.out, nullptr, false)["added"] == 3);
  const std::set<std::string> wanted{" | Alone | https://alone.example/rss", "Pain & rest | Annals | https://a.example/rss?x=1&y=2",
                                     "Pain & rest / 脊柱 | 中文期刊 | https://zh.example/feed"};
  CHECK(subscriptions(home) == wanted);
  CHECK(home.run({"feeds", "list"}).out.find("in Pain & rest / 脊柱") != std::string::npos);
  CHECK(home.run({"feeds", "list", "--lang", "zh"}).out.find("分组：Pain & rest / 脊柱") != std::string::npos);

  const Outcome exported = home.run({"feeds", "export"});
  CHECK(exported.code == 0);
  CHECK(exported.out.find("<opml version=\"2.0\">") != std::string::npos);
  Home other;
  REQUIRE(other.run({"feeds", "import", other.write("out.opml", exported.out).string()}).code == 0);
  CHECK(subscriptions(other) == wanted);
  const Outcome again = other.run({"feeds", "export"});
  CHECK(again.out == exported.out);
}

TEST_CASE("feed lists: OPML 1.0 with bare attributes; what is known is told and not added again") {
  Home home;
  const auto file = home.write("old.opml", "<opml version=\"1.0\"><body><outline title=\"B\" URL=\"https://b.example/atom\"/>"
                                           "<outline text=\"empty\"/><outline xmlurl=\"https://c.example/\"/></body>");
  const json first = json::parse(home.run({"feeds", "import", file.string(), "--json"}).out, nullptr, false);
  CHECK(first["added"] == 2);
  CHECK(first["warnings"].size() == 1);  // it ends early
  const json second = json::parse(home.run({"feeds", "import", file.string(), "--json"}).out, nullptr, false);
  CHECK(second["added"] == 0);
  CHECK(second["known"] == 2);
}

TEST_CASE("fault_079 feed lists: twenty thousand feeds come in, in steps") {
  Home home;
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += outline("F" + std::to_string(i), "https://a.example/" + std::to_string(i));
  const Outcome imported = home.run({"feeds", "import", home.write("many.opml", list(many)).string(), "--json"});
  check_calm(imported);
  CHECK(json::parse(imported.out, nullptr, false)["added"] == 20'000);
  CHECK(home.run({"feeds", "export"}).out.find("https://a.example/19999") != std::string::npos);
}

TEST_CASE("fault_083 feed lists: what is no list is refused, what is damaged gives the feeds before the damage") {
  Home home;
  for (const auto& [name, bytes] : {std::pair<std::string, std::string>{"feed.xml", "<rss><channel/></rss>"},
                                    {"words.opml", "plain words"},
                                    {"binary.opml", std::string("\x89PNG\r\n\x1a\n\0\0\0", 11)},
                                    {"empty.opml", ""}}) {
    const Outcome refused = home.run({"feeds", "import", home.write(name, bytes).string()});
    check_calm(refused);
    CHECK_MESSAGE(refused.code == 2, name);
  }
  const std::string whole = list(outline("A", "https://a.example/") + outline("B", "https://b.example/"));
  const Outcome cut = home.run({"feeds", "import", home.write("cut.opml", whole.substr(0, whole.find("text=\"B\""))).string()});
  CHECK(cut.code == 0);
  CHECK(subscriptions(home) == std::set<std::string>{" | A | https://a.example/"});
}

TEST_CASE("fault_084 fault_088 fault_108 feed lists: no list names an address of the own network, a file or a command") {
  Home home;
  const LoopbackSite site([](const Request&, int) -> Response { return {200, "application/rss+xml", "<rss><channel/></rss>", {}}; });
  const std::string mark = (home.folder() / "mark").string();
  std::string outlines = outline("Good", "https://good.invalid/rss");
  for (const std::string& url : {site.origin() + "/feed", std::string("http://2130706433/"), std::string("file:///etc/passwd"),
                                 "|touch " + mark, "$(touch " + mark + ")", "https://a.invalid/;touch " + mark})
    outlines += outline("x`touch " + mark + "`", url, " command=\"touch " + mark + "\" filter=\"touch " + mark + "\"");
  const Outcome imported = home.run({"feeds", "import", home.write("evil.opml", list(outlines)).string(), "--json"});
  check_calm(imported);
  CHECK(imported.code == 3);
  const json report = json::parse(imported.out, nullptr, false);
  CHECK(report["added"] == 2);  // the last one is a web address with an odd path
  CHECK(report["refused"].size() == 5);
  home.run({"crawl", "--quiet"});
  CHECK_FALSE(std::filesystem::exists(mark));
}
