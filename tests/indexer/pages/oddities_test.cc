// What scholarly feeds really look like, from bytes to articles; every document is made here, after the shapes of docs/feeds.md.
#include <doctest/doctest.h>

#include "indexer/article_builder.h"
#include "indexer/feed_reader.h"

namespace {

using namespace meridian;
using indexer::feed::FeedDocument;
using library::Article;
using library::ArticleType;

FeedDocument read(const std::string& bytes, std::string_view content_type = "") {
  auto feed = indexer::read_feed(bytes, "https://journal.example/feed", content_type, {});
  REQUIRE(feed);
  return *std::move(feed);
}

std::vector<Article> articles(const FeedDocument& feed) {
  std::vector<Article> found;
  for (const auto& item : feed.items)
    if (auto article = indexer::article_from_item(item, feed, {"", "", 1'790'000'000})) found.push_back(std::move(*article));
  return found;
}

std::string rss(const std::string& items, const std::string& title = "Annals of Testing") {
  return R"(<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
    xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>)" +
         title + "</title>" + items + "</channel></rss>";
}

Article one(const std::string& fields, const std::string& title = "Annals of Testing") {
  const std::vector<Article> found = articles(read(rss("<item>" + fields + "</item>", title)));
  REQUIRE(found.size() == 1);
  return found.front();
}

std::string names(const Article& article) {
  std::string result;
  for (const auto& author : article.authors) result += (result.empty() ? "" : " + ") + author.name;
  return result;
}

}  // namespace

TEST_CASE("oddity: the DOI lives in many places") {
  const char* const kPlaces[] = {
      "<prism:doi>10.5555/x.1</prism:doi>",
      "<dc:identifier>10.5555/x.1</dc:identifier>",
      "<dc:identifier>doi:10.5555/x.1</dc:identifier>",
      "<dc:identifier>doi: 10.5555/x.1</dc:identifier>",
      "<dc:identifier>info:doi/10.5555/x.1</dc:identifier>",
      "<guid isPermaLink='false'>10.5555/x.1</guid>",
      "<guid>https://journal.example/content/10.5555/x.1?TRACK=RSS</guid>",
      "<prism:url>https://doi.org/10.5555/X.1</prism:url>",
      "<description>Example Keys 12: 1-9\nDOI: 10.5555/x.1\nAbstract: Six species were found.</description>",
      "<atom:link rel='related' title='doi' href='https://dx.doi.org/10.5555/x.1'/>",
      "<dc:doi>10.5555/x.1</dc:doi>",
  };
  for (const char* place : kPlaces) CHECK_MESSAGE(one(std::string("<title>T</title>") + place).doi == "10.5555/x.1", place);
}

TEST_CASE("oddity: PubMed's and PMC's numbers, and identifiers that name nothing outside their site") {
  const Article article = one(
      "<title>T</title><dc:identifier>pmid:34811339</dc:identifier><dc:identifier>pmc:PMC8662978</dc:identifier>"
      "<guid isPermaLink='false'>pubmed:34811339</guid>");
  CHECK(article.pmid == "34811339");
  CHECK(article.pmcid == "PMC8662978");
  for (const char* guid : {"paper:100635", "tag:journal.example,2026:/1", "slug|A title|https://journal.example/1", "hwp:resource-id:x;1/2"}) {
    const Article other = one(std::string("<title>T</title><guid isPermaLink='false'>") + guid + "</guid>");
    CHECK(other.doi + other.pmid + other.pmcid + other.arxiv == "");
    CHECK(other.guid == guid);
  }
}

TEST_CASE("oddity: one guid twice in a document is two articles") {
  const FeedDocument feed = read(rss("<item><guid>https://journal.example/j</guid><title>One</title></item>"
                                     "<item><guid>https://journal.example/j</guid><title>Two</title></item>"));
  CHECK(articles(feed).size() == 2);
}

TEST_CASE("oddity: blanks and double slashes inside a link") {
  CHECK(one("<title>T</title><link>https://journal.example/a b//c</link>").url == "https://journal.example/a%20b//c");
}

TEST_CASE("oddity: dates that disagree: the item's own comes first, the cover's day does not replace it") {
  const Article article = one(
      "<title>T</title><prism:coverDisplayDate>October 2021</prism:coverDisplayDate><prism:coverDate>Sun, 12 Sep 2021 11:07:48 -0700"
      "</prism:coverDate><dc:date>2021-09-11</dc:date><pubDate>Fri, 10 Sep 2021 00:00:00 GMT</pubDate>");
  CHECK(article.published == "2021-09-10");
  CHECK(one("<title>T</title><prism:coverDisplayDate>October 2021</prism:coverDisplayDate>").published == "2021-10");
  CHECK(one("<title>T</title><prism:publicationDate>2007</prism:publicationDate>").published == "2007");
  CHECK(one("<title>T</title>").published.empty());
}

TEST_CASE("oddity: titles with markup, escaped twice, with a mark in front, with line ends") {
  struct Row {
    const char *given, *wanted;
  };
  constexpr Row kRows[] = {
      {"<![CDATA[The newts (<em>Exemplum</em>) of the hills]]>", "The newts (Exemplum) of the hills"},
      {"&lt;p&gt;&lt;strong&gt;Flora of nowhere&lt;/strong&gt;&lt;/p&gt;", "Flora of nowhere"},
      {"New author: Wei, &lt;?&gt;", "New author: Wei, <?>"},
      {"Pages 1182&amp;#8211;1283", "Pages 1182–1283"},
      {"\xEF\xBB\xBF          A new species", "A new species"},
      {"Line\n\t\tends\r\n and tabs", "Line ends and tabs"},
      {"CO<sub>2</sub> at 10<sup>5</sup> Pa", "CO2 at 10^5 Pa"},
      {"Effects of &lt;i&gt;E. coli&lt;/i&gt; when p &amp;lt; 0.05", "Effects of E. coli when p < 0.05"},
      {"<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi><mo>=</mo><mn>1</mn></math> in fields", "x=1 in fields"},
  };
  for (const Row& row : kRows) CHECK(one(std::string("<title>") + row.given + "</title>").main().title == row.wanted);
}

TEST_CASE("oddity: authors of every shape") {
  struct Row {
    const char *given, *wanted;
  };
  constexpr Row kRows[] = {
      {"<dc:creator>Ada Byron, Bo Example, and Cy Third</dc:creator>", "Ada Byron + Bo Example + Cy Third"},
      {"<dc:creator>\n   Ada Byron,\n   Bo Example\n</dc:creator>", "Ada Byron + Bo Example"},
      {"<author>Brand S, Saeed H, Brandt A.</author>", "Brand S + Saeed H + Brandt A."},
      {"<author>Byron A, Shelley M, et al.</author>", "Byron A + Shelley M"},
      {"<dc:creator>ADA BYRON</dc:creator><dc:creator>Mary SHELLEY</dc:creator>", "ADA BYRON + Mary SHELLEY"},
      {"<dc:creator>Byron, Ada</dc:creator><dc:creator>de la Cruz, María José</dc:creator>", "Ada Byron + María José de la Cruz"},
      {"<dc:creator>Byron, A. K., Jr.</dc:creator>", "A. K. Byron Jr."},
      {"<dc:creator>王伟；李娜；欧阳明月</dc:creator>", "王伟 + 李娜 + 欧阳明月"},
      {"<dc:creator>王伟 李娜 张敏</dc:creator>", "王伟 + 李娜 + 张敏"},
      {"<dc:creator>王 伟, 李娜,张敏,等</dc:creator>", "王伟 + 李娜 + 张敏"},
      {"<author>editor@journal.example (Ada Byron)</author>", "Ada Byron"},
      {"<atom:author><atom:name>Ada Byron</atom:name><atom:email>a@a.example</atom:email></atom:author>", "Ada Byron"},
      {"<dc:creator>The Example Study Group</dc:creator>", "The Example Study Group"},
  };
  for (const Row& row : kRows) CHECK(names(one(std::string("<title>T</title>") + row.given)) == row.wanted);
}

TEST_CASE("oddity: ORCID beside a name, in brackets or as the author's address") {
  for (const char* given :
       {"<dc:creator>Ada Byron (0000-0002-1825-0097)</dc:creator>", "<dc:creator>Ada Byron https://orcid.org/0000-0002-1825-0097</dc:creator>",
        "<atom:author><atom:name>Ada Byron</atom:name><atom:uri>https://orcid.org/0000-0002-1825-0097</atom:uri></atom:author>"}) {
    const Article article = one(std::string("<title>T</title>") + given);
    REQUIRE(article.authors.size() == 1);
    CHECK(article.authors[0].name == "Ada Byron");
    CHECK(article.authors[0].orcid == "0000-0002-1825-0097");
  }
}

TEST_CASE("oddity: a Pensoft blob gives citation, DOI, authors and abstract") {
  const Article article = one(R"(<title>    A new species of example</title><description><![CDATA[
      <p>Example Keys 185: 117-122</p><p>DOI: 10.5555/examplekeys.185.75796</p><p>Authors: Ada Byron, Bo Example</p>
      <p>Abstract: Recent studies have suggested that the example is nested within another genus.</p>
      <p><a href="https://journal.example/1/">HTML</a></p><p><a href="https://journal.example/1/xml/">XML</a></p>
      <p><a href="https://journal.example/1/pdf/">PDF</a></p>]]></description><category>Short Communication</category>)");
  CHECK(article.doi == "10.5555/examplekeys.185.75796");
  CHECK(names(article) == "Ada Byron + Bo Example");
  CHECK(article.journal == "Example Keys");
  CHECK(article.citation == "185:117-122");
  CHECK(article.main().abstract == "Recent studies have suggested that the example is nested within another genus.");
}

