// What XML must survive, by the numbers of the fault list; every document is made here.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "indexer/article_builder.h"
#include "indexer/feed_reader.h"
#include "tests/support/growth.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

base::Result<feed::FeedDocument> read(std::string_view bytes) {
  return read_feed(bytes, "https://journal.example/feed", "", {});
}

std::string rss(const std::string& items, const std::string& prolog = "<?xml version=\"1.0\"?>") {
  return prolog + "<rss version=\"2.0\"><channel><title>Journal of Tests</title>" + items + "</channel></rss>";
}
std::string item(const std::string& title) {
  return "<item><title>" + title + "</title><link>https://journal.example/1</link></item>";
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The title of the one item of a feed whose title element holds `inside`.
std::string title_of(const std::string& inside) {
  const auto feed = read(rss(item(inside)));
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 1);
  return feed->items[0].title_html;
}

std::string code_of(const std::string& bytes) {
  const auto feed = read(bytes);
  return feed ? "" : feed.error().code;
}

// Of this thread's CPU, so that a busy machine fails no test.
double milliseconds(const auto& work) {
  const double begin = tests::cpu_seconds();
  work();
  return (tests::cpu_seconds() - begin) * 1000;
}

TEST_CASE("fault_024 every truncation of a feed keeps the complete entries and says that it is partial") {
  const std::string whole =
      rss(item("One &amp; only") + "<item><title><![CDATA[Two]]></title></item><!-- end -->" + item("Three"));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const std::string cut = whole.substr(0, length);
    CAPTURE(length);
    const auto feed = read(cut);
    if (!feed) {
      CHECK(cut.find("<rss version=\"2.0\">") == std::string::npos);
      continue;
    }
    std::size_t complete = 0;
    for (std::size_t at = cut.find("</item>"); at != std::string::npos; at = cut.find("</item>", at + 1)) ++complete;
    CHECK(feed->items.size() == complete);
    CHECK(feed->partial);
    CHECK(feed->warnings.size() == 1);
    for (const feed::Item& kept : feed->items) CHECK_FALSE(kept.title_html.empty());
  }
  const auto feed = read(whole);
  REQUIRE(feed);
  CHECK(feed->items.size() == 3);
  CHECK_FALSE(feed->partial);
  CHECK(feed->warnings.empty());
}

TEST_CASE("fault_024 one bad tag costs that tag") {
  const auto feed =
      read(rss(item("One </i>stray end") + item("a <b is no tag") + item("<i class=plain hidden @x=\"1\">Three</i>") +
               "<item><title>Four</title><item><title>Five</title></item>"));
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 5);
  CHECK(feed->items[0].title_html == "One stray end");
  CHECK(feed->items[1].title_html.find("a <b is no tag") == 0);
  CHECK(feed->items[2].title_html == "<i class=\"plain\" hidden=\"\">Three</i>");
  CHECK(feed->items[3].title_html == "Four");
  CHECK(feed->items[4].title_html == "Five");
}

