#include "indexer/feed/pace.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "base/ascii.h"

namespace meridian::indexer::feed {

namespace {

using base::trimmed;

constexpr std::int64_t kHour = 3600, kDay = 86'400;

// A whole number above zero and below a year's minutes; some write "60.0".
std::optional<std::int64_t> count(std::string_view text) {
  text = trimmed(text);
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(text.data() + text.size() - read.ptr));
  if (read.ec != std::errc() || value <= 0 || value > 525'600 || rest.find_first_not_of(".0") != std::string_view::npos)
    return std::nullopt;
  return value;
}

std::string lowered(std::string_view text) {
  return base::lower(trimmed(text).substr(0, 16));
}

std::int64_t period(std::string_view text) {
  const std::string name = lowered(text);
  if (name == "hourly") return kHour;
  if (name == "daily") return kDay;
  if (name == "weekly") return 7 * kDay;
  if (name == "monthly") return 30 * kDay;
  return name == "yearly" ? 365 * kDay : 0;
}

// "0" to "23"; 24 is RSS 0.91's midnight.
std::uint32_t hours_in(const Element& list) {
  std::uint32_t hours = 0;
  for (const Element* one = list.FirstChildElement("hour"); one; one = one->NextSiblingElement("hour")) {
    const std::string given = text_of(*one);
    const std::string_view text = trimmed(given);
    unsigned hour = 99;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), hour);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size() && hour <= 24) hours |= 1U << hour % 24;
  }
  return hours;
}

std::uint32_t days_in(const Element& list) {
  constexpr std::string_view kDays[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  std::uint32_t days = 0;
  for (const Element* one = list.FirstChildElement("day"); one; one = one->NextSiblingElement("day")) {
    const std::string name = lowered(text_of(*one));
    for (unsigned day = 0; day < 7; ++day)
      if (name == kDays[day]) days |= 1U << day;
  }
  return days;
}

}  // namespace

bool Pace::read(std::string_view name, const Element& element) {
  if (name == "ttl")
    ttl_s_ = count(text_of(element)).value_or(0) * 60;
  else if (name == "updatePeriod")
    period_s_ = period(text_of(element));
  else if (name == "updateFrequency")
    frequency_ = count(text_of(element)).value_or(1);
  else if (name == "skipHours")
    hours_ |= hours_in(element);
  else if (name == "skipDays")
    days_ |= days_in(element);
  else
    return false;
  return true;
}

std::int64_t Pace::seconds() const {
  return std::max(ttl_s_, period_s_ / frequency_);
}

}  // namespace meridian::indexer::feed
