// Documents as runs of numbered words, with the places where phrases may begin, join and end.
//
// Reads each passage once; phrases (phrases.h) are counted on the numbers. Immutable once made, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/explore/cluster.h"
#include "query/explore/query_terms.h"

namespace meridian::query::explore {

struct RunWord {
  std::uint32_t number = 0;          // the same for all inflections of a word; from 1
  std::uint32_t begin = 0, end = 0;  // bytes of the passage
  bool han = false;
  bool joins = false;   // nothing but a blank or a hyphen between it and the word before, of the same script, and
                        // neither is a stop word that parts phrases
  bool opens = false;   // may begin a phrase, or be one: no stop word, number, unit or word that any study uses
  bool closes = false;  // may end a phrase
};
struct ConceptPlace {
  std::size_t first_word = 0, words = 0;
  const text::Concept* concept_ = nullptr;
};
struct WordRun {
  std::size_t document = 0;
  std::string_view text;
  std::vector<RunWord> words;
  std::vector<ConceptPlace> concepts;
};

class WordRuns {
 public:
  WordRuns(const std::vector<Document>& documents, const QueryTerms& query, const text::Analyzer& analyzer,
           const text::Glossary& glossary);

  const std::vector<WordRun>& runs() const { return runs_; }
  std::size_t documents() const { return documents_; }
  // Of how many documents the word is.
  std::size_t documents_with(std::uint32_t word) const { return document_counts_[word]; }
  bool in_query(std::uint32_t word) const { return in_query_[word]; }

 private:
  void read(std::size_t document, std::string_view passage, const QueryTerms& query, const text::Analyzer& analyzer,
            const text::Glossary& glossary);
  std::uint32_t number_of(const text::QueryWord& word, std::size_t document, const QueryTerms& query);

  std::size_t documents_ = 0;
  std::vector<WordRun> runs_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::size_t> document_counts_{0}, last_document_{0};  // by word number
  std::vector<bool> in_query_{false};
};

}  // namespace meridian::query::explore
