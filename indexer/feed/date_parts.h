// A date field cut into numbers, words and marks, whatever script its digits and blanks were in.
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::indexer::feed {

struct DatePart {
  enum class Kind { number, word, mark };
  Kind kind = Kind::mark;
  std::string text;
  std::int64_t value = -1;  // of a number of at most 13 digits
  bool apart = false;       // blanks stand before it

  bool is(std::string_view mark) const { return kind == Kind::mark && text == mark; }
  bool is_number(std::size_t least, std::size_t most) const {
    return kind == Kind::number && text.size() >= least && text.size() <= most && value >= 0;
  }
};

// Full-width digits and Chinese numerals become digits (二〇二六年六月二十三日, but not the 二 of 星期二), 10时30分 a
// clock with colons, dashes of any length '-', blanks of any width blanks. 年, 月, 日 and their Korean fellows are words
// of their own. REQUIRES: `utf8` is bounded by the caller.
std::vector<DatePart> date_parts(std::string_view utf8);

}  // namespace meridian::indexer::feed
