// Completes the word that is being typed, in both scripts, by words that the library has.
//
// A word of letters by the frequent words that begin so; a run of Han characters by the character that most often
// follows its last one, where the index holds the last three side by side. One thread at a time.
#pragma once

#include <xapian.h>
#include <string>
#include <string_view>
#include <vector>

#include "query/answers.h"
#include "query/search/vocabulary.h"
#include "text/analyzer.h"

namespace meridian::query::search {

// At most `limit`, most frequent first; none when `query` ends with a blank or a sign. May throw what Xapian throws.
std::vector<Completion> complete(std::string_view query, const Xapian::Database& database,
                                 const text::Analyzer& analyzer, const Vocabulary& vocabulary, std::size_t limit);

}  // namespace meridian::query::search
