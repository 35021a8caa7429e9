// Text that was encoded twice ("Ã©", "â€™", "ä¸­å›½" for é, ’, 中国) → what it was.
//
// A program read UTF-8 as windows-1252, or GB2312 as ISO 8859-1, and wrote the result as UTF-8; often it did so with one
// field of a document only, so each run of suspect characters is judged for itself, and only by what no one writes on
// purpose. Immutable, share freely.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace meridian::indexer::clean {

struct Repaired {
  std::string utf8;
  std::size_t runs = 0;  // that were put right
};
// REQUIRES: valid UTF-8. Linear; costs one search where there is nothing to do.
Repaired repair_double_encoding(std::string utf8);

}  // namespace meridian::indexer::clean
