#include "query/search/vocabulary.h"

#include <doctest/doctest.h>

#include "tests/query/search/small_index.h"

using namespace meridian;
using query::search::edits_between;
using query::search::Vocabulary;
using tests::SmallIndex;

namespace {

std::vector<tests::SmallDocument> papers() {
  return {{"Inflammation of muscle", "Inflammation rose; muscles were sore."},
          {"Inflammation and muscle", "Inflammatory markers and muscles."},
          {"Inflammatory markers", "Mussels were counted, il6 too."},
          {"Mussels at sea", "Mussels and il6 again."},
          {"慢性疼痛", "慢性疼痛与疼痛记忆。", "zh"},
          {"疼痛与记忆", "疼痛减轻。", "zh"}};
}

}  // namespace

TEST_CASE("vocabulary: edits are letters put in, left out, exchanged or swapped") {
  struct Row {
    const char *a, *b;
    int edits;
  };
  for (const Row& row : {Row{"pain", "pain", 0},
                         {"pain", "pan", 1},
                         {"pain", "paain", 1},
                         {"pain", "pein", 1},
                         {"pain", "pian", 1},
                         {"pain", "apni", 2},
                         {"pain", "gain", 1},
                         {"pain", "brain", 2},
                         {"pain", "spine", 3},
                         {"", "ab", 2},
                         {"abcdef", "x", 3}}) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(edits_between(row.a, row.b, 2) == row.edits);
    CHECK(edits_between(row.b, row.a, 2) == row.edits);
  }
}

TEST_CASE("vocabulary: words of two papers and more, without names, numbers and single characters") {
  SmallIndex index(papers());
  const auto words = Vocabulary::read(index.database());
  CHECK(words->works("inflammation") == 2);
  CHECK(words->works("mussels") == 2);
  CHECK(words->works("sore") == 0);
  CHECK(words->works("il6") == 0);
  CHECK(words->works("疼痛") == 2);
  CHECK(words->works("痛") == 0);
  CHECK(words->works("Zmuscl") == 0);
}

TEST_CASE("vocabulary: beginnings give the most frequent words first, in both scripts") {
  SmallIndex index(papers());
  const auto words = Vocabulary::read(index.database());
  const auto found = words->beginning("m", 2);
  REQUIRE(found.size() == 2);
  CHECK(found[0].works >= found[1].works);
  REQUIRE(words->beginning("疼", 5).size() == 1);
  CHECK(words->beginning("疼", 5)[0].text == "疼痛");
  CHECK(words->beginning("inflammation", 5).empty());
  CHECK(words->beginning("zz", 5).empty());
}

TEST_CASE("vocabulary: the nearest words come first, then the frequent ones") {
  SmallIndex index(papers());
  const auto words = Vocabulary::read(index.database());
  const auto found = words->near("musles", 2);
  REQUIRE(found.size() >= 2);
  CHECK(found[0].text == "muscles");
  CHECK(found[0].edits == 1);
  CHECK(words->near("inflamation", 1).front().text == "inflammation");
  CHECK(words->near("qqqqq", 2).empty());
}

TEST_CASE("fuzzy: word~ finds the words that differ by a letter, word~2 by two, in a field too") {
  SmallIndex index(papers());
  CHECK(index.works("inflamation") == "");
  CHECK(index.works("inflamation~") == "1 2");
  CHECK(index.works("inflamation~1") == "1 2");
  CHECK(index.works("inflammatorys~1") == "3 2");
  CHECK(index.works("title:inflamation~") == "1 2");
  CHECK(index.works("abstract:inflamation~") == "1");
  CHECK(index.works("musles~") == "2 1");
  CHECK(index.works("musles~2").size() > index.works("musles~").size());
  CHECK(index.works("+mussel~ +sea") == "4");
  CHECK(index.works("疼痛~") == index.works("疼痛"));
}
