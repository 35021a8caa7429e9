#include "text/sentences.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

using base::is_blank;
using base::is_digit;
using base::is_letter;
using base::is_upper;

// What comes before a full stop without ending a sentence; lower case, without the stop.
constexpr auto kAbbreviations = std::to_array<std::string_view>(
    {"al",  "approx", "ca",    "cf",   "ch",  "co",   "dr",  "e.g",  "ed",   "eds",  "eq",  "eqs",
     "esp", "etc",    "fig",   "figs", "i.e", "inc",  "jr",  "ltd",  "max",  "min",  "mr",  "mrs",
     "ms",  "no",     "nos",   "p",    "pp",  "prof", "ref", "refs", "resp", "sp",   "spp", "sr",
     "st",  "subsp",  "suppl", "tab",  "u.k", "u.s",  "var", "viz",  "vol",  "vols", "vs"});
static_assert(std::is_sorted(kAbbreviations.begin(), kAbbreviations.end()));

// Of these, those that end a sentence when a capital follows: "of Smith et al. We", "in 30 min. Patients".
constexpr auto kMayEnd =
    std::to_array<std::string_view>({"al", "etc", "inc", "jr", "ltd", "max", "min", "no", "sp", "spp", "sr"});
static_assert(std::is_sorted(kMayEnd.begin(), kMayEnd.end()));

// A stop inside brackets ends nothing ("[Phys. Rev. A 79]"); a bracket that is never closed is forgotten after so many
// bytes.
constexpr std::size_t kLongestBracket = 200;

// The word right before `stop`, lower case, inner stops kept ("e.g").
std::string word_before(std::string_view text, std::size_t stop) {
  std::size_t begin = stop;
  while (begin > 0 && stop - begin < 12 && (is_letter(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  std::string word(text.substr(begin, stop - begin));
  for (char& c : word) c = is_upper(c) ? static_cast<char>(c | 0x20) : c;
  return word;
}

bool ends_sentence(std::string_view text, std::size_t stop) {
  std::size_t next = stop + 1;
  // Closing quotes and brackets belong to the sentence that ends.
  while (next < text.size() && (text[next] == '"' || text[next] == '\'' || text[next] == ')' || text[next] == ']'))
    ++next;
  if (next >= text.size()) return true;
  if (!is_blank(text[next])) {
    // "…improved.Methods: …": a blank was lost; a decimal or an address is no end.
    return static_cast<unsigned char>(text[next]) >= 0xE0 && !is_digit(stop > 0 ? text[stop - 1] : ' ');
  }
  while (next < text.size() && is_blank(text[next])) ++next;
  if (next >= text.size()) return true;
  if (text[stop] != '.') return true;
  const std::string word = word_before(text, stop);
  const char after = text[next];
  // "et al. We" ends; "et al. (2019)" and "p. 5" do not; an initial ("J. Smith") never does.
  if (word.size() == 1 && is_letter(word[0]) && stop >= 1 && is_upper(text[stop - 1])) return false;
  if (std::binary_search(kAbbreviations.begin(), kAbbreviations.end(), word))
    return std::binary_search(kMayEnd.begin(), kMayEnd.end(), word) && is_upper(after);
  return !(after >= 'a' && after <= 'z');
}

std::size_t trim_front(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && is_blank(text[begin])) ++begin;
  return begin;
}
std::size_t trim_back(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && is_blank(text[end - 1])) --end;
  return end;
}

// 。!?; in full width
bool is_chinese_stop(char32_t c) {
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B;
}
// Closing quotes and brackets in full width, and further stops.
bool is_closing(char32_t c) {
  return c == 0x201D || c == 0x2019 || c == 0xFF09 || c == 0x3011 || c == 0x300D || c == 0x300F || is_chinese_stop(c);
}

}  // namespace

std::vector<Sentence> sentences(std::string_view utf8) {
  std::vector<Sentence> out;
  std::size_t begin = 0, open = std::string_view::npos;  // where an English bracket opened
  const auto close = [&](std::size_t end) {
    const std::size_t from = trim_front(utf8, begin, end), to = trim_back(utf8, from, end);
    if (to > from) out.push_back({from, to});
    begin = end;
    open = std::string_view::npos;
  };
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(utf8, at);
    if (c == '\n') {
      close(here);
    } else if ((c == '(' || c == '[') && open == std::string_view::npos) {
      open = here;
    } else if (c == ')' || c == ']') {
      open = std::string_view::npos;
    } else if (c == '.' || c == '!' || c == '?') {
      const bool in_bracket = open != std::string_view::npos && here - open < kLongestBracket;
      if (in_bracket || !ends_sentence(utf8, here)) continue;
      while (at < utf8.size() && (utf8[at] == '"' || utf8[at] == '\'' || utf8[at] == ')' || utf8[at] == ']')) ++at;
      for (std::size_t next = at; next < utf8.size();) {
        if (!is_closing(next_code_point(utf8, next))) break;
        at = next;
      }
      close(at);
    } else if (is_chinese_stop(c)) {
      for (std::size_t next = at; next < utf8.size();) {
        if (!is_closing(next_code_point(utf8, next))) break;
        at = next;
      }
      close(at);
    } else if (c == 0x3010 && here > begin) {
      close(here);
    }
  }
  close(utf8.size());
  return out;
}

}  // namespace meridian::text
