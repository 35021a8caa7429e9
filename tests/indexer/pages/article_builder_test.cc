// Items, pages, texts and JSON lines → articles with provenance.
#include "indexer/article_builder.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "indexer/json_lines.h"

namespace {

using namespace meridian;
using indexer::feed::FeedDocument;
using indexer::feed::Item;
using library::Article;
using library::ArticleType;

Article built(const Item& item, const std::string& feed_title = "Example Letters") {
  FeedDocument document;
  document.title = feed_title;
  std::optional<Article> article = indexer::article_from_item(item, document, {"", "", 1'700'000'000});
  REQUIRE(article.has_value());
  return std::move(*article);
}

std::string where(const Article& article, std::string_view field) {
  const auto found = std::find_if(article.provenance.begin(), article.provenance.end(),
                                  [&](const auto& said) { return said.field == field; });
  return found == article.provenance.end() ? "" : found->source;
}

std::string names(const Article& article) {
  std::string result;
  for (const auto& author : article.authors) result += (result.empty() ? "" : " + ") + author.name;
  return result;
}

}  // namespace

TEST_CASE("item: a preprint server's record in full") {
  Item item;
  item.title_html = "\nRoot kinase binds\n wall protein ";
  item.summary_html = "Phosphates are of key interest. The yeast {beta} strain grew.";
  item.creators = {" Kaur, M., Shukla, A. "};
  item.identifiers = {"doi:10.5555/743294"};
  item.published = "2019-08-27";
  item.link = "http://example.org/short/743294v1?rss=1";
  const Article article = built(item, "bioRxiv Subject Collection: Plant Biology");
  CHECK(article.main().title == "Root kinase binds wall protein");
  CHECK(article.main().abstract == "Phosphates are of key interest. The yeast β strain grew.");
  CHECK(article.main().language == "en");
  CHECK(names(article) == "M. Kaur + A. Shukla");
  CHECK(article.doi == "10.5555/743294");
  CHECK(article.published == "2019-08-27");
  CHECK(article.source == "bioRxiv");
  CHECK(article.section == "Plant Biology");
  CHECK(article.type == ArticleType::preprint);
  CHECK(where(article, "abstract") == "feed:description");
  CHECK(where(article, "doi") == "feed:identifier");
}

TEST_CASE("item: of several descriptions the whole one is the abstract, a teaser is told") {
  Item item;
  item.title_html = "Sleep";
  item.summary_html = "TAXA, Early View.";
  item.content_html = "Sleep was measured in four hundred adults over two...";
  CHECK(built(item).truncated);
  item.dc_description_html = "Abstract\nSleep was measured in four hundred adults over two winters.";
  const Article article = built(item);
  CHECK_FALSE(article.truncated);
  CHECK(article.main().abstract == "Sleep was measured in four hundred adults over two winters.");
  CHECK(where(article, "abstract") == "feed:dc:description");
}

TEST_CASE("item: fields in two languages are one record with two texts") {
  Item item;
  item.title_html = "夜间光照对睡眠质量的影响 / Effects of light at night on the quality of sleep";
  item.summary_html = "目的 探讨夜间光照对睡眠质量的影响。方法 选取志愿者六十名，随机分为两组。";
  item.dc_description_html =
      "To explore how light at night changes sleep, sixty volunteers were observed for four weeks.";
  const Article article = built(item);
  REQUIRE(article.texts.size() == 2);
  CHECK(article.in("zh").title == "夜间光照对睡眠质量的影响");
  CHECK(article.in("zh").abstract.starts_with("目的"));
  CHECK(article.in("en").title == "Effects of light at night on the quality of sleep");
  CHECK(article.in("en").abstract.starts_with("To explore"));
}

TEST_CASE("item: a name beside a title is no translation of it") {
  for (const char* title : {"Example Clinical Medicine | 一种用于早期识别夜间低氧的可穿戴设备及其在社区人群中的应用",
                            "GPT and AI agents 在临床中的应用 | 中国医院的第一批经验与教训",
                            "睡眠日报 | Effects of light at night on the quality of sleep in four hundred adults",
                            "Effects of light at night | Example Sleep Letters"}) {
    Item item;
    item.title_html = title;
    const Article article = built(item);
    CHECK(article.texts.size() == 1);
    CHECK(article.main().title == title);
  }
}

TEST_CASE("item: labelled fields before and behind an abstract leave it, and say what they are") {
  const std::string zh = "本文研究了下游芦苇的生长，发现水位的影响很大。", en = "Reeds were counted in the lower river and found to be many.";
  struct Row {
    std::string given, abstract, names, published, journal, doi;
  };
  const Row rows[] = {
      {"日期：2021-05-03\n" + zh, zh, "", "2021-05-03", "", ""},
      {"日期：2021年5月3日 " + zh, zh, "", "2021-05-03", "", ""},
      {zh + "<br>日期：2021-05-03", zh, "", "2021-05-03", "", ""},
      {zh + " 日期：2021-05-03", zh, "", "2021-05-03", "", ""},
      {"作者：王伟；李娜 来源：示例学报 日期：2021-05-03 摘要：" + zh, zh, "王伟 + 李娜", "2021-05-03", "示例学报", ""},
      {"作者：王伟；李娜<br/>来源：示例学报 2021年第3期<br/>日期：2021-05-03<br/>DOI：10.5555/abc<br/>" + zh, zh, "王伟 + 李娜", "2021", "示例学报", "10.5555/abc"},
      {"【作者】王伟；李娜<br/>【来源】示例学报<br/>【摘要】" + zh, zh, "王伟 + 李娜", "", "示例学报", ""},
      {zh + "<br/>作者：王伟；李娜<br/>来源：示例学报<br/>日期：2021年5月3日<br/>DOI：10.5555/abc", zh, "王伟 + 李娜", "2021-05-03", "示例学报", "10.5555/abc"},
      {"来源：示例学报<br>" + zh + "<br>日期：2021-05-03<br>关键词：芦苇；水位", zh, "", "2021-05-03", "示例学报", ""},
      {"发布日期：2021-05-03 来源：示例日报 " + zh, zh, "", "2021-05-03", "示例日报", ""},
      {"收稿日期：2020-11-02<br>基金项目：示例基金(5555)<br>" + zh, zh, "", "", "", ""},
      {"Date: 2021-05-03<br>" + en + "<br>Source: Example Journal", en, "", "2021-05-03", "Example Journal", ""},
      {"Authors: Ada Byron, Bo Example<br>Date: 3 May 2021<br>DOI: 10.5555/abc<br>" + en, en, "Ada Byron + Bo Example", "2021-05-03", "", "10.5555/abc"},
      {en + "<br>Authors: Ada Byron, Bo Example<br>Published: 3 May 2021<br>DOI: 10.5555/abc", en, "Ada Byron + Bo Example", "2021-05-03", "", "10.5555/abc"},
      // Words of the abstract, and no labels.
      {"数据来源：示例数据库，共四百人。本文研究了芦苇。", "数据来源：示例数据库，共四百人。本文研究了芦苇。", "", "", "", ""},
      {"作者：该研究表明下游的芦苇很多。", "作者：该研究表明下游的芦苇很多。", "", "", "", ""},
      {"Data source: two archives. Reeds were counted.", "Data source: two archives. Reeds were counted.", "", "", "", ""},
      {"Date: palms were tall and bore fruit in all of the gardens that we saw.", "Date: palms were tall and bore fruit in all of the gardens that we saw.", "", "", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.given);
    Item item;
    item.title_html = "T";
    item.summary_html = row.given;
    const Article article = built(item);
    CHECK(article.main().abstract == row.abstract);
    CHECK(names(article) == row.names);
    CHECK(article.published == row.published);
    CHECK(article.journal == row.journal);
    CHECK(article.doi == row.doi);
  }
}

TEST_CASE("item: types by source and title") {
  const std::pair<const char*, ArticleType> table[] = {{"Erratum: On tides", ArticleType::erratum},
                                                       {"Retraction Note to: On tides", ArticleType::retraction},
                                                       {"Editorial: a new year", ArticleType::editorial},
                                                       {"Tides and sleep: a systematic review", ArticleType::review},
                                                       {"On tides", ArticleType::article}};
  for (const auto& [title, type] : table) {
    Item item;
    item.title_html = title;
    item.journal = "Example Letters";
    item.volume = "12", item.number = "3", item.starting_page = "4", item.ending_page = "9", item.published = "2020-05";
    CHECK_MESSAGE(built(item).type == type, title);
    CHECK(built(item).citation == "2020;12(3):4-9");
  }
  Item news;
  news.title_html = "Council votes";
  CHECK(built(news, "Eastmere Post").type == ArticleType::news);
}

TEST_CASE("item: neither title nor text is no article; dangerous links are dropped") {
  CHECK_FALSE(indexer::article_from_item({}, {}, {}).has_value());
  Item item;
  item.title_html = "A title";
  item.link = "javascript:alert(1)";
  CHECK(built(item).url.empty());
}

TEST_CASE("fault_061 item: a date that is none stays unknown") {
  Item item;
  item.title_html = "A title";
  item.published = "31 Feb 2020";
  CHECK(built(item).published.empty());
}

TEST_CASE("item: a Chinese publisher's midnight in UTC is its own day, anybody else's four o'clock is not") {
  Item item;
  item.title_html = "夜间光照对睡眠质量的影响";
  item.published = "Mon, 22 Jun 2026 16:00:00 GMT";
  CHECK(built(item).published == "2026-06-23");
  item.title_html = "Light at night";
  CHECK(built(item).published == "2026-06-22");
}

TEST_CASE("item: bounds of what is stored") {
  Item item;
  item.title_html = std::string(10'000, 't');
  item.summary_html = "Words " + std::string(3 << 20, 'x');
  item.link = "https://example.org/" + std::string(5000, 'a');
  const Article article = built(item);
  CHECK(article.main().title.size() == 4096);
  CHECK(article.main().abstract.size() <= (2 << 20));
  CHECK(article.url.empty());
}

TEST_CASE("page: head and text make one article, contradictions are told") {
  const auto article = indexer::article_from_page(
      "<html><head><meta name='citation_title' content='Tides'><meta name='citation_author' content='Example, "
      "Ada'><meta name='citation_journal_title' content='Shelf Letters'>"
      "<meta name='citation_publication_date' content='2025/02/03'><meta name='citation_volume' content='7'><meta "
      "name='citation_firstpage' content='11'><meta name='DC.date' content='2024-01-01'>"
      "<meta name='citation_doi' content='10.5555/tides.1'></head><body><p>The tide runs twice a day across the shelf, "
      "and where the bottom rises it is turned into heat, which was long thought to be little.</p></body></html>",
      "https://example.org/tides", "text/html", {});
  REQUIRE(article.has_value());
  CHECK(article->main().title == "Tides");
  CHECK(names(*article) == "Ada Example");
  CHECK(article->journal == "Shelf Letters");
  CHECK(article->published == "2025-02-03");
  CHECK(article->citation == "2025;7:11");
  CHECK(article->doi == "10.5555/tides.1");
  CHECK(article->type == ArticleType::article);
  CHECK(where(*article, "title") == "page:citation_title");
  CHECK(where(*article, "abstract") == "page:text");
  CHECK(where(*article, "date?").find("2024-01-01") != std::string::npos);
}

TEST_CASE("fault_057 page: a PDF called text/html is told by its first bytes") {
  const auto page = indexer::article_from_page("%PDF-1.4 bytes", "https://example.org/a", "text/html", {});
  REQUIRE_FALSE(page.has_value());
  CHECK(page.error().code == "page.not_html");
}

TEST_CASE("text: a card gives source, section, date, abstract and keywords") {
  const auto article = indexer::article_from_text(
      "Some Radar\n01.\nmedRxiv (Neurology) 2025-11-02\n\nLight at night and the hours of sleep\n\nAbstract "
      "Background: Light is bright ({beta} = 0.2). Results: Sleep was short. Keywords: sleep; light at night.\n",
      "radar.txt", {});
  REQUIRE(article.has_value());
  CHECK(article->source == "medRxiv");
  CHECK(article->section == "Neurology");
  CHECK(article->published == "2025-11-02");
  CHECK(article->main().abstract == "Background: Light is bright (β = 0.2). Results: Sleep was short.");
  CHECK(article->main().keywords == std::vector<std::string>{"sleep", "light at night"});
  CHECK(article->type == ArticleType::preprint);
  const auto empty = indexer::article_from_text("  \n", "empty.txt", {});
  REQUIRE_FALSE(empty.has_value());
  CHECK(empty.error().code == "text.empty");
}

TEST_CASE("json line: every key of the format") {
  const auto article = indexer::article_from_json_line(
      R"({"id":"x1","title":"Tides  of\nthe shelf","abstract":"Heat.","authors":["Ada Example","Third, Bo"],"date":"2025-02-03","source":"arXiv math.MG","doi":"https://doi.org/10.5555/T.1",)"
      R"("section":"","keywords":["tide","shelf; slope"],"categories":["math.MG"],"url":"https://example.org/1","unknown":{"a":[1,2]},"pmid":7})",
      5);
  REQUIRE(article.has_value());
  CHECK(article->main().title == "Tides of the shelf");
  CHECK(article->main().keywords == std::vector<std::string>{"tide", "shelf", "slope"});
  CHECK(names(*article) == "Ada Example + Bo Third");
  CHECK(article->source == "arXiv");
  CHECK(article->section == "math.MG");
  CHECK(article->doi == "10.5555/t.1");
  CHECK(article->type == ArticleType::preprint);
  CHECK(article->added == 5);
}

TEST_CASE("json line: the keys of channel dumps") {
  const auto article = indexer::article_from_json_line(
      R"({"title":"潮汐","text":"潮汐每天两次。","channel":"示例科普","date":"2023-06-07T14:58:06+00:00","link":"http://example.org/s?a=1#rd"})",
      0);
  REQUIRE(article.has_value());
  CHECK(article->main().language == "zh");
  CHECK(article->main().abstract == "潮汐每天两次。");
  CHECK(article->source == "示例科普");
  CHECK(article->published == "2023-06-07");
  CHECK(article->url == "http://example.org/s?a=1#rd");
}

TEST_CASE("fault_081 fault_082 json line: deep, broken and odd records fail alone") {
  const std::pair<std::string, const char*> table[] = {{std::string(100'000, '['), "json.too_deep"},
                                                       {"{\"title\":", "json.malformed"},
                                                       {"[1]", "json.malformed"},
                                                       {"", "json.malformed"},
                                                       {"{}", "record.empty"},
                                                       {R"({"title":null,"abstract":5})", "record.empty"},
                                                       {R"({"title":"a","n":1e400})", "json.malformed"},
                                                       {"{\"title\":\"\\ud800\"}", "json.malformed"}};
  for (const auto& [line, code] : table) {
    const auto article = indexer::article_from_json_line(line, 0);
    REQUIRE_FALSE(article.has_value());
    CHECK(article.error().code == code);
  }
  CHECK(indexer::article_from_json_line(R"({"title":"a","title":"b","authors":{"x":1},"date":[]})", 0).has_value());
}

// ---- an abstract for those that have none: head, section, main text

namespace {

const std::string kAbstract = "Sixty adults slept under lamps of two colours for four weeks each, and those under the warmer one woke less. The difference was small and it stayed.";
const std::string kBody = "The lamps were built for this study. " + kAbstract + " Every night was filmed, and two readers scored each film on their own, without the other's marks.";

Article page_with(const std::string& head, const std::string& body) {
  auto article = indexer::article_from_page("<html><head><title>Lamps and sleep</title>" + head + "</head><body>" + body + "</body></html>",
                                            "https://example.org/lamps", "text/html", {});
  REQUIRE(article.has_value());
  return std::move(*article);
}

}  // namespace

TEST_CASE("page: the head's abstract comes before the page's section, the section before the main text") {
  const std::string head = "<meta name='citation_abstract' content='" + kAbstract + "'>";
  const std::string section = "<h2>Abstract</h2><p>In short: " + kAbstract + "</p><h2>1 Introduction</h2>", text = "<p>" + kBody + "</p><p>" + kBody + "</p>";
  Article article = page_with(head, section + text);
  CHECK(article.main().abstract == kAbstract);
  CHECK(where(article, "abstract") == "page:citation_abstract");
  article = page_with("", section + text);
  CHECK(article.main().abstract == "In short: " + kAbstract);
  CHECK(where(article, "abstract") == "page:abstract");
  article = page_with("<meta name='description' content='Lamps.'>", text);
  CHECK(article.main().abstract.starts_with("The lamps were built"));
  CHECK(where(article, "abstract") == "page:text");
}

TEST_CASE("page: JSON-LD's abstract counts, its description does not") {
  const auto json = [](const std::string& key) { return "<script type='application/ld+json'>{\"@type\":\"ScholarlyArticle\",\"" + key + "\":\"" + kAbstract + "\"}</script>"; };
  CHECK(where(page_with(json("abstract"), "<p>" + kBody + "</p>"), "abstract") == "page:json-ld:abstract");
  CHECK(where(page_with(json("description"), "<p>" + kBody + "</p>"), "abstract") == "page:text");
}

TEST_CASE("page: a head's abstract that is cut gives way to the whole one of the page") {
  const std::string head = "<meta name='citation_abstract' content='Sixty adults slept under lamps of two colours for four...'>";
  const Article article = page_with(head, "<div class='abstract'><h3>Abstract</h3><p>" + kAbstract + "</p></div><p>" + kBody + "</p>");
  CHECK(article.main().abstract == kAbstract);
  CHECK_FALSE(article.truncated);
  CHECK(where(article, "abstract") == "page:abstract");
  CHECK(page_with(head, "").truncated);
}

TEST_CASE("page: an abstract's section by heading, by label, by name, in parts and in Chinese") {
  const std::string zh = "目的 探讨夜间光照对睡眠质量的影响。方法 选取志愿者六十名，随机分为两组，连续观察四周并记录每晚觉醒次数。结果 暖光组觉醒次数较少。";
  for (const std::string& body : {"<section><header><h2>ABSTRACT:</h2></header><p>" + kAbstract + "</p></section><h2>Keywords</h2><p>lamps</p>",
                                 "<div><b>Abstract</b><p>" + kAbstract + "</p></div>", "<div id='abstract'>" + kAbstract + "</div>",
                                 "<h2>Abstract</h2><h3>Methods</h3><p>" + kAbstract + "</p><h2>References</h2><p>Doe 2020</p>"}) {
    CAPTURE(body);
    const Article article = page_with("", body + "<p>" + kBody + "</p>");
    CHECK(where(article, "abstract") == "page:abstract");
    CHECK(article.main().abstract.find(kAbstract) != std::string::npos);
    CHECK(article.main().abstract.find("Doe 2020") == std::string::npos);
  }
  CHECK(page_with("", "<p>【摘要】</p><h4>摘　要</h4><p>" + zh + "</p><h4>关键词</h4>").in("zh").abstract.starts_with("目的"));
}