TEST_CASE("oddity: a CNKI blob: names, then a text that is cut; midnight in China is the day") {
  const Article article = one(
      "<title>Frogs of the example hills</title><description>Guocheng SHU;Ping LIU;Tian ZHAO;&lt;/br&gt;Frogs are declining everywhere. "
      "This is especially true for the amph...</description><pubDate>Fri, 24 Sep 2021 16:00:00 GMT</pubDate>"
      "<link>https://T.cnki.net/kcms/detail?v=abc</link><guid>https://T.cnki.net/kcms/detail?v=abc</guid>",
      "Example Research-CNKI");
  CHECK(names(article) == "Guocheng SHU + Ping LIU + Tian ZHAO");
  CHECK(article.main().abstract == "Frogs are declining everywhere. This is especially true for the amph");
  CHECK(article.truncated);
  CHECK(article.published == "2021-09-25");
  const Article chinese = one(
      "<title>示例山区的蛙类</title><description>王伟;李娜;&lt;/br&gt;蛙类正在各地减少，对于两栖动物来说尤其如此，本文研究了示例山区...</description>"
      "<link>https://t.cnki.net/kcms/detail?v=b</link>");
  CHECK(names(chinese) == "王伟 + 李娜");
  CHECK(chinese.truncated);
}

TEST_CASE("oddity: what is no abstract is none") {
  const Article article = one(
      "<title>Newts</title><description><![CDATA[<p>Publication date: February 2022</p><p><b>Source:</b> Example Evolution, Volume 167</p>"
      "<p>Author(s): Ada Byron, Bo Example</p>]]></description>");
  CHECK(article.main().abstract.empty());
  CHECK(names(article) == "Ada Byron + Bo Example");
  CHECK(article.published == "2022-02");
  CHECK(article.journal == "Example Evolution");
  for (const char* none : {"No abstract available.", "[Abstract not available]", "N/A", "摘要：无"})
    CHECK_MESSAGE(one(std::string("<title>Newts</title><description>") + none + "</description>").main().abstract.empty(), none);
}

