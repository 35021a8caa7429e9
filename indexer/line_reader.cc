// See line_reader.h.
#include "indexer/line_reader.h"

#include <algorithm>

namespace meridian::indexer {
namespace {

constexpr std::size_t kMaxLine = 8 << 20, kChunk = 1 << 20;

}  // namespace

LineReader::Line LineReader::next(std::string_view& line) {
  bool too_long = false;
  std::size_t searched = from_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos || (bytes_.at_end() && from_ < buffer_.size())) {
      const std::size_t stop = std::min(end, buffer_.size());
      line = std::string_view(buffer_).substr(from_, stop - from_);
      from_ = std::min(stop + 1, buffer_.size());
      return too_long ? Line::too_long : Line::good;
    }
    if (bytes_.at_end()) return too_long ? Line::too_long : Line::end;
    buffer_.erase(0, from_);
    from_ = 0;
    if (buffer_.size() > kMaxLine) too_long = true, buffer_.clear();
    searched = buffer_.size();
    bytes_.more(buffer_, kChunk);
  }
}

}  // namespace meridian::indexer
