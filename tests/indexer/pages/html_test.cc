// The HTML tree and its bounds, the head's metadata, the main text.
#include "indexer/clean/html.h"

#include <doctest/doctest.h>

#include <chrono>

#include "indexer/clean/citation_meta.h"
#include "indexer/clean/main_text.h"

namespace {

using namespace meridian::indexer::clean;

HtmlTree tree(const std::string& html) {
  auto parsed = parse_html(html);
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

double seconds_to_parse(const std::string& html) {
  const auto begin = std::chrono::steady_clock::now();
  const auto parsed = parse_html(html);
  if (parsed) main_text(*parsed, "");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

const std::string kArticle =
    "<!DOCTYPE html><html lang='en'><head><title>Tides | Example Times</title><meta name='citation_title' "
    "content='Tides of the shelf'>"
    "<meta name='citation_author' content='Example, Ada'><meta name='citation_author' content='Third, Bo'><meta "
    "name='DC.title' content='Another title'>"
    "<meta name='citation_doi' content='10.5555/tides.1'><meta property='article:published_time' "
    "content='2025-02-03T10:00:00Z'>"
    "<script "
    "type='application/"
    "ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Tides\",\"author\":[{\"name\":\"Cy "
    "Fourth\"}],\"datePublished\":\"2025-02-01\",\"publisher\":{\"name\":\"Example Times\"}}]}</script>"
    "</head><body><nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav><div "
    "class='share-bar'>Share on nothing</div><main><article><h1>Tides of the shelf</h1>"
    "<p>The tide runs twice a day across the shelf, and where the bottom rises it is turned into heat, a process that "
    "was long thought to be too small to matter.</p>"
    "<div style='display: none'>Buy cheap tides, hidden from every reader, now.</div>"
    "<p>New moorings, which were left on the slope for a year, show otherwise: a third of the energy is lost there, "
    "much of it in a few stormy weeks of the winter.</p>"
    "<ul class='related-links'><li><a href='/1'>Another story of tides</a></li><li><a href='/2'>A third "
    "story</a></li></ul>"
    "<p>The authors conclude that models, which leave the slope out, make the deep sea too warm, and that the moorings "
    "should stay.</p></article></main>"
    "<div id='comments'><p>First comment, with a lot of words in it, and commas, so that it looks like prose, which it "
    "is not.</p></div><footer>All rights reserved</footer></body></html>";

}  // namespace

TEST_CASE("html: a page becomes a tree, references decoded once") {
  const HtmlTree page = tree("<p class=\"a b\">Fish &amp; chips &amp;lt; 5<br>now</p>");
  bool found = false;
  for (NodeId node = 0; node < static_cast<NodeId>(page.nodes.size()); ++node)
    if (page.nodes[static_cast<std::size_t>(node)].tag == "p") {
      found = true;
      CHECK(page.attribute(node, "class") == "a b");
      CHECK(page.text_of(node) == "Fish & chips &lt; 5now");
    }
  CHECK(found);
}

TEST_CASE("fault_055 html: a hundred thousand nested elements are read in time and do not nest on") {
  CHECK(seconds_to_parse(repeated("<div>", 100'000) + "deep") < 1.0);
  CHECK(seconds_to_parse(repeated("<div>", 50'000) + repeated("</x>", 50'000)) < 1.0);
  const HtmlTree page = tree(repeated("<div>", 600) + "deep" + repeated("</div>", 600));
  CHECK(page.text_of(0) == "deep");
}

TEST_CASE("fault_056 html: attributes without end, tags without end, nothing but brackets") {
  CHECK(seconds_to_parse("<p " + repeated("abcdef=1 ", 200'000) + ">text</p>") < 1.0);
  std::string many = "<p ";
  for (int i = 0; i < 50'000; ++i) many += "a" + std::to_string(i) + "=1 ";
  CHECK(seconds_to_parse(many + ">text</p>") < 1.0);
  const HtmlTree bounded = tree(many + ">text</p>");
  CHECK(bounded.text_of(0) == "text");
  for (const Node& node : bounded.nodes) CHECK(node.attributes.size() <= 256);
  for (const char* endless : {"<p title='", "<!-- ", "<title>", "<textarea>", "<", "<a b=\"", "&", "</"})
    CHECK_MESSAGE(seconds_to_parse(repeated(endless, 200'000)) < 2.0, endless);
}

TEST_CASE("fault_057 html: a PDF, an archive, an image or nothing is no page") {
  for (const std::string& bytes : {std::string("%PDF-1.7 ..."), std::string("PK\x03\x04zip"),
                                   std::string("\x89PNG\r\n"), std::string(), std::string("  \n ")}) {
    const auto page = parse_html(bytes);
    REQUIRE_FALSE(page.has_value());
    CHECK(page.error().code == "page.not_html");
  }
}

TEST_CASE("fault_058 main text: what the page hides is not its text") {
  const MainText text = main_text(tree(kArticle), "Tides of the shelf");
  CHECK(text.text.find("Buy cheap") == std::string::npos);
  CHECK(text.hidden_share > 0);
  CHECK(main_text(tree("<p>ab</p><p hidden>" + std::string(500, 'x') + "</p>"), "").hidden_share > 0.9);
}

TEST_CASE("fault_059 page metadata: a fixed order of preference, contradictions kept, counts bounded") {
  const PageMetadata meta = read_metadata(tree(kArticle));
  CHECK(meta.first(MetaField::title)->value == "Tides of the shelf");
  CHECK(meta.first(MetaField::title)->source == "citation_title");
  CHECK(meta.all(MetaField::author).size() == 2);
  CHECK(meta.first(MetaField::doi)->value == "10.5555/tides.1");
  CHECK(meta.first(MetaField::date)->value == "2025-02-01");
  CHECK(meta.first(MetaField::date)->source == "json-ld:datePublished");
  CHECK(meta.first(MetaField::site)->value == "Example Times");
  CHECK(meta.contradicting(MetaField::title).front()->value == "Another title");
  std::string many = "<head>";
  for (int i = 0; i < 12'000; ++i) many += "<meta name=citation_author content='A" + std::to_string(i) + "'>";
  CHECK(read_metadata(tree(many)).all(MetaField::author).size() == 10'000);
}

TEST_CASE("fault_081 page metadata: JSON-LD that is deep or broken gives nothing") {
  CHECK(read_metadata(tree("<script type='application/ld+json'>" + repeated("[", 100'000) + "</script><p>x"))
            .first(MetaField::title) == nullptr);
  CHECK(read_metadata(tree("<script type='application/ld+json'>{\"@type\":\"Article\",</script><p>x"))
            .first(MetaField::title) == nullptr);
}

TEST_CASE("main text: the article's paragraphs without menus, bars, links and comments") {
  const MainText text = main_text(tree(kArticle), "Tides of the shelf");
  REQUIRE(text.body.paragraphs.size() == 3);
  CHECK(text.body.paragraphs[0].starts_with("The tide runs"));
  CHECK(text.body.paragraphs[2].ends_with("should stay."));
}

TEST_CASE("main text: a Chinese page, paragraphs in plain divisions") {
  const MainText text = main_text(
      tree("<html><body><div class='nav'><a href='/'>首页</a><a href='/n'>新闻</a></div><div "
           "class='box'><div>潮汐每天两次越过大陆架，在海底隆起的地方，潮汐的能量变成热量，这个过程曾被认为微不足道，"
           "现在看来并非如此。</"
           "div><div>"
           "新的观测持续了一年，结果表明三分之一的能量在那里消失，其中大部分发生在冬季几个多风暴的星期，模型因此需要修"
           "正。</div></div><div class='footer'>版权所有</div></body></html>"),
      "");
  CHECK(text.text.find("潮汐每天两次") != std::string::npos);
  CHECK(text.text.find("模型因此需要修正。") != std::string::npos);
  CHECK(text.text.find("首页") == std::string::npos);
  CHECK(text.text.find("版权所有") == std::string::npos);
}

TEST_CASE("main text: time grows with the page, not faster") {
  const auto page = [](std::size_t n) {
    return "<html><body>" +
           repeated("<div><p>Some words, and more words, in a paragraph that goes on for a while.</p></div>", n) +
           "</body></html>";
  };
  const double once = seconds_to_parse(page(4000)), twice = seconds_to_parse(page(8000));
  CHECK(twice < 3.5 * once + 0.05);
}

namespace {

const std::string kSentence = "The tide runs twice a day across the shelf, and where the bottom rises it is turned into heat, which was long thought to be little. ";

std::string text_of_page(const std::string& body) {
  const auto tree = meridian::indexer::clean::parse_html("<html><body>" + body + "</body></html>");
  return tree ? meridian::indexer::clean::main_text(*tree, "").text : tree.error().code;
}

}  // namespace

TEST_CASE("main text: what holds most of the prose is no side box, whatever its class says") {
  const std::string prose = "<p>" + kSentence + kSentence + kSentence + kSentence + "</p><p>" + kSentence + kSentence + "</p>";
  for (const std::string name : {"content-sidebar-wrap", "outer--nav", "has-recommendations", "widget-wrap"}) {
    CAPTURE(name);
    const std::string text = text_of_page("<div class='" + name + "'><div>" + prose + "</div></div><div class='sidebar'><p>Most read today, by readers of this page</p></div>");
    CHECK(text.starts_with("The tide runs"));
    CHECK(text.find("Most read") == std::string::npos);
  }
}

TEST_CASE("main text: comments do not become the article by being longer") {
  std::string comments = "<div class='comments'>";
  for (int i = 0; i < 8; ++i) comments += "<p>I saw it too, from the pier, and nobody believed me. " + kSentence + "</p>";
  const std::string article = "<div class='story'><p>" + kSentence + kSentence + "</p><p>" + kSentence + kSentence + "</p></div>";
  CHECK(text_of_page(article + comments + "</div>").find("from the pier") == std::string::npos);
}

TEST_CASE("main text: text that stands in a division itself, beside boxes, is a paragraph") {
  const std::string text = text_of_page("<div id='n1'>" + kSentence + kSentence + kSentence + "<br><br>" + kSentence + "<div class='ad'>Buy now</div></div>");
  CHECK(text.starts_with("The tide runs"));
}

TEST_CASE("main text: a page of lists alone keeps its lists") {
  CHECK(text_of_page("<ul><li>Studies on tides, and what they cost</li><li>Studies on heat in shelf seas</li></ul>").find("shelf seas") != std::string::npos);
}
