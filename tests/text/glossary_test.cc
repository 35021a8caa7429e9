#include "text/glossary.h"

#include <doctest/doctest.h>

#include "base/files.h"

namespace meridian::text {

namespace {

struct Loaded {
  std::shared_ptr<const Analyzer> analyzer;
  std::shared_ptr<const Glossary> glossary;
};

Loaded load(const char* tsv) {
  const auto folder = base::TemporaryFolder::make("glossary-test");
  REQUIRE(folder);
  REQUIRE(base::write_file_atomically(folder->path() / "words", "慢性 100 n\n腰痛 80 n\n白细胞 50 n\n介素 50 n\n"));
  REQUIRE(base::write_file_atomically(folder->path() / "a.tsv", tsv));
  Loaded out;
  out.analyzer = *Analyzer::open(folder->path() / "words");
  out.analyzer->words_of_query("慢性");  // reads the list while it is there
  const auto glossary = Glossary::load(folder->path(), out.analyzer);
  REQUIRE(glossary);
  out.glossary = *glossary;
  return out;
}

constexpr const char* kPairs =
    "# comment\nlow back pain|lumbago\t腰痛|下腰痛\tpain\t\ninterleukin-6|IL-6\t白细胞介素-6\timmunity\t\nchronic low "
    "back pain\t慢性腰痛\nbroken line\n\t\t\nmouse|mice\t小鼠\nC-reactive "
    "protein|CRP\tC反应蛋白|C-反应蛋白\npain\t痛\n";

}  // namespace

TEST_CASE("glossary: lines that cannot be read are skipped and counted") {
  const Loaded loaded = load(kPairs);
  CHECK(loaded.glossary->size() == 6);
  CHECK(loaded.glossary->skipped_lines() == 2);
  CHECK(Glossary::load("/no/such/folder", loaded.analyzer).error().code == "glossary.missing");
}

TEST_CASE("glossary: the longest form is found, in every spelling and language") {
  const Loaded loaded = load(kPairs);
  const std::tuple<const char*, std::size_t, std::size_t, const char*> rows[] = {
      {"exercise for low back pains", 2, 3, "腰痛"},
      {"Chronic low-back pain", 0, 3, "慢性腰痛"},
      {"IL6 levels", 0, 1, "白细胞介素-6"},
      {"interleukin 6", 0, 2, "白细胞介素-6"},
      {"慢性腰痛", 0, 2, "慢性腰痛"},
      {"mice", 0, 1, "小鼠"},
      {"血清C反应蛋白", 2, 5, "C反应蛋白"},
      {"白细胞介素6", 0, 3, "白细胞介素-6"},
      {"白细胞 介素-6", 0, 3, "白细胞介素-6"}};
  for (const auto& [query, first, count, chinese] : rows) {
    const auto matches = loaded.glossary->find(loaded.analyzer->words_of_query(query));
    REQUIRE_MESSAGE(matches.size() == 1, query);
    CHECK_MESSAGE(matches[0].first_word == first, query);
    CHECK_MESSAGE(matches[0].words == count, query);
    CHECK_MESSAGE(matches[0].concept_->chinese.front() == chinese, query);
  }
  CHECK(loaded.glossary->find(loaded.analyzer->words_of_query("nothing known")).empty());
}

TEST_CASE("glossary: concepts are met in running text of either language") {
  const Loaded loaded = load(kPairs);
  CHECK(loaded.glossary->concepts_in("IL-6 fell in mice with lumbago.").size() == 3);
  CHECK(loaded.glossary->concepts_in("慢性腰痛患者的变化").size() == 1);
  CHECK(loaded.glossary->concepts_in("血清C反应蛋白与白细胞介素-6升高").size() == 2);
  CHECK(loaded.glossary->concepts_in("The low back. Pain began.").size() == 1);
  CHECK(loaded.glossary->concepts_in("痛").empty());
  CHECK(loaded.glossary->concepts_in("").empty());
}

TEST_CASE("glossary: two concepts with one stem are told apart by how a form is written") {
  const Loaded loaded = load("organ\t器官\norganization\t组织机构\nvaccine\t疫苗\n");
  const auto chinese_of = [&](const char* query) {
    const auto matches = loaded.glossary->groups(loaded.analyzer->words_of_query(query));
    return matches.empty() ? std::string() : matches[0].concept_->chinese.front();
  };
  CHECK(chinese_of("Organs") == "器官");
  CHECK(chinese_of("organizations") == "组织机构");
  CHECK(chinese_of("organic").empty());  // which of the two, nobody knows
  CHECK(chinese_of("vaccination") == "疫苗");
}

TEST_CASE("glossary: general words are translated in a query and are no subject of a text") {
  const Loaded loaded = load("increase\t增加\tgeneral\t\nstomach\t胃部\tanatomy\t\nthe\t这个\tgeneral\t\n");
  const auto words = loaded.analyzer->words_of_query("stomach increases");
  CHECK(loaded.glossary->find(words).size() == 1);
  CHECK(loaded.glossary->groups(words).size() == 2);
  CHECK(loaded.glossary->concepts_in("The stomach increases.").size() == 1);
  CHECK(loaded.glossary->groups(loaded.analyzer->words_of_query("the")).empty());
}

}  // namespace meridian::text
