// The reference to a journal issue inside running text: "In Spine. April 15, 2001. Vol. 26. No. 8. Pp. 909-919.",
// "Journal of Things (2021; 18 [20], 10779)", "Volume 67, Issue 4, December 2021, Page 283-289", "2021,36(8):909-919".
//
// Only what is written is given; a lone number is no reference. Immutable, share freely.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace meridian::indexer::clean {

struct CitationLine {
  std::string journal;  // empty when not named next to the numbers
  std::string date;     // ISO, as precise as given; empty when none
  std::string volume, issue, pages;
  std::size_t begin = 0, end = 0;  // bytes of the numbers
};

std::optional<CitationLine> find_citation(std::string_view utf8);
// "2001;26(8):909-919", of the parts that are there; "" when there is no volume.
std::string citation_text(std::string_view year, std::string_view volume, std::string_view issue,
                          std::string_view pages);

}  // namespace meridian::indexer::clean
