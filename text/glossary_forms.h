// What the forms of a glossary are compared by. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::text {

// A Han character, or a part of a word, so that hyphens and case meet ("interleukin 6", "Interleukin-6") and mixed
// forms do too ("C反应蛋白"). With an empty stem it is a break that no form reaches over.
struct FormToken {
  std::string word;  // folded, an English plural's ending off
  std::string stem;  // what an index compares by; "vegetables" and "vegetation" have one
};

std::vector<FormToken> form_tokens(std::string_view utf8);

// A single Han character means too many things to be translated, and no form is longer than kLongestForm tokens.
bool is_usable_form(const std::vector<FormToken>& tokens);

}  // namespace meridian::text
