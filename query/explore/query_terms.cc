#include "query/explore/query_terms.h"

#include <algorithm>

namespace meridian::query::explore {

QueryTerms::QueryTerms(std::string_view query, const text::Analyzer& analyzer) {
  for (const text::QueryWord& word : analyzer.words_of_query(query)) add(word);
}

QueryTerms::QueryTerms(std::string_view query, const text::Analyzer& analyzer, const text::Glossary& glossary) {
  const std::vector<text::QueryWord> words = analyzer.words_of_query(query);
  for (const text::QueryWord& word : words) add(word);
  for (const text::ConceptMatch& match : glossary.find(words)) {
    concepts_.insert(match.concept_);
    for (const auto* forms : {&match.concept_->english, &match.concept_->chinese})
      for (const std::string& form : *forms)
        for (const text::QueryWord& word : analyzer.words_of_query(form)) add(word);
  }
}

bool QueryTerms::has(const text::QueryWord& word) const {
  return !word.scoring.empty() &&
         std::all_of(word.scoring.begin(), word.scoring.end(), [this](const std::string& term) { return has(term); });
}

void QueryTerms::add(const text::QueryWord& word) {
  if (word.stop_word) return;
  terms_.insert(word.scoring.begin(), word.scoring.end());
  terms_.insert(word.spellings.begin(), word.spellings.end());
}

}  // namespace meridian::query::explore
