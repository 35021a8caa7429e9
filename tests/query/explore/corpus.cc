#include "tests/query/explore/corpus.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>

namespace meridian::tests {
namespace {

struct Shared {
  std::shared_ptr<const text::Analyzer> analyzer;
  std::shared_ptr<const text::Glossary> glossary;
};

Shared open() {
  auto analyzer = text::Analyzer::open();
  REQUIRE(analyzer);
  auto glossary = text::Glossary::load(MERIDIAN_TEST_INPUTS "/explore/glossary", *analyzer);
  REQUIRE(glossary);
  REQUIRE((*glossary)->size() == 12);
  return {*analyzer, *glossary};
}

const Shared& shared() {
  static const Shared once = open();
  return once;
}

}  // namespace

library::Article article(library::ArticleId id, const std::string& language, const std::string& title,
                         const std::string& abstract) {
  library::Article answer;
  answer.id = id;
  answer.work = id;
  answer.source = "Journal of Sleep Tests";
  answer.published = "2026-0" + std::to_string(1 + id % 9);
  answer.texts.push_back({language, title, abstract, {}});
  return answer;
}

Corpus make_corpus(const std::vector<std::size_t>& wanted) {
  Corpus corpus{shared().analyzer, shared().glossary, {}, {}};
  for (std::size_t i = 0; i < std::size(kSamples); ++i)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), i) != wanted.end())
      corpus.articles.push_back(article(static_cast<library::ArticleId>(i) + 1, kSamples[i].language, kSamples[i].title,
                                        kSamples[i].abstract));
  for (const library::Article& one : corpus.articles)
    corpus.documents.push_back({one.work, &one, 100.0 - static_cast<double>(one.id)});
  return corpus;
}

}  // namespace meridian::tests
