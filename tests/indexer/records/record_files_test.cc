// Files of records into a library: any size, any damage, twice.
#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "base/files.h"
#include "indexer/importer.h"
#include "indexer/intake.h"
#include "tests/support/http_test_server.h"

namespace meridian::indexer {
namespace {

namespace fs = std::filesystem;

struct Desk {
  base::FakeClock clock;
  base::Config config;
  std::unique_ptr<library::Library> library = std::move(*library::Library::in_memory(clock));
  base::TemporaryFolder folder = std::move(*base::TemporaryFolder::make("records-test"));

  fs::path file(const std::string& name, const std::string& content) {
    std::ofstream(folder.path() / name, std::ios::binary) << content;
    return folder.path() / name;
  }
  ImportReport import(const std::vector<fs::path>& files) {
    auto report = import_files(*library, files, config, clock);
    REQUIRE(report.has_value());
    return std::move(*report);
  }
};

std::string article(int number, const std::string& more = "") {
  const std::string id = std::to_string(90'000'000 + number);
  return "<PubmedArticle>\n<MedlineCitation><PMID>" + id + "</PMID><Article><ArticleTitle>Paper number " + id +
         " of the series.</ArticleTitle>" + more + "</Article></MedlineCitation></PubmedArticle>\n";
}
std::string set_of(const std::string& inside) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<PubmedArticleSet>\n" + inside + "</PubmedArticleSet>\n";
}

TEST_CASE("record files: told by their bytes, gzipped or not, whatever their names") {
  Desk desk;
  const ImportReport report = desk.import({desk.file("a.txt", set_of(article(1) + article(2))),
                                           desk.file("b.html", tests::gzip(set_of(article(3))))});
  CHECK(report.added == 3);
  CHECK(report.failures_in_all == 0);
}

TEST_CASE("record files: the same file again changes nothing; an update replaces, a deletion removes") {
  Desk desk;
  const fs::path first = desk.file("a.xml", set_of(article(1) + article(2)));
  CHECK(desk.import({first}).added == 2);
  CHECK(desk.import({first}).unchanged == 2);
  const ImportReport update = desk.import({desk.file(
      "b.xml", set_of(article(1, "<Abstract><AbstractText>Now with a text.</AbstractText></Abstract>") +
                      "<DeleteCitation><PMID>90000002</PMID><PMID>90000077</PMID></DeleteCitation>"))});
  CHECK(update.updated == 1);
  CHECK(update.withdrawn == 1);
  CHECK(*desk.library->articles().count() == 1);
}

TEST_CASE("record files: a notice is tied to its paper whichever comes first, and stays so") {
  for (const bool notice_first : {true, false}) {
    Desk desk;
    const std::string notice =
        "<PubmedArticle><MedlineCitation><PMID>90000009</PMID><Article><ArticleTitle>Retraction notice of the editors</ArticleTitle>"
        "<PublicationTypeList><PublicationType>Retraction of Publication</PublicationType></PublicationTypeList></Article>"
        "<CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionOf\"><PMID>90000001</PMID></CommentsCorrections>"
        "</CommentsCorrectionsList></MedlineCitation></PubmedArticle>";
    const std::string retracted =
        "<PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article><ArticleTitle>Reeds that never were in the lower river</ArticleTitle>"
        "</Article><CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionIn\"><PMID>90000009</PMID></CommentsCorrections>"
        "</CommentsCorrectionsList></MedlineCitation></PubmedArticle>";
    CHECK(desk.import({desk.file("a.xml", set_of(notice_first ? notice : retracted))}).linked == 0);
    const ImportReport report = desk.import({desk.file("b.xml", set_of(notice_first ? retracted : notice))});
    CHECK(report.linked == 1);
    REQUIRE(desk.library->write([&](library::Transaction& transaction) { return relink(*desk.library, transaction, report.ids.front()); }));
    const auto links = desk.library->works().links_of(report.ids.front());
    REQUIRE(links);
    REQUIRE(links->size() == 1);
    CHECK(links->front().kind == library::LinkKind::concerns);
    CHECK(links->front().reason == "record: retraction");
  }
}

TEST_CASE("record files: what another source brought, or the reader starred, is not withdrawn") {
  Desk desk;
  const std::vector<library::ArticleId> ids = desk.import({desk.file("a.xml", set_of(article(1)))}).ids;
  REQUIRE(desk.library->write([&](library::Transaction& transaction) {
    return desk.library->marks().set(transaction, ids.front(), library::Mark::starred, true);
  }));
  desk.import({desk.file("b.jsonl", "{\"title\":\"Reeds of the lake shore in winter\",\"pmid\":\"90000002\"}\n")});
  const ImportReport report = desk.import(
      {desk.file("c.xml", set_of("<DeleteCitation><PMID>90000001</PMID><PMID>90000002</PMID></DeleteCitation>"))});
  CHECK(report.withdrawn == 0);
  CHECK(*desk.library->articles().count() == 2);
}

TEST_CASE("fault_083 record files: a bad record costs itself and is named by its place") {
  Desk desk;
  const std::string unclosed = "<PubmedArticle><MedlineCitation><PMID>7</PMID>";
  const std::string deep = "<PubmedArticle>" + std::string(300, 'x') + [] {
    std::string tags;
    for (int i = 0; i < 100; ++i) tags += "<a>";
    return tags;
  }() + "</PubmedArticle>";
  const ImportReport report = desk.import({desk.file(
      "a.xml", set_of(article(1) + unclosed + article(2) + "<PubmedArticle></PubmedArticle>" + article(3) + deep + article(4)) )});
  CHECK(report.added == 4);
  REQUIRE(report.failures.size() == 3);
  CHECK(report.failures[0].code == "record.damaged");
  CHECK(report.failures[0].line == 5);
  CHECK(report.failures[1].code == "record.empty");
  CHECK(report.failures[2].code == "xml.too_deep");
}

TEST_CASE("fault_024 record files: every truncation keeps the records before it") {
  Desk desk;
  const std::string whole = set_of(article(1) + article(2));
  const std::size_t first_end = whole.find("</PubmedArticle>") + 16, second_end = whole.rfind("</PubmedArticle>") + 16;
  for (std::size_t length = whole.find("<PubmedArticleSet>") + 18; length < whole.size(); length += 7) {
    int read = 0;
    const auto report = read_files({desk.file("a.xml", whole.substr(0, length))}, desk.config, desk.clock,
                                   [&](const ReadArticle&) { ++read; });
    REQUIRE(report);
    CHECK(read == (length >= second_end) + (length >= first_end));
  }
}

TEST_CASE("fault_008 record files: a compressed file that was cut keeps what came, and says so") {
  Desk desk;
  std::string many;
  for (int i = 0; i < 3000; ++i) many += article(i);
  const std::string packed = tests::gzip(set_of(many));
  const ImportReport report = desk.import({desk.file("a.xml.gz", packed.substr(0, packed.size() * 3 / 4))});
  CHECK(report.added > 1000);
  CHECK(report.added < 3000);
  REQUIRE(report.failures.size() == 2);
  CHECK(report.failures[1].code == "file.gzip");
}

TEST_CASE("fault_077 record files: one record without end is left out, those after it are read") {
  Desk desk;
  const std::string huge = article(1, "<Abstract><AbstractText>" + std::string(40 << 20, 'x') + "</AbstractText></Abstract>");
  const ImportReport report = desk.import({desk.file("a.xml", set_of(article(2) + huge + article(3)))});
  CHECK(report.added == 2);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].code == "record.too_large");
}

