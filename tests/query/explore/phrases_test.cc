#include "query/explore/phrases.h"

#include <doctest/doctest.h>
#include <algorithm>

#include "query/explore/common_words.h"
#include "tests/query/explore/corpus.h"

using namespace meridian;
using namespace meridian::tests;
using namespace meridian::query::explore;

namespace {

std::vector<std::string> phrases_of(const std::string& one, const std::string& other, std::string_view query = "") {
  const Corpus corpus = make_corpus({0});
  const library::Article first = article(1, "en", "", one), second = article(2, "en", "", other);
  const std::vector<Document> documents{{1, &first, 1}, {2, &second, 1}};
  const WordRuns runs(documents, QueryTerms(query, *corpus.analyzer), *corpus.analyzer, *corpus.glossary);
  std::vector<std::string> answer;
  for (const Phrase& phrase : phrases(runs, 2)) answer.push_back(printed(phrase, runs, {0, 1}, "en"));
  return answer;
}

bool has(const std::vector<std::string>& all, std::string_view wanted) {
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

}  // namespace

TEST_CASE("phrases: a piece that the same word always continues is not one") {
  const auto found = phrases_of("Coral reefs fade. Old coral reefs die.", "Warm coral reefs fade early.");
  CHECK(has(found, "coral reefs"));
  CHECK_FALSE(has(found, "coral"));
  CHECK_FALSE(has(found, "reefs"));
}

TEST_CASE("phrases: a word with changing company stays") {
  const auto found = phrases_of("Coral reefs fade. Coral dust settles.", "Coral fish hide. Reefs of coral die.");
  CHECK(has(found, "Coral"));
}

TEST_CASE("phrases: verbs and most prepositions part, names with of hold together") {
  const auto found =
      phrases_of("Acidity was the strongest threat to life. Quality of life fell among divers with masks.",
                 "Acidity was the strongest threat here. Quality of life rose among divers with masks.");
  CHECK(has(found, "Quality of life"));
  for (const std::string& phrase : found) {
    CAPTURE(phrase);
    CHECK(phrase.find(" was ") == phrase.npos);
    CHECK(phrase.find(" with ") == phrase.npos);
  }
}

TEST_CASE("phrases: numbers in words or digits open none, adverbs and units close none") {
  const auto found =
      phrases_of("Seventy-four divers swam. A 12-week aerobic plan directly helped. CI and pg follow.",
                 "Seventy-four divers rested. A 12-week aerobic plan directly failed. CI and pg follow.");
  CHECK(has(found, "aerobic plan"));
  for (const char* piece : {"Seventy-four divers", "12-week aerobic plan", "12-week", "directly", "CI", "pg"}) {
    CAPTURE(piece);
    CHECK_FALSE(has(found, piece));
  }
}

TEST_CASE("common words: known by their stems too, and no other word is") {
  for (const char* stem : {"signific", "studi", "analysi", "associ", "improv", "mechan"}) {
    CAPTURE(stem);
    CHECK(is_stem_of_common(stem));
  }
  for (const char* stem : {"gene", "melatonin", "intens", "oper"}) {
    CAPTURE(stem);
    CHECK_FALSE(is_stem_of_common(stem));
  }
}
