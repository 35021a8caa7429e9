#include "query/explore/numbers.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"

namespace meridian::query::explore {
namespace {

using base::is_digit;
using base::is_letter;

constexpr std::size_t kMaxNumbers = 64;

// Names of statistics. Short ones and such as are words of English too count only before a relation sign.
struct Statistic {
  std::string_view name;
  bool needs_relation;
};
constexpr auto kStatistics = std::to_array<Statistic>({
    {"p-value", false},    {"P-value", false},
    {"p value", false},    {"P value", false},
    {"P值", false},        {"p值", false},
    {"p", true},           {"P", true},
    {"n", true},           {"N", true},
    {"r", true},           {"rho", true},
    {"ρ", true},           {"R2", true},
    {"R²", true},          {"r2", true},
    {"r²", true},          {"I2", true},
    {"I²", true},          {"t", true},
    {"F", true},           {"d", true},
    {"g", true},           {"b", true},
    {"B", true},           {"χ2", true},
    {"χ²", true},          {"η2", true},
    {"η²", true},          {"β", true},
    {"{beta}", true},      {"beta", true},
    {"κ", true},           {"OR", false},
    {"aOR", false},        {"AOR", false},
    {"RR", false},         {"aRR", false},
    {"HR", false},         {"aHR", false},
    {"IRR", false},        {"SMD", false},
    {"WMD", false},        {"MD", false},
    {"ICC", false},        {"AUC", false},
    {"odds ratio", false}, {"hazard ratio", false},
    {"risk ratio", false}, {"relative risk", false},
    {"Cohen's d", false},  {"Cohen’s d", false},
    {"Hedges' g", false},  {"Hedges’ g", false},
    {"Hedges g", false},
});
constexpr auto kRelations = std::to_array<std::string_view>({"=", "<", ">", "≤", "≥", "≦", "≧", "＝", "＜", "＞", "≈"});
constexpr auto kLooseRelations = std::to_array<std::string_view>({":", "：", ",", "，", "of", "was", "为", "是"});
constexpr auto kIntervalNames = std::to_array<std::string_view>(
    {"confidence intervals", "confidence interval", "credible interval", "CrI", "CIs", "CI", "可信区间", "置信区间"});
constexpr auto kRangeSigns =
    std::to_array<std::string_view>({"to", "and", "-", "–", "—", "−", "~", "～", "至", ",", "，", ";", "；"});
constexpr auto kSigns = std::to_array<std::string_view>({"-", "−", "–", "+", "－", "＋"});
constexpr auto kPercents = std::to_array<std::string_view>({"%", "％", "percent", "per cent", "个百分点"});

// Reads forward; each step either moves past what it wanted or stays.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  std::size_t at() const { return at_; }
  void back_to(std::size_t at) { at_ = at; }

  bool take(std::string_view wanted) {
    if (!text_.substr(at_).starts_with(wanted)) return false;
    // A word must end where the wanted one ends: no "to" in "total".
    const std::size_t end = at_ + wanted.size();
    if (is_letter(wanted.back()) && end < text_.size() && is_letter(text_[end])) return false;
    at_ = end;
    return true;
  }
  template <std::size_t N>
  bool take_any(const std::array<std::string_view, N>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [this](std::string_view one) { return take(one); });
  }
  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
    if (take("\u00a0") || take("\u2009") || take("\u3000")) blanks();
  }
  // -0.512, .05, 1,234.5; a sign only when nothing but a digit or point follows.
  bool number() {
    const std::size_t start = at_;
    if (take_any(kSigns)) blanks();
    const std::size_t first = at_;
    while (at_ < text_.size() && (is_digit(text_[at_]) || is_inner_mark())) ++at_;
    if (at_ > first) return true;
    at_ = start;
    return false;
  }

 private:
  // A decimal point, or a comma between thousands.
  bool is_inner_mark() const {
    const char c = text_[at_];
    if (c == '.' || c == '\'') return c == '.' && digits_at(at_ + 1, 1);
    return c == ',' && at_ > 0 && is_digit(text_[at_ - 1]) && digits_at(at_ + 1, 3) && !digits_at(at_ + 4, 1);
  }
  bool digits_at(std::size_t from, std::size_t count) const {
    for (std::size_t i = from; i < from + count; ++i)
      if (i >= text_.size() || !is_digit(text_[i])) return false;
    return true;
  }

  std::string_view text_;
  std::size_t at_;
};

