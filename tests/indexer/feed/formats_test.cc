// The formats and vocabularies, as publishers mix them; every document is made here.
#include <doctest/doctest.h>

#include "indexer/feed/parse.h"

namespace meridian::indexer::feed {
namespace {

FeedDocument read(std::string_view xml, std::string_view url = "https://journal.example/rss/feed.xml") {
  auto feed = parse(xml, url, {});
  REQUIRE(feed);
  return *std::move(feed);
}

TEST_CASE("rss: the fields of an item, whatever version is declared") {
  const FeedDocument feed = read(R"(<rss version="0.91" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
    <title>Annals of Testing</title><link>https://journal.example/</link><language>en</language>
    <atom:link rel="self" href="https://journal.example/rss/feed.xml"/>
    <item>
      <dc:title>Second title</dc:title><title>First title</title>
      <link> /articles/ 1 </link><guid isPermaLink="false">art:1</guid>
      <dc:date>2026-06-01</dc:date><pubDate>Tue, 23 Jun 2026 08:00:00 GMT</pubDate>
      <description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
      <dc:creator>Ada Byron</dc:creator><author>Mary Shelley</author><category>Trials</category><dc:subject>Pain</dc:subject>
      <enclosure url="fulltext.pdf"/>
    </item></channel></rss>)");
  CHECK(feed.format == "rss2");
  CHECK(feed.title == "Annals of Testing");
  CHECK(feed.self == "https://journal.example/rss/feed.xml");
  CHECK(feed.language == "en");
  REQUIRE(feed.items.size() == 1);
  const Item& item = feed.items[0];
  CHECK(item.title_html == "First title");
  CHECK(item.guid == "art:1");
  CHECK_FALSE(item.guid_is_permalink);
  CHECK(item.published == "Tue, 23 Jun 2026 08:00:00 GMT");
  CHECK(item.other_dates == std::vector<std::string>{"2026-06-01"});
  CHECK(item.summary_html == "<p>Short</p>");
  CHECK(item.content_html == "<p>Long</p>");
  CHECK(item.creators == std::vector<std::string>{"Mary Shelley", "Ada Byron"});
  CHECK(item.categories == std::vector<std::string>{"Trials", "Pain"});
  CHECK(item.enclosure == "https://journal.example/rss/fulltext.pdf");
}

TEST_CASE("rss: a permanent guid is the link of an item that has none") {
  const FeedDocument feed = read(
      "<rss><channel><item><guid>https://journal.example/2</guid></item><item><guid "
      "isPermaLink='false'>https://journal.example/3</guid>"
      "</item><item><guid>10.5555/4</guid></item></channel></rss>");
  CHECK(feed.items.at(0).link == "https://journal.example/2");
  CHECK(feed.items.at(1).link.empty());
  CHECK(feed.items.at(2).link.empty());
}

TEST_CASE("rdf: items beside the channel, with Dublin Core and PRISM; the channel's journal is the items'") {
  const FeedDocument feed =
      read(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://purl.org/rss/1.0/modules/prism/">
    <channel rdf:about="https://server.example"><title>ServerXiv Subject Collection: Pain Medicine</title>
      <prism:publicationName>ServerXiv</prism:publicationName><items><rdf:Seq><rdf:li rdf:resource="x"/></rdf:Seq></items></channel>
    <image rdf:about=""><title>logo</title></image>
    <item rdf:about="https://server.example/10.5555/1v1?rss=1"><title><![CDATA[
      A trial ]]></title><link> https://server.example/10.5555/1v1?rss=1 </link>
      <dc:creator><![CDATA[Byron, A., Shelley, M.]]></dc:creator><dc:date>2026-06-23</dc:date>
      <dc:identifier>doi:10.5555/1</dc:identifier><dc:description>Text</dc:description><prism:section></prism:section>
      <prism:volume>3</prism:volume><prism:number>2</prism:number><prism:startingPage>10</prism:startingPage></item></rdf:RDF>)");
  CHECK(feed.format == "rss1");
  CHECK(feed.title == "ServerXiv Subject Collection: Pain Medicine");
  REQUIRE(feed.items.size() == 1);
  const Item& item = feed.items[0];
  CHECK(item.guid == "https://server.example/10.5555/1v1?rss=1");
  CHECK(item.title_html == "A trial");
  CHECK(item.creators == std::vector<std::string>{"Byron, A., Shelley, M."});
  CHECK(item.published == "2026-06-23");
  CHECK(item.identifiers == std::vector<std::string>{"doi:10.5555/1"});
  CHECK(item.dc_description_html == "Text");
  CHECK(item.journal == "ServerXiv");
  CHECK(item.volume + "(" + item.number + ")" + item.starting_page == "3(2)10");
}

TEST_CASE("atom: text is escaped, HTML taken as it is, XHTML written out") {
  const FeedDocument feed = read(
      R"(<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" xml:base="https://a.example/x/">
    <title type="text">R&amp;D &lt;daily&gt;</title><link rel="self" href="self.xml"/><link href="/home"/>
    <entry><id>tag:a.example,2026:1</id><title>when p &lt; 0.05</title><link rel="alternate" href="1.html"/>
      <link rel="enclosure" href="1.pdf"/><link rel="related" title="doi" href="https://doi.org/10.5555/9"/>
      <summary type="html">&lt;p&gt;Low back pain&lt;/p&gt;</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p style="display:none">a &lt; b</p></div></content>
      <author><name>Ada Byron</name><email>a@a.example</email></author><author><name>Mary Shelley</name></author>
      <published>2026-06-23T08:00:00Z</published><updated>2026-06-24T08:00:00Z</updated>
      <category term="q-bio.NC"/><arxiv:primary_category term="stat.AP"/><arxiv:doi>10.5555/9</arxiv:doi></entry>
    <entry><title>&lt;i&gt;untyped&lt;/i&gt;</title><link>https://a.example/2</link></entry></feed>)");
  CHECK(feed.format == "atom");
  CHECK(feed.title == "R&amp;D &lt;daily&gt;");
  CHECK(feed.link == "https://a.example/home");
  CHECK(feed.self == "https://a.example/x/self.xml");
  REQUIRE(feed.items.size() == 2);
  const Item& item = feed.items[0];
  CHECK(item.title_html == "when p &lt; 0.05");
  CHECK(item.link == "https://a.example/x/1.html");
  CHECK(item.enclosure == "https://a.example/x/1.pdf");
  CHECK(item.summary_html == "<p>Low back pain</p>");
  CHECK(item.content_html == "<p style=\"display:none\">a &lt; b</p>");
  CHECK(item.creators == std::vector<std::string>{"Ada Byron", "Mary Shelley"});
  CHECK(item.published == "2026-06-23T08:00:00Z");
  CHECK(item.updated == "2026-06-24T08:00:00Z");
  CHECK(item.categories == std::vector<std::string>{"stat.AP", "q-bio.NC"});
  CHECK(item.identifiers == std::vector<std::string>{"https://doi.org/10.5555/9", "10.5555/9"});
  CHECK(feed.items[1].title_html == "<i>untyped</i>");
  CHECK(feed.items[1].link == "https://a.example/2");
}

TEST_CASE("atom: 0.3 with its modes and dates") {
  const FeedDocument feed = read(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline>words</tagline><entry>
    <title mode="escaped" type="text/html">&lt;b&gt;T&lt;/b&gt;</title><issued>2004-01-02</issued><modified>2004-01-03</modified>
    <content mode="base64">AAAA</content><summary type="text/plain">a &lt; b</summary></entry></feed>)");
  CHECK(feed.description == "words");
  const Item& item = feed.items.at(0);
  CHECK(item.title_html == "<b>T</b>");
  CHECK(item.published == "2004-01-02");
  CHECK(item.updated == "2004-01-03");
  CHECK(item.content_html.empty());
  CHECK(item.summary_html == "a &lt; b");
}

TEST_CASE("fault_045 prefixes renamed, missing declarations, wrong addresses: read by meaning") {
  struct Row {
    std::string_view declarations, creator, doi;
  };
  for (const Row& row :
       {Row{"xmlns:d=\"http://purl.org/dc/elements/1.1/\" xmlns:p=\"http://prismstandard.org/namespaces/2.0/basic/\"",
            "d:creator", "p:doi"},
        Row{"xmlns:x=\"http://purl.org/dc/terms/\" xmlns:p=\"http://prismstandard.org/namespaces/basic/3.0/\"",
            "x:creator", "p:doi"},
        Row{"xmlns:dc=\"http://journal.example/1\" xmlns:prism=\"prism\"", "dc:creator", "prism:doi"},
        Row{"", "dc:creator", "prism:doi"}}) {
    const std::string c(row.creator), d(row.doi);
    const FeedDocument feed = read("<rss " + std::string(row.declarations) + "><channel><item><" + c + ">Ada Byron</" +
                                   c + "><" + d + ">10.5555/1</" + d + "></item></channel></rss>");
    CAPTURE(row.declarations);
    CHECK(feed.items.at(0).creators == std::vector<std::string>{"Ada Byron"});
    CHECK(feed.items.at(0).identifiers == std::vector<std::string>{"10.5555/1"});
  }
}

TEST_CASE("fault_045 a vocabulary that is not ours gives nothing, a prefix on the feed's own words changes nothing") {
  const FeedDocument media =
      read(R"(<rss xmlns:m="http://search.yahoo.com/mrss/" xmlns:g="http://geo.example/ns"><channel><item>
    <m:title>Photograph</m:title><m:description>of a bird</m:description><g:link>https://geo.example</g:link><title>Paper</title>
    </item></channel></rss>)");
  CHECK(media.items.at(0).title_html == "Paper");
  CHECK(media.items.at(0).summary_html.empty());
  CHECK(media.items.at(0).link.empty());
  const FeedDocument prefixed = read(
      "<a:feed "
      "xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title><a:entry><a:title>E</a:title></a:entry></a:feed>");
  CHECK(prefixed.title == "F");
  CHECK(prefixed.items.at(0).title_html == "E");
  const FeedDocument rdf = read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns:rss='http://purl.org/rss/1.0/'><rss:channel>"
      "<rss:title>F</rss:title></rss:channel><rss:item rdf:about='u'><rss:title>E</rss:title></rss:item></rdf:RDF>");
  CHECK(rdf.title == "F");
  CHECK(rdf.items.at(0).title_html == "E");
  const FeedDocument undeclared = read("<q:feed><q:entry><q:title>E</q:title></q:entry></q:feed>");
  CHECK(undeclared.items.at(0).title_html == "E");
}

TEST_CASE("fault_065 relative links start at xml:base, the document's address, or the feed's own link") {
  CHECK(read("<rss><channel><item><link>a?b=1</link></item></channel></rss>").items.at(0).link ==
        "https://journal.example/rss/a?b=1");
  CHECK(read("<rss><channel><item xml:base='/deep/x/'><link>../y</link></item></channel></rss>").items.at(0).link ==
        "https://journal.example/deep/y");
  CHECK(read("<rss><channel><link>https://home.example/</link><item><link>/y</link></item></channel></rss>", "")
            .items.at(0)
            .link == "https://home.example/y");
  CHECK(read("<rss><channel><item><link>/y</link></item></channel></rss>", "").items.at(0).link == "/y");
}

TEST_CASE("fault_043 text beside inline elements is escaped again, so that a field is one kind of thing") {
  const FeedDocument feed = read(
      "<rss><channel><item><title>p &lt; .05 in <i a='\"'>E. coli</i> &amp; us</title><description>p &amp;lt; "
      ".05</description></item>"
      "</channel></rss>");
  CHECK(feed.items.at(0).title_html == "p &lt; .05 in <i a=\"&quot;\">E. coli</i> &amp; us");
  CHECK(feed.items.at(0).summary_html == "p &lt; .05");
}

}  // namespace
}  // namespace meridian::indexer::feed
