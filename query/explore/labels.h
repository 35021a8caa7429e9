// Names for groups: up to three phrases that a group's documents use and the others do not (METHODS 3.4).
//
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/explore/phrases.h"

namespace meridian::query::explore {

// The most labels a group is given.
inline constexpr std::size_t kMaxLabels = 3;

// Longer phrases say more: one word counts 1, two 1.3, three and more 1.39.
double length_bonus(std::size_t words);

// Best first, no two with a word in common; empty when nothing sets the group apart. `members`: numbers of documents,
// ascending.
std::vector<std::string> labels(const std::vector<std::size_t>& members, const std::vector<Phrase>& phrases,
                                const WordRuns& runs, std::string_view language);

}  // namespace meridian::query::explore
