// The words of an index with how many Works hold each: what typed words are compared with and completed from.
//
// Read once from the term list of an index and kept (METHODS 8), so that indexing pays nothing for it. Words of letters
// that stand in two Works or more, and pairs of Han characters. Nearest words are found by a walk over all of them that
// a mark of each word's letters makes cheap: two words within k edits differ in 2k marks at most. Immutable, share
// freely.
#pragma once

#include <xapian.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::query::search {

struct VocabularyWord {
  std::string_view text;    // folded
  std::uint32_t works = 0;  // that hold it
};

struct NearWord {
  std::string_view text;
  std::uint32_t works = 0;
  int edits = 0;  // letters put in, left out, exchanged, or two neighbours swapped
};

class Vocabulary {
 public:
  // May throw what Xapian throws.
  static std::shared_ptr<const Vocabulary> read(const Xapian::Database& database);

  // Words beginning so, most frequent first, at most `most`; the whole word itself is not one of them.
  std::vector<VocabularyWord> beginning(std::string_view prefix, std::size_t most) const;
  // Words within `edits` (1 or 2) of `word`, itself left out; fewest edits first, then most frequent, then by spelling.
  std::vector<NearWord> near(std::string_view word, int edits) const;
  // 0 when it is not among them.
  std::uint32_t works(std::string_view word) const;
  std::size_t size() const { return entries_.size(); }
  VocabularyWord operator[](std::size_t i) const { return {text(entries_[i]), entries_[i].works}; }

 private:
  struct Entry {
    std::uint32_t begin = 0;
    std::uint32_t works = 0;
    std::uint16_t bytes = 0;
  };
  std::string_view text(const Entry& entry) const { return std::string_view(pool_).substr(entry.begin, entry.bytes); }
  void add(std::string_view word, std::uint32_t works);

  std::string pool_;
  std::vector<Entry> entries_;          // in byte order: words of letters, then Han
  std::vector<std::uint32_t> letters_;  // a mark for each letter that occurs; one an entry
};

// Gives the vocabulary of the index in use; the first call may take a while.
using VocabularySource = std::function<std::shared_ptr<const Vocabulary>()>;

// Edits between two words (optimal string alignment), or `most` + 1 when there are more. Bytes count as letters: folded
// words are ASCII but for a few.
int edits_between(std::string_view a, std::string_view b, int most);

}  // namespace meridian::query::search
