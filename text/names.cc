#include "text/names.h"

#include <algorithm>

#include "text/english.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxJoinedBytes = 64;      // of a term
constexpr std::size_t kLongestAcronym = 5;       // letters: "COVID-19", "COVID 19"; longer ones are words
constexpr std::size_t kDigitsBehindHyphen = 4;   // "COVID-2019"; a longer number is a number
constexpr std::size_t kDigitsBehindBlank = 3;    // "March 2020" is no name
constexpr std::size_t kLettersBehindNumber = 2;  // "5-HT"; not "12-week"

bool is_short_whole_number(const Part& part, std::size_t digits) {
  return part.number && part.folded.size() <= digits && part.folded.find('.') == std::string::npos;
}

bool may_begin_name(const Part& part) {
  return part.greek || (!part.number && part.folded.size() <= kLongestAcronym);
}

// Whether part `i` goes on with the unit that began at `first`.
bool belongs(const std::vector<Part>& parts, std::size_t first, std::size_t i) {
  const Part& last = parts[i - 1];
  const Part& part = parts[i];
  if (part.begin == last.end) return true;
  if (i == first + 1 && last.number) return !part.number && part.folded.size() <= kLettersBehindNumber;
  if (!may_begin_name(parts[first])) return false;
  if (part.number) return !last.number && is_short_whole_number(part, kDigitsBehindHyphen);
  if (part.greek) return true;
  return part.folded.size() == 1 && last.greek && i > first + 1;  // "NF-κ-B"
}

void append_bounded(std::string& form, const std::string& folded) {
  form += folded;
  form.resize(code_point_boundary(form, kMaxJoinedBytes));
}

}  // namespace

void units_of(const Compound& compound, std::vector<Unit>& out) {
  out.clear();
  const std::vector<Part>& parts = compound.parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == 0 || !belongs(parts, out.back().first, i)) {
      out.push_back({i, 1, {}});
      continue;
    }
    Unit& unit = out.back();
    if (++unit.count == 2) unit.joined = parts[unit.first].folded;
    append_bounded(unit.joined, parts[i].folded);
  }
}

std::string joined_parts(const Compound& compound) {
  std::string out;
  bool letters = false;
  for (const Part& part : compound.parts) {
    letters = letters || !part.number;
    append_bounded(out, part.folded);
  }
  return letters && compound.parts.size() > 1 ? out : std::string();
}

bool SplitName::goes_on(const Part& part) const {
  if (part.greek) return !ends_greek_;
  if (part.number) return !ends_number_ && is_short_whole_number(part, kDigitsBehindBlank);
  return ends_greek_ && !word_ && part.folded.size() == 1;  // "NF kappa B"
}

void SplitName::add(const Part& part) {
  append_bounded(form_, part.folded);
  word_ = false;
  ends_greek_ = part.greek;
  ends_number_ = part.number;
}

void SplitName::begin(const Compound& compound, const Unit& unit) {
  form_.clear();
  const Part& first = compound.parts[unit.first];
  if (compound.plus_end > 0 || !may_begin_name(first) || (unit.count == 1 && first.folded.size() < 2)) return;
  form_ = unit.count > 1 ? unit.joined : first.folded;
  const Part& last = compound.parts[unit.first + unit.count - 1];
  word_ = unit.count == 1;
  capitals_ = first.upper;
  ends_greek_ = last.greek;
  ends_number_ = last.number;
}

std::string_view SplitName::follow(const Compound& compound, const std::vector<Unit>& units, std::string_view between) {
  const bool follows = !form_.empty() && between == " " && units.front().count == 1 &&
                       goes_on(compound.parts.front()) && !(word_ && is_stop_word(form_));
  found_.clear();
  if (follows) {
    add(compound.parts.front());
    found_ = form_;
  }
  if (!follows || units.size() > 1) begin(compound, units.back());
  return found_;
}

}  // namespace meridian::text
