#include "query/search/dates.h"

#include <algorithm>
#include <charconv>

#include "base/clock.h"

namespace meridian::query::search {
namespace {

constexpr int kMostDaysBack = 36'525;  // a hundred years

struct Days {
  std::int64_t first = 0, last = 0;
};

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || digits.front() == '-' || error != std::errc() || end != digits.data() + digits.size())
    return std::nullopt;
  return value;
}

// "2024", "2024-03" or "2024-03-05", also with slashes.
std::optional<Days> read_date(std::string_view text) {
  int parts[3] = {0, 1, 1};
  int count = 0;
  while (count < 3) {
    const std::size_t end = std::min(text.find_first_of("-/"), text.size());
    const auto part = number(text.substr(0, end));
    if (!part || end != (count == 0 ? 4U : end) || end > 4) return std::nullopt;
    parts[count++] = *part;
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
    if (count == 3) return std::nullopt;
  }
  const base::CivilDay first{parts[0], parts[1], parts[2]};
  if (!base::is_valid(first)) return std::nullopt;
  const std::int64_t begin = base::days_from_civil(first);
  if (count == 3) return Days{begin, begin};
  base::CivilDay next{first.year + (count == 1 ? 1 : 0), count == 1 ? 1 : first.month + 1, 1};
  if (next.month == 13) next = {first.year + 1, 1, 1};
  return Days{begin, base::days_from_civil(next) - 1};
}

std::optional<int> days_back(std::string_view text) {
  if (text.size() < 2 || (text.back() != 'd' && text.back() != 'D')) return std::nullopt;
  const auto days = number(text.substr(0, text.size() - 1));
  if (!days || *days < 1) return std::nullopt;
  return std::min(*days, kMostDaysBack);
}

std::string dashed(std::string_view text) {
  std::string answer(text);
  std::replace(answer.begin(), answer.end(), '/', '-');
  return answer;
}

std::optional<DateRange> read_comparison(std::string_view text) {
  const bool greater = text.front() == '>';
  const bool inclusive = text.size() > 1 && text[1] == '=';
  const auto date = read_date(text.substr(inclusive ? 2 : 1));
  if (!date) return std::nullopt;
  DateRange range;
  if (greater) range.first = inclusive ? date->first : date->last + 1;
  if (!greater) range.last = inclusive ? date->last : date->first - 1;
  range.text = dashed(text);
  return range;
}

std::optional<DateRange> read_two_ends(std::string_view left, std::string_view right) {
  const auto from = read_date(left), to = read_date(right);
  if ((!from && !left.empty()) || (!to && !right.empty()) || (!from && !to)) return std::nullopt;
  if (from && to && from->first > to->last) {
    auto turned = read_two_ends(right, left);
    if (turned) turned->reversed = true;
    return turned;
  }
  DateRange range;
  if (from) range.first = from->first;
  if (to) range.last = to->last;
  range.text = dashed(left) + ".." + dashed(right);
  return range;
}

}  // namespace

std::optional<DateRange> read_range(std::string_view text, std::int64_t today) {
  if (text.empty() || text.size() > 64) return std::nullopt;
  if (const auto days = days_back(text))
    return DateRange{today - *days, std::nullopt, std::to_string(*days) + "d", false};
  if (text.front() == '>' || text.front() == '<') return read_comparison(text);
  if (const auto dots = text.find(".."); dots != std::string_view::npos)
    return read_two_ends(text.substr(0, dots), text.substr(dots + 2));
  const auto date = read_date(text);
  if (!date) return std::nullopt;
  return DateRange{date->first, date->last, dashed(text), false};
}

bool looks_like_range(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  if (days_back(text)) return true;
  const bool shape = text.front() == '>' || text.front() == '<' || text.find("..") != std::string_view::npos;
  return shape && read_range(text, 0).has_value();
}

bool misses_a_range(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos || text.find_first_not_of("0123456789-/.") != std::string_view::npos) return false;
  const std::string_view left = text.substr(0, dots), right = text.substr(dots + 2);
  const bool two_ends = right.find("..") == std::string_view::npos && !right.starts_with('.');
  return two_ends && text.find_first_of("0123456789") != std::string_view::npos && !read_two_ends(left, right);
}

}  // namespace meridian::query::search
