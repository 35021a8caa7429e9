#include "base/files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

namespace meridian::base {

TEST_CASE("files: an atomic write leaves the new content and nothing beside it") {
  const auto folder = TemporaryFolder::make("files-test");
  REQUIRE(folder);
  const auto file = folder->path() / "a";
  REQUIRE(write_file_atomically(file, "one"));
  REQUIRE(write_file_atomically(file, "two"));
  CHECK(read_file(file) == std::string("two"));
  int entries = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder->path())) ++entries;
  CHECK(entries == 1);
  struct stat info = {};
  REQUIRE(stat(file.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("files: what cannot be read says why") {
  const auto folder = TemporaryFolder::make("files-test");
  REQUIRE(folder);
  CHECK(read_file(folder->path() / "none").error().code == "file.missing");
  CHECK(read_file(folder->path()).error().code == "file.is_folder");
  REQUIRE(write_file_atomically(folder->path() / "big", "12345"));
  CHECK(read_file(folder->path() / "big", 4).error().code == "file.too_large");
  CHECK(write_file_atomically(folder->path() / "no" / "such", "x").error().code == "disk.write");
  CHECK_FALSE(make_private_folder(folder->path() / "big"));
}

TEST_CASE("fault_149 files: a lock is the kernel's; a stale file means nothing") {
  const auto folder = TemporaryFolder::make("files-test");
  REQUIRE(folder);
  const auto file = folder->path() / "lock";
  REQUIRE(write_file_atomically(file, "pid 1, somebody long dead"));
  {
    const auto held = FileLock::acquire(file, "first");
    REQUIRE(held);
    const auto second = FileLock::acquire(file, "second");
    REQUIRE_FALSE(second);
    CHECK(second.error().code == "lock.held");
    CHECK(second.error().message.find("first") != std::string::npos);
  }
  CHECK(FileLock::acquire(file, "third"));
}

TEST_CASE("files: a temporary folder goes with all it holds") {
  std::filesystem::path path;
  {
    const auto folder = TemporaryFolder::make("files-test");
    REQUIRE(folder);
    path = folder->path();
    REQUIRE(make_private_folder(path / "a" / "b"));
    REQUIRE(write_file_atomically(path / "a" / "b" / "c", "x"));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace meridian::base
