// "Did you mean": words that the library hardly has, put right by words that it has often.
//
// A word is doubted when no Work holds it, or fifty times as many hold a neighbour of it (METHODS 8) and
// fewer than ten hold it. Only the first
// eight words are looked at, of at most 64 bytes (FAULTS 124); names with digits and Han text never.
//
// Of the words that need the fewest edits the likeliest is meant (the noisy channel of Kernighan, Church and Gale, 1990):
// who leaves a letter out or swaps two can only have typed this, but who puts one in or takes a wrong one had 26 to
// choose from. Works count by their square root: what is common in papers is not mistyped as much more often. One thread
// at a time.
#pragma once

#include <xapian.h>
#include <optional>
#include <string>
#include <string_view>

#include "query/search/parse.h"
#include "query/search/vocabulary.h"
#include "text/analyzer.h"

namespace meridian::query::search {

// The word most likely meant by `typed`, folded, that so many Works hold; nothing when it stands as it is.
std::optional<std::string> meant_by(std::string_view typed, double works, const Vocabulary& vocabulary);

// The whole query with its doubtful words put right, as one line. `vocabulary` is asked only when a word is rare enough
// to be doubted. May throw what Xapian throws.
std::optional<std::string> did_you_mean(const ParsedQuery& parsed, const Xapian::Database& database,
                                        const text::Analyzer& analyzer, const VocabularySource& vocabulary);

}  // namespace meridian::query::search
