#include "text/names.h"

#include <doctest/doctest.h>

#include <tuple>

namespace meridian::text {

namespace {

// "il6|mediated": the units of the first compound.
std::string cut(std::string_view text) {
  Compound compound;
  std::size_t at = 0;
  REQUIRE(next_compound(text, at, compound));
  std::vector<Unit> units;
  units_of(compound, units);
  std::string out;
  std::size_t covered = 0;
  for (const Unit& unit : units) {
    CHECK(unit.first == covered);
    covered += unit.count;
    out += (out.empty() ? "" : "|") + (unit.count > 1 ? unit.joined : compound.parts[unit.first].folded);
  }
  CHECK(covered == compound.parts.size());
  return out;
}

}  // namespace

TEST_CASE("names: which parts of a compound make one name") {
  const std::pair<const char*, const char*> rows[] = {{"IL-6", "il6"},
                                                      {"IL6", "il6"},
                                                      {"IL-6-mediated", "il6|mediated"},
                                                      {"anti-IL-6", "anti|il6"},
                                                      {"TNF-α", "tnfalpha"},
                                                      {"IL-1-beta", "il1beta"},
                                                      {"NF-κ-B", "nfkappab"},
                                                      {"β2-adrenergic", "beta2|adrenergic"},
                                                      {"beta-2", "beta2"},
                                                      {"β-blocker", "beta|blocker"},
                                                      {"5-HT2A", "5ht2a"},
                                                      {"12-week", "12|week"},
                                                      {"T-cell", "t|cell"},
                                                      {"low-back", "low|back"},
                                                      {"SARS-CoV-2", "sars|cov2"},
                                                      {"interleukin-6", "interleukin|6"},
                                                      {"10-20", "10|20"},
                                                      {"miR-21-5p", "mir21|5p"},
                                                      {"omega-3", "omega3"},
                                                      {"pH-7.4", "ph|7.4"}};
  for (const auto& [text, wanted] : rows) CHECK_MESSAGE(cut(text) == wanted, text);
}

TEST_CASE("names: a form of all parts is made where it may be another spelling") {
  const std::pair<const char*, const char*> rows[] = {{"low-back", "lowback"}, {"pain", ""}, {"10-20", ""}};
  for (const auto& [text, wanted] : rows) {
    Compound compound;
    std::size_t at = 0;
    REQUIRE(next_compound(text, at, compound));
    CHECK_MESSAGE(joined_parts(compound) == wanted, text);
  }
}

TEST_CASE("names: words of their own are followed as one name, one blank apart") {
  const std::tuple<const char*, const char*, bool> rows[] = {{"IL 6", "il6", true},
                                                             {"TGF beta 1", "tgfbeta1", true},
                                                             {"NF kappa B", "nfkappab", true},
                                                             {"il 6", "il6", false},
                                                             {"IL  6", "", false},
                                                             {"IL, 6", "", false},
                                                             {"in 12", "", false},
                                                             {"March 2020", "", false},
                                                             {"patients 12", "", false},
                                                             {"pain B", "", false},
                                                             {"IL-6 12", "", false}};
  for (const auto& [text, wanted, capitals] : rows) {
    SplitName name;
    Compound compound;
    std::vector<Unit> units;
    const std::string_view all = text;
    std::string last;
    std::size_t end = 0;
    for (std::size_t at = 0; next_compound(all, at, compound); end = compound.parts.back().end) {
      units_of(compound, units);
      last = name.follow(compound, units, all.substr(end, compound.parts.front().begin - end));
    }
    CHECK_MESSAGE(last == wanted, text);
    if (!last.empty()) CHECK_MESSAGE(name.capitals() == capitals, text);
  }
}

}  // namespace meridian::text