// So large that its progress is kept, gzipped too.
std::string large(int records) {
  std::mt19937 random(7);
  std::string all;
  for (int i = 0; i < records; ++i) {
    std::string text;
    for (int k = 0; k < 900; ++k) text += static_cast<char>('a' + random() % 26);
    all += article(i, "<Abstract><AbstractText>" + text + "</AbstractText></Abstract>");
  }
  return all;
}

// Stops behind so many batches of a thousand.
void import_in_part(Desk& desk, const fs::path& file, int batches, const ImportChoice& choice = {}) {
  int taken = 0;
  const auto stopped = import_files(
      *desk.library, {file}, desk.config, desk.clock, [&] { return ++taken, base::Status(); }, {}, [&] { return taken == batches; }, choice);
  REQUIRE_FALSE(stopped.has_value());
  CHECK(stopped.error().kind == base::ErrorKind::cancelled);
}

TEST_CASE("record files: a large one that was stopped is gone on with, gzipped or not, wherever it lies by then") {
  const std::string all = set_of(large(1200));
  std::string lines;
  std::mt19937 random(7);
  for (int i = 0; i < 1200; ++i) {
    std::string text;
    for (int k = 0; k < 900; ++k) text += static_cast<char>('a' + random() % 26);
    lines += "{\"title\":\"Paper number " + std::to_string(90'000'000 + i) + " of the series\",\"abstract\":\"" + text + "\"}\n";
  }
  for (const std::string& content : {all, tests::gzip(all), lines}) {
    Desk desk;
    const fs::path file = desk.file("a", content);
    import_in_part(desk, file, 1);
    CHECK(*desk.library->articles().count() == 1000);
    fs::rename(file, desk.folder.path() / "moved");
    std::vector<ImportResumed> told;
    const auto rest = import_files(*desk.library, {desk.folder.path() / "moved"}, desk.config, desk.clock, {}, {}, {},
                                   {false, [&](const ImportResumed& file_) { told.push_back(file_); }});
    REQUIRE(rest.has_value());
    REQUIRE(rest->resumed.size() == 1);
    CHECK(rest->resumed[0].records == 1000);
    CHECK(told.size() == 1);
    CHECK(rest->added == 200);
    CHECK(rest->unchanged == 0);
    CHECK(rest->failures_in_all == 0);
    // It came to its end: the next time it begins anew.
    const ImportReport again = desk.import({desk.folder.path() / "moved"});
    CHECK(again.resumed.empty());
    CHECK(again.unchanged == 1200);
  }
}

