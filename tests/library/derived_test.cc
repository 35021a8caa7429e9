#include "library/derived.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/files.h"

using namespace meridian;
using library::Derived;
using library::Neighbourhood;

namespace {

std::string told(Derived& derived, library::WorkId work, int count = 5) {
  const auto neighbours = derived.neighbours(work, count);
  REQUIRE(neighbours);
  std::string answer;
  for (const library::Neighbour& one : *neighbours)
    answer += (answer.empty() ? "" : " ") + std::to_string(one.work) + ":" + std::to_string(one.similarity).substr(0, 4);
  return answer;
}

struct Folder {
  Folder() { REQUIRE(folder); }
  base::Result<base::TemporaryFolder> folder = base::TemporaryFolder::make("meridian-derived");
  std::unique_ptr<Derived> open() {
    auto opened = Derived::open_to_write(folder->path());
    REQUIRE(opened);
    return std::move(*opened);
  }
};

}  // namespace

TEST_CASE("derived: a pair is read from both ends, best first, ties by id, trimmed") {
  Folder folder;
  const auto derived = folder.open();
  const std::vector<Neighbourhood> works{{1, {{2, 0.5}, {3, 0.25}}}, {4, {{1, 0.75}, {3, 0.25}}}};
  REQUIRE(derived->write(works, {}, 7, 4));
  CHECK(told(*derived, 1) == "4:0.75 2:0.50 3:0.25");
  CHECK(told(*derived, 1, 2) == "4:0.75 2:0.50");
  CHECK(told(*derived, 3) == "1:0.25 4:0.25");
  CHECK(told(*derived, 9).empty());
  const auto state = derived->state();
  REQUIRE(state);
  CHECK(state->number == 7);
  CHECK(state->work == 4);
  CHECK(state->works == 2);
}

TEST_CASE("derived: both ends' say on a pair is one neighbour, with the higher similarity") {
  Folder folder;
  const auto derived = folder.open();
  const std::vector<Neighbourhood> first{{1, {{2, 0.5}, {3, 0.4}}}}, second{{2, {{1, 0.6}}}};
  REQUIRE(derived->write(first, {}, 1, 1));
  REQUIRE(derived->write(second, {}, 2, 2));
  CHECK(told(*derived, 1, 2) == "2:0.60 3:0.40");
}

TEST_CASE("derived: a changed work's pairs are made anew, one that went takes its own along") {
  Folder folder;
  const auto derived = folder.open();
  const std::vector<Neighbourhood> works{{1, {{2, 0.5}}}, {2, {}}, {3, {{2, 0.3}}}};
  REQUIRE(derived->write(works, {}, 3, 3));
  const std::vector<Neighbourhood> changed{{1, {{3, 0.9}}}};
  REQUIRE(derived->write(changed, {}, 4, 1));
  CHECK(told(*derived, 1) == "3:0.90");
  CHECK(told(*derived, 2) == "3:0.30");
  const std::vector<library::WorkId> gone{3};
  REQUIRE(derived->write({}, gone, 5, 3));
  CHECK(told(*derived, 1).empty());
  CHECK(told(*derived, 2).empty());
  CHECK(derived->state()->works == 2);
}

TEST_CASE("derived: a file that is none is made anew by the writer and refused to the reader") {
  Folder folder;
  CHECK(Derived::open(folder.folder->path()).error().code == "derived.missing");
  std::ofstream(folder.folder->path() / "derived.db") << std::string(8192, 'x');
  CHECK_FALSE(Derived::open(folder.folder->path()));
  const auto derived = folder.open();
  CHECK(derived->state()->works == 0);
  CHECK(Derived::open(folder.folder->path()));
}
