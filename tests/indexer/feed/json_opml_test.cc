// JSON Feed and OPML; every document is made here.
#include <doctest/doctest.h>

#include "indexer/feed/opml.h"
#include "indexer/feed/parse.h"

namespace meridian::indexer::feed {
namespace {

FeedDocument read(std::string_view json, std::string_view url = "https://journal.example/feed.json") {
  auto feed = parse(json, url, {});
  REQUIRE(feed);
  return *std::move(feed);
}

std::string code_of(std::string_view json) {
  const auto feed = parse(json, "", {});
  return feed ? "" : feed.error().code;
}

TEST_CASE("json feed: 1.1 whole") {
  const FeedDocument feed = read(R"({"version": "https://jsonfeed.org/version/1.1", "title": "Annals & Notes", "language": "en",
    "home_page_url": "/", "feed_url": "https://journal.example/feed.json", "next_url": "feed.json?page=2",
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
    "items": [{"id": 7, "url": "/7", "external_url": "https://doi.org/10.5555/7", "title": "When p < 0.05",
      "content_html": "<p>Long</p>", "content_text": "Long", "summary": "Short", "language": "zh",
      "date_published": "2026-06-23T08:00:00+08:00", "date_modified": "2026-06-24T08:00:00Z", "tags": ["pain", 3, "trial"],
      "authors": [{"name": "Ada Byron", "url": "https://a.example/"}, {"name": "Mary Shelley"}, "odd"],
      "attachments": [{"url": "7.pdf", "mime_type": "application/pdf", "size_in_bytes": 1200}]}]})");
  CHECK(feed.format == "json");
  CHECK(feed.version == "1.1");
  CHECK(feed.title == "Annals &amp; Notes");
  CHECK(feed.link == "https://journal.example/");
  CHECK(feed.older == "https://journal.example/feed.json?page=2");
  CHECK(feed.hub == "https://hub.example/");
  REQUIRE(feed.items.size() == 1);
  const Item& item = feed.items[0];
  CHECK(item.guid == "7");
  CHECK(item.link == "https://journal.example/7");
  CHECK(item.title_html == "When p &lt; 0.05");
  CHECK(item.content_html == "<p>Long</p>");
  CHECK(item.content_form.type == "text/html");
  CHECK(item.more_contents.at(0).html == "Long");
  CHECK(item.summary_html == "Short");
  CHECK(item.language == "zh");
  CHECK(item.published == "2026-06-23T08:00:00+08:00");
  CHECK(item.updated == "2026-06-24T08:00:00Z");
  CHECK(item.categories == std::vector<std::string>{"pain", "trial"});
  CHECK(item.creators == std::vector<std::string>{"Ada Byron", "Mary Shelley"});
  CHECK(item.authors.at(0).uri == "https://a.example/");
  CHECK(item.enclosure == "https://journal.example/7.pdf");
  CHECK(item.links.at(1).rel == "related");
  CHECK(item.links.at(2).length == "1200");
}

TEST_CASE("json feed: 1.0's single author; an id that is an address is the link") {
  const FeedDocument feed = read(R"({"version": "https://jsonfeed.org/version/1", "title": "T", "items": [
    {"id": "https://journal.example/1", "content_text": "a < b", "author": {"name": "Ada Byron"}}]})");
  CHECK(feed.version == "1");
  CHECK(feed.items.at(0).link == "https://journal.example/1");
  CHECK(feed.items.at(0).content_html == "a &lt; b");
  CHECK(feed.items.at(0).content_form.type == "text/plain");
  CHECK(feed.items.at(0).creators == std::vector<std::string>{"Ada Byron"});
}

TEST_CASE("fault_081 JSON nested deeper than the bound is refused before a tree is built") {
  const std::string deep = "{\"items\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  CHECK(code_of(deep) == "json.too_deep");
  CHECK(code_of("{\"items\":[{\"title\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}]}").empty());
}

TEST_CASE("fault_082 odd numbers, lone surrogates, wrong types: refused, or that field is absent") {
  CHECK(code_of("{\"items\": [1e400]}") == "json.malformed");
  CHECK(code_of("{\"items\": [{\"title\": \"\\ud800\"}]}") == "json.malformed");
  CHECK(code_of("{\"items\": {}}") == "feed.unknown_format");
  const FeedDocument feed = read(R"({"title": null, "authors": 3, "items": [
    {"id": 123456789012345678901234567890, "title": ["x"], "url": 5, "title": 7, "tags": "one", "attachments": {}, "authors": null},
    "odd", null, {"title": "kept", "title": "twice"}]})");
  CHECK(feed.items.size() == 2);
  CHECK(feed.items.at(0).title_html.empty());
  CHECK(feed.items.at(1).title_html == "twice");
  CHECK_FALSE(feed.well_formed);
  CHECK(feed.warnings.size() == 1);
}