TEST_CASE("fault_025 elements nested too deep") {
  for (std::size_t depth : {99U, 1'000U, 1'000'000U}) {
    const std::string deep = rss("<item><description>" + repeated("<b>", depth) + "x");
    std::string code;
    CHECK(milliseconds([&] { code = code_of(deep); }) < 1000);
    CHECK(code == "xml.too_deep");
  }
  CHECK(code_of(rss("<item><description>" + repeated("<b>", 40) + repeated("</b>", 40) + "</description></item>")) ==
        "");
}

TEST_CASE("fault_026 an element with too many attributes, with values or without, is refused before it is parsed") {
  std::string numbered;
  for (int i = 0; i < 100'000; ++i) numbered += " a" + std::to_string(i) + "=\"1\"";
  for (const std::string& attributes :
       {numbered, repeated(" a", 100'000), repeated(" a='1'", 100'000), repeated(" a=1", 300)}) {
    const std::string bytes = rss("<item" + attributes + "><title>t</title></item>");
    std::string code;
    const double took = milliseconds([&] { code = code_of(bytes); });
    CHECK(code == "xml.too_many_attributes");
    CHECK(took < 500);  // 50 ms when optimised; this also runs under sanitizers
  }
  CHECK(code_of(rss("<item" + repeated(" a='1'", 200) + "></item>")) == "");
}

TEST_CASE("fault_027 too many elements are refused before the tree is built") {
  CHECK(code_of(rss(repeated("<a/>", 500'001))) == "xml.too_many_elements");
  CHECK(code_of(rss(repeated("<a/>", 2'000'000))) == "xml.too_many_elements");
}

TEST_CASE("fault_028 entity definitions are never expanded") {
  const std::string prolog =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c "
      "\"&b;&b;&b;&b;\">]>";
  const auto feed = read(rss(item("x &c; y"), prolog));
  REQUIRE(feed);
  CHECK(feed->items.at(0).title_html == "x &c; y");
}

TEST_CASE("fault_029 external entities are never opened") {
  const std::string prolog =
      "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:1/x.dtd\" [<!ENTITY p SYSTEM \"file:///etc/passwd\">]>";
  const auto feed = read(rss(item("&p;"), prolog));
  REQUIRE(feed);
  CHECK(feed->items.at(0).title_html == "&p;");
}

TEST_CASE("fault_030 a DOCTYPE with brackets, quotes and comments inside is skipped whole") {
  const std::string prolog = "<!DOCTYPE rss [ <!ENTITY a \"<item> ]> text\"> <!-- it's ]> --> <!ELEMENT b ANY> ]>";
  const auto feed = read(rss(item("Title"), prolog));
  REQUIRE(feed);
  CHECK(feed->items.size() == 1);
  CHECK(feed->title == "Journal of Tests");
}

TEST_CASE("fault_031 HTML's entity names become characters") {
  CHECK(title_of("caf&eacute; &mdash; 5&nbsp;mg &alpha;") == "café — 5\u00A0mg α");
}

TEST_CASE("fault_032 a bare ampersand is text") {
  CHECK(title_of("AT&T, R & D, a&copy=b, &unknown; &") == "AT&T, R & D, a&copy=b, &unknown; &");
  const auto feed = read(rss("<item><link>https://journal.example/a?b=1&copy=2</link></item>"));
  REQUIRE(feed);
  CHECK(feed->items.at(0).link == "https://journal.example/a?b=1&copy=2");
}

TEST_CASE("fault_033 what is escaped twice is unescaped once by XML, and is left for HTML to unescape once") {
  CHECK(title_of("1182&amp;#8211;1283 &amp;amp;") == "1182&#8211;1283 &amp;");
  CHECK(title_of("&amp;lt;i&amp;gt;") == "&lt;i&gt;");
  CHECK(title_of("&lt;i&gt;E. coli&lt;/i&gt;") == "<i>E. coli</i>");
}

TEST_CASE("fault_034 references to what is no character") {
  const std::string bad = "\uFFFD";
  CHECK(title_of("a&#0;b") == "a" + bad + "b");
  CHECK(title_of("a&#xD800;b&#x110000;c&#99999999999;d&#1;e") == "a" + bad + "b" + bad + "c" + bad + "d" + bad + "e");
  CHECK(title_of("a&#x;b&#;c") == "a&#x;b&#;c");
  CHECK(title_of("&#x3b2;&#946;&#151;") == "ββ—");
}

TEST_CASE("fault_036 control characters and NUL are dropped and end nothing") {
  using namespace std::string_literals;
  CHECK(title_of("a\0b\x01\x08\x7F"s + "c\uFEFF") == "abc");
  const auto feed = read(rss(item("One") + "\0\0"s + item("Two")) + "\0\0\0"s);
  REQUIRE(feed);
  CHECK(feed->items.size() == 2);
  CHECK(feed->warnings.empty());
}

TEST_CASE("fault_042 what stands before or behind the feed is left out and named") {
  const std::string good = rss(item("One"));
  struct Row {
    std::string bytes;
    std::size_t warnings;
  };
  for (const Row& row :
       {Row{"\n\n  " + good, 0}, Row{"\xEF\xBB\xBF\xEF\xBB\xBF" + good, 0},
        Row{"<br />\n<b>Warning</b>:  cannot modify header in <b>/srv/feed.php</b> on line <b>3</b><br />\n" + good, 1},
        Row{"Notice: something\n" + good, 1}, Row{good + "<!-- made in 3 ms -->\n", 0}, Row{good + "trailing text", 1},
        Row{good + rss(item("Two")), 1}, Row{"Notice\n" + good + "</html>", 2}}) {
    CAPTURE(row.bytes);
    const auto feed = read(row.bytes);
    REQUIRE(feed);
    CHECK(feed->items.size() == 1);
    CHECK(feed->warnings.size() == row.warnings);
    CHECK_FALSE(feed->partial);
  }
  CHECK(code_of(std::string(4096, 'x') + good) == "xml.malformed");
}

TEST_CASE("fault_043 markup inside a title keeps all text, in order") {
  CHECK(title_of("Effects of <i>E. coli</i> on CO<sub>2</sub> &amp; pain") ==
        "Effects of <i>E. coli</i> on CO<sub>2</sub> &amp; pain");
  CHECK(title_of("when p &lt; 0.05 <b>and</b> q") == "when p &lt; 0.05 <b>and</b> q");
  CHECK(title_of("<mml:math><mml:mi>x</mml:mi></mml:math>-rays") == "<math><mi>x</mi></math>-rays");
}

TEST_CASE("fault_044 CDATA parted over its end is joined; an unclosed one costs the items that it swallows") {
  CHECK(title_of("<![CDATA[a]]]]><![CDATA[>b & <i>c</i>]]>") == "a]]>b & <i>c</i>");
  for (const std::string& open : {std::string("<![CDATA["), std::string("<!-- ")}) {
    const auto feed = read(rss(item("One") + "<item><title>" + open + std::string(1 << 20, 'x')));
    REQUIRE(feed);
    CHECK(feed->items.size() == 1);
    CHECK(feed->partial);
  }
}

TEST_CASE("fault_015 a web page, JSON or other XML in a feed's place is told apart") {
  CHECK(code_of("<!DOCTYPE html><html><head><meta charset=utf-8><title>Log in</title><body>" + repeated("<p>", 200)) ==
        "feed.not_a_feed");
  CHECK(code_of("\n<html lang=en><body><p>Sorry</body></html>") == "feed.not_a_feed");
  CHECK(code_of("<opml version=\"2.0\"><body/></opml>") == "feed.unknown_format");
  CHECK(code_of("{\"message\": \"no such page\"}") == "feed.unknown_format");
  CHECK(code_of("[1, 2]") == "feed.unknown_format");
  CHECK(code_of("") == "xml.malformed");
  CHECK(code_of("plain words") == "xml.malformed");
}

TEST_CASE("fault_046 fault_047 items without anything, and no items at all, are no error") {
  const auto none = read(rss(""));
  REQUIRE(none);
  CHECK(none->items.empty());
  CHECK(none->warnings.empty());
  const auto bare = read(rss("<item/><item></item>"));
  REQUIRE(bare);
  CHECK(bare->items.size() == 2);
}

TEST_CASE("xml: more items than the bound are cut and named") {
  base::FetchConfig bounds;
  bounds.max_items_per_feed = 3;
  const auto feed = read_feed(rss(repeated(item("t"), 5)), "", "", bounds);
  REQUIRE(feed);
  CHECK(feed->items.size() == 3);
  CHECK(feed->warnings.size() == 1);
}

TEST_CASE("xml: a megabyte of what begins a tag, a quote or a comment take linear time") {
  for (const std::string unit : {"<", "<a ", "<a b=\"", "<!--", "<![CDATA[", "<!", "<?", "&", "]]>", "</a>"}) {
    const std::string bytes = rss(item("One") + repeated(unit, 1'000'000 / unit.size()));
    CAPTURE(unit);
    CHECK(milliseconds([&] { (void)read(bytes); }) < 5000);
  }
}

TEST_CASE("fault_024 fault_035 random damage never ends the process, and what is read is UTF-8") {
  const std::string good = rss(item("One &amp; <i>only</i>") + item("<![CDATA[Zw\u00F6lf]]>") + item("腰痛 &#x3b2;"));
  constexpr std::string_view kPieces[] = {"<",        ">",       "&",      "\"", "]]>", "<!--", "<![CDATA[", "\xFF",
                                          "\xE8\x85", "</item>", "<item>", "=",  "&#",  "\n",   "/>"};
  std::mt19937 random(20260623);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = good;
    for (std::size_t changes = 1 + random() % 6; changes > 0; --changes) {
      const std::size_t at = random() % bytes.size();
      if (random() % 2 == 0)
        bytes.erase(at, 1 + random() % 12);
      else
        bytes.insert(at, kPieces[random() % std::size(kPieces)]);
    }
    CAPTURE(bytes);
    const auto feed = read(bytes);
    if (!feed) continue;
    CHECK(feed->items.size() <= 12);
    for (const feed::Item& kept : feed->items) CHECK(text::is_valid_utf8(kept.title_html + kept.link));
  }
}

TEST_CASE("fault_063 one time on all items is when the feed was made, and no date of theirs") {
  const auto feed_of = [](const std::string& date, int items) {
    return read(rss(repeated("<item><title>t</title><pubDate>" + date + "</pubDate></item>", static_cast<std::size_t>(items))));
  };
  const auto built = feed_of("Tue, 23 Jun 2026 08:13:41 GMT", 6);
  REQUIRE(built);
  CHECK(built->dated_by_build);
  CHECK(built->warnings.size() == 1);
  const auto article = article_from_item(built->items[0], *built, {});
  REQUIRE(article);
  CHECK(article->published.empty());
  for (const auto& honest : {feed_of("Tue, 23 Jun 2026 00:00:00 GMT", 6), feed_of("2026-06-23", 6), feed_of("Tue, 23 Jun 2026 08:13:41 GMT", 3)}) {
    REQUIRE(honest);
    CHECK_FALSE(honest->dated_by_build);
    CHECK(article_from_item(honest->items[0], *honest, {})->published == "2026-06-23");
  }
}

TEST_CASE("fault_068 an address of a megabyte and ten thousand links cost themselves, the entry stays") {
  const std::string far = "https://journal.example/" + std::string(1 << 20, 'a');
  std::string links;
  for (int i = 0; i < 10'000; ++i) links += "<link>https://journal.example/" + std::to_string(i) + "</link>";
  const auto feed = read(rss("<item><title>A</title><link>" + far + "</link></item><item><title>B</title>" + links + "</item>"));
  REQUIRE(feed);
  REQUIRE(feed->items.size() == 2);
  const auto a = article_from_item(feed->items[0], *feed, {}), b = article_from_item(feed->items[1], *feed, {});
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->url.empty());
  CHECK(a->main().title == "A");
  CHECK(b->url.starts_with("https://journal.example/"));
}

TEST_CASE("fault_079 a hundred thousand entries: the first ten thousand are kept, and it is said") {
  const auto feed = read(rss(repeated("<item><title>t</title></item>", 100'000)));
  REQUIRE(feed);
  CHECK(feed->items.size() == 10'000);
  CHECK_FALSE(feed->warnings.empty());
}

}  // namespace
}  // namespace meridian::indexer
