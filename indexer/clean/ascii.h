// Trimming, lines, and comparing by ASCII letters only: enough for tags, labels and fixed phrases.
//
// Words of any language are folded by text/; this is for the marks that pages are made of ("Abstract:",
// "citation_title"). Immutable, share freely.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"

namespace meridian::indexer::clean {

using base::is_digit;
using base::is_letter;
using base::is_upper;
using base::lower;

// HTML's white space and the vertical tab.
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
// Without ASCII blanks, U+00A0, U+3000 and U+FEFF at both ends.
std::string_view trim(std::string_view text);
// The text after `prefix`, compared without case; nothing moves when it does not begin so.
bool skip_prefix(std::string_view& text, std::string_view prefix);
bool begins_with(std::string_view text, std::string_view prefix);  // without case
// Where `needle` (lower case) stands in `text` without case; npos when nowhere.
std::size_t find_lower(std::string_view text, std::string_view needle, std::size_t from = 0);
// One of `needles` (lower case) stands in `lowered`.
bool has_any(std::string_view lowered, std::initializer_list<std::string_view> needles);
// Where the last line begins. (rfind would look at each byte by itself, and most texts are one long line.)
std::size_t last_line_begin(std::string_view text);
// Trimmed lines, the empty ones too.
std::vector<std::string_view> lines(std::string_view text);
// Trimmed parts between `separator`; empty parts left out.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);
// Letters of a Latin word or one Han character count as a word each; a quick measure of length for mixed text.
int count_words(std::string_view utf8);

}  // namespace meridian::indexer::clean
