// The phrases that a set of documents uses: runs of one to four words, and the glossary's concepts, with who uses them
// how often.
//
// Labels of clusters and the terms of a contrast are chosen among them (METHODS 3.4). A phrase keeps inside
// punctuation, begins and ends with a word that carries meaning, and is printed as the documents print it. Immutable
// once made, share freely.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/explore/similarity.h"
#include "query/explore/word_runs.h"

namespace meridian::query::explore {

inline constexpr std::size_t kMaxPhraseWords = 4;

struct PhraseUse {
  std::size_t document = 0;
  std::uint32_t times = 0;
};

// Who stands beside a phrase: the word that does most of the time, by majority vote (Boyer and Moore).
struct Neighbour {
  std::uint32_t word = 0;  // 0: nobody with whom the phrase could go on
  std::uint32_t lead = 0;  // over all others together
  void add(std::uint32_t one);
};

struct Phrase {
  std::array<std::uint32_t, kMaxPhraseWords> words{};  // numbers of WordRuns, 0 past the end; all zero for a concept
  const text::Concept* concept_ = nullptr;             // when the glossary knows the phrase as a whole
  std::vector<std::uint32_t> parts;                    // its different words, a concept's in all forms met; ascending
  std::vector<PhraseUse> uses;                         // ascending by document
  Languages languages = 0;                             // in which it can be printed
  std::size_t length = 1;                              // in words
  bool in_query = false;                               // every word is one of the query's
  bool touches_query = false;                          // some word is
  Neighbour before, after;                             // not of a concept, which is whole as it is
};

// Phrases of at least `least_documents` documents, in order of first use. A phrase that is nearly always continued by
// the same word ("nervous" by "system") is a piece of the longer one and left out (completeness, as in Lingo).
std::vector<Phrase> phrases(const WordRuns& runs, std::size_t least_documents);

// As it is written for a reader of `language`: the glossary's preferred form of a concept, else the commonest form in
// the texts of `documents` (ascending).
std::string printed(const Phrase& phrase, const WordRuns& runs, const std::vector<std::size_t>& documents,
                    std::string_view language);

// True when every word of `part` is in `whole`, which has more; of two concepts, when the name of one begins or ends a
// form of the other.
bool is_part_of(const Phrase& part, const Phrase& whole);

// True when the two have a word in common: shown side by side they would say half the same.
bool overlap(const Phrase& a, const Phrase& b);

}  // namespace meridian::query::explore