TEST_CASE("oddity: citation lines before abstracts leave them; structure labels stay") {
  const Article article = one(
      "<title>T</title><description><![CDATA[<p>Example J Med. 2021 Nov 5. doi: 10.5555/s1.</p><p><b>ABSTRACT</b></p><p>BACKGROUND: Pain is "
      "common.</p><p>METHODS: We asked twenty people.</p><p>PMID:34811339 | DOI:10.5555/s1</p>]]></description>");
  CHECK(article.main().abstract == "BACKGROUND: Pain is common.\n\nMETHODS: We asked twenty people.");
  CHECK(article.pmid == "34811339");
  const Article html = one(
      "<title>T</title><description>&lt;b&gt;Background&lt;/b&gt;&lt;p&gt;Pain is common.&lt;/p&gt;&lt;b&gt;Methods&lt;/b&gt;&lt;p&gt;We asked."
      "&lt;/p&gt;</description>");
  CHECK(html.main().abstract == "Background\n\nPain is common.\n\nMethods\n\nWe asked.");
}

TEST_CASE("oddity: text escaped twice is unescaped twice where it is HTML, and a comparison is no tag") {
  const Article article = one("<title>T</title><description>Doses of 0.5&amp;#215;2 ml,&amp;nbsp;p &amp;lt;0.05, n&amp;gt;3.</description>");
  CHECK(article.main().abstract == "Doses of 0.5×2 ml, p <0.05, n>3.");
}

TEST_CASE("oddity: teasers are marked, whichever dots end them") {
  for (const char* end : {"...", "…", " […]", " [...]", "… Continue reading"})
    CHECK_MESSAGE(one(std::string("<title>T</title><description>Pain is common among people who sit") + end + "</description>").truncated, end);
  CHECK_FALSE(one("<title>T</title><description>Pain is common.</description>").truncated);
}

