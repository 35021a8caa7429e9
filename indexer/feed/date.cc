// RFC 822/2822, RFC 3339 and ISO 8601 calendar dates, and the shapes of publishers' systems (docs/feeds.md); see
// date.h. A field is a weekday or nothing, a day, a time or nothing: each is read by one function, and nothing may be
// left over.
#include "indexer/feed/date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/clock.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kLongest = 128;
// English, German, French, Spanish, Italian, Portuguese, Dutch; an abbreviation is three letters or more of one of
// them.
constexpr std::array<std::string_view, 12> kMonths = {
    "january januar jänner janvier enero gennaio janeiro januari",
    "february februar février fevrier febrero febbraio fevereiro februari",
    "march märz maerz mars marzo março marco maart mrz",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august août aout agosto augustus",
    "september septembre septiembre settembre setembro sept",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember décembre decembre diciembre dicembre dezembro",
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
// Bytes of other scripts count as letters: "März" is one word.
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view word) {
  std::string text(word);
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

bool names_month(std::string_view names, std::string_view word) {
  for (std::size_t at = 0; at < names.size(); at = std::min(names.find(' ', at), names.size() - 1) + 1)
    if (names.substr(at, names.find(' ', at) - at).starts_with(word)) return true;
  return false;
}

// 1-12; 0 when it names none, or two ("jui": juin, juillet).
int month_named(std::string_view word) {
  const std::string lowered = lower(word);
  int found = 0;
  for (std::size_t i = 0; i < kMonths.size() && lowered.size() >= 3; ++i) {
    if (!names_month(kMonths[i], lowered)) continue;
    if (found != 0) return 0;
    found = static_cast<int>(i) + 1;
  }
  return found;
}

// Reads forward over the field; what returns false or -1 may have moved, callers work on copies.
struct Reader {
  std::string_view rest;

  bool take(std::string_view token) {
    if (!rest.starts_with(token)) return false;
    rest.remove_prefix(token.size());
    return true;
  }
  void blanks() {
    while (!rest.empty() && is_blank(rest[0])) rest.remove_prefix(1);
  }
  std::string_view word() {
    std::size_t end = 0;
    while (end < rest.size() && is_letter(rest[end])) ++end;
    const std::string_view found = rest.substr(0, end);
    rest.remove_prefix(end);
    return found;
  }
  // `least` to `most` digits with no digit behind them.
  int number(std::size_t least, std::size_t most) {
    std::size_t end = 0;
    while (end < rest.size() && is_digit(rest[end])) ++end;
    int value = -1;
    if (end < least || end > most) return value;
    std::from_chars(rest.data(), rest.data() + end, value);
    rest.remove_prefix(end);
    return value;
  }
  // Full, or two digits as RFC 2822 (4.3) reads them: to 49 of this century, from 50 of the last.
  int year() {
    Reader full = *this;
    int value = full.number(4, 4);
    if (value < 0) {
      full = *this;
      value = full.number(2, 2);
      if (value >= 0) value += value < 50 ? 2000 : 1900;
    }
    if (value >= 0) *this = full;
    return value;
  }
};

struct Day {
  int year = 0, month = 0, day = 0;  // 0: not said
};

bool exists(const Day& day) {
  return day.year >= 1500 && day.year <= 2200 && (day.day == 0 || day.month != 0) &&
         base::is_valid({day.year, day.month == 0 ? 1 : day.month, day.day == 0 ? 1 : day.day});
}

using Shape = bool (*)(Reader&, Day&);

// 2026年6月23日, 2026年6月, 2026年; the Korean 년 월 일 alike.
bool han_shape(Reader& reader, Day& day) {
  day.year = reader.number(4, 4);
  reader.blanks();
  if (!reader.take("年") && !reader.take("년")) return false;
  Reader next = reader;
  next.blanks();
  const int month = next.number(1, 2);
  next.blanks();
  if (month < 1 || !(next.take("月") || next.take("월"))) return true;
  day.month = month;
  reader = next;
  next.blanks();
  const int number = next.number(1, 2);
  next.blanks();
  if (number < 1 || !(next.take("日") || next.take("号") || next.take("일"))) return true;
  day.day = number;
  reader = next;
  return true;
}

// 2026-06-23, 2026/6/23, 2026.6.23, 2026-06, 2026-Jun-23.
bool year_first_shape(Reader& reader, Day& day) {
  day.year = reader.number(4, 4);
  const std::string_view mark = reader.rest.substr(0, 1);
  if (day.year < 0 || (mark != "-" && mark != "/" && mark != ".")) return false;
  reader.take(mark);
  day.month = reader.number(1, 2);
  if (day.month < 0) day.month = month_named(reader.word());
  if (day.month < 1) return false;
  Reader next = reader;
  const int number = next.take(mark) ? next.number(1, 2) : -1;
  // "2016-01-07-08:00" has a zone behind the day; "2016-01-08:00" would have one behind the month.
  if (number < 1 || next.rest.starts_with(':')) return mark != "." && number != 0;
  day.day = number;
  reader = next;
  return true;
}

// 20260623
bool packed_shape(Reader& reader, Day& day) {
  const int number = reader.number(8, 8);
  day = {number / 10000, number / 100 % 100, number % 100};
  return number > 0 && day.month > 0 && day.day > 0;
}

// 23.06.2026; with slashes or hyphens only when the numbers leave one reading.
bool numbers_shape(Reader& reader, Day& day) {
  const int first = reader.number(1, 2);
  const std::string_view mark = reader.rest.substr(0, 1);
  if (first < 1 || (mark != "." && mark != "/" && mark != "-")) return false;
  reader.take(mark);
  const int second = reader.number(1, 2);
  if (second < 1 || !reader.take(mark)) return false;
  day.year = reader.number(4, 4);
  const bool day_first = mark == "." || first > 12 || first == second;
  if (!day_first && second <= 12) return false;
  day.month = day_first ? second : first;
  day.day = day_first ? first : second;
  return day.year > 0;
}

void between_parts(Reader& reader) {
  while (reader.take(".") || reader.take(",") || reader.take("-") || (!reader.rest.empty() && is_blank(reader.rest[0])))
    reader.blanks();
}

// 23 Jun 2026, 23-Jun-26, 23. Juni 2026, 23rd June, 2026, 23 de junio de 2026.
bool day_first_shape(Reader& reader, Day& day) {
  day.day = reader.number(1, 2);
  for (std::string_view ending : {"st", "nd", "rd", "th"})
    if (reader.take(ending)) break;
  between_parts(reader);
  if (reader.take("de ") || reader.take("of ")) between_parts(reader);
  day.month = month_named(reader.word());
  between_parts(reader);
  if (reader.take("de ")) between_parts(reader);
  day.year = reader.year();
  return day.day > 0 && day.month > 0 && day.year > 0;
}

// October 2021, Nov-Dec 2020 (the first month of a range).
bool month_year_shape(Reader& reader, Day& day) {
  day.month = month_named(reader.word());
  between_parts(reader);
  if (reader.take("/") || reader.take("–")) between_parts(reader);
  Reader range = reader;
  if (month_named(range.word()) != 0) {
    reader = range;
    between_parts(reader);
  }
  day.year = reader.number(4, 4);
  return day.month > 0 && day.year > 0;
}

// May 21 2021, June 23rd, 2026.
bool month_first_shape(Reader& reader, Day& day) {
  day.month = month_named(reader.word());
  between_parts(reader);
  day.day = reader.number(1, 2);
  for (std::string_view ending : {"st", "nd", "rd", "th"})
    if (reader.take(ending)) break;
  between_parts(reader);
  day.year = reader.number(4, 4);
  return day.month > 0 && day.day > 0 && day.year > 0;
}

bool bare_year_shape(Reader& reader, Day& day) {
  day.year = reader.number(4, 4);
  return day.year > 0 && reader.rest.empty();
}

bool is_zone_name(std::string_view word) {
  return word.size() <= 5 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "GMT", "America/Los_Angeles", nothing.
bool take_zone_name(Reader& reader) {
  const std::string_view name = reader.word();
  if (!reader.take("/")) return is_zone_name(name);
  while (!reader.word().empty() && (reader.take("_") || reader.take("/"))) continue;
  return true;
}

// "+0800", "-07:00", "GMT+8", "(PDT)", "GMT+0000 (Coordinated Universal Time)"; nothing is also a zone.
bool take_zone(Reader& reader) {
  reader.blanks();
  const bool bracket = reader.take("(");
  if (!take_zone_name(reader)) return false;
  reader.blanks();
  if (reader.take("+") || reader.take("-")) {
    Reader packed = reader;
    int hours = packed.number(4, 4), minutes = hours % 100;
    if (hours >= 0) {
      hours /= 100;
      reader = packed;
    } else {
      hours = reader.number(1, 2);
      minutes = reader.take(":") ? reader.number(2, 2) : 0;
    }
    if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) return false;
  }
  if (bracket && !reader.take(")")) return false;
  reader.blanks();
  if (reader.take("(")) reader.rest.remove_prefix(std::min(reader.rest.find(')'), reader.rest.size() - 1) + 1);
  return true;
}

// "T08:00", " 9:23:28.5 PM", " 12:00:00:000AM". `midnight` tells a clock that stands at zero.
bool take_clock(Reader& reader, bool& midnight) {
  const int hour = reader.number(1, 2);
  if (!reader.take(":")) return false;
  const int minute = reader.number(1, 2);
  int second = 0;
  if (reader.take(":")) {
    second = reader.number(1, 2);
    if (reader.take(".") || reader.take(",") || reader.take(":")) reader.number(1, 9);
  }
  Reader half = reader;
  half.blanks();
  if (const std::string letter = lower(half.word()); letter == "am" || letter == "pm")
    reader = half;
  else if ((letter == "a" || letter == "p") && half.take(".m."))
    reader = half;
  midnight = hour == 0 && minute == 0 && second == 0;
  const bool end_of_day = hour == 24 && minute == 0 && second == 0;
  return hour >= 0 && (hour < 24 || end_of_day) && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
}

bool take_time(Reader& reader, bool& midnight) {
  if (!reader.take("T") && !reader.take("t")) {
    reader.take(",");
    reader.blanks();
    if (reader.take("- ")) reader.blanks();
    if (lower(reader.rest.substr(0, 3)) == "at ") reader.rest.remove_prefix(3);
  }
  Reader clock = reader;
  if (take_clock(clock, midnight))
    reader = clock;
  else if (!reader.rest.empty() && is_digit(reader.rest[0]))
    return false;
  return take_zone(reader);
}

// "Tue Jun 23 08:00:00 UTC 2026" (C's asctime, Unix date).
std::optional<Day> asctime(Reader reader) {
  Day day;
  bool midnight = false;
  day.month = month_named(reader.word());
  reader.blanks();
  day.day = reader.number(1, 2);
  reader.blanks();
  if (day.month == 0 || day.day < 1 || !take_clock(reader, midnight)) return std::nullopt;
  reader.blanks();
  reader.word();
  reader.blanks();
  day.year = reader.number(4, 4);
  return reader.rest.empty() && exists(day) ? std::optional(day) : std::nullopt;
}

std::optional<Day> read_day(std::string_view field) {
  if (const auto day = asctime({field})) return day;
  for (const Shape shape : {han_shape, year_first_shape, packed_shape, numbers_shape, day_first_shape,
                            month_first_shape, month_year_shape, bare_year_shape}) {
    Reader reader{field};
    Day day;
    bool midnight = false;
    if (!shape(reader, day) || !exists(day)) continue;
    if (!take_time(reader, midnight) || !reader.rest.empty()) continue;
    const bool zero_of_clock = midnight && day.year == 1970 && day.month == 1 && day.day == 1;
    return zero_of_clock ? std::nullopt : std::optional(day);
  }
  return std::nullopt;
}

// "Tue, …", "Mi, …", "Dienstag …": any word that is no month; what day of the week it was is not ours to check.
std::string_view without_weekday(std::string_view field) {
  Reader reader{field};
  const std::string_view word = reader.word();
  reader.take(".");
  const bool comma = reader.take(",");  // "mar., 01 déc. 2020": mardi, not mars
  if (word.empty() || (month_named(word) != 0 && !comma)) return field;
  if (!comma && !(reader.rest.size() > 0 && is_blank(reader.rest[0]))) return field;
  reader.blanks();
  return reader.rest;
}

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string iso_date(std::string_view raw) {
  while (!raw.empty() && is_blank(raw.front())) raw.remove_prefix(1);
  while (!raw.empty() && is_blank(raw.back())) raw.remove_suffix(1);
  if (raw.size() > kLongest) return {};
  const std::optional<Day> day = read_day(without_weekday(raw));
  if (!day) return {};
  std::string iso = std::to_string(day->year);
  if (day->month != 0) iso += "-" + two_digits(day->month);
  if (day->day != 0) iso += "-" + two_digits(day->day);
  return iso;
}

}  // namespace meridian::indexer::feed
