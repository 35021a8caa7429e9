// The addresses of the Web Platform Tests (MERIDIAN_DATA/vectors/urltestdata.json), as far as they are http and https:
// prints the share that comes out alike, and the others by reason.
//
// A row counts when it gives an http(s) address, or is one that must be refused. What our rules refuse on purpose
// (FAULTS 66) is counted apart by its rule, and is no agreement.
#include <doctest/doctest.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/url.h"

namespace meridian::base {

namespace {

using nlohmann::json;

bool is_web(const std::string& text) {
  return text.starts_with("http:") || text.starts_with("https:");
}

// The address without its fragment and without the mark of an empty query.
std::string comparable(std::string href) {
  href = href.substr(0, href.find('#'));
  if (href.ends_with('?')) href.pop_back();
  return href;
}

// The rule of ours that refuses what browsers take; "" when there is none.
std::string our_rule(const std::string& input, const json& row) {
  const auto has = [&](const char* key) { return row.contains(key) && !row[key].get<std::string>().empty(); };
  if (has("username") || has("password")) return "a user name in the address";
  for (const char c : input)
    if (c == '\\') return "a backslash";
  const std::size_t first = input.find_first_not_of(" \t\r\n\f"), last = input.find_last_not_of(" \t\r\n\f");
  if (first == std::string::npos) return "";
  for (const char c : input.substr(first, last + 1 - first))
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return "a control character inside";
  if (row.value("port", "").size() == 1 && row["port"] == "0") return "port 0";
  if (is_web(input) && input.find("://") == std::string::npos) return "a scheme without a host behind it";
  if (input.find(":///") != std::string::npos || input.starts_with("///")) return "further slashes before the host";
  return "";
}

Result<Url> ours(const std::string& input, const std::string& start) {
  if (start.empty()) return parse_url(input);
  const auto base = parse_url(start);
  return base ? resolve_url(*base, input) : parse_url(input);
}

}  // namespace

TEST_CASE("fault_066 url: the Web Platform Tests for http and https" *
          doctest::skip(std::getenv("MERIDIAN_DATA") == nullptr)) {
  const char* data = std::getenv("MERIDIAN_DATA");
  if (data == nullptr) return;
  std::setlocale(LC_CTYPE, "C.UTF-8");  // as the program does: names beyond ASCII are read by it
  std::ifstream file(std::filesystem::path(data) / "vectors/urltestdata.json");
  const json rows = json::parse(file, nullptr, false);
  REQUIRE(rows.is_array());
  int counted = 0, alike = 0;
  std::map<std::string, int> by_rule;
  std::vector<std::string> others;
  for (const json& row : rows) {
    if (!row.is_object() || !row.contains("input")) continue;
    const std::string input = row["input"], start = row["base"].is_string() ? row["base"].get<std::string>() : "";
    const bool refused = row.value("failure", false), web_start = start.empty() || is_web(start);
    if (refused ? !web_start || !(is_web(input) || (is_web(start) && input.find(':') == std::string::npos))
                : !is_web(row["href"].get<std::string>()) || !web_start)
      continue;
    ++counted;
    const auto got = ours(input, start);
    const bool same = refused ? !got : got && comparable(got->text()) == comparable(row["href"].get<std::string>());
    if (same) {
      ++alike;
    } else if (const std::string rule = refused ? "" : our_rule(input, row); !got && !rule.empty()) {
      ++by_rule[rule];
    } else {
      others.push_back(json(input).dump(-1, ' ', true) + " at " + start + ": " + (got ? got->text() : got.error().code) +
                       ", wanted " + (refused ? "nothing" : row["href"].get<std::string>()));
    }
  }
  int by_design = 0;
  for (const auto& [rule, count] : by_rule) {
    by_design += count;
    MESSAGE("refused on purpose: ", rule, ": ", count);
  }
  for (const std::string& one : others) MESSAGE("otherwise: ", one);
  MESSAGE(alike, " of ", counted, " alike, ", by_design, " refused on purpose, ", others.size(), " otherwise: ",
          100.0 * alike / (counted - by_design), " % of those that our rules let in");
  CHECK(counted > 300);
  CHECK(100.0 * alike / (counted - by_design) >= 95.0);
}

}  // namespace meridian::base
