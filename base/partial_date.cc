// See partial_date.h.
#include "base/partial_date.h"

#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/clock.h"

namespace meridian::base {
namespace {

constexpr int kFirstYear = 1500, kLastYear = 2200;
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

int number_of(std::string_view text) {
  text = trimmed(text);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

int month_of(std::string_view text) {
  text = trimmed(text);
  if (const int number = number_of(text); number >= 1 && number <= 12) return number;
  if (text.size() < 3) return 0;
  std::string head(text.substr(0, 3));
  for (char& c : head)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (kMonths[i] == head) return static_cast<int>(i) + 1;
  return 0;
}

std::string two(int number) {
  return number < 10 ? "-0" + std::to_string(number) : "-" + std::to_string(number);
}

}  // namespace

std::string partial_date(std::string_view year, std::string_view month, std::string_view day) {
  const int y = number_of(year), m = month_of(month), d = number_of(day);
  if (y < kFirstYear || y > kLastYear) return {};
  if (m == 0) return std::to_string(y);
  if (d < 1 || d > 31 || !is_valid({y, m, d})) return std::to_string(y) + two(m);
  return std::to_string(y) + two(m) + two(d);
}

std::string medline_date(std::string_view words) {
  words = trimmed(words);
  const std::string_view year = words.substr(0, 4), rest = words.size() > 5 ? words.substr(5) : std::string_view();
  if (rest.empty() || words[4] != ' ') return partial_date(year, "", "");
  const std::size_t end = rest.find_first_of(" -/");
  std::string_view day;
  if (end != std::string_view::npos && rest[end] == ' ') {
    day = rest.substr(end + 1);
    day = day.substr(0, day.find_first_of(" -/"));
  }
  return partial_date(year, rest.substr(0, end), day);
}

}  // namespace meridian::base
