// Twice the input costs at most two and a half times the time, for what hostile senders make (FAULTS 25-27, 55, 56, 77-83).
#include <doctest/doctest.h>

#include <string>

#include "indexer/article_builder.h"
#include "indexer/clean/markup.h"
#include "indexer/feed/date.h"
#include "indexer/feed_intake.h"
#include "indexer/feed_reader.h"
#include "indexer/json_lines.h"
#include "tests/support/growth.h"
#include "text/analyzer.h"

namespace meridian::indexer {
namespace {

using tests::check;
using tests::of;

std::string numbered(std::size_t bytes, const std::string& before, const std::string& after) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i) text += before + std::to_string(i) + after;
  return text;
}

void as_feed(const std::string& bytes) {
  (void)read_feed(bytes, "https://example.org/feed", "", {});
}
void as_page(const std::string& bytes) {
  (void)article_from_page(bytes, "https://example.org/", "", {});
}
void as_text(const std::string& bytes) {
  (void)articles_from_text(bytes, "saved.txt", {});
}
void as_line(const std::string& bytes) {
  (void)article_from_json_line(bytes, 0);
}
void as_words(const std::string& bytes) {
  static const auto analyzer = text::Analyzer::open();
  REQUIRE(analyzer);
  (void)(*analyzer)->analyze(bytes);
}

// Items that nothing else is like.
std::string new_items(std::size_t bytes) {
  std::string text = "<rss><channel><title>Flood</title>";
  unsigned seed = 1;
  const auto words = [&](int letters) {
    std::string out;
    for (int i = 1; i <= letters; ++i) {
      seed = seed * 1'103'515'245U + 12'345U;
      out += i % 6 == 0 ? ' ' : static_cast<char>('a' + (seed >> 16) % 26);
    }
    return out;
  };
  while (text.size() < bytes) text += "<item><title>" + words(30) + "</title><description>" + words(120) + "</description></item>";
  return text + "</channel></rss>";
}
void as_intake(const std::string& bytes) {
  const base::FakeClock clock;
  base::FetchConfig bounds;
  bounds.max_new_items_per_feed_per_day = bounds.max_items_per_feed;
  auto library = library::Library::in_memory(clock);
  REQUIRE(library);
  library::Feed feed;
  feed.url = "https://example.org/feed";
  REQUIRE((*library)->write([&](library::Transaction& transaction) -> base::Status {
    MERIDIAN_TRY_ASSIGN(feed.id, (*library)->feeds().add(transaction, feed));
    return {};
  }));
  const auto document = read_feed(bytes, feed.url, "", bounds);
  REQUIRE(document);
  const auto taken = take_in_feed(**library, feed, *document, {}, bounds, clock);
  REQUIRE(taken);
  CHECK(taken->added == static_cast<int>(document->items.size()));
}

const std::string kRss = "<?xml version='1.0'?><rss><channel>";

}  // namespace

TEST_CASE("fault_025 fault_026 fault_027 growth: elements nested, attributes, elements") {
  check({{"nested elements", of(kRss, "<a>"), as_feed},
         {"nested items", of(kRss, "<item><title>"), as_feed},
         {"attributes", [](std::size_t n) { return "<rss " + numbered(n, "a", "='1' ") + ">"; }, as_feed},
         {"attributes without value", of("<rss ", "a "), as_feed},
         {"empty elements", of(kRss, "<a/>"), as_feed},
         {"namespaces on every element", of(kRss, "<a xmlns:b='http://purl.org/dc/elements/1.1/'/>"), as_feed},
         {"end tags of nothing", of(kRss, "</a>"), as_feed}});
}

TEST_CASE("fault_044 growth: sections and comments that never end, references, brackets") {
  check({{"CDATA that opens", of(kRss + "<item><title>", "<![CDATA["), as_feed},
         {"comments that open", of(kRss, "<!--"), as_feed},
         {"DOCTYPEs", of("", "<!DOCTYPE a ["), as_feed},
         {"ampersands", of(kRss + "<item><title>", "&"), as_feed},
         {"references", of(kRss + "<item><title>", "&#x"), as_feed},
         {"brackets", of(kRss, "<"), as_feed}});
}

TEST_CASE("fault_055 fault_056 growth: pages") {
  check({{"nested divisions", of("", "<div>"), as_page},
         {"nested spans and text", of("", "<span>a "), as_page},
         {"nested lists", of("", "<ul><li>"), as_page},
         {"tables", of("", "<table><tr><td>"), as_page},
         {"attributes", [](std::size_t n) { return "<p " + numbered(n, "a", "=1 ") + ">text"; }, as_page},
         {"a tag without end", of("", "<a b=\""), as_page},
         {"comments", of("", "<!-- "), as_page},
         {"titles", of("", "<title>"), as_page},
         {"text areas", of("", "<textarea>"), as_page},
         {"brackets", of("", "<"), as_page},
         {"abstracts without text", of("", "<b>Abstract</b>"), as_page},
         {"abstracts named", of("", "<div class=abstract></div>"), as_page},
         {"metadata", of("", "<meta name=citation_author content='Doe, J.'>"), as_page},
         {"paragraphs", of("", "<p>The tide runs twice a day, and where the bottom rises it is heat.</p>"), as_page},
         {"text encoded twice", of("<p>", "Ã©Â"), as_page}});
}

TEST_CASE("fault_060 fault_061 growth: dates and markup in long fields") {
  check({{"digits", of("", "1"), [](const std::string& text) { (void)feed::iso_date(text); }},
         {"months", of("", "Jun "), [](const std::string& text) { (void)feed::iso_date(text); }},
         {"tags in a title", of("", "<i>"), [](const std::string& text) { (void)clean::plain_text(text); }}});
}

TEST_CASE("fault_077 fault_078 growth: one text, one word, one line, words that are all different") {
  check({{"a text in one node", of(kRss + "<item><title>t</title><description>", "tides and heat "), as_feed},
         {"a word", of("", "a"), as_words},
         {"Han characters", of("", "腰痛"), as_words},
         {"a line", of("", "a "), as_text},
         {"lines", of("", "Tides\n"), as_text},
         {"words that are all different", [](std::size_t n) { return numbered(n, "w", " "); }, as_words}});
}

TEST_CASE("fault_079 growth: entries of a feed") {
  check({{"items", of(kRss, "<item><title>t</title><link>https://example.org/1</link></item>"), as_feed},
         {"items of JSON Feed", of("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":\"0\"}", ",{\"id\":\"1\",\"title\":\"t\"}", "]}"), as_feed}});
}

TEST_CASE("fault_080 growth: new articles of a feed") {
  check({{"items that were never seen", new_items, as_intake, 40'000}});
}

TEST_CASE("fault_081 fault_082 growth: JSON nested, numbers out of range, keys given twice") {
  check({{"levels of lists", of("{\"title\":", "["), as_line},
         {"levels of objects", of("", "{\"a\":"), as_line},
         {"numbers", of("{\"title\":\"t\",\"a\":[1", ",1e400", "]}"), as_line},
         {"keys", of("{\"title\":\"t\"", ",\"title\":\"u\"", "}"), as_line},
         {"authors", of("{\"title\":\"t\",\"authors\":[\"A\"", ",\"Doe, J.\"", "]}"), as_line}});
}

}  // namespace meridian::indexer
