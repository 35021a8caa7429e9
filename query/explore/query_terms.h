// What a query already says: its words, and every form of the concepts that they name, in both languages.
//
// All documents of a result list share these, so they neither tell groups apart (METHODS 3.1) nor make a label on their
// own. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::query::explore {

class QueryTerms {
 public:
  // The words alone.
  QueryTerms(std::string_view query, const text::Analyzer& analyzer);
  QueryTerms(std::string_view query, const text::Analyzer& analyzer, const text::Glossary& glossary);
  bool has(const std::string& index_term) const { return terms_.contains(index_term); }
  // All that the word scores by is in the query.
  bool has(const text::QueryWord& word) const;
  bool has(const text::Concept* concept_) const { return concepts_.contains(concept_); }

 private:
  void add(const text::QueryWord& word);

  std::unordered_set<std::string> terms_;
  std::unordered_set<const text::Concept*> concepts_;
};

}  // namespace meridian::query::explore