TEST_CASE("oddity: types said by the title, by dc:type, by a category") {
  struct Row {
    const char* fields;
    ArticleType wanted;
  };
  constexpr Row kRows[] = {
      {"<title>Erratum: Newts</title>", ArticleType::erratum},
      {"<title>Newts</title><dc:type>Correction</dc:type>", ArticleType::erratum},
      {"<title>Newts</title><dc:type>Review Article</dc:type>", ArticleType::review},
      {"<title>Newts</title><category>Systematic Review</category>", ArticleType::review},
      {"<title>Newts</title><category>Short Communication</category><prism:issn>1234-5679</prism:issn>", ArticleType::article},
      {"<title>Newts</title><prism:section>Editorial</prism:section>", ArticleType::editorial},
      {"<title>Newts</title><category>Data Paper</category>", ArticleType::dataset},
      {"<title>Newts</title><dc:type>Dataset</dc:type>", ArticleType::dataset},
      {"<title>RETRACTED: Newts</title>", ArticleType::retraction},
      {"<title>Newts</title><dc:type>Retraction Notice</dc:type>", ArticleType::retraction},
      {"<title>蝾螈研究综述</title><prism:section>综述</prism:section>", ArticleType::review},
      {"<title>A review of newts: a meta-analysis</title>", ArticleType::review},
  };
  for (const Row& row : kRows) CHECK_MESSAGE(one(row.fields).type == row.wanted, row.fields);
}

TEST_CASE("oddity: contents lists, covers and notices are no articles") {
  for (const char* title : {"Table of Contents", "Issue Information", "Front Cover", "Inside Front Cover: Newts (Example J. 3/2021)", "Masthead",
                            "Editorial Board", "Contents: (Example J. 12/2021)", "Graphical Contents List", "Call for Papers", "List of Reviewers", "目录", "封面", "征稿启事", "《示例学报》投稿须知",
                            "2021年总目次", "Publisher's Note", "Author Index", "Subject Index"})
    CHECK_MESSAGE(one(std::string("<title>") + title + "</title><prism:doi>10.5555/toc</prism:doi>").type == ArticleType::page, title);
  for (const char* title : {"Contents of newt stomachs", "Cover crops in Europe", "目录学研究的新进展", "Index of refraction in newts", "Ground cover and newts"})
    CHECK_MESSAGE(one(std::string("<title>") + title + "</title><prism:doi>10.5555/a</prism:doi>").type == ArticleType::article, title);
}

TEST_CASE("oddity: a bilingual record keeps both languages") {
  const Article article = one(
      "<title>核心训练对腰痛的影响 / Effects of core training on back pain</title><description>目的：探讨核心训练对慢性腰痛患者疼痛程度和功能的影响。方法："
      "将四十例患者随机分为两组。结果：两组疼痛均减轻。&lt;br&gt;Objective: To study the effects of core training on pain and function in patients with "
      "chronic low back pain. Methods: Forty patients were assigned to two groups at random.</description>");
  REQUIRE(article.texts.size() == 2);
  CHECK(article.in("zh").title == "核心训练对腰痛的影响");
  CHECK(article.in("en").title == "Effects of core training on back pain");
  CHECK(article.in("zh").abstract.starts_with("目的："));
  CHECK(article.in("en").abstract.starts_with("Objective:"));
}

TEST_CASE("oddity: every PRISM namespace, and the bare word") {
  for (const char* address : {"http://prismstandard.org/namespaces/1.2/basic/", "http://prismstandard.org/namespaces/2.0/basic/",
                              "http://prismstandard.org/namespaces/basic/2.0/", "http://prismstandard.org/namespaces/basic/3.0/",
                              "http://purl.org/rss/1.0/modules/prism/", "prism"}) {
    const FeedDocument feed = read(std::string("<rss xmlns:p='") + address + "' xmlns:prism='" + address +
                                   "'><channel><item><title>T</title><prism:publicationName>Example</prism:publicationName></item></channel></rss>");
    CHECK_MESSAGE(feed.items.at(0).journal == "Example", address);
  }
}

TEST_CASE("oddity: a mark before the declaration, a line end first, CRLF, no declaration, no items") {
  const std::string body = rss("<item>\r\n<title>T</title>\r\n</item>");
  for (const char* head : {"\xEF\xBB\xBF<?xml version=\"1.0\"?>", "\r\n", "", "\n<?xml version='1.0' encoding='utf-8'?>"})
    CHECK(articles(read(std::string(head) + body)).size() == 1);
  CHECK(articles(read(rss(""))).empty());
  const FeedDocument cp1252 = read("<?xml version='1.0' encoding='windows-1252'?>" + rss("<item><title>caf\xE9 \x96 x</title></item>"));
  CHECK(articles(cp1252).at(0).main().title == "café – x");
  CHECK(cp1252.encoding == "windows-1252");
}

TEST_CASE("oddity: a photograph beside a paper is neither its title nor its abstract") {
  const Article article =
      one("<title>Newts</title><media:content url='https://journal.example/f.jpg'><media:title>Photo</media:title></media:content><media:description>A newt"
          "</media:description>");
  CHECK(article.main().title == "Newts");
  CHECK(article.main().abstract.empty());
}