TEST_CASE("record files: what changed since it was stopped begins anew, and so does what the reader says") {
  Desk desk;
  const std::string content = large(1100);
  const fs::path file = desk.file("a", set_of(content));
  import_in_part(desk, file, 1);
  const ImportReport changed = desk.import({desk.file("b", set_of(content + article(7000)))});
  CHECK(changed.resumed.empty());
  CHECK(changed.unchanged == 1000);
  CHECK(changed.added == 101);
  import_in_part(desk, file, 1, {true, {}});
  const auto again = import_files(*desk.library, {file}, desk.config, desk.clock, {}, {}, {}, {true, {}});
  REQUIRE(again.has_value());
  CHECK(again->resumed.empty());
  CHECK(again->unchanged == 1100);
}

TEST_CASE("record files: what was taken back and tied before a stop stays so, and what comes behind it is still done") {
  Desk desk;
  const std::string notice = article(5001, "<PublicationTypeList><PublicationType>Retraction of Publication</PublicationType></PublicationTypeList>");
  const std::string tied = notice.substr(0, notice.rfind("</MedlineCitation>")) +
                           "<CommentsCorrectionsList><CommentsCorrections RefType=\"RetractionOf\"><PMID>90000001</PMID></CommentsCorrections>"
                           "</CommentsCorrectionsList></MedlineCitation></PubmedArticle>\n";
  const fs::path file = desk.file("a", set_of(large(1100) + tied + "<DeleteCitation><PMID>90000002</PMID></DeleteCitation>"));
  import_in_part(desk, file, 1);
  const ImportReport rest = desk.import({file});
  REQUIRE(rest.resumed.size() == 1);
  CHECK(rest.added == 101);
  CHECK(rest.linked == 1);
  CHECK(rest.withdrawn == 1);
}

TEST_CASE("record files: an import that was stopped is finished by another run") {
  Desk desk;
  std::string many;
  for (int i = 0; i < 2500; ++i) many += article(i);
  const fs::path file = desk.file("a.xml", set_of(many));
  int batches = 0;
  const auto stopped = import_files(
      *desk.library, {file}, desk.config, desk.clock, [&] { return ++batches, base::Status(); }, {}, [&] { return batches == 1; });
  REQUIRE_FALSE(stopped.has_value());
  const ImportReport rest = desk.import({file});
  CHECK(rest.unchanged == 1000);
  CHECK(rest.added == 1500);
  CHECK(*desk.library->articles().count() == 2500);
}

}  // namespace
}  // namespace meridian::indexer
