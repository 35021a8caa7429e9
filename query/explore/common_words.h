// Words that papers of every subject use: they name the form of a study, a unit or a degree, never a theme.
//
// Labels leave them out (METHODS 3.4), clusters let them weigh half; searching goes by counts alone. Immutable, share
// freely.
#pragma once

#include <string_view>

namespace meridian::query::explore {

// "results", "significantly", "weeks", "采用": stands at neither end of a label. REQUIRES: the analyzer's folded form.
bool is_common_in_papers(std::string_view folded);
// True for a word of either list, by its Snowball stem: "signific", "studi", "mechan".
bool is_stem_of_common(std::string_view stem);
// "system", "therapy", "机制": says something only with a word before it ("nervous system").
bool needs_company(std::string_view folded);

}  // namespace meridian::query::explore
