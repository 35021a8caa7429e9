// The passage that shows best why a paper was found, with the query's words marked.
//
// Words are compared as the index compares them, through the analyzer, so "inflammatory" is marked for inflammation and
// 疼痛 for 疼痛 in either script; whole words, never a cut code point. Immutable, share freely.
#pragma once

#include <string_view>

#include "library/article.h"
#include "query/answers.h"
#include "query/search/words.h"
#include "text/analyzer.h"

namespace meridian::query::search {

// Columns of a passage: a Han character takes two.
inline constexpr std::size_t kPassageWidth = 240;

// The whole of `text` with marks.
Snippet marked(std::string_view text, const MarkedTerms& terms, const text::Analyzer& analyzer);
// The best stretch of `text`, at most `width` columns; its beginning when nothing is marked.
Snippet passage(std::string_view text, const MarkedTerms& terms, const text::Analyzer& analyzer,
                std::size_t width = kPassageWidth);
// Fills `hit.title` and `hit.passage` from the language in which most of the query's words stand.
void add_snippets(Hit& hit, const MarkedTerms& terms, const text::Analyzer& analyzer);

}  // namespace meridian::query::search
