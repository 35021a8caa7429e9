// Headings of structured abstracts: "Results: …", "[METHODS] …", 【结果】…, 结果：… (METHODS 4.1).
//
// Immutable, share freely.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace meridian::query::explore {

// The part that a sentence plays in a paper. none: keywords, funding, registration and the like.
enum class Role { background, objective, method, result, conclusion, none };

struct Heading {
  Role role = Role::none;
  std::size_t end = 0;  // bytes it takes, with the blanks behind it
};

// The heading that `sentence` begins with, if any.
std::optional<Heading> heading_of(std::string_view sentence);

}  // namespace meridian::query::explore
