// Invented PubMed XML, and how fast a file of records is read and imported.
//
// What is invented has the parts and about the size of a record of PubMed: structured abstract, eight authors with
// affiliations, MeSH headings, a list of references.
#include <filesystem>
#include <fstream>

#include "indexer/importer.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "tests/end_to_end/made_text.h"

namespace meridian::bench {

namespace {

std::string element(const std::string& name, const std::string& inside) {
  return "<" + name + ">" + inside + "</" + name + ">";
}

std::string authors(tests::MadeText& text) {
  std::string list;
  for (std::size_t left = 2 + text.below(12); left > 0; --left) {
    const std::string name = text.name();
    const std::size_t blank = name.find(' ');
    list += "<Author ValidYN=\"Y\">" + element("LastName", name.substr(blank + 1)) + element("ForeName", name.substr(0, blank)) +
            element("Initials", name.substr(0, 1)) +
            element("AffiliationInfo", element("Affiliation", "Department of " + text.title() + ", University of " + text.word() + ".")) + "</Author>\n";
  }
  return list;
}

std::string references(tests::MadeText& text) {
  std::string list;
  for (std::size_t left = text.below(40); left > 0; --left)
    list += element("Reference", element("Citation", text.title() + ". " + std::to_string(1990 + text.below(35)) + ";12:1-9.") +
                                     "<ArticleIdList><ArticleId IdType=\"pubmed\">" + std::to_string(80'000'000 + text.below(9'000'000)) +
                                     "</ArticleId></ArticleIdList>") + "\n";
  return list;
}

std::string record(tests::MadeText& text, long long number) {
  const std::string id = std::to_string(90'000'000 + number), doi = "10.5555/made." + std::to_string(number);
  std::string abstract, headings;
  for (const char* label : {"BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS"})
    abstract += "<AbstractText Label=\"" + std::string(label) + "\" NlmCategory=\"" + label + "\">" +
                text.abstract(15 + static_cast<int>(text.below(60))) + " (p &lt; 0.05, <i>" + text.word() + "</i>)</AbstractText>\n";
  for (std::size_t left = text.below(14); left > 0; --left)
    headings += "<MeshHeading><DescriptorName UI=\"D000001\" MajorTopicYN=\"N\">" + text.title() + "</DescriptorName></MeshHeading>\n";
  return "<PubmedArticle>\n<MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\"><PMID Version=\"1\">" + id +
         "</PMID>\n<Article PubModel=\"Print-Electronic\"><Journal><ISSN IssnType=\"Electronic\">1234-5679</ISSN><JournalIssue>" +
         element("Volume", "12") + element("Issue", "3") + element("PubDate", element("Year", std::to_string(1990 + text.below(35))) + element("Month", "Mar")) +
         "</JournalIssue>" + element("Title", "Journal of " + text.word()) + "</Journal>\n" + element("ArticleTitle", text.title() + ".") +
         element("Pagination", element("MedlinePgn", "101-109")) + "<ELocationID EIdType=\"doi\" ValidYN=\"Y\">" + doi + "</ELocationID>\n" +
         element("Abstract", abstract) + "<AuthorList CompleteYN=\"Y\">" + authors(text) + "</AuthorList>" + element("Language", "eng") +
         "<PublicationTypeList><PublicationType UI=\"D016428\">Journal Article</PublicationType></PublicationTypeList></Article>\n" +
         element("MeshHeadingList", headings) + "</MedlineCitation>\n<PubmedData><ArticleIdList><ArticleId IdType=\"pubmed\">" + id +
         "</ArticleId><ArticleId IdType=\"doi\">" + doi + "</ArticleId></ArticleIdList>\n" + element("ReferenceList", references(text)) +
         "</PubmedData>\n</PubmedArticle>\n";
}

}  // namespace

int made_pubmed(const Words& words) {
  if (words.size() != 3) return 2;
  tests::MadeText text(std::strtoull(words[2].c_str(), nullptr, 10));
  std::ofstream out(words[0], std::ios::binary);
  out << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n";
  for (long long number = 1; number <= std::atoll(words[1].c_str()); ++number) out << record(text, number);
  out << "</PubmedArticleSet>\n";
  if (!out.flush()) give_up("Could not write " + words[0] + ".");
  return 0;
}

int records_bench(const Words& words) {
  if (words.size() != 2) return 2;
  const base::SystemClock clock;
  const std::filesystem::path file = words[1];
  const double megabytes = static_cast<double>(std::filesystem::file_size(file)) / 1e6;
  double articles = 0;
  const Stopwatch reading;
  must(indexer::read_files({file}, {}, clock, [&](const indexer::ReadArticle&) { ++articles; }));
  const double read_s = reading.seconds();
  const auto library = must(library::Library::open(words[0], library::OpenMode::read_write, clock));
  const Stopwatch importing;
  const indexer::ImportReport report = must(indexer::import_files(*library, {file}, {}, clock));
  const double import_s = importing.seconds();
  if (static_cast<double>(report.added) != articles) give_up("Not every record of " + words[1] + " became an article.");
  row("records", articles, "");
  row("file", megabytes, "MB");
  row("records read", articles / read_s, "articles/s");
  row("records read", megabytes / read_s, "MB/s");
  row("records imported into a library", articles / import_s, "articles/s");
  row("records imported into a library", megabytes / import_s, "MB/s");
  row("peak memory", peak_memory() / 1e6, "MB");
  return 0;
}

}  // namespace meridian::bench
