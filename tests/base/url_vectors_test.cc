// The addresses of the Web Platform Tests (MERIDIAN_DATA/vectors/urltestdata.json), as far as they are http and https:
// prints the share that read_url() reads alike, the others, and what parse_url() would not let in of those read alike.
//
// A row counts when it gives an http(s) address, or is one that must be refused.
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

std::string text_of(const UrlReading& reading) {
  std::string text = reading.url.text();
  if (reading.user.empty()) return text;
  return text.insert(text.find("://") + 3, reading.user + "@");
}

Result<UrlReading> ours(const std::string& input, const std::string& start) {
  if (start.empty()) return read_url(input);
  const auto base = read_url(start);
  return base ? read_url(input, &*base) : read_url(input);
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
    const bool same = refused ? !got : got && comparable(text_of(*got)) == comparable(row["href"].get<std::string>());
    alike += same ? 1 : 0;
    if (same && got && !got->oddity.empty()) ++by_rule[std::string(got->oddity)];
    if (!same)
      others.push_back(json(input).dump(-1, ' ', true) + " at " + start + ": " + (got ? text_of(*got) : got.error().code) +
                       ", wanted " + (refused ? "nothing" : row["href"].get<std::string>()));
    // Whatever is read, what has something odd is not used.
    if (got && !got->oddity.empty() && start.empty()) CHECK_FALSE(parse_url(input));
  }
  for (const std::string& one : others) MESSAGE("read otherwise: ", one);
  for (const auto& [rule, count] : by_rule) MESSAGE("read alike and not used: ", rule, ": ", count);
  MESSAGE(alike, " of ", counted, " read alike: ", 100.0 * alike / counted, " %");
  CHECK(counted > 300);
  CHECK(100.0 * alike / counted >= 95.0);
}

}  // namespace meridian::base
