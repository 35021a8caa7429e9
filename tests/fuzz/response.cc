// An HTTP answer as it arrives: header lines up to an empty one, then the body in pieces, gzip or not. However it is
// made, no bound is passed.
#include "base/response_reader.h"
#include "tests/fuzz/target.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian::base;
  FetchConfig bounds;
  bounds.max_wire_bytes = 1 << 16;
  ResponseReader reader(bounds, 1 << 18, "it");
  while (!bytes.empty() && !reader.headers_complete()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    if (!reader.header(bytes.substr(0, end))) return must(reader.failure().has_value());
    bytes.remove_prefix(end);
  }
  must(reader.header_lines() <= bounds.max_header_lines);
  std::int64_t wire = 0;
  for (std::size_t piece = 1; !bytes.empty(); piece = 3 * piece + 1) {
    const std::string_view now = bytes.substr(0, std::min(piece, bytes.size()));
    bytes.remove_prefix(now.size());
    wire += static_cast<std::int64_t>(now.size());
    const bool goes_on = reader.body(now, wire);
    must(reader.response().body.size() <= (1 << 18));
    if (!goes_on) return must(reader.failure().has_value());
  }
  if (!reader.finish()) must(reader.failure().has_value());
}