bool percent(Cursor& cursor) {
  const std::size_t start = cursor.at();
  cursor.blanks();
  if (cursor.take_any(kPercents)) return true;
  cursor.back_to(start);
  return false;
}

// The second half of "1.2 to 3.4" or "12.1 ± 3.0"; stays when there is none.
bool second_number(Cursor& cursor, bool deviation) {
  const std::size_t start = cursor.at();
  percent(cursor);
  cursor.blanks();
  const bool sign =
      deviation ? cursor.take("±") || cursor.take("+/-") || cursor.take("＋/－") : cursor.take_any(kRangeSigns);
  cursor.blanks();
  if (sign && cursor.number()) {
    percent(cursor);
    return true;
  }
  cursor.back_to(start);
  return false;
}

// "95% CI 1.2-3.4", "95%置信区间：1.2~3.4", "95% confidence interval [CI], 1.2 to 3.4".
bool interval(Cursor& cursor) {
  if (!cursor.number() || !percent(cursor)) return false;
  cursor.blanks();
  if (!cursor.take_any(kIntervalNames)) return false;
  for (int marks = 0; marks < 8; ++marks) {
    cursor.blanks();
    if (!(cursor.take("[CI]") || cursor.take("(CI)") || cursor.take("[") || cursor.take("(") || cursor.take("（") ||
          cursor.take("=") || cursor.take_any(kLooseRelations)))
      break;
  }
  return cursor.number() && second_number(cursor, false);
}

bool statistic(Cursor& cursor) {
  const std::size_t start = cursor.at();
  for (const Statistic& candidate : kStatistics) {
    cursor.back_to(start);
    if (!cursor.take(candidate.name)) continue;
    cursor.blanks();
    const bool relation = cursor.take_any(kRelations);
    if (!relation && candidate.needs_relation) continue;
    if (!relation) cursor.take_any(kLooseRelations);
    cursor.blanks();
    if (!cursor.number()) continue;
    if (!percent(cursor)) second_number(cursor, true);
    return true;
  }
  return false;
}

// "95% CI": the level of an interval, no share of anything.
bool names_interval(Cursor cursor) {
  cursor.blanks();
  return cursor.take_any(kIntervalNames);
}

// A percentage, a range of percentages, or a mean with its deviation; a bare number is none.
bool quantity(Cursor& cursor) {
  if (!cursor.number()) return false;
  if (second_number(cursor, true)) return true;
  if (percent(cursor)) return !names_interval(cursor);
  const std::size_t start = cursor.at();
  if (!(cursor.take("-") || cursor.take("–") || cursor.take("~") || cursor.take("～") || cursor.take("至")))
    return false;
  if (cursor.number() && percent(cursor)) return true;
  cursor.back_to(start);
  return false;
}

// Inside a word or a number nothing begins.
bool may_begin(std::string_view text, std::size_t at) {
  if ((text[at] & 0xC0) == 0x80) return false;
  if (at == 0) return true;
  const char before = text[at - 1];
  if (is_letter(before) || is_digit(before) || before == '.') return false;
  return !(before == '-' && at > 1 && (is_letter(text[at - 2]) || is_digit(text[at - 2])));
}

std::optional<std::size_t> end_of_statement(std::string_view text, std::size_t at) {
  for (const auto read : {interval, statistic, quantity}) {
    Cursor cursor(text, at);
    if (read(cursor)) return cursor.at();
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> numbers_in(std::string_view sentence) {
  std::vector<std::string> answer;
  for (std::size_t at = 0; at < sentence.size() && answer.size() < kMaxNumbers;) {
    const auto end = may_begin(sentence, at) ? end_of_statement(sentence, at) : std::nullopt;
    if (end) answer.emplace_back(sentence.substr(at, *end - at));
    at = end ? *end : at + 1;
  }
  return answer;
}

}  // namespace meridian::query::explore
