// ASCII letters in lower case, every other byte as it is, so that places in the answer are places in the text.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::query::explore {

inline std::string ascii_lower(std::string_view text) {
  std::string answer(text);
  for (char& c : answer)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return answer;
}

}  // namespace meridian::query::explore
