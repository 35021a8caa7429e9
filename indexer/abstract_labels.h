// Labels inside an abstract's text: where the abstract begins ("摘要：", "Abstract.") and where keywords do.
//
// Immutable, share freely.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::indexer {

struct AbstractLabel {
  std::size_t begin = 0, end = 0;  // bytes
  bool keywords = false;           // or of the abstract
};

// Labels at the beginning of a line or right after a sentence, in the order of the text, 16 at most. Linear in the text.
std::vector<AbstractLabel> labels_in(std::string_view text);
// Moves `text` behind a label without a colon, told by what follows: "Abstract Background: …", "Abstract The …". False
// when there is none.
bool skip_loose_label(std::string_view& text);
// One line of keywords, parted by semicolons, else by commas, of either width; at most 200, those over 200 bytes left out.
std::vector<std::string> split_keywords(std::string_view text);

}  // namespace meridian::indexer
