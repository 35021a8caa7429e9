// See printable.h. Eight bytes at a time.
#include "text/printable.h"

#include <cstdint>
#include <cstring>

namespace meridian::text {

std::size_t printable_end(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHigh = 0x80 * kOnes;
  for (; at + sizeof kOnes <= bytes.size(); at += sizeof kOnes) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    // A high bit is left where a byte has one, where one more gives it one (0x7F), and where taking a blank from it does.
    if (((eight | (eight + kOnes) | (eight - 0x20 * kOnes)) & kHigh) != 0) break;
  }
  while (at < bytes.size() && bytes[at] >= ' ' && bytes[at] <= '~') ++at;
  return at;
}

}  // namespace meridian::text
