// Short forms that a text defines: "low back pain (LBP)" is the pair LBP, low back pain.
//
// Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions in biomedical text" (Pacific
// Symposium on Biocomputing 8:451-462): every letter and digit of the short form stands in the long form in the same
// order, the first of them at the beginning of a word. Brackets may be full width, and Chinese papers put both forms
// into one pair of them: 慢性腰痛（chronic low back pain，CLBP）. A pair holds for the text that defines it: other texts
// mean other things by the same letters. Time is linear in the text. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::text {

struct Acronym {
  std::string short_form, long_form;  // as written, runs of blanks as one
};

// In the order of the text, 100 at most.
std::vector<Acronym> acronyms_in(std::string_view utf8);

}  // namespace meridian::text
