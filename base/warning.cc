#include "base/warning.h"

#include <algorithm>

namespace meridian::base {

namespace {

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return out;
}

// Takes what stands before the next `separator` off `rest`; false at the end.
bool take(std::string_view& rest, char separator, std::string_view& part) {
  if (rest.data() == nullptr) return false;
  const std::size_t end = rest.find(separator);
  part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return true;
}

}  // namespace

Warning warning_of(const Error& error) { return {error.code, {error.message}}; }

std::string to_line(const Warning& warning) {
  std::string out = one_line(warning.code);
  for (const std::string& value : warning.values) out += (out.empty() && warning.code.empty() ? "" : "\t") + one_line(value);
  return out;
}

Warning warning_from(std::string_view line) {
  Warning warning;
  std::string_view part;
  take(line, '\t', part);
  // A sentence has blanks, a code has none.
  if (part.find(' ') == std::string_view::npos) warning.code = part;
  else warning.values.emplace_back(part);
  while (take(line, '\t', part)) warning.values.emplace_back(part);
  return warning;
}

std::string to_lines(const std::vector<Warning>& warnings) {
  std::string out;
  for (const Warning& warning : warnings) out += (out.empty() ? "" : "\n") + to_line(warning);
  return out;
}

std::vector<Warning> warnings_from(std::string_view lines) {
  std::vector<Warning> warnings;
  for (std::string_view line; take(lines, '\n', line);)
    if (!line.empty()) warnings.push_back(warning_from(line));
  return warnings;
}

}  // namespace meridian::base
