#include "query/search/typed_text.h"

#include "text/unicode.h"

namespace meridian::query::search {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         c == 0xAD;
}
bool is_double_quote(char32_t c) {
  return (c >= 0x201C && c <= 0x201F) || (c >= 0x300C && c <= 0x300F) || c == 0xAB || c == 0xBB;
}
bool is_dash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}
bool is_blank(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x3000 || c == 0x2028 ||
         c == 0x2029 || c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1B || c == 0x3010 || c == 0x3011;
}

// What the parser reads instead of `c`.
char32_t as_typed_on_ascii(char32_t c) {
  if (is_blank(c)) return ' ';
  if (is_double_quote(c)) return '"';
  if (is_dash(c)) return '-';
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  return c;
}

}  // namespace

TypedText read_typed(std::string_view query) {
  TypedText typed;
  typed.text.reserve(query.size());
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t from = at;
    char32_t c = text::next_code_point(query, at);
    if (c == kReplacement) {
      typed.damaged = typed.damaged || at - from == 1;
      c = ' ';
    }
    if (is_invisible(c)) continue;
    text::append_code_point(typed.text, as_typed_on_ascii(c));
    typed.origin.resize(typed.text.size(), from);
  }
  typed.origin.push_back(query.size());
  return typed;
}

}  // namespace meridian::query::search
