// Each kind of document escapes what it is given in its own way (FAULTS 52).
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "query/answers_json.h"
#include "query/export/brief_document.h"

namespace meridian::query {

namespace {

constexpr const char* kHostile = "# [a](javascript:b) ![c](//d) <script>e</script> &lt;f&gt; *g* `h` | i\r\n# j";

Brief hostile_brief() {
  Brief brief;
  brief.question = kHostile;
  brief.reading.sentence = {kHostile, kHostile};
  brief.themes = {{kHostile, 1, {{{1, 1, "en", {0, 8}, kHostile, {}, Quote::Direction::up}, 1}}}};
  library::Article article;
  article.texts = {{"en", kHostile, "", {}}};
  article.authors = {{kHostile, ""}};
  article.source = kHostile;
  brief.references = {{1, 1, article}};
  brief.unused = {article};
  return brief;
}

}  // namespace

TEST_CASE("fault_052 outputs: Markdown holds no link, picture, markup or heading but its own") {
  const std::string text = brief_markdown(hostile_brief(), "en");
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = i > 0 && text[i - 1] == '\\';
    if (std::string_view("<>![]`*|&").find(text[i]) != std::string_view::npos) CHECK_MESSAGE(escaped, text.substr(i > 20 ? i - 20 : 0, 40));
    if (text[i] == '#') CHECK_MESSAGE((escaped || i == 0 || text[i - 1] == '\n' || text[i - 1] == '#'), text.substr(i > 20 ? i - 20 : 0, 40));
  }
  CHECK(text.find('\r') == std::string::npos);
  CHECK(text.find("\n# j") == std::string::npos);
  CHECK(text.find("\\&lt;f\\&gt;") != std::string::npos);  // letters, as they were given
}

TEST_CASE("fault_052 outputs: an HTML document shows markup as letters") {
  const std::string text = brief_html(hostile_brief(), "en");
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("<a ") == std::string::npos);
  CHECK(text.find("<img") == std::string::npos);
  CHECK(text.find("&amp;lt;f&amp;gt;") != std::string::npos);
}

TEST_CASE("fault_035 fault_052 outputs: JSON is written whatever the text, and reads back the same") {
  library::Feed feed;
  feed.title = kHostile;
  feed.folder = "bad \xFF bytes \xED\xA0\x80";
  const std::string text = dump(to_json(feed, "en"));
  const auto back = nlohmann::json::parse(text, nullptr, false);
  REQUIRE(back.is_object());
  CHECK(back["title"] == kHostile);
  CHECK(text.find("</") == std::string::npos);
}

}  // namespace meridian::query
