#include "base/messages.h"
#include "indexer/index_writer.h"

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <atomic>
#include <fstream>
#include <thread>

#include "indexer/index_document.h"
#include "library/index_schema.h"
#include "tests/indexer/index_desk.h"

namespace base = meridian::base;
namespace fs = std::filesystem;
namespace indexer = meridian::indexer;
namespace library = meridian::library;
using indexer::IndexDesk;
using indexer::paper;

namespace {

std::string title(int i) {
  return "Study " + std::to_string(i) + " of walking";
}

void add_papers(IndexDesk& desk, int first, int count) {
  REQUIRE(desk.library->write([&](library::Transaction& transaction) -> base::Status {
    for (int i = first; i < first + count; ++i)
      MERIDIAN_TRY(desk.library->articles().add(
          transaction, paper(title(i), "Walking number " + std::to_string(i) + " eases pain.")));
    return {};
  }));
}

std::size_t generations(const IndexDesk& desk) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(library::index_folder(desk.folder.path())))
    count += entry.is_directory() ? 1 : 0;
  return count;
}

fs::path database_of(IndexDesk& desk) {
  return library::index_folder(desk.folder.path()) / desk.open()->state().generation / "main";
}

// Changes the index behind the writer's back.
void tamper(IndexDesk& desk, const std::function<void(Xapian::WritableDatabase&)>& change) {
  Xapian::WritableDatabase database(database_of(desk).string(), Xapian::DB_OPEN);
  change(database);
  database.commit();
}

}  // namespace

TEST_CASE("index writer: what the library got, changed and lost is followed in place") {
  IndexDesk desk;
  const auto first = desk.add(paper("Walking", "Walking eases pain."));
  const auto second = desk.add(paper("Swimming", "Swimming eases pain."));
  CHECK(desk.catch_up().rebuilt);
  CHECK(desk.compare().empty());

  desk.remove(first);
  auto changed = *desk.library->articles().get(second);
  changed.texts[0].title = "Rowing";
  REQUIRE(desk.library->write(
      [&](library::Transaction& transaction) { return desk.library->articles().update(transaction, changed); }));
  desk.add(paper("Cycling", "Cycling eases pain."));
  const auto report = desk.catch_up();
  CHECK_FALSE(report.rebuilt);
  CHECK(report.documents == 3);
  CHECK(report.number == *desk.library->number());
  const auto index = desk.open();
  CHECK(index->database().get_doccount() == 2);
  CHECK(index->database().term_exists(library::field_term(library::Field::title, "Zrow")));
  CHECK_FALSE(index->database().term_exists(library::field_term(library::Field::title, "Zswim")));
  CHECK(desk.compare().empty());
  CHECK(desk.catch_up().documents == 0);
}

TEST_CASE("index writer: merged Works become one document") {
  IndexDesk desk;
  const auto first = desk.add(paper("Walking", "Walking eases pain.")),
             second = desk.add(paper("Walking again", "Walking eases pain."));
  desk.catch_up();
  desk.link(first, second);
  desk.catch_up();
  CHECK(desk.open()->database().get_doccount() == 1);
  CHECK(desk.compare().empty());
}

TEST_CASE("index writer: one library commit larger than a batch is covered whole") {
  IndexDesk desk;
  desk.add(paper("Walking", "Walking eases pain."));
  desk.catch_up();
  add_papers(desk, 0, 1500);
  const auto report = desk.catch_up();
  CHECK_FALSE(report.rebuilt);
  CHECK(report.documents == 1500);
  CHECK(report.number == *desk.library->number());
  CHECK(desk.open()->database().get_doccount() == 1501);
}

TEST_CASE("index writer: cancelled between batches, it keeps what it has and goes on from there") {
  IndexDesk desk;
  desk.add(paper("Walking", "Walking eases pain."));
  desk.catch_up();
  for (int i = 0; i < 3; ++i) add_papers(desk, 700 * i, 700);
  {
    const auto writer = *indexer::IndexWriter::open(desk.folder.path(), desk.analyzer);
    const auto stopped = writer->catch_up(*desk.library, {}, [] { return true; });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().kind == base::ErrorKind::cancelled);
  }
  CHECK(desk.open()->database().get_doccount() == 1001);
  CHECK_FALSE(desk.catch_up().rebuilt);
  CHECK(desk.open()->database().get_doccount() == 2101);
}

