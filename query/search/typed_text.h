// The query with full-width punctuation, letters and digits as ASCII, and the place that each byte came from.
//
// An IME leaves （）“”：－＋ in queries; they mean what their ASCII forms mean. Chinese commas and controls become
// blanks, invisible marks go, bytes that are not UTF-8 become blanks (FAULTS 122). Immutable, share freely.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/answers.h"

namespace meridian::query::search {

struct TypedText {
  std::string text;
  std::vector<std::size_t> origin;  // of each byte of `text`, and of its end: the byte of the query as typed
  bool damaged = false;             // there were bytes that are not UTF-8

  Span span(std::size_t begin, std::size_t end) const { return {origin[begin], origin[end]}; }
};
TypedText read_typed(std::string_view query);

}  // namespace meridian::query::search
