#include "indexer/index_shards.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "base/files.h"
#include "indexer/index_document.h"
#include "indexer/index_writer.h"
#include "indexer/intake.h"
#include "library/index.h"

namespace meridian::indexer {
namespace {

namespace fs = std::filesystem;

// A library of many short papers on the disk, since every thread opens it for itself.
struct Desk {
  base::FakeClock clock{1'780'000'000};
  base::TemporaryFolder folder = *base::TemporaryFolder::make("meridian-shards");
  std::shared_ptr<const text::Analyzer> analyzer = *text::Analyzer::open();
  std::unique_ptr<library::Library> library = *library::Library::open(folder.path() / "library", library::OpenMode::read_write, clock);

  explicit Desk(int papers) {
    fs::create_directories(folder.path() / "generation");
    add(0, papers, "");
  }
  void add(int first, int papers, const std::string& abstract) {
    std::vector<library::Article> batch;
    for (int i = first; i < first + papers; ++i) {
      library::Article article;
      article.texts = {{"en", "Paper number " + std::to_string(10'000 + i) + " of the series", abstract, {}}};
      article.doi = "10.5555/series." + std::to_string(i);
      batch.push_back(std::move(article));
    }
    REQUIRE(take_in(*library, std::move(batch)));
  }
  fs::path target() const { return folder.path() / "generation" / "main"; }
  base::Result<BuildReport> build(std::int64_t shard_documents, const base::Cancelled& cancelled = {}) {
    return build_database(*library, folder.path() / "library", target(), *analyzer, {}, cancelled, shard_documents);
  }
};

TEST_CASE("index shards: a library in many shards becomes one database with every Work once, and nothing beside it") {
  constexpr int kPapers = 2'100;
  Desk desk(kPapers);
  const auto built = desk.build(300);
  REQUIRE(built);
  CHECK(built->documents == kPapers);
  const Xapian::Database database(desk.target().string());
  CHECK(database.get_doccount() == kPapers);
  const std::vector<library::Work> works = *desk.library->works().list_after(0, kPapers);
  REQUIRE(works.size() == kPapers);
  for (const library::Work& work : works) CHECK(database.get_termfreq(unique_term(work.id)) == 1);
  for (const auto& entry : fs::directory_iterator(desk.target().parent_path())) CHECK(entry.path() == desk.target());
}

TEST_CASE("index shards: a library smaller than a shard is written at once") {
  Desk desk(30);
  const auto built = desk.build(kShardDocuments);
  REQUIRE(built);
  CHECK(Xapian::Database(desk.target().string()).get_doccount() == 30);
}

TEST_CASE("index shards: cancelled, it makes no database") {
  Desk desk(2'100);
  const auto built = desk.build(300, [] { return true; });
  REQUIRE_FALSE(built);
  CHECK(built.error().kind == base::ErrorKind::cancelled);
  CHECK_FALSE(fs::exists(desk.target()));
}

TEST_CASE("index shards: begun while the library is filled, the index is the library's in the end") {
  Desk desk(0);
  const fs::path folder = desk.folder.path() / "library";
  {
    const auto writer = *IndexWriter::open(folder, desk.analyzer);
    REQUIRE(writer->begin_ahead(*desk.library));
    desk.add(0, 1'500, "");
    // A shard stands there once its first Works are taken: what changes now was written before it did.
    const fs::path shard = library::index_folder(folder) / "000001" / "shard-0";
    const bool ahead = std::thread::hardware_concurrency() > 1;
    for (int i = 0; ahead && i < 1'000 && !fs::exists(shard); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(fs::exists(shard) == ahead);
    desk.add(0, 3, "An abstract that another copy brought.");
    REQUIRE(desk.library->write([&](library::Transaction& transaction) { return desk.library->articles().remove(transaction, 7); }));
    desk.add(1'500, 700, "");
    const auto report = writer->catch_up(*desk.library);
    REQUIRE(report);
    CHECK(report->rebuilt);
    CHECK(report->number == *desk.library->number());
  }
  const auto findings = compare_index(*desk.library, folder, *desk.analyzer);
  REQUIRE(findings);
  CHECK(findings->empty());
  CHECK((*library::Index::open(folder, current_version()))->database().get_doccount() == 2'199);
}

TEST_CASE("index shards: an index begun ahead goes when nobody finishes it, and is not begun where it only has to follow") {
  Desk desk(10);
  const fs::path folder = desk.folder.path() / "library", index = library::index_folder(folder);
  {
    const auto writer = *IndexWriter::open(folder, desk.analyzer);
    REQUIRE(writer->begin_ahead(*desk.library));
    CHECK(fs::exists(index / "000001"));
  }
  CHECK_FALSE(fs::exists(index / "000001"));
  const auto writer = *IndexWriter::open(folder, desk.analyzer);
  REQUIRE(writer->catch_up(*desk.library));
  REQUIRE(writer->begin_ahead(*desk.library));
  desk.add(10, 5, "");
  const auto report = writer->catch_up(*desk.library);
  REQUIRE(report);
  CHECK_FALSE(report->rebuilt);
}

}  // namespace
}  // namespace meridian::indexer