TEST_CASE("index writer: only one at a time") {
  IndexDesk desk;
  const auto writer = indexer::IndexWriter::open(desk.folder.path(), desk.analyzer);
  REQUIRE(writer);
  const auto second = indexer::IndexWriter::open(desk.folder.path(), desk.analyzer);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "lock.held");
}

TEST_CASE("index writer: fault_168 fault_169 what does not fit the library is rebuilt beside") {
  IndexDesk desk;
  desk.add(paper("Walking", "Walking eases pain."));
  desk.catch_up();
  SUBCASE("another library") {
    tamper(desk, [](auto& database) { database.set_metadata(std::string(library::kMetaLibrary), "another"); });
  }
  SUBCASE("another version") {
    tamper(desk, [](auto& database) { database.set_metadata(std::string(library::kMetaVersion), "0/0"); });
  }
  SUBCASE("ahead of the library") {
    tamper(desk, [](auto& database) { database.set_metadata(std::string(library::kMetaNumber), "999999"); });
  }
  SUBCASE("cut off") {
    fs::resize_file(database_of(desk) / "iamglass", 10);
  }
  SUBCASE("a file is missing") {
    fs::remove(database_of(desk) / "postlist.glass");
  }
  SUBCASE("CURRENT is nonsense") {
    REQUIRE(base::write_file_atomically(library::current_file(desk.folder.path()), "nonsense"));
  }
  SUBCASE("CURRENT is missing") {
    fs::remove(library::current_file(desk.folder.path()));
  }
  CHECK(desk.catch_up().rebuilt);
  CHECK(desk.compare().empty());
  CHECK_FALSE(desk.catch_up().rebuilt);
}

TEST_CASE("index writer: fault_152 a commit that fails makes the generation suspect, and a new one is built") {
  IndexDesk desk;
  add_papers(desk, 0, 300);
  desk.catch_up();
  const fs::path termlist = database_of(desk) / "termlist.glass";
  { std::ofstream(termlist, std::ios::binary | std::ios::trunc) << std::string(1 << 16, '\xff'); }
  auto changed = *desk.library->articles().get(1);
  changed.texts[0].title = "Rowing";
  REQUIRE(desk.library->write(
      [&](library::Transaction& transaction) { return desk.library->articles().update(transaction, changed); }));
  CHECK(desk.catch_up().rebuilt);
  CHECK(desk.compare().empty());
}

TEST_CASE("index writer: the generation before stays until the next swap; leftovers go") {
  IndexDesk desk;
  desk.add(paper("Walking", "Walking eases pain."));
  desk.catch_up();
  const auto rebuild = [&] {
    REQUIRE((*indexer::IndexWriter::open(desk.folder.path(), desk.analyzer))->rebuild(*desk.library));
  };
  rebuild();
  CHECK(generations(desk) == 2);
  rebuild();
  CHECK(generations(desk) == 2);
  fs::create_directories(library::index_folder(desk.folder.path()) / "000099" / "shard-0");
  desk.catch_up();
  CHECK(generations(desk) == 2);
}

TEST_CASE("index writer: fault_141 a reader is served while generations are swapped under it") {
  IndexDesk desk;
  add_papers(desk, 0, 40);
  desk.catch_up();
  std::atomic<bool> stop = false;
  std::atomic<int> reads = 0, wrong = 0;
  std::thread reader([&] {
    auto index = library::Index::open(desk.folder.path(), indexer::current_version());
    while (index && !stop) {
      const auto count =
          (*index)->refresh()
              ? (*index)->read<Xapian::doccount>([](Xapian::Database& database) -> base::Result<Xapian::doccount> {
                  Xapian::Enquire enquire(database);
                  enquire.set_query(Xapian::Query("Zwalk"));
                  return enquire.get_mset(0, 100).size();
                })
              : base::Result<Xapian::doccount>(0U);
      ++reads;
      if (!count || *count != 40) ++wrong;
    }
  });
  for (int i = 0; i < 8; ++i)
    REQUIRE((*indexer::IndexWriter::open(desk.folder.path(), desk.analyzer))->rebuild(*desk.library));
  stop = true;
  reader.join();
  CHECK(reads > 0);
  CHECK(wrong == 0);
}

