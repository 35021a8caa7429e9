// The one door: text → terms with positions, the same for writing and searching.
//
// English: Snowball stems ("Zpain") carry the weight, folded surface forms ("pains") carry positions; stop words have a
// surface only. Chinese (after traditional→simplified folding): characters and overlapping pairs, no dictionary; both
// carry weight. The dictionary is used by `words_of_query` only, so index and query can never disagree about segmentation
// (METHODS 7 and 10); a query asks for characters only where a word is one character, and for pairs otherwise.
//
// Names (text/names.h): IL-6, TNF-α, CD4+, COVID-19 have their parts as words, scored like all words, and one joined
// form ("il6", "tnfalpha", "cd4") under which every spelling meets and which is scored too: a query for the name asks
// for the joined form alone, one for "il 6" or "COVID" for the parts. "cd4+" and the joined form of words ("lowback",
// "Zlowback") are found, never scored: they are spellings, and must not make documents longer.
// Safe from many threads once made: all tables are read only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace meridian::text {

// Raised whenever the same text would give other terms: an index of another version is rebuilt.
inline constexpr int kAnalyzerVersion = 3;

enum class TermKind : std::uint8_t {
  stem,       // "Z" + stem; no position; scored unless it is another spelling only ("Zlowback")
  surface,    // folded word; position, not scored
  joined,     // "il6", the meeting point of spellings; position of its first part; scored when it is a name
  character,  // one Han character; position; scored
  pair        // two neighbouring Han characters; position of the first; scored
};

struct Term {
  std::string text;
  std::uint32_t position = 0;        // 0 = none; a word or Han character takes one position
  std::uint32_t begin = 0, end = 0;  // bytes of the text given in
  TermKind kind = TermKind::stem;
  bool scored = false;  // adds to wdf; everything else has wdf 0
};

// Scored, and more than one Han character: what papers are compared by, since single characters are in every second word.
inline bool is_scored_word(const Term& term) { return term.scored && term.kind != TermKind::character; }

// The same of an index term with wdf, by its look: a stem, a joined name or a pair, no field's term and no single character.
bool is_word_term(std::string_view term);

struct AnalyzedText {
  std::vector<Term> terms;         // in text order
  std::uint32_t end_position = 0;  // the next free one
  bool truncated = false;          // a bound was met (200,000 words, 60,000 different terms)
};

enum class Script : std::uint8_t { latin, han, number, other };

// One word of a query and what it means to the index.
struct QueryWord {
  std::size_t begin = 0, end = 0;  // bytes of the text given in
  std::string surface;             // folded, for display and for the glossary
  Script script = Script::latin;
  std::vector<std::string> scoring;  // index terms that carry its weight; all must match for the word to match
  bool adjacent = false;             // and stand side by side in this order (a Han word of three or more characters)
  // Positional terms, one for each position the word takes, so that those of consecutive words put together are a
  // phrase. A Han word's are its pairs and then its last character.
  std::vector<std::string> exact;
  std::vector<std::string> spellings;  // index terms, each of which is the word by itself ("Zlowback" for low-back)
  bool stop_word = false;              // matters in phrases only
};

class Analyzer {
 public:
  // `dictionary`: a jieba-format word list for splitting Chinese queries; when the file is missing ICU's word break is
  // used. storage when folding tables cannot be opened.
  static base::Result<std::shared_ptr<const Analyzer>> open(
      const std::filesystem::path& dictionary = default_dictionary());
  // Where Debian's python3-jieba puts it.
  static std::filesystem::path default_dictionary();
  virtual ~Analyzer() = default;

  // Terms of `utf8` from `first_position` on (1 or more). REQUIRES: valid UTF-8.
  virtual AnalyzedText analyze(std::string_view utf8, std::uint32_t first_position = 1) const = 0;
  // The words of a query or phrase, in order. Han runs are split by the dictionary.
  virtual std::vector<QueryWord> words_of_query(std::string_view utf8) const = 0;
  // Surface-folded form: NFKC, lower case, full width → half, traditional → simplified, Greek letters as names.
  virtual std::string fold(std::string_view utf8) const = 0;
};

}  // namespace meridian::text
