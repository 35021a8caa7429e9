// What RIS, MEDLINE, BibTeX and the JSON formats say of a publication; every record is made here.
#include <doctest/doctest.h>

#include "indexer/record/latex.h"
#include "indexer/record_builder.h"
#include "tests/indexer/records/reading.h"

namespace meridian::indexer {
namespace {

library::Article article_in(const std::string& text) {
  auto article = article_from_record(record_in(text), 0);
  REQUIRE(article);
  return std::move(*article);
}

TEST_CASE("ris: fields by their tags, lines that go on, the finest date") {
  const Record record = record_in(
      "\r\nTY  - JOUR\r\nAU  - Okoro, Ada B., Jr\r\nAU  - The Reed Group\r\nTI  - Reeds & <rushes>\r\nPY  - 2021\r\nDA  - 2021/03/07/\r\n"
      "AB  - First line\r\nsecond line\r\nKW  - reed\r\nKW  - river\r\nT2  - Journal of Reeds\r\nVL  - 4\r\nIS  - 2\r\nSP  - 10\r\nEP  - 19\r\n"
      "UR  - https://doi.org/10.5555/r.1\r\nER  - \r\n");
  CHECK(names_of(record) == "Ada B.|Okoro|Jr; The Reed Group");
  CHECK(record.published == "2021-03-07");
  CHECK(record.abstracts[0].html == "First line second line");
  const auto article = article_from_record(record, 0);
  REQUIRE(article);
  CHECK(article->main().title == "Reeds & <rushes>");
  CHECK(article->doi == "10.5555/r.1");
  CHECK(article->main().keywords == std::vector<std::string>{"reed", "river"});
  CHECK(article->citation == "2021;4(2):10-19");
}

TEST_CASE("ris: records without an end mark, text between records, two languages") {
  const std::vector<Record> records = records_in(
      "Exported on Monday\nTY  - JOUR\nTI  - One\nTY  - DATA\nTI  - 芦苇的研究\nTT  - A study of reeds\nA1  - 王伟\nER  -\n\nnoise\nTY  - CHAP\nTI  - Three\n");
  REQUIRE(records.size() == 3);
  CHECK(records[0].titles[0].html == "One");
  CHECK(records[1].type == "dataset");
  const auto article = article_from_record(records[1], 0);
  REQUIRE(article->texts.size() == 2);
  CHECK(article->texts[0].language == "zh");
  CHECK(article->texts[1].title == "A study of reeds");
  CHECK(article->authors[0].name == "王伟");
}

TEST_CASE("nbib: PubMed's own export") {
  const Record record = record_in(
      "\nPMID- 90000001\nOWN - NLM\nDP  - 2021 Spring\nTI  - [Reeds in the lower\n      river].\nPG  - 10-9\nLID - 10.5555/r.1 [doi]\n"
      "AB  - BACKGROUND: Many.\n      RESULTS: More.\nFAU - Okoro, Ada B\nAU  - Okoro AB\nAUID- ORCID: 0000-0002-1825-0097\nCN  - Reed Group\nLA  - chi\n"
      "PT  - Journal Article\nPT  - Review\nDEP - 20210307\nTA  - J Reeds\nJT  - Journal of Reeds\nOT  - reed\nMH  - *Rivers/ecology\n"
      "RIN - J Reeds. 2022. PMID: 90000009\nTT  - 下游的芦苇。\nPMC - PMC700\n\n");
  CHECK(record.titles[0].html == "Reeds in the lower river");
  CHECK(record.titles[1].html == "下游的芦苇。");
  CHECK(names_of(record) == "Ada B|Okoro; Reed Group");
  CHECK(record.authors[0].orcid == "0000-0002-1825-0097");
  CHECK(record.published == "2021-03-07");
  CHECK(record.doi == "10.5555/r.1");
  CHECK(record.pmcid == "PMC700");
  CHECK(record.type == "review");
  CHECK(record.journal == "J Reeds");
  CHECK(record.relations == std::vector<RecordRelation>{{"has retraction", "pmid:90000009"}});
}

TEST_CASE("latex: accents, letters, braces, marks, formulas") {
  const struct {
    const char *latex, *html;
  } rows[] = {
      {R"({\"O}zg{\"u}r)", "O\u0308zgu\u0308r"},
      {R"(\'Etude)", "E\u0301tude"},
      {R"(\c{C}a \v{s}koda \H o)", "C\u0327a s\u030Ckoda o\u030B"},
      {R"(S{\o}ren \L{}ukasz Stra\ss e)", "Søren Łukasz Straße"},
      {R"(na{\"\i}ve)", "nai\u0308ve"},
      {R"({CRISPR} in {E. coli})", "CRISPR in E. coli"},
      {R"(\textit{Typha} and H\textsubscript{2}O)", "<i>Typha</i> and H<sub>2</sub>O"},
      {R"(pages 1--10 --- ``quoted'')", "pages 1–10 — “quoted”"},
      {R"(R\&D, 5\% \_ \$ {a < b})", "R&amp;D, 5% _ $ a &lt; b"},
      {R"(mass $m < 3$ kg)", "mass $m &lt; 3$ kg"},
      {R"(\href{https://example.org}{here} \unknown{kept})", "here kept"},
      {R"(a~b\\c)", "a b c"},
      {R"(\)", ""},
      {R"({{{)", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.latex);
    CHECK(record::latex_to_html(row.latex) == row.html);
  }
}

TEST_CASE("bibtex: names in each form, macros, joined values, capitals kept") {
  const std::vector<Record> records = records_in(
      "% a comment\n@comment{ignored, really}\n@string{jr = \"Journal of \" # {Reeds}}\n"
      "@Article{okoro2021,\n  author = {Okoro, Ada B. and van der Berg, Jr, Jan and {The Reed Group} and Ludwig van Beethoven and others},\n"
      "  title = \"{CRISPR} for {\\\"O}zg{\\\"u}r's reeds\",\n  journal = jr, year = 2021, month = mar, pages = {10--19}, doi = {10.5555/R\\_1},\n"
      "  keywords = {reed, river}\n}\n"
      "@misc(pre1, title = {A draft}, eprint = {2101.00001}, archivePrefix = {arXiv}, date = {2021-01-04})\n");
  REQUIRE(records.size() == 2);
  CHECK(names_of(records[0]) == "Ada B.|Okoro; Jan|van der Berg|Jr; The Reed Group; Ludwig|van Beethoven");
  CHECK(records[0].journal == "Journal of Reeds");
  CHECK(records[0].published == "2021-03");
  CHECK(records[0].first_page == "10");
  CHECK(records[0].last_page == "19");
  const auto article = article_from_record(records[0], 0);
  REQUIRE(article);
  CHECK(article->main().title == "CRISPR for Özgür's reeds");
  CHECK(article->doi == "10.5555/r_1");
  CHECK(records[1].type == "preprint");
  CHECK(records[1].published == "2021-01-04");
  CHECK(article_from_record(records[1], 0)->arxiv == "2101.00001");
}

TEST_CASE("fault_028 fault_083 bibtex: macros that double one another are not expanded without end") {
  const auto bytes = base::read_file(MERIDIAN_TEST_INPUTS "/bugs/bibtex-macros-that-double", 1 << 20);
  REQUIRE(bytes);
  const Record record = record_in(*bytes);
  CHECK(record.titles[0].html.size() < (64 << 10));
  CHECK(record.titles[0].html.ends_with(" of reeds"));
}

TEST_CASE("crossref json: one work, a list of works, a line of JSONL") {
  const std::string work =
      R"({"DOI":"10.5555/R.1","type":"journal-article","title":["Reeds <i>in</i> water"],"container-title":["Journal of Reeds"],)"
      R"("issued":{"date-parts":[[2021,3]]},"published-online":{"date-parts":[[2021,3,7]]},"indexed":{},)"
      R"("author":[{"given":"Ada","family":"Okoro","ORCID":"http://orcid.org/0000-0002-1825-0097"},{"name":"Reed Group"}],)"
      R"("abstract":"<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title><jats:p>To count.</jats:p></jats:sec>","page":"10-19"})";
  const Record one = record_in("{\n\"status\":\"ok\",\"message-type\":\"work\",\"message\":" + work + "}");
  CHECK(one.format == "crossref");
  CHECK(one.published == "2021-03-07");
  CHECK(names_of(one) == "Ada|Okoro; Reed Group");
  const auto article = article_from_record(one, 0);
  REQUIRE(article);
  CHECK(article->main().abstract == "Aim: To count.");
  const std::vector<Record> list = records_in(
      R"({"status":"ok","message":{"facets":{},"items":[)" + work + ",\n" + work + R"(],"query":{"start-index":0}}})");
  CHECK(list.size() == 2);
  CHECK(is_record_line(work));
  CHECK_FALSE(is_record_line(R"({"title":"Reeds","doi":"10.5555/1","authors":["A"]})"));
}

TEST_CASE("crossref json: a notice says what it retracts, a date may be null") {
  const Record record = record_in(
      R"([{"DOI":"10.5555/n.1","title":"Retraction: Reeds","issued":{"date-parts":[[null]]},"update-to":[{"DOI":"10.5555/r.1","type":"retraction"}]}])");
  CHECK(record.type == "retraction");
  CHECK(record.published.empty());
  CHECK(record.relations == std::vector<RecordRelation>{{"retraction", "doi:10.5555/r.1"}});
}

TEST_CASE("csl-json: what a reference manager exports") {
  const library::Article article = article_in(
      R"([{"id":"okoro","type":"article-journal","title":"Reeds","container-title":"Journal of Reeds","language":"en-GB","keyword":"reed; river",)"
      R"("author":[{"family":"Berg","given":"Jan","non-dropping-particle":"van der"},{"literal":"Reed Group"}],"issued":{"date-parts":[["2021","3","7"]]},"PMID":"90000001"}])");
  CHECK(article.authors[0].name == "Jan van der Berg");
  CHECK(article.authors[1].name == "Reed Group");
  CHECK(article.published == "2021-03-07");
  CHECK(article.pmid == "90000001");
  CHECK(article.main().keywords == std::vector<std::string>{"reed", "river"});
}

TEST_CASE("europe pmc: core and lite answers") {
  const std::vector<Record> records = records_in(
      R"({"version":"6.9","hitCount":2,"request":{"query":"reed"},"resultList":{"result":[)"
      R"({"id":"90000001","source":"MED","pmid":"90000001","pmcid":"PMC700","doi":"10.5555/r.1","title":"Reeds in water.","authorList":{"author":[)"
      R"({"fullName":"Okoro A","firstName":"Ada","lastName":"Okoro","authorId":{"type":"ORCID","value":"0000-0002-1825-0097"}},{"collectiveName":"Reed Group"}]},)"
      R"("journalInfo":{"issue":"2","volume":"4","journal":{"title":"Journal of Reeds"}},"pubYear":"2021","pageInfo":"10-19","abstractText":"<h4>Aim</h4>To count.",)"
      R"("pubTypeList":{"pubType":["Review","Journal Article"]},"keywordList":{"keyword":["reed"]},"firstPublicationDate":"2021-03-07"},)"
      R"({"id":"PPR1","source":"PPR","title":"A draft","authorString":"Okoro A, Li B.","pubYear":"2021"}]}})");
  REQUIRE(records.size() == 2);
  CHECK(names_of(records[0]) == "Ada|Okoro; Reed Group");
  CHECK(records[0].type == "review");
  CHECK(records[0].published == "2021-03-07");
  CHECK(records[1].type == "preprint");
  CHECK(names_of(records[1]) == "A|Okoro; B|Li");
  CHECK(records[1].published == "2021");
}

TEST_CASE("biorxiv json: details of preprints") {
  const library::Article article = article_in(
      R"({"messages":[{"status":"ok","count":1}],"collection":[{"doi":"10.1101/2021.01.01.000001","title":"Reeds","authors":"Okoro, A.; Li, B.","date":"2021-01-02",)"
      R"("version":"2","category":"ecology","jatsxml":"x","abstract":"Many.","published":"10.5555/r.1","server":"biorxiv"}]})");
  CHECK(article.type == library::ArticleType::preprint);
  CHECK(article.source == "bioRxiv");
  CHECK(article.section == "ecology");
  CHECK(article.authors[1].name == "B. Li");
  CHECK(article.published == "2021-01-02");
}

TEST_CASE("fault_081 fault_082 json records: depth and odd values cost that record only") {
  const std::string deep = R"({"DOI":"10.5555/d","title":)" + std::string(200, '[') + std::string(200, ']') + "}";
  const std::string odd = R"({"DOI":7,"title":null,"container-title":["\ud800"],"issued":{"date-parts":"x"},"author":{"family":1e400}})";
  const auto reader = make_record_reader(RecordFormat::json);
  CHECK(reader->read(deep).error().code == "json.malformed");
  const auto read = reader->read(odd);
  CHECK((read.has_value() ? read->front().titles.empty() : read.error().code == "json.malformed"));
  CHECK(reader->read(R"({"some":"thing"})").error().code == "record.unknown");
}

}  // namespace
}  // namespace meridian::indexer
