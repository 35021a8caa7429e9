#include "text/glossary_line.h"

#include <algorithm>

#include "text/unicode.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxFormsPerSide = 64;
constexpr std::size_t kColumns = 4;

std::vector<std::string> split(std::string_view text, char separator, std::size_t most) {
  std::vector<std::string> out;
  while (out.size() < most) {
    const std::size_t end = std::min(text.find(separator), text.size());
    std::string_view one = text.substr(0, end);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
    if (!one.empty() || separator == '\t') out.emplace_back(one);
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

std::optional<Concept> read_glossary_line(std::string_view line) {
  if (!is_valid_utf8(line)) return std::nullopt;
  const std::vector<std::string> columns = split(line, '\t', kColumns);
  if (columns.size() < 2) return std::nullopt;
  Concept out{split(columns[0], '|', kMaxFormsPerSide), split(columns[1], '|', kMaxFormsPerSide),
              columns.size() > 2 && columns[2] == "general"};
  if (out.english.empty() && out.chinese.empty()) return std::nullopt;
  return out;
}

}  // namespace meridian::text
