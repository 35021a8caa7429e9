#include "query/explore/headings.h"

#include <algorithm>
#include <array>
#include <string>

#include "query/explore/ascii.h"
#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kMaxHeadingBytes = 60;

struct HeadingWord {
  std::string_view word;
  Role role;
};
constexpr auto kHeadings = std::to_array<HeadingWord>({
    {"background", Role::background},
    {"backgrounds", Role::background},
    {"introduction", Role::background},
    {"context", Role::background},
    {"importance", Role::background},
    {"rationale", Role::background},
    {"objective", Role::objective},
    {"objectives", Role::objective},
    {"aim", Role::objective},
    {"aims", Role::objective},
    {"purpose", Role::objective},
    {"purposes", Role::objective},
    {"goal", Role::objective},
    {"goals", Role::objective},
    {"hypothesis", Role::objective},
    {"question", Role::objective},
    {"methods", Role::method},
    {"method", Role::method},
    {"methodology", Role::method},
    {"design", Role::method},
    {"setting", Role::method},
    {"settings", Role::method},
    {"participants", Role::method},
    {"patients", Role::method},
    {"subjects", Role::method},
    {"materials", Role::method},
    {"interventions", Role::method},
    {"intervention", Role::method},
    {"measures", Role::method},
    {"measurements", Role::method},
    {"procedures", Role::method},
    {"sources", Role::method},
    {"extraction", Role::method},
    {"selection", Role::method},
    {"analysis", Role::method},
    {"results", Role::result},
    {"result", Role::result},
    {"findings", Role::result},
    {"conclusion", Role::conclusion},
    {"conclusions", Role::conclusion},
    {"interpretation", Role::conclusion},
    {"discussion", Role::conclusion},
    {"implications", Role::conclusion},
    {"significance", Role::conclusion},
    {"summary", Role::conclusion},
    {"relevance", Role::conclusion},
    {"keywords", Role::none},
    {"keyword", Role::none},
    {"key words", Role::none},
    {"funding", Role::none},
    {"registration", Role::none},
    {"abbreviations", Role::none},
    {"copyright", Role::none},
    {"目的", Role::objective},
    {"目标", Role::objective},
    {"背景", Role::background},
    {"资料与方法", Role::method},
    {"材料与方法", Role::method},
    {"对象与方法", Role::method},
    {"研究方法", Role::method},
    {"方法", Role::method},
    {"研究结果", Role::result},
    {"结果", Role::result},
    {"结论", Role::conclusion},
    {"讨论", Role::conclusion},
    {"关键词", Role::none},
    {"基金", Role::none},
});
// May stand in a heading beside the words above.
constexpr auto kHeadingFillers = std::to_array<std::string_view>(
    {"abstract", "and", "of", "the", "study", "main", "primary", "outcome", "trial", "clinical", "data", "research",
     "key", "statistical", "patient", "/", "&", "摘要"});

const HeadingWord* heading_word(std::string_view word) {
  const auto found =
      std::find_if(kHeadings.begin(), kHeadings.end(), [&](const HeadingWord& one) { return one.word == word; });
  return found == kHeadings.end() ? nullptr : &*found;
}

// The role that a heading's words name, when all of them belong to headings; the first that names one decides, except
// that "trial registration" and its like name none at all.
std::optional<Role> role_of_heading(std::string_view heading) {
  const std::string lower = ascii_lower(heading);
  if (const HeadingWord* whole = heading_word(lower)) return whole->role;
  std::optional<Role> role;
  for (std::size_t at = 0; at < lower.size();) {
    const std::size_t end = std::min(lower.find(' ', at), lower.size());
    const std::string_view word = std::string_view(lower).substr(at, end - at);
    const HeadingWord* entry = heading_word(word);
    const bool filler = std::find(kHeadingFillers.begin(), kHeadingFillers.end(), word) != kHeadingFillers.end();
    if (entry == nullptr && !filler && !word.empty()) return std::nullopt;
    if (entry != nullptr && (!role || entry->role == Role::none)) role = entry->role;
    at = end + 1;
  }
  return role;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')
      ++at;
    else if (text.substr(at).starts_with("\u3000"))
      at += 3;
    else
      break;
  }
  return at;
}

}  // namespace

// "Results: …", "[RESULTS] …", 【结果】…, 结果：…, and 目的 followed by a blank, as Chinese journals print it.
std::optional<Heading> heading_of(std::string_view sentence) {
  static constexpr auto kOpeners = std::to_array<std::string_view>({"【", "[", "［", "(", "（"});
  static constexpr auto kClosers = std::to_array<std::string_view>({"】", "]", "］", ")", "）", "：", ":"});
  const std::string_view head =
      sentence.substr(0, text::code_point_boundary(sentence, std::min(sentence.size(), kMaxHeadingBytes)));
  std::size_t begin = 0;
  for (const std::string_view opener : kOpeners)
    if (head.starts_with(opener)) begin = opener.size();
  std::size_t end = head.npos, after = head.npos;
  for (const std::string_view closer : kClosers)
    if (const std::size_t at = head.find(closer, begin); at < end) end = at, after = at + closer.size();
  if (end == head.npos && text::language_of(head) == "zh")
    for (const std::string_view blank : {std::string_view(" "), std::string_view("\u3000")})
      if (const std::size_t at = head.find(blank); at < end) end = at, after = at + blank.size();
  if (end == head.npos) return std::nullopt;
  const auto role = role_of_heading(head.substr(begin, end - begin));
  if (!role) return std::nullopt;
  after = skip_blanks(sentence, after);
  for (const std::string_view colon : {std::string_view(":"), std::string_view("：")})
    if (sentence.substr(after).starts_with(colon)) after = skip_blanks(sentence, after + colon.size());
  return Heading{*role, after};
}

}  // namespace meridian::query::explore
