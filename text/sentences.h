// Cuts a text into sentences with byte offsets, English and Chinese mixed.
//
// Abbreviations ("et al.", "vs.", "Fig. 2"), decimals, initials and "p < .05" do not end a sentence; headings of
// structured abstracts ("Methods:", 【方法】) begin one. Together the spans cover every non-blank byte, in order;
// nothing is changed. Immutable, share freely.
#pragma once

#include <string_view>
#include <vector>

namespace meridian::text {

struct Sentence {
  std::size_t begin = 0, end = 0;  // bytes, blanks trimmed at both ends
};
std::vector<Sentence> sentences(std::string_view utf8);

}  // namespace meridian::text
