// What must hold for any query, tried with queries and papers that a seeded generator makes.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "query/search/parse.h"
#include "tests/query/search/small_index.h"

using namespace meridian;
using query::search::parse;
using query::search::print;
using tests::SmallIndex;

namespace {

constexpr std::uint32_t kSeed = 20'261'121;
const std::int64_t kToday = base::days_from_civil({2026, 11, 21});

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t end) {
  return random() % end;
}
template <std::size_t N>
std::string one_of(Random& random, const char* const (&choices)[N]) {
  return choices[below(random, N)];
}

// Pieces of queries put together without regard to sense.
std::string any_query(Random& random) {
  static constexpr const char* kPieces[] = {"pain",     "back",
                                            "IL-6",     "TNF-α",
                                            "疼痛",     "慢性腰痛",
                                            "炎症",     "AND",
                                            "OR",       "NOT",
                                            "(",        ")",
                                            "(",        ")",
                                            "-",        "+",
                                            "!",        "~",
                                            "=",        "\"",
                                            "\"",       "NEAR/3",
                                            "ADJ",      "title:",
                                            "标题：",   "lang:",
                                            "author:",  "is:",
                                            "like:",    "search:",
                                            "tag:",     "7d",
                                            "..2020",   "2020..",
                                            "date:",    "*",
                                            "inflam*",  "疼*",
                                            "^2",       "^0.5",
                                            "[ti]",     "[tiab]",
                                            "[",        "]",
                                            "~2",       "word~",
                                            "word~2^3", "（",
                                            "）",       "“",
                                            "”",        "，",
                                            "a:b",      "10.5555/x",
                                            "\"a b\"",  "\"a b\"~4",
                                            ">=2024",   "year:",
                                            "doi:",     "&&",
                                            "\xff",     "\xe2\x80\xae",
                                            "x~y",      "a^b",
                                            "'",        "http://a/b",
                                            "%",        "#",
                                            "e=mc",     "-x",
                                            "--",       "title:(a OR b)"};
  std::string query;
  const std::size_t pieces = 1 + below(random, 12);
  for (std::size_t i = 0; i < pieces; ++i) {
    query += one_of(random, kPieces);
    if (below(random, 3) > 0) query += ' ';
  }
  return query;
}

constexpr const char* kWords[] = {"pain",  "spine", "sleep", "walking", "muscle",
                                  "nerve", "疼痛",  "炎症",  "睡眠",    "exercise"};

// Well-formed queries over the words of the papers, for what they find.
std::string some_query(Random& random, int depth = 0) {
  const std::size_t kind = below(random, depth > 2 ? 3 : 8);
  const auto inner = [&] { return some_query(random, depth + 1); };
  switch (kind) {
    case 3:
      return "(" + inner() + " OR " + inner() + ")";
    case 4:
      return "(" + inner() + " AND " + inner() + ")";
    case 5:
      return "title:" + one_of(random, kWords);
    case 6:
      return one_of(random, kWords) + " NEAR/4 " + one_of(random, kWords);
    case 7:
      return "\"" + one_of(random, kWords) + " " + one_of(random, kWords) + "\"";
    case 2:
      return below(random, 2) == 0 ? "lang:zh" : "year:2020..2022";
    default:
      return one_of(random, kWords);
  }
}

tests::SmallDocument some_paper(Random& random) {
  tests::SmallDocument paper;
  for (int i = 0; i < 3; ++i) paper.title += one_of(random, kWords) + " ";
  for (int i = 0; i < 8; ++i) paper.abstract += one_of(random, kWords) + " ";
  paper.language = below(random, 3) == 0 ? "zh" : "en";
  paper.year = 2018 + static_cast<int>(below(random, 7));
  return paper;
}

SmallIndex some_index(Random& random, int papers) {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < papers; ++i) documents.push_back(some_paper(random));
  return SmallIndex(documents);
}

std::set<library::WorkId> all_of(SmallIndex& index, const std::string& query) {
  query::SearchRequest request;
  request.query = query;
  request.limit = 200;
  request.match = query::MatchMode::all;
  const auto found = index.find(request);
  REQUIRE_MESSAGE(found, query);
  std::set<library::WorkId> works;
  for (const auto& work : found->works) works.insert(work.work);
  return works;
}

}  // namespace

TEST_CASE("property: printing a tree and reading it again gives the same tree") {
  Random random(kSeed);
  for (int i = 0; i < 5'000; ++i) {
    const std::string query = any_query(random);
    const auto once = parse(query, base::SearchConfig{}, kToday);
    if (!once) continue;
    const std::string line = print(once->root);
    const auto twice = parse(line, base::SearchConfig{}, kToday);
    CAPTURE(query);
    CAPTURE(line);
    REQUIRE(twice);
    CAPTURE(print(twice->root));
    REQUIRE(twice->root == once->root);
  }
}

TEST_CASE("property: what A AND B finds A finds, and what A OR B finds is what A or B finds") {
  Random random(kSeed);
  SmallIndex index = some_index(random, 150);
  for (int i = 0; i < 60; ++i) {
    const std::string a = "(" + some_query(random) + ")", b = "(" + some_query(random) + ")";
    CAPTURE(a);
    CAPTURE(b);
    const auto in_a = all_of(index, a), in_b = all_of(index, b);
    std::set<library::WorkId> both, either = in_a;
    std::set_intersection(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::inserter(both, both.end()));
    either.insert(in_b.begin(), in_b.end());
    CHECK(all_of(index, a + " AND " + b) == both);
    CHECK(all_of(index, a + " OR " + b) == either);
  }
}

TEST_CASE("property: NOT A is everything that A does not find") {
  Random random(kSeed + 1);
  SmallIndex index = some_index(random, 150);
  for (int i = 0; i < 60; ++i) {
    const std::string a = "(" + some_query(random) + ")";
    CAPTURE(a);
    const auto in_a = all_of(index, a), others = all_of(index, "NOT " + a);
    CHECK(in_a.size() + others.size() == 150);
    for (const library::WorkId work : others) CHECK_FALSE(in_a.contains(work));
  }
}

TEST_CASE("search: what is left out may hold phrases, fields and distances beside other words") {
  Random random(kSeed + 1);
  SmallIndex index = some_index(random, 150);
  for (const std::string a : {"(walking NEAR/4 spine AND pain)", "(title:spine AND year:2020..2022)", "(\"spine pain\" AND lang:zh)"}) {
    CAPTURE(a);
    const auto in_a = all_of(index, a), others = all_of(index, "NOT " + a);
    CHECK(in_a.size() > 0);
    CHECK(in_a.size() + others.size() == 150);
    CHECK(all_of(index, "walking NOT " + a).size() + all_of(index, "walking AND " + a).size() == all_of(index, "walking").size());
  }
}

TEST_CASE("property: pages put together are the whole list, without a repeat or a gap") {
  Random random(kSeed + 2);
  SmallIndex index = some_index(random, 150);
  for (int i = 0; i < 60; ++i) {
    query::SearchRequest request;
    request.query = some_query(random) + " " + some_query(random);
    request.sort = static_cast<query::Sort>(below(random, 3));
    request.limit = 200;
    const auto whole = index.find(request);
    REQUIRE(whole);
    std::vector<library::WorkId> wanted, paged;
    for (const auto& work : whole->works) wanted.push_back(work.work);
    request.limit = 1 + static_cast<int>(below(random, 20));
    for (; request.offset < 200; request.offset += request.limit) {
      const auto page = index.find(request);
      REQUIRE(page);
      for (const auto& work : page->works) paged.push_back(work.work);
    }
    CAPTURE(request.query);
    CHECK(paged == wanted);
  }
}
