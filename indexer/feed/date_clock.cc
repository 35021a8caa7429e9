// See date_clock.h. ISO 8601 ("T10:14:55.5Z", "T101455"), RFC 822 ("10:14 EST"), twelve hours with their halves in
// English, Chinese, Japanese and Korean.
#include "indexer/feed/date_clock.h"

#include <algorithm>
#include <array>

#include "indexer/feed/date_names.h"

namespace meridian::indexer::feed {
namespace {

using Parts = std::vector<DatePart>;
using Kind = DatePart::Kind;

constexpr std::array<std::string_view, 7> kMorning = {"am", "a", "上午", "早上", "凌晨", "午前", "오전"};
constexpr std::array<std::string_view, 7> kEvening = {"pm", "p", "下午", "晚上", "中午", "午後", "오후"};
constexpr std::array<std::string_view, 5> kBeforeClock = {"at", "um", "à", "om", "kl"};

template <std::size_t n>
bool among(const std::array<std::string_view, n>& words, const DatePart& part) {
  return part.kind == Kind::word && std::find(words.begin(), words.end(), lower_word(part.text)) != words.end();
}

const DatePart& at(const Parts& parts, std::size_t index) {
  static const DatePart none{Kind::mark, "", -1, true};
  return index < parts.size() ? parts[index] : none;
}

void erase(Parts& parts, std::size_t from, std::size_t to) {
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(from), parts.begin() + static_cast<std::ptrdiff_t>(to));
}

bool joined(const Parts& parts, std::size_t mark, std::string_view text) {
  return at(parts, mark).is(text) && !at(parts, mark).apart && !at(parts, mark + 1).apart;
}

// "2016-01-07-08:00": what looks like a clock behind a joined sign and two numbers is the zone of a day.
bool is_zone_of_day(const Parts& parts, std::size_t index) {
  return index >= 4 && (parts[index - 1].is("-") || parts[index - 1].is("+")) && !parts[index - 1].apart &&
         !parts[index].apart && parts[index - 2].kind == Kind::number && parts[index - 3].is("-");
}

// The clock at `from`: seconds of the day, and the index behind it.
struct Shown {
  int hour = 0, minute = 0, second = 0;
  std::size_t from = 0, end = 0;
};

std::optional<Shown> colon_clock(const Parts& parts, std::size_t from) {
  if (!at(parts, from).is_number(1, 2) || !joined(parts, from + 1, ":") || !at(parts, from + 2).is_number(1, 2))
    return std::nullopt;
  if (is_zone_of_day(parts, from)) return std::nullopt;
  Shown clock{static_cast<int>(parts[from].value), static_cast<int>(parts[from + 2].value), 0, from, from + 3};
  if (!joined(parts, clock.end, ":") || !at(parts, clock.end + 1).is_number(1, 2)) return clock;
  clock.second = static_cast<int>(parts[clock.end + 1].value);
  clock.end += 2;
  const bool fraction = joined(parts, clock.end, ".") || joined(parts, clock.end, ",");
  if (fraction && at(parts, clock.end + 1).kind == Kind::number)
    clock.end += 2;
  else if (joined(parts, clock.end, ":") && at(parts, clock.end + 1).is_number(3, 3))
    clock.end += 2;  // "12:00:00:000AM"
  return clock;
}

bool is_t(const DatePart& part) {
  return part.kind == Kind::word && (part.text == "T" || part.text == "t") && !part.apart;
}

// "T084937", "T0849"
std::optional<Shown> packed_clock(const Parts& parts, std::size_t from) {
  const DatePart& number = at(parts, from);
  if (from == 0 || !is_t(parts[from - 1]) || number.apart) return std::nullopt;
  if (!number.is_number(4, 4) && !number.is_number(6, 6)) return std::nullopt;
  const int value = static_cast<int>(number.value * (number.text.size() == 4 ? 100 : 1));
  return Shown{value / 10000, value / 100 % 100, value % 100, from, from + 1};
}

// "3:09pm", "10:57 a.m.", "下午3:09".
void take_half(Parts& parts, Shown& clock) {
  bool morning = among(kMorning, at(parts, clock.end)), evening = among(kEvening, at(parts, clock.end));
  if (morning || evening) {
    const bool dotted = at(parts, clock.end).text.size() == 1;
    const bool whole = at(parts, clock.end + 1).is(".") && lower_word(at(parts, clock.end + 2).text) == "m";
    if (dotted && !whole) return;  // a military zone
    clock.end += dotted ? 3 : 1;
    if (dotted && at(parts, clock.end).is(".")) ++clock.end;
  } else if (clock.from > 0) {
    morning = among(kMorning, parts[clock.from - 1]), evening = among(kEvening, parts[clock.from - 1]);
    if (!morning && !evening) return;
    --clock.from;
  }
  if (evening && clock.hour < 12) clock.hour += 12;
  if (morning && clock.hour == 12) clock.hour = 0;
}

std::optional<int> offset(const DatePart& sign, int hours, int minutes) {
  if (hours > 15 || minutes > 59) return std::nullopt;
  return (sign.is("-") ? -1 : 1) * (hours * 60 + minutes);
}

// "+0800", "-07:00", "+8" at `from`; moves it behind.
std::optional<int> signed_offset(const Parts& parts, std::size_t& from) {
  if (!(at(parts, from).is("+") || at(parts, from).is("-")) || at(parts, from + 1).apart) return std::nullopt;
  const DatePart &sign = parts[from], &number = at(parts, from + 1);
  if (number.is_number(4, 4)) {
    from += 2;
    return offset(sign, static_cast<int>(number.value / 100), static_cast<int>(number.value % 100));
  }
  if (!number.is_number(1, 2)) return std::nullopt;
  const bool minutes = joined(parts, from + 2, ":") && at(parts, from + 3).is_number(2, 2);
  from += minutes ? 4 : 2;
  return offset(sign, static_cast<int>(number.value), minutes ? static_cast<int>(parts[from - 1].value) : 0);
}

// "America/Los_Angeles": the index behind it.
std::size_t region_end(const Parts& parts, std::size_t from) {
  if (at(parts, from).kind != Kind::word || !joined(parts, from + 1, "/")) return from;
  if (at(parts, from + 2).kind != Kind::word || at(parts, from).text.size() < 3) return from;
  std::size_t end = from + 3;
  while ((joined(parts, end, "_") || joined(parts, end, "/")) && at(parts, end + 1).kind == Kind::word) end += 2;
  return end;
}

// "(Coordinated Universal Time)", "(EDT)" behind a zone.
std::size_t comment_end(const Parts& parts, std::size_t from) {
  if (!at(parts, from).is("(")) return from;
  for (std::size_t end = from + 1; end < parts.size(); ++end)
    if (parts[end].is(")")) return end + 1;
  return from;
}

// The zone at `from`: taken out of `parts`. False when nothing there is one.
bool take_zone(Parts& parts, std::size_t from, DateClock& clock) {
  std::size_t end = from;
  const bool bracket = at(parts, from).is("(");
  if (bracket) ++end;
  std::optional<int> zone = signed_offset(parts, end);
  bool found = zone.has_value();
  if (found) {
    if (const DatePart& next = at(parts, end); next.kind == Kind::word && next.text == "Z" && !next.apart) ++end;
  } else if (const std::size_t region = region_end(parts, end); region != end) {
    if (parts[end].text == "Etc") zone = zone_named(parts[region - 1].text);
    end = region;
    found = true;
  } else if (const auto named = at(parts, end).kind == Kind::word ? zone_named(parts[end].text) : std::nullopt) {
    zone = named;
    std::size_t next = ++end;
    if (!at(parts, next).apart || *named == 0)  // "GMT-07:00", "UTC +8"
      if (const auto added = signed_offset(parts, next)) zone = *named + *added, end = next;
    found = true;
  }
  if (!found || (bracket && !at(parts, end++).is(")"))) return false;
  end = comment_end(parts, end);
  clock.zone = zone;
  clock.has_zone = true;
  erase(parts, from, std::min(end, parts.size()));
  return true;
}

// Where no clock says where a zone stands: abbreviations that cannot be read as anything else.
void find_zone(Parts& parts, DateClock& clock) {
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const DatePart& part = parts[i];
    const bool zulu = part.kind == Kind::word && part.text == "Z" && !part.apart && parts[i - 1].kind == Kind::number;
    const bool named = part.kind == Kind::word && part.text.size() >= 2 && zone_named(part.text);
    const bool sign = (part.is("+") && !at(parts, i + 1).apart) || (i + 4 == parts.size() && is_zone_of_day(parts, i + 1));
    if ((zulu || named || sign) && take_zone(parts, i, clock)) return;
  }
  if (!parts.empty() && parts[0].text.size() >= 2 && zone_named(parts[0].text)) take_zone(parts, 0, clock);
}

}  // namespace

std::optional<DateClock> take_clock(Parts& parts) {
  DateClock result;
  std::optional<Shown> clock;
  for (std::size_t i = 0; i < parts.size() && !clock; ++i)
    if (!(clock = colon_clock(parts, i))) clock = packed_clock(parts, i);
  if (clock) {
    take_half(parts, *clock);
    if (clock->hour > 23 || clock->minute > 59 || clock->second > 60) return std::nullopt;
    result.said = true;
    result.seconds = clock->hour * 3600 + clock->minute * 60 + clock->second;
    const bool introduced =
        clock->from > 0 && ((is_t(parts[clock->from - 1]) && !parts[clock->from].apart) || among(kBeforeClock, parts[clock->from - 1]));
    if (introduced) --clock->from;
    erase(parts, clock->from, clock->end);
    if (take_zone(parts, clock->from, result)) return result;
  }
  find_zone(parts, result);
  return result;
}

}  // namespace meridian::indexer::feed
