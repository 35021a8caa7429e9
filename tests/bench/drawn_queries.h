// Queries drawn from the library's own papers by seed: words of middling frequency, as readers type them.
#pragma once

#include <xapian.h>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "library/library.h"
#include "text/analyzer.h"

namespace meridian::bench {

struct DrawnQuery {
  std::vector<std::string> words;   // as typed
  std::vector<std::string> scored;  // the index terms that carry their weight
  std::vector<std::string> places;  // the positional terms, for phrases
  std::string year;                 // of the paper they are from; "" unknown
  library::ArticleId article = 0;
  std::string text() const;  // the words with blanks between
};

// `many` queries of `length` words each from one paper; side by side in it when `adjacent`. Each word is in at least
// five papers and in at most one of twenty. Fewer when the library has too few such papers. One thread at a time.
std::vector<DrawnQuery> draw_queries(library::Library& library, const Xapian::Database& index,
                                     const text::Analyzer& analyzer, text::Script script, std::size_t length,
                                     bool adjacent, std::size_t many, std::uint64_t seed);

}  // namespace meridian::bench
