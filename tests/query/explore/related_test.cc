#include "query/explore/related.h"

#include <doctest/doctest.h>

#include <xapian.h>
#include <algorithm>

#include "library/index_schema.h"
#include "tests/query/explore/corpus.h"

using namespace meridian;
using namespace meridian::tests;
using query::explore::related;
using query::explore::RelatedWork;

namespace {

// As the index has it: scored terms with wdf = abstract + 2 × title, the Work's unique term and its slot.
Xapian::Document document_of(const library::Article& article, const text::Analyzer& analyzer) {
  Xapian::Document document;
  for (const library::LocalizedText& text : article.texts) {
    const auto add = [&](const std::string& part, std::uint32_t weight) {
      for (const text::Term& term : analyzer.analyze(part).terms)
        document.add_term(term.text, term.scored ? weight : 0);
    };
    add(text.title, library::kTitleWdf);
    add(text.abstract, library::kAbstractWdf);
  }
  document.add_boolean_term(library::field_term(library::Field::work, std::to_string(article.work)));
  document.add_boolean_term(library::field_term(library::Field::language, article.main().language));
  document.add_value(library::slot(library::Slot::order), library::order_key({0, article.work}));
  return document;
}

Xapian::WritableDatabase index_of(const Corpus& corpus) {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  for (const library::Article& article : corpus.articles) database.add_document(document_of(article, *corpus.analyzer));
  return database;
}

}  // namespace

TEST_CASE("related: a paper's relatives are those of its theme, itself left out") {
  const Corpus corpus = make_corpus();
  Xapian::WritableDatabase database = index_of(corpus);
  for (const library::WorkId source : {1, 9, 15, 22}) {
    const auto found = related(database, source, 3);
    REQUIRE(found);
    REQUIRE(found->size() == 3);
    for (const RelatedWork& one : *found) {
      CAPTURE(source);
      CHECK(one.work != source);
      CHECK(corpus.sample(one.work).theme == corpus.sample(source).theme);
    }
    CHECK(std::is_sorted(found->begin(), found->end(), [](const auto& a, const auto& b) { return a.score > b.score; }));
  }
}

TEST_CASE("related: the words that tie are named, in both languages, and have a surface") {
  const Corpus corpus = make_corpus();
  Xapian::WritableDatabase database = index_of(corpus);
  const auto english = related(database, 1, 1), chinese = related(database, 5, 1);
  REQUIRE(english);
  REQUIRE(chinese);
  for (const auto* found : {&*english, &*chinese}) {
    REQUIRE(found->size() == 1);
    const std::vector<std::string>& terms = found->front().shared_terms;
    REQUIRE_FALSE(terms.empty());
    CHECK(terms.size() <= 8);
    for (const std::string& term : terms) {
      const library::LocalizedText& text = corpus.articles[static_cast<std::size_t>(found->front().work) - 1].main();
      CHECK_FALSE(query::explore::surface_of(term, text.title + "\n" + text.abstract, *corpus.analyzer).empty());
    }
  }
}

TEST_CASE("related: on five papers the near one is first") {
  const Corpus corpus = make_corpus({0, 3, 8, 15, 22});
  Xapian::WritableDatabase database = index_of(corpus);
  const auto found = related(database, 1, 10);
  REQUIRE(found);
  REQUIRE_FALSE(found->empty());
  CHECK(found->front().work == 4);
}

TEST_CASE("related: a title alone does not win by being short") {
  Corpus corpus = make_corpus();
  corpus.articles.push_back(article(40, "en", "Evening melatonin", ""));
  Xapian::WritableDatabase database = index_of(corpus);
  const auto found = related(database, 1, 3);
  REQUIRE(found);
  CHECK(found->front().work != 40);
}

TEST_CASE("related: an unknown Work is not found; one without words has no relatives") {
  Corpus corpus = make_corpus({0, 1});
  corpus.articles.push_back(article(40, "en", "", ""));
  Xapian::WritableDatabase database = index_of(corpus);
  const auto unknown = related(database, 999, 5);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().kind == base::ErrorKind::not_found);
  const auto silent = related(database, 40, 5);
  REQUIRE(silent);
  CHECK(silent->empty());
  CHECK(related(database, 1, 0)->empty());
}

TEST_CASE("related: a term that is not in the text has no surface") {
  const Corpus corpus = make_corpus({0});
  CHECK(query::explore::surface_of("Zquartz", "Evening light delays sleep.", *corpus.analyzer).empty());
}

TEST_CASE("related: numbers, lone letters, common words and halves of names are not what ties") {
  Corpus two = make_corpus({8});
  two.articles.clear();
  for (const library::ArticleId id : {1, 2})
    two.articles.push_back(
        article(id, "en", "IL-6 and vitamin C",
                "Significant studies of 12 weeks: IL-6 in the lungs of divers, vitamin C and n = 4."));
  // Others, so that the words are rare.
  for (const library::ArticleId id : {3, 4, 5, 6}) two.articles.push_back(article(id, "en", "Lamps", "Lamps burn."));
  Xapian::WritableDatabase database = index_of(two);
  const auto found = related(database, 1, 1);
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  const auto& terms = found->front().shared_terms;
  const auto has = [&](std::string_view term) { return std::find(terms.begin(), terms.end(), term) != terms.end(); };
  CHECK(has("il6"));
  CHECK(has("Zdiver"));
  for (const char* term : {"Zil", "Z6", "6", "Z12", "Zc", "Zn", "Zsignific", "Zstudi", "Zweek"}) {
    CAPTURE(term);
    CHECK_FALSE(has(term));
  }
}

TEST_CASE("related: a surface is shown with all that hyphens tie to it") {
  const Corpus corpus = make_corpus({0});
  CHECK(query::explore::surface_of("Zcrp", "Levels of hs-CRP fell.", *corpus.analyzer) == "hs-CRP");
  CHECK(query::explore::surface_of("Zinterleukin", "Interleukin-6 fell, and interleukin-6 rose.", *corpus.analyzer) ==
        "interleukin-6");
  CHECK(query::explore::surface_of("Zdiver", "Many divers - not all - swim.", *corpus.analyzer) == "divers");
}
