#include "text/glossary_forms.h"

#include "text/english.h"
#include "text/unicode.h"
#include "text/words.h"

namespace meridian::text {

namespace {

constexpr std::size_t kLongestForm = 24;  // tokens

bool ends_in(std::string_view word, std::string_view ending) {
  return word.ends_with(ending);
}

// Stems are coarse ("organ" and "organisation" have one): where a glossary knows both, this tells them apart.
std::string singular(std::string_view word) {
  if (word.size() > 4 && ends_in(word, "ies")) return std::string(word.substr(0, word.size() - 3)) + "y";
  if (word.size() > 4)
    for (const std::string_view ending : {"sses", "xes", "ches", "shes", "zes"})
      if (ends_in(word, ending)) return std::string(word.substr(0, word.size() - 2));
  const bool plural = word.size() > 3 && word.back() == 's' && !ends_in(word, "ss") && !ends_in(word, "us") &&
                      !ends_in(word, "is") && !ends_in(word, "ics");
  return std::string(word.substr(0, word.size() - (plural ? 1 : 0)));
}

bool is_one_han(std::string_view token) {
  std::size_t at = 0;
  return is_han(next_code_point(token, at)) && at == token.size();
}

void add_tokens(const Compound& compound, std::vector<FormToken>& out) {
  for (const char32_t c : compound.han) {
    std::string character;
    append_code_point(character, c);
    out.push_back({character, character});
  }
  for (const Part& part : compound.parts) out.push_back({singular(part.folded), english_stem(part.folded)});
}

}  // namespace

std::vector<FormToken> form_tokens(std::string_view utf8) {
  std::vector<FormToken> out;
  Compound compound;
  std::size_t previous_end = 0;
  for (std::size_t at = 0; next_compound(utf8, at, compound); previous_end = at) {
    const std::size_t begin = compound.han.empty() ? compound.parts.front().begin : compound.han_begin.front();
    const std::string_view between = utf8.substr(previous_end, begin - previous_end);
    if (!between.empty() && between != " " && between != "-" && !out.empty()) out.emplace_back();
    add_tokens(compound, out);
  }
  return out;
}

bool is_usable_form(const std::vector<FormToken>& tokens) {
  if (tokens.empty() || tokens.size() > kLongestForm) return false;
  return tokens.size() > 1 || !is_one_han(tokens[0].stem);
}

}  // namespace meridian::text
