#include "cli/child.h"

#include <doctest/doctest.h>
#include <unistd.h>

using meridian::cli::Child;

namespace {

// Runs this very program with these arguments, and waits.
Child run(const std::vector<std::string>& arguments) {
  auto child = Child::start(arguments);
  REQUIRE(child);
  while (child->running()) usleep(2000);
  return std::move(*child);
}

}  // namespace

TEST_CASE("child: its exit code and the last line that it printed are kept") {
  const Child sound = run({"--version"});
  CHECK(sound.exit_code() == 0);
  CHECK(sound.last_line().find("doctest version") != std::string::npos);
  const Child failed = run({"--test-case=child: fails on purpose", "--no-skip"});
  CHECK(failed.exit_code() == 1);
  CHECK(failed.last_line().find("FAILURE") != std::string::npos);
}

TEST_CASE("child: fails on purpose" * doctest::skip()) {
  CHECK(1 == 2);
}
