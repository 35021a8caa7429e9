#include "text/acronyms.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"

namespace meridian::text {
namespace {

using base::is_blank;
using base::is_letter;
using base::is_upper;
using base::lower;
using base::trimmed;

constexpr std::size_t kMostPairs = 100;
constexpr std::size_t kMostInside = 200;  // bytes between brackets
constexpr std::size_t kMostBefore = 300;  // bytes looked at before them
constexpr std::size_t kLeastShort = 2, kMostShort = 10;
constexpr std::size_t kMostWordsOfShort = 2;

bool is_alnum(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text))
    if (!is_blank(c))
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  return out;
}

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    if (!is_blank(c) && !inside) ++words;
    inside = !is_blank(c);
  }
  return words;
}

// The paper's conditions, and a capital: "(see below)" and "(n = 20)" define nothing.
bool may_be_short(std::string_view form) {
  return form.size() >= kLeastShort && form.size() <= kMostShort && is_alnum(form.front()) &&
         std::any_of(form.begin(), form.end(), is_upper) && words_in(form) <= kMostWordsOfShort &&
         std::all_of(form.begin(), form.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x80 || is_alnum(c) ||
                  std::string_view(" -/.+'").find(c) != std::string_view::npos;
         });
}

// Where the long form begins in `before`, by the paper's search from the right; nothing when a letter is missing.
std::optional<std::size_t> best_begin(std::string_view short_form, std::string_view before) {
  std::size_t at = before.size();
  for (std::size_t i = short_form.size(); i-- > 0;) {
    const char wanted = lower(short_form[i]);
    if (!is_alnum(wanted)) continue;
    for (;;) {
      if (at == 0) return std::nullopt;
      --at;
      const bool begins_word = at == 0 || !is_alnum(before[at - 1]);
      if (lower(before[at]) == wanted && (i > 0 || begins_word)) break;
    }
  }
  const std::size_t blank = before.find_last_of(" \t\n\r", at);
  return blank == std::string_view::npos ? 0 : blank + 1;
}

// The last words of `before` that may be the long form: as many as the short form allows, of one sentence, behind the
// last bracket and the last Han character.
std::string_view reach(std::string_view short_form, std::string_view before) {
  if (before.size() > kMostBefore) before.remove_prefix(before.size() - kMostBefore);
  const std::size_t most = std::min(short_form.size() + 5, short_form.size() * 2);
  std::size_t begin = before.size(), words = 0;
  for (bool inside = false; begin > 0; --begin) {
    const char c = before[begin - 1];
    const bool ends_sentence =
        (c == '.' || c == ';' || c == ':' || c == '?' || c == '!') && begin < before.size() && is_blank(before[begin]);
    const bool wide =
        static_cast<unsigned char>(c) >= 0x80 && begin >= 3 && static_cast<unsigned char>(before[begin - 3]) >= 0xE3;
    if (ends_sentence || wide || c == '(' || c == ')') break;
    if (!is_blank(c) && !inside && ++words > most) break;
    inside = !is_blank(c);
  }
  return trimmed(before.substr(begin));
}

std::optional<Acronym> defined(std::string_view short_form, std::string_view before) {
  before = reach(short_form, before);
  const std::optional<std::size_t> begin = best_begin(short_form, before);
  if (!begin) return std::nullopt;
  const std::string long_form = one_line(before.substr(*begin));
  // "back (BACK)" and "the LBP group (LBP)" are the word again.
  if (long_form.size() <= short_form.size() || long_form.find(short_form) != std::string::npos) return std::nullopt;
  return Acronym{one_line(short_form), long_form};
}

struct Bracket {
  std::string_view before, inside;
  std::size_t end = 0;  // behind it
};

// The next pair of brackets from `at` on that holds no other.
std::optional<Bracket> next_bracket(std::string_view text, std::size_t at) {
  constexpr std::string_view kOpen = "\xEF\xBC\x88", kClose = "\xEF\xBC\x89";
  std::size_t open = std::string_view::npos, inside = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '(') {
      open = at, inside = at + 1;
    } else if (text.substr(at, 3) == kOpen) {
      open = at, inside = at + 3;
    } else if (open != std::string_view::npos && (text[at] == ')' || text.substr(at, 3) == kClose)) {
      if (at - inside <= kMostInside)
        return Bracket{text.substr(0, open), trimmed(text.substr(inside, at - inside)), at + (text[at] == ')' ? 1 : 3)};
      open = std::string_view::npos;
    }
  }
  return std::nullopt;
}

// The first comma or semicolon, of either width, and what stands behind it.
std::pair<std::string_view, std::string_view> parted(std::string_view inside) {
  constexpr std::string_view kWideComma = "\xEF\xBC\x8C", kWideSemicolon = "\xEF\xBC\x9B";
  for (std::size_t at = 0; at < inside.size(); ++at)
    for (const std::string_view mark :
         {std::string_view(", "), std::string_view("; "), std::string_view(","), kWideComma, kWideSemicolon})
      if (inside.substr(at, mark.size()) == mark)
        return {trimmed(inside.substr(0, at)), trimmed(inside.substr(at + mark.size()))};
  return {inside, {}};
}

std::optional<Acronym> pair_at(const Bracket& bracket) {
  const auto [first, rest] = parted(bracket.inside);
  if (may_be_short(first))
    if (std::optional<Acronym> found = defined(first, bracket.before)) return found;
  if (may_be_short(rest))
    if (std::optional<Acronym> found = defined(rest, first)) return found;
  // "LBP (low back pain)".
  if (!rest.empty() || words_in(first) < 2) return std::nullopt;
  const std::string_view before = trimmed(bracket.before);
  const std::size_t blank = before.find_last_of(" \t\n\r(");
  const std::string_view word = blank == std::string_view::npos ? before : before.substr(blank + 1);
  if (!may_be_short(word)) return std::nullopt;
  std::optional<Acronym> found = defined(word, first);
  // Of a remark in brackets the short form's letters may stand anywhere; a definition begins with the first.
  return found && found->long_form == one_line(first) ? found : std::nullopt;
}

}  // namespace

std::vector<Acronym> acronyms_in(std::string_view utf8) {
  std::vector<Acronym> found;
  for (std::size_t at = 0; found.size() < kMostPairs;) {
    const std::optional<Bracket> bracket = next_bracket(utf8, at);
    if (!bracket) break;
    if (std::optional<Acronym> pair = pair_at(*bracket)) found.push_back(std::move(*pair));
    at = bracket->end;
  }
  return found;
}

}  // namespace meridian::text
