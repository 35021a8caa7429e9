// What each XML format says of a publication; every document is made here.
#include <doctest/doctest.h>

#include "indexer/record_builder.h"
#include "tests/indexer/records/reading.h"

namespace meridian::indexer {
namespace {

std::string pubmed(const std::string& article, const std::string& citation = "", const std::string& data = "") {
  return "<?xml version=\"1.0\"?><!DOCTYPE PubmedArticleSet PUBLIC \"-//NLM//DTD PubMedArticle//EN\" "
         "\"pubmed.dtd\"><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version=\"1\">90000001</PMID><Article>" +
         article + "</Article>" + citation + "</MedlineCitation><PubmedData>" + data + "</PubmedData></PubmedArticle></PubmedArticleSet>";
}

std::string jats(const std::string& meta, const std::string& attributes = "") {
  return "<article xml:lang=\"en\" " + attributes +
         "><front><journal-meta><journal-title-group><journal-title>Journal of Reeds</journal-title></journal-title-group>"
         "</journal-meta><article-meta>" +
         meta + "</article-meta></front><body><p>Body &lt;b&gt;.</p></body></article>";
}

std::string oai(const std::string& metadata, const std::string& header = "<identifier>oai:example.org:1</identifier>") {
  return "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>2026-05-01T00:00:00Z</responseDate><ListRecords>"
         "<record><header>" +
         header + "</header><metadata>" + metadata +
         "</metadata></record><resumptionToken cursor=\"0\">next-7</resumptionToken></ListRecords></OAI-PMH>";
}

TEST_CASE("pubmed: labels of an abstract are kept, one paragraph each") {
  const Record record = record_in(
      pubmed("<ArticleTitle>Reeds in <i>still</i> water.</ArticleTitle><Abstract><AbstractText Label=\"AIM\">To "
             "count.</AbstractText><AbstractText Label=\"UNLABELLED\">As &lt;5 &amp; more.</AbstractText></Abstract>"));
  CHECK(record.titles.front().html == "Reeds in <i>still</i> water");
  CHECK(record.abstracts.front().html == "<p><b>AIM:</b> To count.</p><p>As &lt;5 &amp; more.</p>");
  const auto article = article_from_record(record, 0);
  REQUIRE(article);
  CHECK(article->main().abstract == "AIM: To count.\n\nAs <5 & more.");
}

TEST_CASE("pubmed: the paper's own title stands beside the English one, abstracts by language") {
  const Record record = record_in(
      pubmed("<ArticleTitle>[Reeds of the lower river].</ArticleTitle><Abstract><AbstractText>Many "
             "reeds.</AbstractText></Abstract><Language>chi</Language><VernacularTitle>下游的芦苇。</VernacularTitle>",
             "<OtherAbstract Language=\"chi\"><AbstractText>芦苇很多。</AbstractText></OtherAbstract>"));
  const auto article = article_from_record(record, 0);
  REQUIRE(article);
  REQUIRE(article->texts.size() == 2);
  CHECK(article->texts[0].language == "en");
  CHECK(article->texts[0].title == "Reeds of the lower river");
  CHECK(article->texts[0].abstract == "Many reeds.");
  CHECK(article->texts[1].language == "zh");
  CHECK(article->texts[1].title == "下游的芦苇。");
  CHECK(article->texts[1].abstract == "芦苇很多。");
}

TEST_CASE("pubmed: dates are as precise as they are given") {
  const struct {
    const char *date, *published;
  } rows[] = {
      {"<Year>2021</Year><Month>Mar</Month><Day>7</Day>", "2021-03-07"},
      {"<Year>2021</Year><Month>03</Month>", "2021-03"},
      {"<Year>2021</Year><Season>Spring</Season>", "2021"},
      {"<Year>2021</Year><Month>Feb</Month><Day>31</Day>", "2021-02"},
      {"<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"},
      {"<MedlineDate>1998 Dec 20-27</MedlineDate>", "1998-12-20"},
      {"<MedlineDate>2000 Spring-Summer</MedlineDate>", "2000"},
      {"<MedlineDate>1976-1977</MedlineDate>", "1976"},
      {"<MedlineDate>2000 Nov-Dec</MedlineDate>", "2000-11"},
      {"<MedlineDate>undated</MedlineDate>", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.date);
    const Record record = record_in(pubmed("<Journal><JournalIssue><PubDate>" + std::string(row.date) +
                                           "</PubDate></JournalIssue></Journal><ArticleTitle>T</ArticleTitle>"));
    CHECK(record.published == row.published);
  }
}

TEST_CASE("pubmed: an electronic date makes the printed one precise, and only of the same time") {
  const auto with = [](const std::string& day) {
    return record_in(pubmed("<Journal><JournalIssue><PubDate><Year>2021</Year></PubDate></JournalIssue></Journal>"
                            "<ArticleTitle>T</ArticleTitle><ArticleDate>" +
                            day + "</ArticleDate>"))
        .published;
  };
  CHECK(with("<Year>2021</Year><Month>04</Month><Day>02</Day>") == "2021-04-02");
  CHECK(with("<Year>2020</Year><Month>12</Month><Day>30</Day>") == "2021");
}

TEST_CASE("pubmed: people, groups, suffixes, ORCID; invalid ones and editors left out") {
  const Record record = record_in(
      pubmed("<ArticleTitle>T</ArticleTitle><AuthorList><Author ValidYN=\"Y\"><LastName>Okoro</LastName><ForeName>Ada "
             "B</ForeName><Suffix>Jr</Suffix><Identifier "
             "Source=\"ORCID\">https://orcid.org/0000-0002-1825-0097</Identifier></Author><Author "
             "ValidYN=\"N\"><LastName>Wrong</LastName></Author><Author><CollectiveName>The Reed "
             "Group</CollectiveName></Author></AuthorList><AuthorList Type=\"editors\"><Author><LastName>Editor</LastName></Author></AuthorList>"));
  CHECK(names_of(record) == "Ada B|Okoro|Jr; The Reed Group");
  const auto article = article_from_record(record, 0);
  REQUIRE(article);
  CHECK(article->authors[0].name == "Ada B Okoro Jr");
  CHECK(article->authors[0].orcid == "0000-0002-1825-0097");
}

TEST_CASE("pubmed: the article's own identifiers, not those of its references") {
  const Record record = record_in(pubmed(
      "<ArticleTitle>T</ArticleTitle>", "",
      "<ArticleIdList><ArticleId IdType=\"pubmed\">90000001</ArticleId><ArticleId "
      "IdType=\"pmc\">PMC700</ArticleId><ArticleId "
      "IdType=\"doi\">10.5555/REED.1</ArticleId></ArticleIdList><ReferenceList><Reference><ArticleIdList><ArticleId "
      "IdType=\"doi\">10.5555/other</ArticleId></ArticleIdList></Reference></ReferenceList>"));
  const auto article = article_from_record(record, 0);
  REQUIRE(article);
  CHECK(article->doi == "10.5555/reed.1");
  CHECK(article->pmid == "90000001");
  CHECK(article->pmcid == "PMC700");
}

TEST_CASE("pubmed: what kind of publication, and what it is to another one") {
  const Record record = record_in(
      pubmed("<ArticleTitle>Retraction: T</ArticleTitle><PublicationTypeList><PublicationType>Journal "
             "Article</PublicationType><PublicationType>Retraction of Publication</PublicationType></PublicationTypeList>",
             "<CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionOf\"><PMID>90000002</PMID></CommentsCorrections>"
             "<CommentsCorrections RefType=\"Cites\"><PMID>1</PMID></CommentsCorrections></CommentsCorrectionsList>"));
  CHECK(record.type == "retraction");
  CHECK(record.relations == std::vector<RecordRelation>{{"retraction", "pmid:90000002"}});
}

TEST_CASE("pubmed: a list of deletions, a chapter of a book") {
  const std::vector<Record> deleted =
      records_in("<PubmedArticleSet><DeleteCitation><PMID Version=\"1\">11</PMID><PMID>12</PMID></DeleteCitation></PubmedArticleSet>");
  REQUIRE(deleted.size() == 2);
  CHECK(deleted[0].deleted);
  CHECK(deleted[1].id == "pubmed:12");
  const Record book = record_in(
      "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>13</PMID><ArticleIdList><ArticleId "
      "IdType=\"bookaccession\">NBK1</ArticleId></ArticleIdList><Book><Publisher><PublisherName>Reed "
      "Press</PublisherName></Publisher><BookTitle>All Reeds</BookTitle><PubDate><Year>1993</Year></PubDate></Book>"
      "<ArticleTitle>On the stem.</ArticleTitle></BookDocument></PubmedBookArticle></PubmedArticleSet>");
  CHECK(book.titles.front().html == "On the stem");
  CHECK(book.journal == "All Reeds");
  CHECK(book.published == "1993");
}

TEST_CASE("jats: titles and abstracts by language, sections with their names, notes left out") {
  const Record record = record_in(
      jats("<title-group><article-title>Reeds<xref ref-type=\"fn\">*</xref> and <italic>Typha</italic> <italic>sp.</italic></article-title>"
           "<subtitle>a census</subtitle><trans-title-group xml:lang=\"zh\"><trans-title>芦苇</trans-title></trans-title-group></title-group>"
           "<abstract><title>Abstract</title><sec><title>Methods</title><p>Counted.</p><p>Twice.</p></sec></abstract>"
           "<abstract abstract-type=\"graphical\"><p>Picture</p></abstract>"
           "<trans-abstract xml:lang=\"zh\"><p>数过。</p></trans-abstract>"));
  CHECK(record.titles[0].html == "Reeds and <italic>Typha</italic> <italic>sp.</italic>");
  CHECK(record.titles[0].subtitle_html == "a census");
  CHECK(record.abstracts[0].html == "<p><b>Methods:</b> Counted.</p><p>Twice.</p>");
  const auto article = article_from_record(record, 0);
  REQUIRE(article);
  REQUIRE(article->texts.size() == 2);
  CHECK(article->main().title == "Reeds and Typha sp.: a census");
  CHECK(article->main().abstract == "Methods: Counted.\n\nTwice.");
  CHECK(article->texts[1].title == "芦苇");
  CHECK(article->texts[1].abstract == "数过。");
}

TEST_CASE("jats: of several elements called abstract, the abstract") {
  const std::string real = "<abstract><p>Reeds were counted.</p></abstract>", wanted = "<p>Reeds were counted.</p>";
  const struct {
    std::string elements, html;
  } rows[] = {
      {"<abstract abstract-type=\"toc\"><p>A picture of reeds.</p></abstract>" + real, wanted},
      {"<abstract abstract-type=\"key-image\"><p><graphic/></p></abstract>" + real, wanted},
      {"<abstract abstract-type=\"executive-summary\"><title>Significance</title><p>Reeds matter.</p></abstract>" + real, wanted},
      {"<abstract><title>Author summary</title><p>Reeds matter.</p></abstract>" + real, wanted},
      {"<abstract><title>Graphical Abstract</title><p>Picture.</p></abstract>" + real, wanted},
      {"<abstract abstract-type=\"short\"><p>Reeds.</p></abstract>" + real, wanted},
      {"<abstract abstract-type=\"standard\"><title>Abstract</title><p>Reeds were counted.</p></abstract>", wanted},
      {"<abstract abstract-type=\"teaser\"><p>Reeds.</p></abstract>", "<p>Reeds.</p>"},
      {"<abstract><title>Highlights</title><p>Reeds.</p></abstract>", "<p><b>Highlights:</b> Reeds.</p>"},
      {"<abstract abstract-type=\"key-image\"><p>Picture.</p></abstract>", ""},
      {"<abstract><fig><p>[figure: see the full text]</p></fig></abstract>", ""},
      {"<abstract><p>Reeds were counted.</p><fig><p>[figure: see the full text]</p></fig></abstract>", wanted},
      {"<abstract><p><graphic/></p></abstract>", ""},
      {"<abstract>Reeds without a paragraph.</abstract>", "Reeds without a paragraph."},
  };
  for (const auto& row : rows) {
    CAPTURE(row.elements);
    const Record record = record_in(jats("<title-group><article-title>T</article-title></title-group>" + row.elements));
    CHECK((record.abstracts.empty() ? "" : record.abstracts.front().html) == row.html);
  }
}

TEST_CASE("jats: a note that a mark in the title points at ends the abstract, and no other note, nor the subtitle's") {
  const std::string notes = "<fn-group><fn id=\"N1\"><label>*</label><p>Counts are in the <ext-link>reed archive</ext-link>.</p></fn>"
                            "<fn id=\"N2\"><p>Part of a series.</p></fn></fn-group>";
  const std::string abstract = "<abstract><p>Many.</p></abstract>";
  const struct {
    std::string titles, title, abstract;
  } rows[] = {
      {"<article-title>Reeds<xref ref-type=\"fn\" rid=\"N1\">*</xref></article-title>" + notes, "Reeds",
       "<p>Many.</p><p>* Counts are in the <ext-link>reed archive</ext-link>.</p>"},
      {"<article-title>Reeds</article-title><subtitle>a census<xref ref-type=\"fn\" rid=\"N2\">2</xref></subtitle>" + notes, "Reeds",
       "<p>Many.</p>"},
      {"<article-title>Reeds<fn><p>Counted twice.</p></fn></article-title>", "Reeds", "<p>Many.</p><p>Counted twice.</p>"},
      {"<article-title>Reeds</article-title>" + notes, "Reeds", "<p>Many.</p>"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.titles);
    const Record record = record_in(jats("<title-group>" + row.titles + "</title-group>" + abstract));
    CHECK(record.titles.front().html == row.title);
    CHECK(record.abstracts.front().html == row.abstract);
    CHECK(record_in(jats("<title-group>" + row.titles + "</title-group>")).abstracts.empty());
  }
}

TEST_CASE("records: what stands where there is no abstract is none, and a cut one is marked") {
  const struct {
    const char *given, *kept;
    bool truncated;
  } rows[] = {
      {"No abstract available.", "", false},  {"[Abstract not available]", "", false},   {"N/A", "", false},  {"-", "", false},
      {"Abstract", "", false},                {"（暂无摘要）", "", false},                 {"None of the reeds grew.", "None of the reeds grew.", false},
      {"Reeds can be found in many places, e [...].", "Reeds can be found in many places, e", true},
      {"Reeds can be found […]", "Reeds can be found", true},
      {"Reeds [...] are many.", "Reeds [...] are many.", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.given);
    const auto article = article_from_record(
        record_in(pubmed("<ArticleTitle>T</ArticleTitle><Abstract><AbstractText>" + std::string(row.given) + "</AbstractText></Abstract>")), 0);
    REQUIRE(article);
    CHECK(article->main().abstract == row.kept);
    CHECK(article->truncated == row.truncated);
  }
}

TEST_CASE("jats: of several dates the day of electronic publication, of a formula one notation") {
  const Record record = record_in(
      jats("<title-group><article-title>At <inline-formula><alternatives><tex-math>$x$</tex-math><math><mi>x</mi></math>"
           "</alternatives></inline-formula></article-title></title-group>"
           "<pub-date pub-type=\"collection\"><year>2021</year></pub-date><pub-date pub-type=\"ppub\"><month>2</month><year>2022</year></pub-date>"
           "<pub-date pub-type=\"epub\"><day>3</day><month>12</month><year>2021</year></pub-date>"));
  CHECK(record.published == "2021-12-03");
  CHECK(record.titles[0].html.find("$x$") == std::string::npos);
}

TEST_CASE("jats: authors without editors, collaborations with their members, names in two scripts") {
  const Record record = record_in(jats(
      "<contrib-group><contrib contrib-type=\"editor\"><name><surname>Ed</surname></name></contrib>"
      "<contrib contrib-type=\"author\"><name-alternatives><name name-style=\"eastern\"><surname>王</surname>"
      "<given-names>伟</given-names></name><name name-style=\"western\"><surname>Wang</surname><given-names>Wei</given-names></name>"
      "</name-alternatives><contrib-id contrib-id-type=\"orcid\">0000-0002-1825-0097</contrib-id></contrib>"
      "<contrib contrib-type=\"author\"><collab>Reed Collaboration<contrib-group><contrib><name><surname>Member</surname></name>"
      "</contrib></contrib-group></collab></contrib></contrib-group><title-group><article-title>T</article-title></title-group>"));
  CHECK(names_of(record) == "Wei|Wang; Reed Collaboration; |Member");
}

TEST_CASE("jats: a formula that is a LaTeX document, labels of the whole, people who are not in the byline") {
  const Record record = record_in(
      jats("<title-group><article-title>On <tex-math>\\documentclass{minimal}\\begin{document}$$x$$\\end{document}</tex-math></article-title>"
           "</title-group><contrib-group><contrib contrib-type=\"author\"><name><surname>Okoro</surname></name></contrib>"
           "<contrib contrib-type=\"author non-byline\"><name><surname>Helper</surname></name></contrib>"
           "<contrib contrib-type=\"collaboration\"><collab-name>Reed Collaboration</collab-name></contrib></contrib-group>"
           "<abstract><title>A<sc>bstract</sc>:</title><p>Many.</p></abstract>"));
  CHECK(record.titles[0].html == "On <tex-math>$$x$$</tex-math>");
  CHECK(record.abstracts[0].html == "<p>Many.</p>");
  CHECK(names_of(record) == "|Okoro; Reed Collaboration");
}

TEST_CASE("jats: a correction says what it corrects") {
  const Record record = record_in(
      jats("<title-group><article-title>Correction: T</article-title></title-group><related-article "
           "related-article-type=\"corrected-article\" ext-link-type=\"doi\" xlink:href=\"10.5555/orig\"/>",
           "article-type=\"correction\""));
  CHECK(record.type == "erratum");
  CHECK(record.relations == std::vector<RecordRelation>{{"erratum", "doi:10.5555/orig"}});
}

TEST_CASE("crossref xml: an article in its journal, a preprint, a chapter") {
  const Record article = record_in(
      "<doi_records><doi_record><crossref><journal><journal_metadata language=\"en\"><full_title>Journal of "
      "Reeds</full_title></journal_metadata><journal_issue><publication_date media_type=\"print\"><month>05</month><year>2020</year>"
      "</publication_date></journal_issue><journal_article><titles><title>Reeds</title></titles><contributors>"
      "<person_name contributor_role=\"author\"><given_name>Ada</given_name><surname>Okoro</surname></person_name>"
      "<organization contributor_role=\"author\">Reed Group</organization><person_name contributor_role=\"editor\"><surname>Ed</surname>"
      "</person_name></contributors><doi_data><doi>10.5555/r.1</doi></doi_data></journal_article></journal></crossref></doi_record></doi_records>");
  CHECK(article.journal == "Journal of Reeds");
  CHECK(article.published == "2020-05");
  CHECK(names_of(article) == "Ada|Okoro; Reed Group");
  CHECK(article.doi == "10.5555/r.1");
  const Record preprint = record_in(
      "<doi_records><doi_record><crossref><posted_content type=\"preprint\"><titles><title>Draft</title></titles><posted_date>"
      "<month>1</month><day>2</day><year>2021</year></posted_date></posted_content></crossref></doi_record></doi_records>");
  CHECK(preprint.type == "preprint");
  CHECK(preprint.published == "2021-01-02");
  const Record chapter = record_in(
      "<doi_records><doi_record><crossref><book><book_metadata><titles><title>All Reeds</title></titles><publication_date><year>1999</year>"
      "</publication_date></book_metadata><content_item><titles><title>Stems</title></titles></content_item></book></crossref></doi_record></doi_records>");
  CHECK(chapter.titles[0].html == "Stems");
  CHECK(chapter.journal == "All Reeds");
  CHECK(chapter.published == "1999");
}

TEST_CASE("oai-pmh: Dublin Core, arXiv's two formats and DataCite inside records") {
  const Record dc = record_in(oai(
      "<oai_dc:dc xmlns:oai_dc=\"o\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Reeds</dc:title><dc:creator>Okoro, "
      "Ada</dc:creator><dc:description>Many.</dc:description><dc:description>Comment: 3 "
      "pages</dc:description><dc:date>2020-02-03</dc:date><dc:identifier>https://doi.org/10.5555/r.2</dc:identifier></oai_dc:dc>"));
  CHECK(names_of(dc) == "Ada|Okoro");
  CHECK(dc.abstracts.size() == 1);
  CHECK(dc.published == "2020-02-03");
  CHECK(dc.doi == "https://doi.org/10.5555/r.2");
  const std::string arxiv_header = "<identifier>oai:arXiv.org:2401.00001</identifier>";
  const Record arxiv = record_in(
      oai("<arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>2401.00001</id><created>2024-01-01</created><authors><author><keyname>Okoro"
          "</keyname><forenames>Ada</forenames></author></authors><title>Reeds</title><categories>math.CO "
          "cs.DM</categories><abstract> Many. </abstract></arXiv>",
          arxiv_header));
  CHECK(arxiv.type == "preprint");
  CHECK(arxiv.section == "math.CO");
  CHECK(arxiv.published == "2024-01-01");
  const Record raw = record_in(
      oai("<arXivRaw xmlns=\"http://arxiv.org/OAI/arXivRaw/\"><id>2401.00001</id><version version=\"v1\"><date>Mon, 1 Jan 2024 10:00:00 "
          "GMT</date></version><version version=\"v2\"><date>Tue, 6 Feb 2024 10:00:00 GMT</date></version><title>Reeds</title><authors>Ada "
          "Okoro (Reed Institute, Lagos), B. Li and C. D. Wu</authors><categories>math.CO</categories></arXivRaw>",
          arxiv_header));
  CHECK(names_of(raw) == "Ada Okoro; B. Li; C. D. Wu");
  CHECK(raw.published == "2024-01-01");
  CHECK(raw.updated == "2024-02-06");
  const Record dataset = record_in(
      oai("<resource xmlns=\"http://datacite.org/schema/kernel-4\"><identifier identifierType=\"DOI\">10.5555/d.1</identifier><creators>"
          "<creator><creatorName nameType=\"Organizational\">Reed, Inc.</creatorName></creator></creators><titles><title>Counts</title></titles>"
          "<publicationYear>2020</publicationYear><dates><date dateType=\"Issued\">2020-07-01</date></dates>"
          "<resourceType resourceTypeGeneral=\"Dataset\"/></resource>"));
  CHECK(dataset.type == "dataset");
  CHECK(names_of(dataset) == "Reed, Inc.");
  CHECK(dataset.published == "2020-07-01");
}

TEST_CASE("oai-pmh: where the list goes on, what was deleted, what went wrong") {
  const auto page = read_oai_answer(oai("<dc><title>T</title></dc>"), "");
  REQUIRE(page);
  CHECK(page->answer.resumption_token == "next-7");
  CHECK(page->answer.response_date == "2026-05-01T00:00:00Z");
  CHECK(page->records.size() == 1);
  const auto deleted = read_oai_answer(
      "<OAI-PMH><ListRecords><record><header status=\"deleted\"><identifier>oai:example.org:9</identifier></header></record><resumptionToken/>"
      "</ListRecords></OAI-PMH>",
      "");
  REQUIRE(deleted);
  REQUIRE(deleted->records.size() == 1);
  CHECK(deleted->records[0].deleted);
  CHECK(deleted->records[0].id == "oai:example.org:9");
  CHECK(deleted->answer.resumption_token.empty());
  const auto error = read_oai_answer("<OAI-PMH><error code=\"noRecordsMatch\">Nothing since then</error></OAI-PMH>", "");
  REQUIRE(error);
  CHECK(error->answer.error == "noRecordsMatch");
  CHECK_FALSE(read_oai_answer("broken", ""));
}

TEST_CASE("fault_083 oai-pmh: a record that is not closed costs itself; one of MARC inside belongs to its record") {
  const std::string dc = "<metadata><dc><title>T</title></dc></metadata></record>";
  const auto page = read_oai_answer("<OAI-PMH><ListRecords><record><header><identifier>oai:a:1</identifier></header><metadata>"
                                    "<record><header><identifier>oai:a:2</identifier></header>" + dc +
                                    "<record><header><identifier>oai:a:3</identifier></header><metadata><record><leader/></record></metadata></record>"
                                    "<record><header><identifier>oai:a:4</identifier></header>" + dc + "</ListRecords></OAI-PMH>", "");
  REQUIRE(page);
  REQUIRE(page->records.size() == 2);
  CHECK(page->records[0].id == "oai:a:2");
  CHECK(page->records[1].id == "oai:a:4");
  CHECK(page->unread == 2);
}

TEST_CASE("records: languages by their codes") {
  CHECK(language_code("eng") == "en");
  CHECK(language_code("zh-Hans-CN") == "zh");
  CHECK(language_code("zho") == "zh");
  CHECK(language_code("fre") == "fr");
  CHECK(language_code("und").empty());
}

}  // namespace
}  // namespace meridian::indexer
