// Twice the file costs at most two and a half times the time, for files of records and lists of feeds (FAULTS 77, 79, 81, 83).
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/files.h"
#include "indexer/feed_reader.h"
#include "indexer/importer.h"
#include "indexer/record_reader.h"
#include "tests/support/growth.h"

namespace meridian::indexer {
namespace {

using tests::check;
using tests::of;

// As `import` reads it, without a library.
void as_file(const std::string& bytes) {
  const auto folder = base::TemporaryFolder::make("growth-test");
  const std::filesystem::path file = folder->path() / "file";
  REQUIRE(base::write_file_atomically(file, bytes));
  const base::FakeClock clock;
  REQUIRE(read_files({file}, {}, clock, [](const ReadArticle&) {}));
}

void as_list(const std::string& bytes) {
  (void)read_opml(bytes);
}
void as_oai(const std::string& bytes) {
  (void)read_oai_answer(bytes, "");
}

constexpr std::size_t kFew = 6'000;  // bytes, where each record becomes an article

const std::string kPubmed = "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Reeds</ArticleTitle>";
const std::string kJats = "<article><front><article-meta><title-group><article-title>Reeds</article-title></title-group>";
const std::string kOai = "<OAI-PMH><ListRecords>";

}  // namespace

TEST_CASE("fault_083 growth: records of RIS and NBIB") {
  check({{"records of RIS", of("", "TY  - JOUR\nTI  - Reeds\nER  - \n"), as_file, kFew},
         {"records of RIS without end", of("", "TY  - JOUR\n"), as_file, kFew},
         {"authors of RIS", of("TY  - JOUR\nTI  - Reeds\n", "AU  - Okoro, Ada\n"), as_file, kFew},
         {"lines that go on", of("TY  - JOUR\nTI  - Reeds\nAB  - ", "more\n"), as_file, kFew},
         {"records of NBIB", of("", "PMID- 1\nTI  - Reeds\n\n"), as_file, kFew},
         {"authors of NBIB", of("PMID- 1\nTI  - Reeds\n", "FAU - Okoro, Ada\nAUID- ORCID: 1\n"), as_file, kFew}});
}

TEST_CASE("fault_083 growth: BibTeX, balanced or not") {
  const std::string open = "@article{a, title = {Reeds}, ";
  check({{"entries", of("", "@article{a, title = {Reeds}}\n"), as_file, kFew},
         {"braces that open", of(open + "abstract = {", "{"), as_file},
         {"braces that close", of(open, "}"), as_file},
         {"entries in entries", of("", "@article{a, title = {\n"), as_file},
         {"signs", of("@article{a,\n", "@"), as_file},
         {"fields", of(open, "x = 1, ", "}"), as_file},
         {"parts of a value", of(open + "note = a", " # a", "}"), as_file},
         {"macros", of("", "@string{a = \"b\"}\n"), as_file},
         {"authors", of(open + "author = {Okoro, Ada", " and Okoro, Ada", "}}"), as_file, kFew},
         {"names of one author", of(open + "author = {Ada", " Ada", "}}"), as_file},
         {"accents", of(open + "note = {", "{\\\"o}", "}, abstract = {x}}"), as_file},
         {"backslashes", of(open + "abstract = {", "\\\\", "}}"), as_file},
         {"formulas", of(open + "abstract = {", "$a$ ", "}}"), as_file}});
}

TEST_CASE("fault_077 fault_083 growth: XML of records") {
  check({{"articles of PubMed", of("<PubmedArticleSet>", "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>R</ArticleTitle></Article></MedlineCitation></PubmedArticle>"), as_file, kFew},
         {"articles that open", of("<PubmedArticleSet>", "<PubmedArticle>"), as_file},
         {"authors", of(kPubmed + "<AuthorList>", "<Author><LastName>Okoro</LastName></Author>", "</AuthorList></Article></MedlineCitation></PubmedArticle>"), as_file, kFew},
         {"one long abstract", of(kPubmed + "<Abstract><AbstractText>", "tides and heat ", "</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"), as_file},
         {"marks in a title", of(kJats + "<abstract><p>", "<i>a</i> <b>b</b> ", "</p></abstract></article-meta></front></article>"), as_file},
         {"sections", of(kJats + "<abstract>", "<sec><title>Aim</title><p>a</p></sec>", "</abstract></article-meta></front></article>"), as_file},
         {"end tags", of("<PubmedArticleSet>", "</PubmedArticle>"), as_file},
         {"records of a repository", of(kOai, "<record><header><identifier>a</identifier></header><metadata/></record>"), as_oai},
         {"records that open", of(kOai, "<record><header>"), as_oai},
         {"records in records", of(kOai, "<record><leader>"), as_oai}});
}

TEST_CASE("fault_081 fault_083 growth: JSON of records") {
  check({{"records", of("[{\"title\":\"a\"}", ",{\"title\":\"Reeds\",\"type\":\"article-journal\"}", "]"), as_file, kFew},
         {"objects that open", of("[", "{\"a\":"), as_file},
         {"lists that open", of("{\n\"items\":", "["), as_file},
         {"authors", of("[{\"type\":\"article-journal\",\"title\":\"a\",\"author\":[{\"family\":\"a\"}", ",{\"family\":\"a\"}", "]}]"), as_file, kFew},
         {"quotes", of("[{\"title\":", "\"\\\""), as_file}});
}

TEST_CASE("fault_079 growth: lists of feeds") {
  check({{"feeds", of("<opml><body>", "<outline text='a' xmlUrl='https://a.example/'/>", "</body></opml>"), as_list},
         {"folders that open", of("<opml><body>", "<outline text='a'>"), as_list},
         {"folders", of("<opml><body>", "<outline text='a'></outline>", "</body></opml>"), as_list},
         {"attributes without value", of("<opml><body><outline ", "a "), as_list}});
}

}  // namespace meridian::indexer
