// Words that papers of every subject use: they name the form of a study, a unit or a degree, never a theme.
//
// A list for labels only (METHODS 3.4); searching and clustering go by counts. Immutable, share freely.
#pragma once

#include <string_view>

namespace meridian::query::explore {

// "results", "significantly", "weeks", "采用": stands at neither end of a label. REQUIRES: the analyzer's folded form.
bool is_common_in_papers(std::string_view folded);
// "system", "therapy", "机制": says something only with a word before it ("nervous system").
bool needs_company(std::string_view folded);

}  // namespace meridian::query::explore
