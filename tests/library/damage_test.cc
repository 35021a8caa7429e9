#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/files.h"
#include "tests/library/sample.h"

namespace meridian::library {
namespace {

namespace fs = std::filesystem;

struct Disk {
  base::TemporaryFolder holder = std::move(*base::TemporaryFolder::make("meridian-library-test"));
  fs::path folder = holder.path() / "lib";
  fs::path file = folder / "library.db";
  base::FakeClock clock;

  base::Result<std::unique_ptr<Library>> open(OpenMode mode = OpenMode::read_write) {
    return Library::open(folder, mode, clock);
  }
  // A library of `count` articles, closed.
  void fill(int count) {
    const auto library = open().value();
    REQUIRE(library->write([&](Transaction& transaction) -> base::Status {
      for (int i = 0; i < count; ++i)
        MERIDIAN_TRY(library->articles().add(transaction, sample("Article " + std::to_string(i))));
      return {};
    }));
  }
  std::string bytes(const fs::path& of) const { return base::read_file(of).value(); }
  static void put(const fs::path& to, std::string_view bytes) {
    std::ofstream stream(to, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  void sql(const std::string& statement) const {
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(statement);
  }
};

// Opening fails with `code` in both modes and leaves the file as it was.
void refuses(Disk& disk, const std::string& code) {
  const std::string before = disk.bytes(disk.file);
  for (const OpenMode mode : {OpenMode::read_only, OpenMode::read_write}) {
    const auto library = disk.open(mode);
    REQUIRE(!library);
    CHECK(library.error().code == code);
    CHECK(library.error().message.find(disk.file.string()) != std::string::npos);
  }
  CHECK(disk.bytes(disk.file) == before);
}

}  // namespace

TEST_CASE("fault_167: a missing library is not made by reading, and is made by writing, for its owner alone") {
  Disk disk;
  CHECK(disk.open(OpenMode::read_only).error().code == "library.missing");
  CHECK(!fs::exists(disk.file));
  const auto library = disk.open().value();
  CHECK(library->id().size() == 32);
  CHECK((fs::status(disk.file).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(disk.open(OpenMode::read_only).value()->id() == library->id());
}

TEST_CASE("fault_167: empty, cut within the header, not SQLite, another program's, newer") {
  Disk disk;
  disk.fill(3);
  const std::string whole = disk.bytes(disk.file);
  for (const std::size_t size : {0U, 1U, 99U}) {
    disk.put(disk.file, whole.substr(0, size));
    refuses(disk, "library.damaged");
  }
  disk.put(disk.file, std::string(8192, 'x'));
  refuses(disk, "library.damaged");
  disk.put(disk.file, whole);
  disk.sql("PRAGMA application_id = 252006673");
  refuses(disk, "library.damaged");
  disk.put(disk.file, whole);
  disk.sql("PRAGMA user_version = 99");
  refuses(disk, "library.newer");
  fs::remove(disk.file);
  {
    SQLite::Database other(disk.file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE t (a)");
  }
  refuses(disk, "library.damaged");
}

TEST_CASE("fault_167: cut at each 4 KiB") {
  Disk disk;
  disk.fill(60);
  const std::string whole = disk.bytes(disk.file);
  REQUIRE(whole.size() > 10 * 4096);
  for (std::size_t size = 4096; size < whole.size(); size += 4096) {
    disk.put(disk.file, whole.substr(0, size));
    CAPTURE(size);
    refuses(disk, "library.damaged");
  }
}

TEST_CASE("fault_167: where there was a library, no new one is made") {
  Disk disk;
  disk.fill(1);
  fs::remove(disk.file);
  fs::create_directories(disk.folder / "index");
  disk.put(disk.folder / "index" / "CURRENT", "000001");
  CHECK(disk.open().error().code == "library.damaged");
  CHECK(!fs::exists(disk.file));
  fs::remove_all(disk.folder / "index");
  disk.put(disk.folder / "library.db-wal", "left over");
  CHECK(disk.open().error().code == "library.damaged");
  CHECK(!fs::exists(disk.file));
}

TEST_CASE("fault_167: the log gone, the shared memory gone, a log of another library") {
  Disk disk, other;
  disk.fill(5);
  other.fill(2);
  // Copies made while it is open: the last write is in the log only.
  auto library = disk.open().value();
  REQUIRE(library->write([&](Transaction& t) -> base::Status {
    MERIDIAN_TRY(library->articles().add(t, sample("late")));
    return {};
  }));
  const fs::path log = disk.file.string() + "-wal";
  const std::string kept = disk.bytes(disk.file), kept_log = disk.bytes(log);
  REQUIRE(!kept_log.empty());
  library.reset();

  const auto lay_out = [&](Disk& at, const std::string& bytes, const std::string& wal) {
    fs::remove(at.file.string() + "-shm");
    fs::remove(at.file.string() + "-wal");
    at.put(at.file, bytes);
    if (!wal.empty()) at.put(at.file.string() + "-wal", wal);
  };
  lay_out(disk, kept, "");
  CHECK(disk.open().value()->articles().count() == 5);
  lay_out(disk, kept, kept_log);
  CHECK(disk.open().value()->articles().count() == 6);

  const std::string foreign = other.bytes(other.file);
  lay_out(other, foreign, kept_log);
  for (const OpenMode mode : {OpenMode::read_only, OpenMode::read_write})
    CHECK(other.open(mode).error().code == "library.damaged");
  CHECK(other.bytes(other.file) == foreign);
  CHECK(other.bytes(other.file.string() + "-wal") == kept_log);
}

TEST_CASE("fault_165: a byte changed in a record is told when it is read and found by check") {
  Disk disk;
  disk.fill(5);
  disk.sql("UPDATE articles SET record = replace(CAST(record AS TEXT), 'forty', 'fifty') WHERE id = 3");
  const auto library = disk.open().value();
  const auto got = library->articles().get(3);
  REQUIRE(!got);
  CHECK(got.error().kind == base::ErrorKind::storage);
  CHECK(got.error().code == "library.damaged_row");
  CHECK(got.error().message.find("Article 3") != std::string::npos);
  const auto findings = library->check().value();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0] == base::Warning{"check.article_damaged", {"3"}});
}

TEST_CASE("fault_165: one byte changed anywhere never gives a changed text unseen") {
  Disk disk;
  disk.fill(8);
  const std::string whole = disk.bytes(disk.file);
  std::vector<std::string> wanted;
  {
    const auto library = disk.open().value();
    for (ArticleId id = 1; id <= 8; ++id) wanted.push_back(library->articles().get(id)->content_hash);
  }
  for (std::size_t at = 50; at < whole.size(); at += whole.size() / 150) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    disk.put(disk.file, changed);
    const auto library = disk.open(OpenMode::read_only);
    if (!library) continue;
    for (ArticleId id = 1; id <= 8; ++id)
      if (const auto article = (*library)->articles().get(id))
        CHECK((*article).content_hash == wanted[static_cast<std::size_t>(id - 1)]);
    CHECK((*library)->check());
  }
}

TEST_CASE("fault_172: one damaged article, and the others work; a new copy heals it") {
  Disk disk;
  disk.fill(3);
  disk.sql("UPDATE articles SET record = x'7b' WHERE id = 2");
  const auto library = disk.open().value();
  CHECK(library->articles().get_many({1, 2, 3})->size() == 2);
  CHECK(library->works().of(2)->articles.size() == 1);
  Article again = sample("Article 1");
  again.id = 2, again.added = 5;
  REQUIRE(library->write([&](Transaction& t) { return library->articles().update(t, again); }));
  CHECK(library->articles().get(2)->main().title == "Article 1");
  CHECK(library->check()->empty());
}

TEST_CASE("check: look-up columns, Works and representatives that do not fit are named") {
  Disk disk;
  disk.fill(3);
  disk.sql("UPDATE articles SET doi = '10.5555/else' WHERE id = 1");
  disk.sql("UPDATE articles SET work = 1 WHERE id = 2");
  disk.sql("UPDATE works SET representative = 1 WHERE id = 3");
  const auto findings = disk.open().value()->check().value();
  CHECK(findings.size() == 4);
}

TEST_CASE("library: readers and a second writer stand beside a writer; a reader cannot write") {
  Disk disk;
  disk.fill(1);
  const auto writer = disk.open().value(), second = disk.open().value(),
             reader = disk.open(OpenMode::read_only).value();
  REQUIRE(writer->write([&](Transaction& t) -> base::Status {
    MERIDIAN_TRY(writer->articles().add(t, sample("B")));
    CHECK(reader->articles().count() == 1);
    return {};
  }));
  CHECK(reader->articles().count() == 2);
  CHECK(second->write([&](Transaction& t) -> base::Status {
    MERIDIAN_TRY(second->articles().add(t, sample("C")));
    return {};
  }) == 3);
  CHECK(reader->number() == 3);
  CHECK(!reader->write([&](Transaction& t) -> base::Status { return reader->articles().remove(t, 1); }));
  CHECK(reader->bytes().value() > 0);
}

TEST_CASE("library: two that begin at once make one library") {
  Disk disk;
  std::string ids[4];
  std::vector<std::thread> threads;
  for (auto& id : ids)
    threads.emplace_back([&disk, &id] {
      const base::FakeClock clock;
      if (const auto library = Library::open(disk.folder, OpenMode::read_write, clock)) id = (*library)->id();
    });
  for (auto& thread : threads) thread.join();
  for (const auto& id : ids) CHECK(id == ids[0]);
  CHECK(!ids[0].empty());
}

}  // namespace meridian::library
