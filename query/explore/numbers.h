// The statistics that a sentence states, as they stand in it: "p = 0.005", "n = 41", "95% CI 1.2-3.4", "P＜0.05"
// (METHODS 4.3).
//
// A linear scanner: sentences come from outside, and std::regex neither bounds its stack nor its time. Immutable, share
// freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::query::explore {

// p, n, r, β, t, F, ratios (OR, RR, HR …), standardised differences, confidence intervals, percentages, mean ±
// deviation; in order, each a part of `sentence`. At most 64.
std::vector<std::string> numbers_in(std::string_view sentence);

}  // namespace meridian::query::explore
