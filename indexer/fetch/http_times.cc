#include "indexer/fetch/http_times.h"

#include <algorithm>
#include <array>
#include <string>

namespace meridian::indexer::fetch {

namespace {

constexpr std::int64_t kMinPause = 60, kMaxPause = 7 * 86'400;

std::optional<int> number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "Sun, 06 Nov 1994 08:49:37 GMT", the one form that servers may send today.
std::optional<base::UnixTime> http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
      text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT")
    return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const auto day = number(text.substr(5, 2)), year = number(text.substr(12, 4)), hour = number(text.substr(17, 2)),
             minute = number(text.substr(20, 2)), second = number(text.substr(23, 2));
  if (month == kMonths.end() || !day || !year || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
      *second > 60)
    return std::nullopt;
  const base::CivilDay civil{*year, static_cast<int>(month - kMonths.begin()) + 1, *day};
  if (!base::is_valid(civil)) return std::nullopt;
  return base::days_from_civil(civil) * 86'400 + *hour * 3600 + *minute * 60 + *second;
}

// The number of seconds that `text` is, at most seven days; nothing when it is no number. Ten digits are more than seven
// days in any case.
std::optional<std::int64_t> delta_seconds(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : text.substr(0, 10)) seconds = seconds * 10 + (c - '0');
  return text.size() > 10 ? kMaxPause : std::min(seconds, kMaxPause);
}

// One directive of Cache-Control: its name in lower case, and its argument without quotes.
struct Directive {
  std::string name;
  std::string_view argument;
};
Directive directive(std::string_view text) {
  const auto trim = [](std::string_view part) {
    const std::size_t first = part.find_first_not_of(" \t\"");
    return first == std::string_view::npos ? std::string_view()
                                           : part.substr(first, part.find_last_not_of(" \t\"") + 1 - first);
  };
  const std::size_t equals = std::min(text.find('='), text.size());
  Directive out{std::string(trim(text.substr(0, equals))), trim(text.substr(std::min(equals + 1, text.size())))};
  for (char& c : out.name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

}  // namespace

std::optional<std::int64_t> retry_after_seconds(std::string_view value, base::UnixTime now) {
  if (value.empty() || value.size() > 64) return std::nullopt;
  if (const auto seconds = delta_seconds(value)) return std::max(*seconds, kMinPause);
  const std::optional<base::UnixTime> date = http_date(value);
  if (!date) return std::nullopt;
  return std::clamp(*date - now, kMinPause, kMaxPause);
}

std::int64_t fresh_for_seconds(const base::HttpResponse& response, base::UnixTime now) {
  std::optional<std::int64_t> max_age;
  std::string_view control = std::string_view(response.cache_control).substr(0, 1024);
  while (!control.empty()) {
    const std::size_t comma = std::min(control.find(','), control.size());
    const Directive one = directive(control.substr(0, comma));
    control.remove_prefix(std::min(comma + 1, control.size()));
    if (one.name == "no-store" || one.name == "no-cache") return 0;
    if (one.name == "max-age" && !max_age) max_age = delta_seconds(one.argument);
  }
  if (max_age) return std::max<std::int64_t>(0, *max_age - delta_seconds(response.age).value_or(0));
  const std::optional<base::UnixTime> expires = http_date(response.expires);
  return expires ? std::clamp<std::int64_t>(*expires - now, 0, kMaxPause) : 0;
}

}  // namespace meridian::indexer::fetch
