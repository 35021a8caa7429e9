#include "library/library.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "base/files.h"

namespace meridian::library {

// The other process of the test below; nothing to do by itself.
TEST_CASE("library: another process comes and goes") {
  const char* folder = std::getenv("MERIDIAN_TEST_LIBRARY");
  if (folder == nullptr) return;
  const base::SystemClock clock;
  CHECK(Library::open(folder, OpenMode::read_write, clock));
}

TEST_CASE("library: a second opening in one process keeps the first one's locks against other processes") {
  const base::SystemClock clock;
  const auto folder = base::TemporaryFolder::make("library-locks");
  REQUIRE(folder);
  const auto first = Library::open(folder->path(), OpenMode::read_write, clock);
  REQUIRE(first);
  REQUIRE((*first)->write([&](Transaction& transaction) -> base::Status {
    Feed feed;
    feed.url = "https://example.org/feed";
    const auto added = (*first)->feeds().add(transaction, feed);
    return added ? base::Status{} : base::fail(added.error());
  }));
  REQUIRE(Library::open(folder->path(), OpenMode::read_only, clock));
  // Another process that takes itself for the last user empties the log and removes it when it leaves. The program is begun anew
  // there, as a fork alone would share our tables of locks.
  REQUIRE(setenv("MERIDIAN_TEST_LIBRARY", folder->path().c_str(), 1) == 0);
  const pid_t other = fork();
  if (other == 0) {
    execl("/proc/self/exe", "test_library", "--test-case=library: another process comes and goes", nullptr);
    _exit(127);
  }
  unsetenv("MERIDIAN_TEST_LIBRARY");
  int status = 0;
  REQUIRE(waitpid(other, &status, 0) == other);
  CHECK(status == 0);
  CHECK(std::filesystem::exists(folder->path() / "library.db-wal"));
}

}  // namespace meridian::library
