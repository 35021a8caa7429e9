// See text_date.h. One pass: at each number or month name, try what can begin there.
#include "indexer/clean/text_date.h"

#include <array>
#include <charconv>

#include "base/clock.h"
#include "indexer/clean/ascii.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

// Reads forward over one text; a failed reading leaves `at` for the caller to restore.
struct Reader {
  std::string_view text;
  std::size_t at;

  bool take(std::string_view token) {
    if (!text.substr(at).starts_with(token)) return false;
    at += token.size();
    return true;
  }
  void blanks() {
    while (at < text.size() && is_blank(text[at])) ++at;
  }
  // A number of `least` to `most` digits, no digit after it; -1 when there is none.
  int number(std::size_t least, std::size_t most) {
    std::size_t end = at;
    while (end < text.size() && end - at <= most && is_digit(text[end])) ++end;
    if (end - at < least || end - at > most) return -1;
    int value = -1;
    std::from_chars(text.data() + at, text.data() + end, value);
    at = end;
    return value;
  }
  // "June", "Jun", "Sept."; 0 when there is none.
  int month() {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::string word = lower(text.substr(at, end - at));
    if (word.size() < 3) return 0;
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
      if (!kMonths[i].starts_with(word) || (word.size() > 4 && word.size() < kMonths[i].size())) continue;
      at = end;
      take(".");
      return static_cast<int>(i) + 1;
    }
    return 0;
  }
};

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// Day 0 = the month alone.
std::optional<std::string> iso(int year, int month, int day) {
  if (year < 1600 || year > 2200 || !base::is_valid({year, month, day == 0 ? 1 : day})) return std::nullopt;
  return std::to_string(year) + "-" + two_digits(month) + (day == 0 ? "" : "-" + two_digits(day));
}

// "2026-06-23", "2026/6/23", "2026.6.23", "2026-06", "2026年6月23日", "2026 年 6 月".
std::optional<std::string> year_first(Reader& reader) {
  const int year = reader.number(4, 4);
  if (year < 0) return std::nullopt;
  reader.blanks();
  if (reader.take("年")) {
    reader.blanks();
    const int month = reader.number(1, 2);
    reader.blanks();
    if (month < 0 || !reader.take("月")) return std::nullopt;
    Reader day = reader;
    day.blanks();
    const int number = day.number(1, 2);
    day.blanks();
    if (number < 0 || !(day.take("日") || day.take("号"))) return iso(year, month, 0);
    reader = day;
    return iso(year, month, number);
  }
  for (std::string_view separator : {"-", "/", "."}) {
    if (!reader.take(separator)) continue;
    const int month = reader.number(1, 2);
    if (month < 0) return std::nullopt;
    Reader day = reader;
    const int number = day.take(separator) ? day.number(1, 2) : -1;
    if (number < 0) return separator == "-" ? iso(year, month, 0) : std::nullopt;
    reader = day;
    return iso(year, month, number);
  }
  return std::nullopt;
}

// "23 June 2026", "23rd of June, 2026".
std::optional<std::string> day_first(Reader& reader) {
  const int day = reader.number(1, 2);
  if (day < 0) return std::nullopt;
  for (std::string_view ending : {"st", "nd", "rd", "th"})
    if (reader.take(ending)) break;
  reader.blanks();
  if (reader.take("of ")) reader.blanks();
  const int month = reader.month();
  if (month == 0) return std::nullopt;
  reader.take(",");
  reader.blanks();
  return iso(reader.number(4, 4), month, day);
}

// "June 23, 2026", "June 2026", "November-December 2020", "Nov/Dec 2020".
std::optional<std::string> month_first(Reader& reader) {
  const int month = reader.month();
  if (month == 0) return std::nullopt;
  Reader range = reader;
  range.blanks();
  for (std::string_view dash : {"-", "–", "—", "/", "and", "&", "to"}) {
    if (!range.take(dash)) continue;
    range.blanks();
    if (range.month() == 0) return std::nullopt;
    reader = range;
    reader.take(",");
    reader.blanks();
    return iso(reader.number(4, 4), month, 0);
  }
  reader.take(",");
  reader.blanks();
  Reader whole = reader;
  if (const int year = whole.number(4, 4); year > 0) {
    reader = whole;
    return iso(year, month, 0);
  }
  const int day = reader.number(1, 2);
  for (std::string_view ending : {"st", "nd", "rd", "th"})
    if (reader.take(ending)) break;
  reader.take(",");
  reader.blanks();
  return day < 1 ? std::nullopt : iso(reader.number(4, 4), month, day);
}

// "31 February 2020": a number before a month makes it a day, and a day that is none spoils the date.
bool follows_number(std::string_view text, std::size_t at) {
  while (at > 0 && is_blank(text[at - 1])) --at;
  return at > 0 && is_digit(text[at - 1]);
}

}  // namespace

std::optional<TextDate> find_date(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const bool begins = at == 0 || !(is_letter(utf8[at - 1]) || is_digit(utf8[at - 1]));
    if (!begins) continue;
    const auto form = is_digit(utf8[at])    ? std::array{year_first, day_first}
                      : is_letter(utf8[at]) ? std::array{month_first, month_first}
                                            : std::array<decltype(&year_first), 2>{nullptr, nullptr};
    for (const auto read : form) {
      Reader reader{utf8, at};
      if (!read) break;
      const std::optional<std::string> date = read(reader);
      if (date && !(is_letter(utf8[at]) && follows_number(utf8, at))) return TextDate{*date, at, reader.at};
    }
  }
  return std::nullopt;
}

}  // namespace meridian::indexer::clean
