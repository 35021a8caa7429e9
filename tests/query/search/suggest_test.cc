#include "query/search/suggest.h"

#include <doctest/doctest.h>

#include "query/search/spelling.h"
#include "tests/query/search/small_index.h"

using namespace meridian;
using query::search::meant_by;
using query::search::Vocabulary;
using tests::SmallIndex;

namespace {

SmallIndex papers() {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 60; ++i)
    documents.push_back({"Inflammation of muscle", "Inflammation and muscle exercise " + std::to_string(i) + "."});
  documents.push_back({"Inflamation by slip", "One paper writes inflamation so."});
  documents.push_back({"Inflamation again", "And another inflamation."});
  documents.push_back({"慢性疼痛的机制", "慢性疼痛与睡眠。", "zh"});
  documents.push_back({"慢性疼痛与记忆", "疼痛记忆。", "zh"});
  documents.push_back({"疼惜与疼痛", "疼惜。", "zh"});
  documents.push_back({"再说疼惜", "疼惜。", "zh"});
  return SmallIndex(documents);
}

std::string meant(SmallIndex& index, const std::string& query) {
  const auto found = index.find(query);
  REQUIRE_MESSAGE(found, query);
  return found->reply.did_you_mean.value_or("");
}

std::string completed(SmallIndex& index, const std::string& query) {
  const auto vocabulary = Vocabulary::read(index.database());
  std::string list;
  for (const auto& one : query::search::complete(query, index.database(), index.analyzer(), *vocabulary, 3))
    list += (list.empty() ? "" : " | ") + one.query;
  return list;
}

}  // namespace

TEST_CASE("did you mean: words that no paper holds are put right, the rest of the query stays") {
  SmallIndex index = papers();
  const std::pair<const char*, const char*> rows[] = {
      {"inflammatoin", "inflammation"},
      {"exercse", "exercise"},
      {"exercse AND muscle -sleep lang:en", "exercise AND muscle AND -sleep AND lang:en"},
      {"title:inflammatoin", "title:inflammation"},
      {"\"inflammatoin of muscle\"", "\"inflammation of muscle\""},
      {"EXERCSE", "exercise"},
      {"inflamation", ""},  // two papers hold it, and not a hundred hold the other
      {"exercise", ""},
      {"exercises", ""},  // its stem is held
      {"mscl", ""},       // too short for two letters
      {"il7 exrc9", ""},
      {"inflammatoin*", ""},
      {"=exercse", ""},
      {"author:exercse", "author:exercise"},
      {"慢性疼疼", ""},
  };
  for (const auto& [query, wanted] : rows) {
    CAPTURE(query);
    CHECK(meant(index, query) == wanted);
  }
  const auto none = index.find("exercse lang:en");
  REQUIRE(none);
  REQUIRE_FALSE(none->reply.repairs.empty());
  CHECK(none->reply.repairs.front().kind == "spelling");
  CHECK(none->reply.repairs.front().query == "exercise lang:en");
}

TEST_CASE("did you mean: a word is doubted when fifty times as many papers hold its neighbour") {
  SmallIndex index = papers();
  const auto vocabulary = Vocabulary::read(index.database());
  CHECK(meant_by("inflamation", 1, *vocabulary) == "inflammation");
  CHECK_FALSE(meant_by("inflamation", 2, *vocabulary));
  CHECK(meant_by("inflamation", 0, *vocabulary) == "inflammation");
}

TEST_CASE("did you mean: what ten papers hold is no slip, however common its neighbour") {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 10'500; ++i) documents.push_back({"Main", "Main results."});
  for (int i = 0; i < 10; ++i) documents.push_back({"Pain", "Pain results."});
  for (int i = 0; i < 9; ++i) documents.push_back({"Mainn", "Slips."});
  SmallIndex index(documents);
  CHECK(meant(index, "pain").empty());
  CHECK(meant(index, "mainn") == "main");
}

TEST_CASE("did you mean: of words as near, the one that the slip could hardly have missed") {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 20; ++i) documents.push_back({"Emission " + std::to_string(i), "The emission of light."});
  for (int i = 0; i < 4; ++i) documents.push_back({"Emissions " + std::to_string(i), "All emissions together."});
  SmallIndex index(documents);
  const auto vocabulary = Vocabulary::read(index.database());
  CHECK(meant_by("emissiosn", 0, *vocabulary) == "emissions");  // a swap, not a letter put in
  CHECK(meant_by("emissons", 0, *vocabulary) == "emissions");
  CHECK(meant_by("emissionz", 0, *vocabulary) == "emission");  // one of 26 for either: the commoner
  CHECK(meant_by("emisision", 0, *vocabulary) == "emission");
}

TEST_CASE("fault_124 only the first eight words, of at most 64 bytes, are put right") {
  SmallIndex index = papers();
  std::string query;
  for (int i = 0; i < 8; ++i) query += "muscle ";
  CHECK(meant(index, query + "exercse").empty());
  CHECK(meant(index, query.substr(7) + "exercse") == query.substr(7) + "exercise");
  std::string long_words;
  for (int i = 0; i < 200; ++i) long_words += std::string(74, 'e') + " ";
  CHECK(meant(index, long_words).empty());
}

TEST_CASE("completion: the word being typed goes on as the library's words do, in both scripts") {
  SmallIndex index = papers();
  CHECK(completed(index, "mus") == "muscle");
  CHECK(completed(index, "back infl") == "back inflammation | back inflamation");
  CHECK(completed(index, "title:Exer") == "title:exercise");
  CHECK(completed(index, "疼") == "疼痛 | 疼惜");
  CHECK(completed(index, "慢性疼") == "慢性疼痛");
  CHECK(completed(index, "pain 慢") == "pain 慢性");
  for (const char* query : {"", "m", "muscle ", "zzz", "\"", "-", "\xff"})
    CHECK_MESSAGE(completed(index, query) == "", query);
  CHECK(completed(index, std::string(10'000, 'm')).empty());
}
