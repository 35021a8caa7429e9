#include "text/glossary_pairs.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "text/glossary.h"

namespace meridian::text {

namespace {

using Forms = std::vector<std::string>;

constexpr const char* kOwn =
    "kettle|boil\t水壶\nboil\t煮沸\nboil dry\t烧干\nboiling point|boil\t沸点\nlamp\t灯\nstove\t炉子|火炉\n";

}  // namespace

TEST_CASE("glossary pairs: what many lines say of a term is one group, first senses first") {
  const GlossaryPairs pairs(GlossaryPairs::compile(kOwn));
  CHECK(pairs.translations("boil ") == Forms{"煮沸", "水壶", "沸点"});
  CHECK(pairs.translations("boil dri ") == Forms{"烧干"});
  CHECK(pairs.translations("stove ") == Forms{"炉子", "火炉"});
  CHECK(pairs.translations("水 壶 ") == Forms{"kettle", "boil"});
  CHECK(pairs.begins_a_term("水 "));
  CHECK(!pairs.begins_a_term("灯 "));  // a single character is no translation
  for (const char* absent : {"", "a ", "boi ", "boil d ", "lamp ", "zzz ", "沸 "})
    CHECK_MESSAGE(pairs.translations(absent).empty(), absent);
}

TEST_CASE("glossary pairs: damaged text is looked up without harm") {
  for (const char* text :
       {"", "\n", "no header", "#meridian-pairs 1\n\n\n\n", "#x\nb \t甲乙\na \t丙丁\n", "#x\nkey without tab"}) {
    const GlossaryPairs pairs{std::string(text)};
    for (const char* key : {"a ", "b ", "key ", "zz "}) CHECK(pairs.translations(key).size() <= 1);
  }
}

TEST_CASE("glossary pairs: the sorted text is used while it is newer and of this version") {
  const auto folder = base::TemporaryFolder::make("glossary-pairs-test");
  REQUIRE(folder);
  const auto file = folder->path() / "own.tsv";
  REQUIRE(base::write_file_atomically(file, kOwn));
  const auto stove = [&] {
    const auto pairs = GlossaryPairs::open(file);
    REQUIRE(pairs);
    return pairs->translations("stove ");
  };
  CHECK(stove() == Forms{"炉子", "火炉"});
  std::string sorted = GlossaryPairs::compile("stove\t灶台\n");
  REQUIRE(base::write_file_atomically(pairs_beside(file), sorted));
  CHECK(stove() == Forms{"灶台"});
  sorted.replace(sorted.find("analyzer "), 9, "analyser ");
  REQUIRE(base::write_file_atomically(pairs_beside(file), sorted));
  CHECK(stove() == Forms{"炉子", "火炉"});
  CHECK(GlossaryPairs::open(folder->path() / "none.tsv").error().kind == base::ErrorKind::not_found);
}

TEST_CASE("glossary: a reader's file joins the shipped concept of a term, and stays out of clusters") {
  const auto folder = base::TemporaryFolder::make("glossary-own-test");
  REQUIRE(folder);
  const auto shipped = folder->path() / "shipped", own = folder->path() / "own";
  for (const auto& one : {shipped, own}) REQUIRE(base::make_private_folder(one));
  REQUIRE(base::write_file_atomically(shipped / "a.tsv", "stove|cooker\t炉灶\tkitchen\t\nred lamp\t红灯\tkitchen\t\n"));
  REQUIRE(base::write_file_atomically(own / "mine.tsv", "stove\t炉子|炉灶\nlamp oil\t灯油\nlamp\t灯具\n"));
  REQUIRE(base::write_file_atomically(folder->path() / "words", "炉子 100 n\n"));
  const auto analyzer = *Analyzer::open(folder->path() / "words");
  const auto glossary = *Glossary::load(shipped, analyzer, own);
  const auto groups = glossary->groups(analyzer->words_of_query("red lamp stoves"));
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].concept_->chinese == Forms{"红灯"});
  CHECK(groups[1].concept_->english == Forms{"stove", "cooker"});
  CHECK(groups[1].concept_->chinese == Forms{"炉灶", "炉子"});
  const auto longer = glossary->groups(analyzer->words_of_query("lamp oil"));
  REQUIRE(longer.size() == 1);
  CHECK(longer[0].words == 2);
  CHECK(glossary->groups(analyzer->words_of_query("炉子"))[0].concept_->english == Forms{"stove"});
  CHECK(glossary->find(analyzer->words_of_query("lamp oil")).empty());
  CHECK(glossary->concepts_in("The lamp oil and the stove.").size() == 1);
  CHECK(glossary->size() == 2);
  CHECK(Glossary::load(shipped, analyzer, folder->path() / "absent"));
}

}  // namespace meridian::text
