// How much a sentence reports: what was found, with which figures, or what follows from it (METHODS 4.2).
//
// Papers, press and talk alike: verbs of result, comparisons and statistics raise; who took part, what was planned,
// where it was published and what should be studied next lower. A null result is a result. By words alone, in either
// language. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::query::explore {

// From -1 to 1; 0 for a sentence that shows none of its colours. `numbers`: numbers_in(sentence).
double evidence(std::string_view sentence, const std::vector<std::string>& numbers);

// True for a statement that only says where something can be read: "The study was published in …". Such a sentence is
// never a finding.
bool states_publication(std::string_view sentence);

// p, a confidence interval, a percentage, a deviation, a ratio or coefficient: figures of an outcome, not of a sample.
bool states_outcome(const std::vector<std::string>& numbers);

}  // namespace meridian::query::explore
