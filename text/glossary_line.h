// One line of a glossary file. Immutable, share freely.
#pragma once

#include <optional>
#include <string_view>

#include "text/glossary.h"

namespace meridian::text {

// English forms, Chinese forms (each separated by "|"), subject, note: four columns with tabs between them, of which
// the first two must be there. Nothing for a line that is no UTF-8 or has no forms; comments are not told from lines.
std::optional<Concept> read_glossary_line(std::string_view line);
// Calls `each` with every line but comments and empty ones.
template <class Each>
void for_each_glossary_line(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.front() != '#') each(line);
  }
}

}  // namespace meridian::text
