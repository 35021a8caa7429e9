#include "library/index.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <new>
#include <string>

#include "base/files.h"
#include "library/index_schema.h"

namespace base = meridian::base;
namespace fs = std::filesystem;
namespace library = meridian::library;

namespace {

// A library's folder with an index that holds what the test puts into it.
struct Shelf {
  base::TemporaryFolder folder = *base::TemporaryFolder::make("meridian-index");

  fs::path generation(const std::string& name) const { return library::index_folder(folder.path()) / name; }

  void write(const std::string& generation_name, int documents, const std::string& version = "1/1") const {
    REQUIRE(base::make_private_folder(generation(generation_name)));
    Xapian::WritableDatabase database((generation(generation_name) / "main").string(), Xapian::DB_CREATE_OR_OPEN);
    for (int i = 0; i < documents; ++i) {
      Xapian::Document document;
      document.add_term("word");
      database.add_document(document);
    }
    database.set_metadata(std::string(library::kMetaLibrary), "one");
    database.set_metadata(std::string(library::kMetaNumber), std::to_string(documents));
    database.set_metadata(std::string(library::kMetaVersion), version);
    database.commit();
  }
  void make_current(const std::string& name) const {
    REQUIRE(base::write_file_atomically(library::current_file(folder.path()), "auto " + name + "/main\n"));
  }
  base::Result<std::unique_ptr<library::Index>> open() const { return library::Index::open(folder.path(), "1/1"); }
};

}  // namespace

TEST_CASE("index: its state comes with its documents") {
  const Shelf shelf;
  shelf.write("000007", 3);
  shelf.make_current("000007");
  const auto index = shelf.open();
  REQUIRE(index);
  CHECK((*index)->database().get_doccount() == 3);
  CHECK((*index)->state().library_id == "one");
  CHECK((*index)->state().number == 3);
  CHECK((*index)->state().generation == "000007");
  CHECK((*index)->bytes() > 0);
}

TEST_CASE("index: fault_168 missing, foreign and damaged indexes are told apart") {
  const Shelf shelf;
  CHECK(shelf.open().error().code == "index.missing");
  shelf.write("000001", 1, "0/1");
  shelf.make_current("000001");
  CHECK(shelf.open().error().code == "index.version");
  shelf.make_current("000002");
  CHECK(shelf.open().error().code == "index.damaged");
  fs::resize_file(shelf.generation("000001") / "main" / "iamglass", 5);
  shelf.make_current("000001");
  CHECK_FALSE(shelf.open());
}

TEST_CASE("index: a refresh sees commits and swaps") {
  const Shelf shelf;
  shelf.write("000001", 1);
  shelf.make_current("000001");
  const auto index = shelf.open();
  REQUIRE(index);
  shelf.write("000001", 2);
  REQUIRE((*index)->refresh());
  CHECK((*index)->database().get_doccount() == 3);
  CHECK((*index)->state().number == 2);
  shelf.write("000002", 7);
  shelf.make_current("000002");
  CHECK((*index)->state().generation == "000001");
  REQUIRE((*index)->refresh());
  CHECK((*index)->state().generation == "000002");
  CHECK((*index)->database().get_doccount() == 7);
}

TEST_CASE("index: fault_136 a reader left behind by commits is served by the second attempt") {
  const Shelf shelf;
  shelf.write("000001", 2000);
  shelf.make_current("000001");
  const auto index = shelf.open();
  REQUIRE(index);
  for (int i = 0; i < 4; ++i) shelf.write("000001", 2000);
  const std::function<base::Result<int>(Xapian::Database&)> count =
      [](Xapian::Database& database) -> base::Result<int> {
    int postings = 0;
    for (auto posting = database.postlist_begin("word"); posting != database.postlist_end("word"); ++posting)
      ++postings;
    return postings;
  };
  const auto counted = (*index)->read<int>(count);
  REQUIRE(counted);
  CHECK(*counted >= 2000);
  int attempts = 0;
  const auto given_up = (*index)->read<int>([&](Xapian::Database&) -> base::Result<int> {
    ++attempts;
    throw Xapian::DatabaseModifiedError("again and again");
  });
  CHECK_FALSE(given_up);
  CHECK(attempts == 2);
}

TEST_CASE("index: whatever Xapian throws becomes an error with a code") {
  const auto thrown = [](auto error) { return library::guarded([&]() -> base::Status { throw error; }).error().code; };
  CHECK(thrown(Xapian::DatabaseCorruptError("bad block")) == "index.damaged");
  CHECK(thrown(Xapian::DatabaseError("Error writing block", "main", 28)) == "disk.full");
  CHECK(thrown(Xapian::DatabaseLockError("locked")) == "lock.held");
  CHECK(thrown(Xapian::NetworkError("gone")) == "index.network");
  CHECK(thrown(Xapian::InvalidArgumentError("term")) == "index.failed");
  CHECK(thrown(std::length_error("vector")) == "index.damaged");
  CHECK(thrown(std::bad_alloc()) == "memory.full");
}
