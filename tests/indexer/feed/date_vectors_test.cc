// Dates that other parsers were tested with, where they are at hand: MERIDIAN_DATA names a folder that holds vectors. Nothing
// of them is kept here; without the folder the test says so and passes.
#include <doctest/doctest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/feed/date.h"

namespace meridian::indexer::feed {
namespace {

std::filesystem::path vectors() {
  const char* data = std::getenv("MERIDIAN_DATA");
  const auto file = data ? std::filesystem::path(data) / "vectors" / "dates.tsv" : std::filesystem::path();
  return std::filesystem::exists(file) ? file : std::filesystem::path();
}

struct Row {
  std::string input, expected, origin, where;
};

std::vector<Row> rows_of(const std::filesystem::path& file) {
  std::vector<Row> rows;
  std::ifstream in(file);
  std::string line;
  for (std::getline(in, line); std::getline(in, line);) {
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\t')
        cells.emplace_back();
      else if (line[i] == '\\' && i + 1 < line.size())
        cells.back() += line[++i] == 'n' ? '\n' : line[i] == 't' ? '\t' : line[i] == 'r' ? '\r' : line[i];
      else
        cells.back() += line[i];
    }
    if (cells.size() == 4) rows.push_back({cells[0], cells[1], cells[2], cells[3]});
  }
  return rows;
}

bool is_right(const Row& row) {
  const auto date = read_date(row.input);
  if (row.expected == "invalid") return !date;
  if (!date) return false;
  return row.expected == "valid" || !date->instant || base::rfc3339(*date->instant) == row.expected;
}

bool has_number_of(const std::string& text, std::size_t length) {
  std::size_t run = 0;
  for (const char c : text + " ") {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (!digit && run == length) return true;
    run = digit ? run + 1 : 0;
  }
  return false;
}

bool ends_in_lower_case(const std::string& text) {
  return text.size() > 2 && std::islower(static_cast<unsigned char>(text.back())) && text[text.size() - 4] == ' ';
}

// Why a row's expectation cannot be held; "" when it can. Origins contradict each other, the RFCs and the calendar.
std::string departure(const Row& row, const std::map<std::string, std::set<std::string>>& expectations) {
  const bool wants_none = row.expected == "invalid", wants_moment = !wants_none && row.expected != "valid";
  const bool is_curl = row.origin == "curl";
  if (expectations.at(row.input).size() > 1) return "expected in two ways by one origin";
  if (wants_moment && row.expected < "1583") return "a year before the calendar's (FAULTS 61)";
  if (row.expected == "1970-01-01T00:00:00Z") return "the zero of a clock, and what is made of it (FAULTS 61)";
  if (is_curl && wants_moment && row.expected.substr(8, 2) == "01" && row.input.substr(0, 2) >= "29")
    return "a day that the calendar has not, counted on into the next month (FAULTS 61)";
  if (row.where == "iso8601" && wants_moment && !has_number_of(row.input, 4))
    return "a year of two digits that stands first: ISO 8601 withdrew it in 2004, it has two readings";
  if (row.input == "-0312") return "the same, with a hyphen for the century";
  if (is_curl && wants_none && row.input.find_first_not_of("0123456789") >= 4 && row.input.find_first_not_of("0123456789") != 8)
    return "a year that stands first, which feedparser's rows want read";
  if (is_curl && wants_none && row.input.find(" April ") != std::string::npos) return "a whole month's name, which miniflux's rows want read";
  if (is_curl && wants_none && ends_in_lower_case(row.input)) return "a zone in lower case: RFC 5322 tells no case apart";
  if (is_curl && row.input.find("GMT-") != std::string::npos) return "an offset behind GMT, which feedparser's rows want added";
  if (row.expected.starts_with("2069")) return "69, which RFC 5322 (4.3) reads as 1969";
  return "";
}

TEST_CASE("date: the tests of other parsers" * doctest::skip(vectors().empty())) {
  const std::vector<Row> rows = rows_of(vectors());
  std::map<std::string, std::set<std::string>> expectations;
  for (const Row& row : rows) expectations[row.input].insert(row.expected);
  std::map<std::string, std::pair<int, int>> counts;
  int held = 0, right = 0, all_right = 0;
  for (const Row& row : rows) {
    const bool ok = is_right(row);
    const std::string why = departure(row, expectations);
    all_right += ok;
    held += why.empty();
    right += ok && why.empty();
    ++counts[row.origin].second;
    counts[row.origin].first += ok;
    const auto date = read_date(row.input);
    if (!ok)
      MESSAGE(row.origin, " \"", row.input, "\" wants ", row.expected, ", reads ",
              !date ? "nothing" : date->day + " " + (date->instant ? base::rfc3339(*date->instant) : ""), " ", why);
  }
  for (const auto& [origin, count] : counts) MESSAGE(origin, ": ", count.first, " of ", count.second);
  MESSAGE("dates: ", all_right, " of ", rows.size(), " rows; ", right, " of ", held, " without those that contradict");
  CHECK(right * 100 >= held * 98);
}

}  // namespace
}  // namespace meridian::indexer::feed
