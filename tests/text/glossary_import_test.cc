#include "text/glossary_import.h"

#include <doctest/doctest.h>

#include "text/glossary_pairs.h"

namespace meridian::text {

TEST_CASE("glossary import: entries of CC-CEDICT become lines of ours") {
  // Entry, and the line it gives; empty when nothing of it is of use.
  const std::pair<const char*, const char*> rows[] = {
      {"椅子 椅子 [yi3 zi5] /chair; seat/", "chair|seat\t椅子\tcc-cedict\t\n"},
      {"發燒 发烧 [fa1 shao1] /to have a high temperature (from illness)/to have a fever/",
       "have a high temperature|have a fever\t发烧\tcc-cedict\t\n"},
      {"燈塔 灯塔 [deng1 ta3] /lighthouse/CL:座[zuo4]/", "lighthouse\t灯塔\tcc-cedict\t\n"},
      {"貓 猫 [mao1] /cat/CL:隻|只[zhi1]/", ""},
      {"王 王 [Wang2] /surname Wang/", ""},
      {"裏面 里面 [li3 mian4] /variant of 裡面|里面[li3 mian4]/", ""},
      {"慢跑 慢跑 [man4 pao3] /to jog/a long word of explanation nobody would ever type/jog/",
       "jog\t慢跑\tcc-cedict\t\n"},
      {"T恤 T恤 [T xu4] /T-shirt/(loanword)/", "T-shirt\tT恤\tcc-cedict\t\n"},
      {"雙重 双重 [shuang1 chong2] /double|twofold/dual/", "dual\t双重\tcc-cedict\t\n"}};
  for (const auto& [entry, line] : rows) {
    const auto got =
        import_glossary("# made for this test\n木板 木板 [mu4 ban3] /plank/\n" + std::string(entry) + "\n");
    REQUIRE_MESSAGE(got, entry);
    CHECK(got->format == "cc-cedict");
    CHECK_MESSAGE(got->tsv == "plank\t木板\tcc-cedict\t\n" + std::string(line), entry);
    CHECK_MESSAGE(got->skipped == (*line == '\0' ? 1U : 0U), entry);
  }
}

TEST_CASE("glossary import: a table keeps the lines that pair the languages") {
  const auto got = import_glossary(
      "\xEF\xBB\xBF# mine\r\nrowing machine|ergometer\t划船机|测功仪\r\nno "
      "pair\nlamp\t灯\n\xFF\xFE\t坏\nkettle\t水壶\n");
  REQUIRE(got);
  CHECK(got->format == "tsv");
  CHECK(got->tsv == "rowing machine|ergometer\t划船机|测功仪\nkettle\t水壶\n");
  CHECK(got->entries == 2);
  CHECK(got->skipped == 3);
  CHECK(!got->cut);
}

TEST_CASE("glossary import: what is no glossary is refused by name") {
  const std::pair<std::string, const char*> rows[] = {{"", "glossary.empty"},
                                                      {"  \n\n", "glossary.empty"},
                                                      {"\xEF\xBB\xBF", "glossary.empty"},
                                                      {std::string("PK\3\4\0\0\0", 7), "glossary.not_text"},
                                                      {"only words\nwithout a tab\n", "glossary.no_pairs"},
                                                      {"\xC4\xE3\t\xBA\xC3\n", "glossary.no_pairs"},
                                                      {std::string(20'000, 'x') + "\t长行\n", "glossary.no_pairs"}};
  for (const auto& [bytes, code] : rows) {
    const auto got = import_glossary(bytes);
    REQUIRE(!got);
    CHECK(got.error().code == code);
  }
  CHECK(import_glossary(std::string(kMaxGlossaryBytes + 1, 'a')).error().code == "glossary.too_large");
}

TEST_CASE("glossary import: lines beyond the bound are left out and said") {
  std::string many;
  for (std::size_t i = 0; i <= kMaxGlossaryLines; ++i) many += "tea\t茶叶\n";
  const auto got = import_glossary(many);
  REQUIRE(got);
  CHECK(got->entries == kMaxGlossaryLines);
  CHECK(got->cut);
}

}  // namespace meridian::text
