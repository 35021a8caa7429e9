// RFC 822/2822, RFC 3339 and ISO 8601 calendar dates, and the shapes of publishers' systems (docs/feeds.md); see
// date.h. Clock, zone and weekday are taken out wherever they stand; what is left must be a day as a whole.
#include "indexer/feed/date.h"

#include <algorithm>
#include <array>

#include "indexer/feed/date_clock.h"
#include "indexer/feed/date_names.h"
#include "indexer/feed/date_parts.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kLongest = 128;
constexpr int kFirstYear = 1583, kLastYear = 9999;
constexpr std::int64_t kDay = 86'400;

using Kind = DatePart::Kind;
using Parts = std::vector<DatePart>;

struct Day {
  int year = 0, month = 0, day = 0;  // 0: not said
};

bool exists(const Day& day) {
  return day.year >= kFirstYear && day.year <= kLastYear && (day.day == 0 || day.month != 0) &&
         base::is_valid({day.year, day.month == 0 ? 1 : day.month, day.day == 0 ? 1 : day.day});
}

std::int64_t days(const Day& day) {
  return base::days_from_civil({day.year, day.month == 0 ? 1 : day.month, day.day == 0 ? 1 : day.day});
}

template <std::size_t n>
bool among(const std::array<std::string_view, n>& words, const DatePart& part) {
  return part.kind == Kind::word && std::find(words.begin(), words.end(), lower_word(part.text)) != words.end();
}

bool is_separator(const DatePart& part) {
  return part.kind == Kind::mark && part.text.find_first_of(",.-/\\\"';*_|") == 0;
}

// "Tue,", "(Tue)", "Dienstag", 星期二. The day itself where it is one day in every language. "mar., 01 déc." is mardi:
// a first word with a comma is no month when another word is.
std::optional<int> take_weekday(Parts& parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind != Kind::word) continue;
    const auto found = weekday_named(parts[i].text);
    if (!found) continue;
    const std::size_t dot = i + 1 < parts.size() && parts[i + 1].is(".") ? 1 : 0;
    const bool comma = i == 0 && i + dot + 1 < parts.size() && parts[i + dot + 1].is(",");
    const bool other_month = std::any_of(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1, parts.end(), [](const DatePart& p) {
      return p.kind == Kind::word && month_named(p.text) != 0;
    });
    if (month_named(parts[i].text) != 0 && !(comma && other_month)) continue;
    const bool bracket = i > 0 && parts[i - 1].is("(") && i + 1 < parts.size() && parts[i + 1].is(")");
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i - bracket), parts.begin() + static_cast<std::ptrdiff_t>(i + 1 + bracket));
    return found;
  }
  return std::nullopt;
}

// The words and numbers that a day is made of, in order; `marks[i]` stands before `of[i]`.
struct Remains {
  std::vector<const DatePart*> numbers;
  std::vector<int> months;
  std::size_t numbers_before_month = 0;
  std::string marks;  // before the second and third number or month, ' ' for none
  bool season = false;
};

std::optional<Remains> remains_of(const Parts& parts) {
  constexpr std::array<std::string_view, 8> kOrdinals = {"st", "nd", "rd", "th", "er", "e", "º", "ª"};
  constexpr std::array<std::string_view, 7> kParticles = {"de", "del", "of", "den", "do", "le", "г"};
  constexpr std::array<std::string_view, 6> kSeasons = {"spring", "summer", "autumn", "fall", "winter", "season"};
  Remains remains;
  char mark = ' ';
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const DatePart& part = parts[i];
    if (is_separator(part)) {
      mark = part.text[0];
      continue;
    }
    const bool after_number = i > 0 && parts[i - 1].kind == Kind::number;
    if ((after_number && !part.apart && among(kOrdinals, part)) || among(kParticles, part)) continue;
    if (among(kSeasons, part)) {
      remains.season = true;
      continue;
    }
    if (part.kind == Kind::number)
      remains.numbers.push_back(&part);
    else if (const int month = part.kind == Kind::word ? month_named(part.text) : 0; month != 0) {
      if (remains.months.empty()) remains.numbers_before_month = remains.numbers.size();
      remains.months.push_back(month);
    } else
      return std::nullopt;
    if (remains.numbers.size() + remains.months.size() > 1) remains.marks += mark;
    mark = ' ';
  }
  return remains;
}