TEST_CASE("fault_009 fault_024 every truncation of a JSON feed keeps the whole items before it, and says so") {
  const std::string whole = R"({"title": "T [{", "hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": [
    {"id": "1", "title": "One \" ]}", "authors": [{"name": "A"}]}, {"id": "2", "tags": ["b"]}, {"id": "3"}], "next_url": "/2"})";
  for (std::size_t length = 1; length < whole.size(); ++length) {
    CAPTURE(length);
    const std::size_t held = (length >= whole.find(", {\"id\": \"2\"")) + (length >= whole.find(", {\"id\": \"3\"")) + (length >= whole.find("], \"next_url"));
    const auto feed = parse(whole.substr(0, length), "", {});
    CHECK(feed.has_value() == (held > 0));
    if (!feed) CHECK(feed.error().code == "fetch.truncated");
    if (!feed) continue;
    CHECK(feed->items.size() == held);
    CHECK(feed->partial);
    CHECK(feed->warnings == std::vector<base::Warning>{{"fetch.truncated", {}}});
  }
  CHECK_FALSE(read(whole).partial);
  CHECK(code_of("{\"items\": nothing}") == "json.malformed");
}

TEST_CASE("opml: folders, both spellings of an address, outlines that are none") {
  const auto opml = parse_opml(R"(<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
    <outline text="Pain"><outline text="Spine"><outline type="rss" text="Annals" title="Annals of Testing"
      xmlUrl="https://a.example/rss?x=1&amp;y=2" htmlUrl="https://a.example/" description="Papers"/></outline></outline>
    <outline text="B" URL="https://b.example/atom"/><outline text="an empty folder"/><outline xmlurl="https://c.example/"/></body></opml>)");
  REQUIRE(opml);
  CHECK(opml->title == "Mine");
  REQUIRE(opml->subscriptions.size() == 3);
  const Subscription& first = opml->subscriptions[0];
  CHECK(first.url == "https://a.example/rss?x=1&y=2");
  CHECK(first.title == "Annals of Testing");
  CHECK(first.folder == "Pain / Spine");
  CHECK(first.site == "https://a.example/");
  CHECK(opml->subscriptions[1].url == "https://b.example/atom");
  CHECK(opml->subscriptions[2].title == "https://c.example/");
}

TEST_CASE("opml: a link to a page and an included list are no feeds") {
  const auto opml = parse_opml(
      "<opml version=\"2.0\"><body><outline type=\"link\" text=\"a\" url=\"https://a.example/\"/>"
      "<outline type=\"include\" text=\"b\" url=\"https://b.example/list.opml\"/><outline text=\"c\" url=\"https://c.example/rss\"/></body></opml>");
  REQUIRE(opml);
  REQUIRE(opml->subscriptions.size() == 1);
  CHECK(opml->subscriptions[0].title == "c");
}

TEST_CASE("opml: folders within folders are written as they were read, to a depth that can be read") {
  std::string deep = "one";
  for (int level = 2; level <= 60; ++level) deep += " / " + std::to_string(level);
  const Opml opml{"T", {{"https://a.example/", "A", "", "", "Pain / Spine", "rss"}, {"https://b.example/", "B", "", "", "Pain", "rss"},
                        {"https://c.example/", "C", "", "", deep, "rss"}}, {}};
  const std::string written = write_opml(opml);
  CHECK(written.find("<outline text=\"Pain\">\n      <outline type=\"rss\" text=\"B\"") != std::string::npos);
  CHECK(written.find("      <outline text=\"Spine\">\n        <outline type=\"rss\" text=\"A\"") != std::string::npos);
  const auto back = parse_opml(written);
  REQUIRE(back);
  REQUIRE(back->subscriptions.size() == 3);
  CHECK(back->subscriptions[0].folder == "Pain");
  CHECK(back->subscriptions[1].folder == "Pain / Spine");
  CHECK(back->subscriptions[2].folder == deep);
}

TEST_CASE("opml: what is written reads back the same") {
  const Opml opml{"Feeds & <more>", {{"https://a.example/?a=1&b=\"2\"", "痛 & <Pain>", "https://a.example/", "d", "F", "rss"},
                                     {"https://b.example/", "B", "", "", "", "rss"}}, {}};
  const auto read_back = parse_opml(write_opml(opml));
  REQUIRE(read_back);
  CHECK(read_back->title == opml.title);
  REQUIRE(read_back->subscriptions.size() == 2);
  CHECK(read_back->subscriptions[0].title == "B");
  const Subscription& other = read_back->subscriptions[1];
  CHECK(other.url == opml.subscriptions[0].url);
  CHECK(other.title == opml.subscriptions[0].title);
  CHECK(other.folder == "F");
}

TEST_CASE("fault_079 fault_083 a list of 100,000 and more, cut off, or no list at all") {
  std::string many = "<opml><body>";
  for (int i = 0; i < 100'010; ++i) many += "<outline xmlUrl='https://a.example/" + std::to_string(i) + "'/>";
  const auto opml = parse_opml(many);
  REQUIRE(opml);
  CHECK(opml->subscriptions.size() == 100'000);
  CHECK(opml->warnings.size() == 2);  // too many, and it ends early
  CHECK(parse_opml("<rss/>").error().code == "opml.not_opml");
  CHECK_FALSE(parse_opml("plain words"));
}

}  // namespace
}  // namespace meridian::indexer::feed
