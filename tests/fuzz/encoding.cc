// Bytes in any encoding → UTF-8. The first line is the Content-Type header.
#include "indexer/clean/encoding.h"
#include "indexer/clean/entities.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  const std::size_t line = bytes.find('\n');
  const auto decoded = indexer::clean::to_utf8(bytes.substr(line + 1), bytes.substr(0, line == bytes.npos ? 0 : line));
  if (!decoded) return;
  must(text::is_valid_utf8(decoded->utf8));
  must(text::is_valid_utf8(indexer::clean::decode_references(decoded->utf8)));
  must(text::is_valid_utf8(indexer::clean::xml_references(decoded->utf8)));
}
