#include "indexer/dedup.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace meridian::indexer {
namespace {

using library::Article;
using library::ArticleType;
using library::LinkKind;

// `count` words that mean nothing, the same for the same seed.
std::string words(int count, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < count; ++i) text += "w" + std::to_string(random() % 5000) + (i % 12 == 11 ? ". " : " ");
  return text;
}

Article paper(library::ArticleId id, const std::string& title, const std::string& abstract,
              const std::string& doi = "") {
  Article article;
  article.id = id;
  article.texts = {{"en", title, abstract, {}}};
  article.authors = {{"Ada Quill", ""}};
  article.published = "2025-02-03";
  article.doi = doi;
  return article;
}

std::string tie(const Article& a, const Article& b) {
  const auto link = link_between(a, b, overlap_of(print_of(a), print_of(b)));
  const auto reverse = link_between(b, a, overlap_of(print_of(b), print_of(a)));
  CHECK(link == reverse);
  if (!link) return "";
  CHECK(link->a < link->b);
  return std::string(link->kind == LinkKind::same       ? "same"
                     : link->kind == LinkKind::concerns ? "concerns"
                                                        : "shares") +
         " " + link->reason;
}

const std::string kTitle = "Stair climbing and sleep in older gardeners";

}  // namespace

TEST_CASE("dedup: a print knows words, not case, blanks or marks; short texts have none") {
  CHECK(print_of(words(39, 1)).grams.empty());
  const TextPrint print = print_of(words(60, 1));
  CHECK(print.grams.size() == 58);
  CHECK(!print.sketch.empty());
  for (const std::uint64_t hash : print.sketch) CHECK(hash % 4 == 0);
  std::string loud = words(60, 1);
  for (char& c : loud) c = c == 'w' ? 'W' : c == '.' ? ';' : c;
  CHECK(print_of(loud).grams == print.grams);
  CHECK(print_of(words(20'000, 2)).sketch.size() == 256);
}

TEST_CASE("dedup: Chinese text is compared by characters") {
  std::string text, changed;
  for (int i = 0; i < 30; ++i)
    text += "步行可以减轻疼痛，", changed += i % 2 == 0 ? "步行可以减轻疼痛。" : "游泳没有什么作用！";
  const TextPrint whole = print_of(text), part = print_of(changed);
  CHECK(whole.grams.size() == 8);  // one sentence of eight characters, over and over
  CHECK(overlap_of(whole, part).containment >= .5);
  CHECK(print_of("步行可以减轻疼痛。").grams.empty());
}

TEST_CASE("dedup: bytes that are no UTF-8, or end within a character, are compared all the same") {
  std::string text = words(50, 3) + "\xE6\x96";
  CHECK(print_of(text).grams.size() >= 48);
  CHECK(print_of(std::string(200, '\xFF')).grams.size() < 200);
  CHECK(print_of(std::string(300, '\xE2')).sketch.size() <= 256);
}

TEST_CASE("dedup: containment is of the smaller, boilerplate counts for nothing") {
  const std::string half = words(60, 4);
  const TextPrint small = print_of(half), large = print_of(half + words(120, 5));
  const Overlap overlap = overlap_of(small, large);
  CHECK(overlap.containment > .95);
  CHECK(overlap.jaccard < .4);
  CHECK(overlap_of(small, large, .1).containment < .11);
  CHECK(overlap_of(small, large, .5).containment == overlap.containment);
  CHECK(overlap_of(small, TextPrint{}).containment == 0);
  CHECK(is_candidate(3, 10, 30));
  CHECK(!is_candidate(2, 4, 4));
  CHECK(!is_candidate(4, 60, 60));
}

TEST_CASE("fault_070: one DOI and other titles, an erratum or a retraction are tied, not merged") {
  const Article article = paper(1, kTitle, words(80, 1), "10.5555/a");
  CHECK(tie(article, paper(2, "Stair climbing and sleep in older gardeners: a trial", "", "10.5555/a")) == "same doi");
  CHECK(tie(article, paper(2, "Enzymes of alpine moss", "", "10.5555/a")) == "concerns doi");
  Article notice = paper(2, "Correction: " + kTitle, "", "10.5555/a");
  notice.type = ArticleType::erratum;
  CHECK(tie(article, notice) == "concerns doi");
  notice.type = ArticleType::retraction, notice.texts[0].title = kTitle, notice.texts[0].abstract = words(80, 1),
  notice.doi.clear();
  CHECK(tie(article, notice).starts_with("concerns text"));
}

TEST_CASE("dedup: a short text respun under its own title is the paper; under another one, or with an id, it is not") {
  // Every fifth word is another one: two of five 3-grams are left.
  const auto respun = [](const std::string& text) {
    std::string out;
    int word = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      out += (++word % 5 == 0 ? "other" + std::to_string(word) : text.substr(at, end - at)) + " ";
      at = end + 1;
    }
    return out;
  };
  const Article original = paper(1, kTitle, words(90, 11)), copy = paper(2, kTitle + " again", respun(words(90, 11)));
  const Overlap shared = overlap_of(print_of(original), print_of(copy));
  CHECK(shared.containment >= .35);
  CHECK(shared.containment < .5);
  CHECK(shared.shared < 60);
  Article unsigned_copy = copy;
  unsigned_copy.authors.clear();
  CHECK(tie(original, unsigned_copy).starts_with("same reworded"));
  unsigned_copy.texts[0].title = "Moss on the stone walls of the far north";
  CHECK(tie(original, unsigned_copy).empty());
  unsigned_copy.texts[0].title.clear();
  CHECK(tie(original, unsigned_copy).empty());
  unsigned_copy.texts[0].title = kTitle + " again", unsigned_copy.doi = "10.5555/other";
  CHECK(tie(original, unsigned_copy).empty());
}

TEST_CASE("dedup: titles agree across the names of languages, and disagree only within one") {
  Article record = paper(1, "L'effet de la lumière du soir sur le sommeil des adultes", ""), feed = paper(2, record.main().title, "");
  record.texts[0].language = "fr";
  CHECK(tie(record, feed) == "same title+author");
  // The record's own English title beside the vernacular one.
  record.texts.insert(record.texts.begin(), {"en", "The effect of evening light on the sleep of adults", "", {}});
  CHECK(tie(record, feed) == "same title+author");
  // Two languages without a word in common: nothing is said by it, and the DOI decides.
  Article german = paper(3, "Abendlicht und Schlaf bei Erwachsenen im hohen Norden", "", "10.5555/n"), english = paper(4, "The effect of evening light on the sleep of adults", "", "10.5555/n");
  german.texts[0].language = "de";
  CHECK_FALSE(titles_differ_strongly(german, english));
  CHECK(tie(german, english) == "same doi");
  german.texts[0].language = "en";
  CHECK(titles_differ_strongly(german, english));
}

TEST_CASE("dedup: a title in another language does not speak against one DOI") {
  Article chinese = paper(2, "爬楼梯与老年园丁的睡眠", "", "10.5555/a");
  chinese.texts[0].language = "zh";
  CHECK(tie(paper(1, kTitle, "", "10.5555/a"), chinese) == "same doi");
  CHECK(tie(paper(1, kTitle, ""), chinese).empty());
}

TEST_CASE("dedup: a preprint and its journal version") {
  Article preprint = paper(1, kTitle, words(80, 1), "10.5555/pre"),
          journal = paper(2, kTitle + ".", words(80, 2), "10.5555/jour");
  CHECK(tie(preprint, journal).empty());  // two journal articles with two DOIs
  preprint.type = ArticleType::preprint;
  CHECK(tie(preprint, journal) == "same title+author");
  journal.authors = {{"Quill A", ""}};
  CHECK(tie(preprint, journal) == "same title+author");
  journal.authors = {{"Brown AQ", ""}};
  CHECK(tie(preprint, journal).empty());
  journal.authors = preprint.authors, journal.published = "2028";
  CHECK(tie(preprint, journal).empty());
  journal.published = "2027";
  CHECK(!tie(preprint, journal).empty());
  journal.texts[0].title = "Editorial", preprint.texts[0].title = "Editorial";
  CHECK(tie(preprint, journal).empty());
}

TEST_CASE("dedup: parts of a series are papers of their own") {
  Article first = paper(1, "Sleep of the older gardener in spring, part I", words(80, 1)),
          second = paper(2, "Sleep of the older gardener in spring, part II", words(80, 1));
  CHECK(tie(first, second).starts_with("shares"));
  first.texts[0].title = "Annual report of the gardeners 2024",
  second.texts[0].title = "Annual report of the gardeners 2025";
  CHECK(tie(first, second).starts_with("shares"));
}

TEST_CASE("dedup: text alone never merges different DOIs") {
  CHECK(tie(paper(1, kTitle, words(80, 1), "10.5555/a"), paper(2, kTitle + " again", words(80, 1), "10.5555/b")) ==
        "shares text 1.0");
}

TEST_CASE("dedup: a page's copy of a paper's text joins it under the same title, under another it is only tied") {
  Article copy = paper(2, kTitle, words(80, 1));
  copy.authors.clear();
  CHECK(tie(paper(1, kTitle, words(80, 1), "10.5555/a"), copy) == "same text 1.0");
  copy.texts[0].title = "What gardeners know";
  CHECK(tie(paper(1, kTitle, words(80, 1), "10.5555/a"), copy) == "shares text 1.0");
  copy.texts[0].title.clear();
  CHECK(tie(paper(1, kTitle, words(80, 1), "10.5555/a"), copy) == "same text 1.0");
}

TEST_CASE("dedup: a reworded copy needs a like title and no identifier") {
  const std::string shared = words(90, 1);
  Article one = paper(1, "Why gardeners sleep well after climbing stairs", shared + words(110, 2)),
          two = paper(2, "Gardeners sleep well: climbing stairs and rest", shared + words(110, 3));
  one.authors.clear(), two.authors.clear();
  one.type = two.type = ArticleType::news;
  CHECK(tie(one, two).starts_with("same reworded .4"));
  two.texts[0].title = "Moss and lichen";
  CHECK(tie(one, two).starts_with("shares text .4"));
  two.texts[0].title = one.texts[0].title, two.doi = "10.5555/a";
  CHECK(tie(one, two).starts_with("shares text .4"));
  CHECK(tie(one, paper(3, one.texts[0].title, words(200, 9))).empty());
}

TEST_CASE("dedup: one text under three titles is a blurb; under spellings of one title it is not") {
  const Article first = paper(1, "Moss of the north", "t"), second = paper(2, "Birds at dawn", "t"),
                third = paper(3, "Old stone walls", "t");
  CHECK(is_blurb(first, {second, third}));
  CHECK(!is_blurb(first, {second}));
  CHECK(!is_blurb(first, {second, paper(4, "Birds at dawn.", "t"), paper(5, "", "t")}));
}

TEST_CASE("dedup: names in any order and form") {
  const auto share = [](const std::string& a, const std::string& b) {
    Article one = paper(1, "T", ""), two = paper(2, "T", "");
    one.authors[0].name = a, two.authors[0].name = b;
    return share_first_author(one, two);
  };
  CHECK(share("Chinedu Nwosu", "Nwosu C"));
  CHECK(share("NWOSU, CHINEDU", "C. Nwosu"));
  CHECK(share("王伟", "王 伟"));
  CHECK(!share("王伟", "李伟"));
  CHECK(!share("A. B. Quill", "A. B. Brown"));
  Article none = paper(1, "T", "");
  none.authors.clear();
  CHECK(!share_first_author(none, paper(2, "T", "")));
}

}  // namespace meridian::indexer
