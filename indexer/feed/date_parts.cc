// See date_parts.h. Two passes: characters of other scripts become ASCII, then the text is cut where its kind changes.
#include "indexer/feed/date_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"

namespace meridian::indexer::feed {
namespace {

using base::is_blank;
using base::is_digit;

using Kind = DatePart::Kind;

struct Respelling {
  std::string_view from, to;
};
constexpr Respelling kRespellings[] = {
    {"\u00A0", " "}, {"\u2009", " "}, {"\u202F", " "}, {"\u3000", " "}, {"\u2010", "-"}, {"\u2011", "-"},
    {"\u2012", "-"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\u2212", "-"}, {"：", ":"},     {"／", "/"},
    {"－", "-"},     {"．", "."},     {"，", ","},     {"（", "("},     {"）", ")"},     {"０", "0"},
    {"１", "1"},     {"２", "2"},     {"３", "3"},     {"４", "4"},     {"５", "5"},     {"６", "6"},
    {"７", "7"},     {"８", "8"},     {"９", "9"},
};
constexpr std::array<std::string_view, 10> kNumerals = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr std::string_view kUnits[] = {"年", "月", "日", "号", "號", "년", "월", "일"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool take(std::string_view& rest, std::string_view token) {
  if (!rest.starts_with(token)) return false;
  rest.remove_prefix(token.size());
  return true;
}

std::optional<int> take_numeral(std::string_view& rest) {
  if (take(rest, "零") || take(rest, "○")) return 0;
  for (std::size_t i = 0; i < kNumerals.size(); ++i)
    if (take(rest, kNumerals[i])) return static_cast<int>(i);
  return std::nullopt;
}

// 二〇二六 → 2026, 二十三 → 23, 十 → 10; "" when there is none.
std::string take_numerals(std::string_view& rest) {
  std::string digits;
  while (const auto digit = take_numeral(rest)) digits += static_cast<char>('0' + *digit);
  if (digits.size() > 1 || !take(rest, "十")) return digits;
  const int tens = digits.empty() ? 1 : digits[0] - '0';
  return std::to_string(tens * 10 + take_numeral(rest).value_or(0));
}

// 10时30分15秒 → 10:30:15, 10时 → 10:00. True when a unit of the clock was taken.
bool take_clock_unit(std::string_view& rest, std::string& out) {
  if (out.empty() || !is_digit(out.back())) return false;
  for (const std::string_view unit : {"时", "時", "点", "點", "시"})
    if (take(rest, unit)) {
      while (take(rest, " ")) continue;
      out += rest.empty() || !is_digit(rest[0]) ? ":00" : ":";
      return true;
    }
  for (const std::string_view unit : {"分", "분"})
    if (take(rest, unit)) {
      while (take(rest, " ")) continue;
      if (!rest.empty() && is_digit(rest[0])) out += ":";
      return true;
    }
  return take(rest, "秒") || take(rest, "초");
}

bool names_weekday_next(const std::string& out) {
  return out.ends_with("期") || out.ends_with("周") || out.ends_with("拜");
}

std::string in_ascii(std::string_view rest) {
  std::string out;
  while (!rest.empty()) {
    if (static_cast<unsigned char>(rest[0]) < 0x80) {
      out += rest[0];
      rest.remove_prefix(1);
      continue;
    }
    const auto* known = std::find_if(std::begin(kRespellings), std::end(kRespellings),
                                     [&](const Respelling& row) { return take(rest, row.from); });
    if (known != std::end(kRespellings))
      out += known->to;
    else if (std::string digits = names_weekday_next(out) ? "" : take_numerals(rest); !digits.empty())
      out += digits;
    else if (!take_clock_unit(rest, out)) {
      out += rest[0];
      rest.remove_prefix(1);
      while (!rest.empty() && (static_cast<unsigned char>(rest[0]) & 0xC0) == 0x80) {
        out += rest[0];
        rest.remove_prefix(1);
      }
    }
  }
  return out;
}

std::size_t unit_at(std::string_view rest) {
  for (const std::string_view unit : kUnits)
    if (rest.starts_with(unit)) return unit.size();
  return 0;
}

// The length of a weekday of the scripts without blanks (星期日, 周日, 日曜日, 일요일), whose 日 is no unit.
std::size_t weekday_at(std::string_view rest) {
  constexpr std::size_t kCharacter = 3;
  for (const std::string_view name : {"星期", "礼拜", "周", "週"})
    if (rest.starts_with(name)) return std::min(name.size() + kCharacter, rest.size());
  const std::string_view behind = rest.substr(std::min(kCharacter, rest.size()));
  return behind.starts_with("曜日") || behind.starts_with("요일") ? 3 * kCharacter : 0;
}

DatePart next_part(std::string_view rest) {
  std::size_t end = weekday_at(rest);
  if (end != 0) return {Kind::word, std::string(rest.substr(0, end)), -1, false};
  if (is_digit(rest[0])) {
    while (end < rest.size() && is_digit(rest[end])) ++end;
    std::int64_t value = -1;
    if (end <= 13) std::from_chars(rest.data(), rest.data() + end, value);
    return {Kind::number, std::string(rest.substr(0, end)), value, false};
  }
  if (!is_letter(rest[0])) return {Kind::mark, std::string(rest.substr(0, 1)), -1, false};
  if ((end = unit_at(rest)) == 0)
    while (end < rest.size() && is_letter(rest[end]) && unit_at(rest.substr(end)) == 0) ++end;
  return {Kind::word, std::string(rest.substr(0, end)), -1, false};
}

}  // namespace

std::vector<DatePart> date_parts(std::string_view utf8) {
  const std::string text = in_ascii(utf8);
  std::vector<DatePart> parts;
  bool apart = false;
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      apart = true;
      ++at;
      continue;
    }
    parts.push_back(next_part(std::string_view(text).substr(at)));
    parts.back().apart = apart;
    apart = false;
    at += parts.back().text.size();
  }
  return parts;
}

}  // namespace meridian::indexer::feed