// 2026年6月23日, 2026年6月, 2026年, with the Korean units too.
std::optional<Day> with_units(const Parts& parts) {
  constexpr std::array<std::string_view, 2> kYear = {"年", "년"}, kMonth = {"月", "월"};
  constexpr std::array<std::string_view, 4> kDays = {"日", "号", "號", "일"};
  Day day;
  if (parts.size() % 2 != 0 || parts.size() < 2 || parts.size() > 6) return std::nullopt;
  if (!parts[0].is_number(4, 4) || !among(kYear, parts[1])) return std::nullopt;
  day.year = static_cast<int>(parts[0].value);
  if (parts.size() > 2) {
    if (!parts[2].is_number(1, 2) || !among(kMonth, parts[3])) return std::nullopt;
    day.month = static_cast<int>(parts[2].value);
  }
  if (parts.size() > 4) {
    if (!parts[4].is_number(1, 2) || !among(kDays, parts[5])) return std::nullopt;
    day.day = static_cast<int>(parts[4].value);
  }
  const bool zero = (parts.size() > 2 && day.month == 0) || (parts.size() > 4 && day.day == 0);
  return zero ? std::nullopt : std::optional(day);
}

// Two digits as RFC 2822 (4.3) reads them: to 49 of this century, from 50 of the last.
int full_year(const DatePart& part) {
  const int value = static_cast<int>(part.value);
  return part.text.size() > 2 ? value : value + (value < 50 ? 2000 : 1900);
}

bool is_year(const DatePart& part) {
  return part.is_number(4, 4);
}
bool is_short(const DatePart& part) {
  return part.is_number(1, 2) || (part.is_number(3, 3) && part.text[0] == '0');
}

// "June 2026", "Nov-Dec 2020", "23 Jun 26", "May 21 2021", "1994 Nov 6": the year is the one with four digits, else the
// one that can be no day, else the last.
std::optional<Day> with_month(const Remains& remains) {
  const auto& numbers = remains.numbers;
  if (numbers.size() == 1 && is_year(*numbers[0])) return Day{static_cast<int>(numbers[0]->value), remains.months[0], 0};
  if (numbers.size() != 2 || remains.months.size() != 1) return std::nullopt;
  const bool first = is_year(*numbers[0]) || (!is_year(*numbers[1]) && numbers[0]->value > 31);
  const DatePart &year = *numbers[first ? 0 : 1], &day = *numbers[first ? 1 : 0];
  if (!is_short(day) || day.value == 0 || !(is_year(year) || year.is_number(2, 2))) return std::nullopt;
  return Day{full_year(year), remains.months[0], static_cast<int>(day.value)};
}

// 23.06.2026 and 23.06.26; with slashes or hyphens only when the numbers, or the weekday, leave one reading.
std::optional<Day> day_and_month(const Remains& remains, std::optional<int> weekday) {
  const auto first = static_cast<int>(remains.numbers[0]->value), second = static_cast<int>(remains.numbers[1]->value);
  const int year = full_year(*remains.numbers[2]);
  const Day day_first{year, second, first}, month_first{year, first, second};
  const bool one = exists(day_first) && first != 0 && second != 0, other = exists(month_first) && first != 0 && second != 0;
  if (remains.marks == "..") return one ? std::optional(day_first) : std::nullopt;
  if (one != other || first == second) return one ? std::optional(day_first) : other ? std::optional(month_first) : std::nullopt;
  if (!one || !weekday || *weekday < 0) return std::nullopt;
  const auto falls_on = [&](const Day& day) { return ((days(day) + 3) % 7 + 7) % 7 == *weekday; };
  if (falls_on(day_first) == falls_on(month_first)) return std::nullopt;
  return falls_on(day_first) ? day_first : month_first;
}

std::optional<Day> three_numbers(const Remains& remains, std::optional<int> weekday) {
  const auto& n = remains.numbers;
  if (is_year(*n[0]) && is_short(*n[1]) && is_short(*n[2]) && n[1]->value > 0 && n[2]->value > 0)
    return Day{static_cast<int>(n[0]->value), static_cast<int>(n[1]->value), static_cast<int>(n[2]->value)};
  if (!n[0]->is_number(1, 2) || !n[1]->is_number(1, 2)) return std::nullopt;
  // Two digits are a year behind dots and slashes; 21-04-03 may begin with it.
  const bool short_year = n[2]->is_number(2, 2) && remains.marks != "--" && remains.marks.find(' ') == std::string::npos;
  return is_year(*n[2]) || short_year ? day_and_month(remains, weekday) : std::nullopt;
}

