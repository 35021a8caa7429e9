// Translations learnt from texts that say the same in English and Chinese: titles of bilingual papers, their keywords.
//
// Terms that stand opposite each other (keyword lists of the same length and order) are counted as they are. For words
// inside sentences IBM model 1 is trained both ways (Brown et al. 1993, "The mathematics of statistical machine
// translation", section 4.2):
//   t(f|e) = c(f,e) / sum over f' of c(f',e),   c(f,e) = sum over the pairs of t(f|e) / (sum over the pair's e', or
//   none, of t(f|e'))
// which starts from equal t and needs no dictionary. One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/analyzer.h"

namespace meridian::text {

struct LearntTranslation {
  std::string english, chinese;  // as most often written, folded
  double probability = 0;        // of the Chinese for the English
  double back = 0;               // of the English for the Chinese
  int times = 0;                 // texts that hold both
};

class ParallelTexts {
 public:
  explicit ParallelTexts(std::shared_ptr<const Analyzer> analyzer) : analyzer_(std::move(analyzer)) {}

  // Whole sentences, of which at most 60 words a side are read. False when nothing more is taken: 20,000 texts or two
  // million pairs of words. A text that has words on one side only is passed over.
  bool add(std::string_view english, std::string_view chinese);
  // Names of one thing; they are learnt as they are and serve as a sentence too.
  bool add_term(std::string_view english, std::string_view chinese);
  std::size_t size() const { return sentences_.size(); }

  // At most three for a word or term, the likeliest first; in the order of the English. Words are learnt from 500 texts
  // on, terms from two.
  std::vector<LearntTranslation> learn() const;

 private:
  using WordId = std::uint32_t;
  struct Words {                                  // of one language
    std::unordered_map<std::string, WordId> ids;  // by what counts as the same: a stem, or Chinese characters
    std::vector<std::unordered_map<std::string, int>> written;  // how each is written, how often
    WordId id(const std::string& key, const std::string& written_as);
    const std::string& name(WordId word) const;  // as most often written
  };
  struct Sentence {
    std::vector<WordId> english, chinese;
  };
  std::vector<WordId> words_of(std::string_view text, Script script, Words& words) const;

  std::shared_ptr<const Analyzer> analyzer_;
  Words english_, chinese_;
  std::vector<Sentence> sentences_;
  std::size_t pairs_ = 0;
  std::unordered_map<std::string, std::unordered_map<std::string, int>> terms_;  // English → Chinese → times
};

}  // namespace meridian::text