TEST_CASE("index writer: fault_166 the comparison names what differs") {
  IndexDesk desk;
  const auto id = desk.add(paper("Walking", "Walking eases pain."));
  desk.add(paper("Rowing", "Rowing eases pain."));
  desk.catch_up();
  std::string expected;
  SUBCASE("a missing document") {
    tamper(desk, [&](auto& database) { database.delete_document(indexer::unique_term(id)); });
    expected = "is not in the index";
  }
  SUBCASE("a changed term") {
    tamper(desk, [&](auto& database) {
      auto document = database.get_document(*database.postlist_begin(indexer::unique_term(id)));
      document.remove_term("walking");
      database.replace_document(indexer::unique_term(id), document);
    });
    expected = "not what its articles say";
  }
  SUBCASE("a changed value") {
    tamper(desk, [&](auto& database) {
      auto document = database.get_document(*database.postlist_begin(indexer::unique_term(id)));
      document.add_value(library::slot(library::Slot::year), "1999");
      database.replace_document(indexer::unique_term(id), document);
    });
    expected = "not what its articles say";
  }
  SUBCASE("a changed place") {
    tamper(desk, [&](auto& database) {
      auto document = database.get_document(*database.postlist_begin(indexer::unique_term(id)));
      document.add_posting("walking", 5000, 0);
      database.replace_document(indexer::unique_term(id), document);
    });
    expected = "it is damaged";
  }
  SUBCASE("a document too many") {
    tamper(desk, [](auto& database) { database.add_document(Xapian::Document()); });
    expected = "belongs to no Work";
  }
  SUBCASE("changes not followed yet") {
    desk.add(paper("Cycling", "Cycling eases pain."));
    expected = "up to change";
  }
  SUBCASE("no index") {
    fs::remove(library::current_file(desk.folder.path()));
    expected = "no index";
  }
  const auto findings = desk.compare();
  REQUIRE_FALSE(findings.empty());
  CHECK(base::message_in("en", findings.front()).find(expected) != std::string::npos);
}

TEST_CASE("index writer: fault_144 fault_147 killed at any moment, it follows again without hand work") {
  IndexDesk desk;
  base::SystemClock clock;
  const fs::path folder = desk.folder.path() / "library";
  constexpr int kKills = 10;
  unsigned random = 12345;
  for (int kill_number = 0; kill_number < kKills; ++kill_number) {
    {
      auto library = library::Library::open(folder, library::OpenMode::read_write, clock);
      REQUIRE(library);
      REQUIRE((*library)->write([&](library::Transaction& transaction) -> base::Status {
        for (int i = 0; i < 30; ++i)
          MERIDIAN_TRY(
              (*library)->articles().add(transaction, paper(title(kill_number * 30 + i), "Walking eases pain.")));
        return {};
      }));
    }
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      const auto library = library::Library::open(folder, library::OpenMode::read_only, clock);
      for (bool rebuild = false; library; rebuild = !rebuild) {
        const auto writer = indexer::IndexWriter::open(folder, desk.analyzer);
        if (!writer) break;
        if (rebuild)
          (void)(*writer)->rebuild(**library);
        else
          (void)(*writer)->catch_up(**library);
      }
      _exit(1);
    }
    random = random * 1103515245U + 12345U;
    usleep(1000 + random / 65536 % 60'000);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  const auto library = library::Library::open(folder, library::OpenMode::read_only, clock);
  REQUIRE(library);
  {
    const auto writer = indexer::IndexWriter::open(folder, desk.analyzer);
    REQUIRE(writer);
    REQUIRE((*writer)->catch_up(**library));
  }
  const auto findings = indexer::compare_index(**library, folder, *desk.analyzer);
  REQUIRE(findings);
  CHECK(findings->empty());
  CHECK((*library::Index::open(folder, indexer::current_version()))->database().get_doccount() == 30 * kKills);
}
