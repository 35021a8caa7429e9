#include "library/index_schema.h"

#include <algorithm>

#include "base/ascii.h"
#include "library/hash.h"

namespace meridian::library {

namespace {

using base::lower;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

bool among(std::string_view words, std::string_view name) {
  while (!words.empty()) {
    const std::size_t blank = std::min(words.find(' '), words.size());
    if (blank > 0 && equal_ignoring_case(words.substr(0, blank), name)) return true;
    words.remove_prefix(std::min(blank + 1, words.size()));
  }
  return false;
}

// The last whole code point at or before `at`.
std::size_t boundary(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

constexpr std::size_t kDayBytes = 4, kWorkBytes = 8;
constexpr std::int64_t kDayZero = std::int64_t{1} << 31;

void append_big_endian(std::string& out, std::uint64_t number, std::size_t bytes) {
  for (std::size_t i = bytes; i-- > 0;) out += static_cast<char>(number >> 8 * i & 0xFF);
}
std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

}  // namespace

std::string order_key(const Order& order) {
  std::string key;
  append_big_endian(key, static_cast<std::uint64_t>(std::clamp<std::int64_t>(order.day + kDayZero, 0, 2 * kDayZero - 1)), kDayBytes);
  append_big_endian(key, ~static_cast<std::uint64_t>(order.work), kWorkBytes);
  return key;
}

Order read_order(std::string_view key) {
  if (key.size() != kDayBytes + kWorkBytes) return {};
  return {static_cast<std::int64_t>(big_endian(key.substr(0, kDayBytes))) - kDayZero,
          static_cast<std::int64_t>(~big_endian(key.substr(kDayBytes)))};
}

const FieldRow* find_field(std::string_view name) {
  if (name.empty()) return nullptr;
  for (const FieldRow& candidate : kFields)
    if (equal_ignoring_case(candidate.name, name) || among(candidate.aliases, name)) return &candidate;
  return nullptr;
}

namespace {

constexpr std::string_view kElsewhere = "XEL";

std::string prefixed_term(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  // "XJ" + "Zpain" is "XJ:Zpain"; after a prefix of one letter nothing can be confused.
  if (term.size() > 1 && !value.empty() && ((value[0] >= 'A' && value[0] <= 'Z') || value[0] == ':')) term += ':';
  term += value;
  if (term.size() <= kMaxTermBytes) return term;
  // Two long values that begin alike stay two terms.
  const std::string hash = hex(hash128(term));
  term.resize(boundary(term, kMaxTermBytes - hash.size()));
  return term + hash;
}

}  // namespace

std::string field_term(Field field, std::string_view value) {
  return prefixed_term(row(field).prefix, value);
}

std::string elsewhere_term(std::string_view term) {
  return prefixed_term(kElsewhere, term);
}

std::string filter_value(std::string_view value) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = value.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  std::string folded(value.substr(first, value.find_last_not_of(kBlank) - first + 1));
  for (char& c : folded) c = lower(c);
  return folded;
}

}  // namespace meridian::library