// 2026-06, 06/2026, and ISO 8601's 2026-174, the day of the year.
std::optional<Day> two_numbers(const Remains& remains) {
  const DatePart &first = *remains.numbers[0], &second = *remains.numbers[1];
  if (remains.marks != "-" && remains.marks != "/") return std::nullopt;
  if (is_year(first) && second.is_number(1, 2) && second.value > 0)
    return Day{static_cast<int>(first.value), static_cast<int>(second.value), 0};
  if (first.is_number(1, 2) && is_year(second) && first.value > 0)
    return Day{static_cast<int>(second.value), static_cast<int>(first.value), 0};
  if (!is_year(first) || !second.is_number(3, 3) || second.value == 0 || remains.marks != "-") return std::nullopt;
  const auto civil = base::civil_from_days(base::days_from_civil({static_cast<int>(first.value), 1, 1}) + second.value - 1);
  return civil.year == first.value ? std::optional(Day{civil.year, civil.month, civil.day}) : std::nullopt;
}

// 2026, 20260623.
std::optional<Day> one_number(const DatePart& part) {
  if (is_year(part)) return Day{static_cast<int>(part.value), 0, 0};
  if (!part.is_number(8, 8)) return std::nullopt;
  const auto value = static_cast<int>(part.value);
  const Day day{value / 10000, value / 100 % 100, value % 100};
  return day.month == 0 || day.day == 0 ? std::nullopt : std::optional(day);
}

std::optional<Day> day_of(const Parts& parts, std::optional<int> weekday) {
  if (const auto day = with_units(parts)) return day;
  const auto remains = remains_of(parts);
  if (!remains) return std::nullopt;
  const std::size_t count = remains->numbers.size();
  if (!remains->months.empty()) return remains->months.size() <= 2 ? with_month(*remains) : std::nullopt;
  if (count == 1) return one_number(*remains->numbers[0]);
  if (remains->season) return std::nullopt;
  if (count == 2) return two_numbers(*remains);
  return count == 3 ? three_numbers(*remains, weekday) : std::nullopt;
}

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string iso(const Day& day) {
  std::string text = std::to_string(day.year);
  if (day.month != 0) text += "-" + two_digits(day.month);
  if (day.day != 0) text += "-" + two_digits(day.day);
  return text;
}

// 1700000000 or 1700000000000: what programs write that count seconds or milliseconds from 1970.
std::optional<Date> counted(const Parts& parts) {
  if (parts.size() != 1 || !(parts[0].is_number(10, 10) || parts[0].is_number(13, 13)) || parts[0].text[0] == '0')
    return std::nullopt;
  const base::UnixTime time = parts[0].text.size() == 13 ? parts[0].value / 1000 : parts[0].value;
  return Date{base::iso_day(time), time, true};
}

// Korean is written in one zone.
bool is_korean(std::string_view raw) {
  return raw.find("년") != raw.npos || raw.find("오전") != raw.npos || raw.find("오후") != raw.npos;
}

}  // namespace

std::optional<Date> read_date(std::string_view raw) {
  if (raw.size() > kLongest) return std::nullopt;
  Parts parts = date_parts(raw);
  if (const auto date = counted(parts)) return date;
  auto clock = take_clock(parts);
  if (!clock) return std::nullopt;
  if (clock->said && !clock->has_zone && is_korean(raw)) clock->zone = 9 * 60;
  const auto weekday = take_weekday(parts);
  const auto day = day_of(parts, weekday);
  if (!day || !exists(*day)) return std::nullopt;
  const std::int64_t midnight = days(*day) * kDay;
  if (clock->said && clock->seconds == 0 && midnight == 0) return std::nullopt;  // the zero of a clock
  Date date{iso(*day), std::nullopt, clock->said};
  if (clock->zone || !clock->has_zone) date.instant = midnight + clock->seconds - clock->zone.value_or(0) * 60;
  return date;
}

std::string iso_date(std::string_view raw) {
  const auto date = read_date(raw);
  return date ? date->day : std::string();
}

std::string day_in_china(const Date& date) {
  constexpr std::int64_t kEightHours = 8 * 3600;
  const bool shifted = date.has_clock && date.instant && *date.instant >= 0 && (*date.instant + kEightHours) % kDay == 0 &&
                       base::iso_day(*date.instant) == date.day;
  return shifted ? base::iso_day(*date.instant + kEightHours) : date.day;
}

}  // namespace meridian::indexer::feed
