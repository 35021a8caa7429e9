#include "indexer/index_shards.h"

#include <doctest/doctest.h>
#include <xapian.h>

#include <filesystem>

#include "base/files.h"
#include "indexer/index_document.h"
#include "indexer/intake.h"

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
    std::vector<library::Article> batch;
    for (int i = 0; i < papers; ++i) {
      library::Article article;
      article.texts = {{"en", "Paper number " + std::to_string(10'000 + i) + " of the series", "", {}}};
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

}  // namespace
}  // namespace meridian::indexer
