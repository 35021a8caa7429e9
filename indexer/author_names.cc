// See author_names.h.
#include "indexer/author_names.h"

#include <algorithm>
#include <unordered_set>

#include "indexer/clean/ascii.h"
#include "indexer/clean/markup.h"
#include "library/identifiers.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

using clean::is_letter;
using clean::is_upper;
using clean::split;
using clean::trim;

constexpr std::size_t kMaxAuthors = 10'000;
constexpr std::size_t kMaxNameBytes = 512;

// "M.", "J P", "K. K.", "J.-P.": up to four capitals and nothing else.
bool is_initials(std::string_view token) {
  int capitals = 0;
  for (std::size_t at = 0; at < token.size();) {
    const char32_t c = text::next_code_point(token, at);
    if (c == '.' || c == '-' || c == ' ' || c == 0x2010) continue;
    const bool capital = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x410 && c <= 0x42F);
    if (!capital) return false;
    ++capitals;
  }
  return capitals >= 1 && capitals <= 4;
}

bool is_suffix(std::string_view token) {
  return token == "Jr" || token == "Jr." || token == "Sr" || token == "Sr." || token == "II" || token == "III" ||
         token == "PhD" || token == "MD" || token == "Ph.D.";
}

std::size_t han_characters(std::string_view token) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < token.size();)
    if (text::is_han(text::next_code_point(token, at)))
      ++count;
    else
      return 0;
  return count;
}

// "jane@example.org (Jane Doe)" → "Jane Doe"; "Jane Doe (Example University)" → "Jane Doe".
std::string_view without_address(std::string_view text) {
  if (text.find("0000-00") != std::string_view::npos) return text;  // what the brackets hold is an ORCID
  const std::size_t open = text.find('('), close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return text.find('@') == std::string_view::npos ? text : std::string_view();
  const std::string_view before = trim(text.substr(0, open));
  return before.empty() || before.find('@') != std::string_view::npos ? trim(text.substr(open + 1, close - open - 1))
                                                                      : before;
}

std::string_view without_label(std::string_view text) {
  for (bool moved = true; moved;) {
    moved = false;
    for (std::string_view label :
         {"authors:", "author(s):", "author:", "by ", "作者：", "作者:", "文/", "文｜", "记者 "})
      if (clean::skip_prefix(text, label)) text = trim(text), moved = true;
    for (std::string_view tail : {"et al.", "et al", "and others", "...", "…", "等", ",", ";", "；", "，"})
      if (text.ends_with(tail) && text.size() > tail.size())
        text = trim(text.substr(0, text.size() - tail.size())), moved = true;
  }
  return text;
}

// What stands between a name and its ORCID: "(", "https://orcid.org/", "ORCID:".
std::string without_orcid_address(std::string_view name) {
  name = name.substr(0, name.find("http"));
  if (const std::size_t label = clean::find_lower(name, "orcid"); label != std::string_view::npos) name = name.substr(0, label);
  while (!name.empty() && (name.back() == '(' || name.back() == '[' || name.back() == ' ')) name.remove_suffix(1);
  return std::string(trim(name));
}

// "Rose, Jeffrey P." → "Jeffrey P. Rose"
std::string given_first(std::string_view family, std::string_view given) {
  return std::string(given) + " " + std::string(family);
}

std::string one_name(std::string_view part) {
  const std::vector<std::string_view> halves = split(part, ",");
  if (halves.size() == 2 && !is_suffix(halves[1])) return given_first(halves[0], halves[1]);
  return std::string(part);
}

// "王伟 李娜" are two, "王 伟" is one written wide.
void add_han(std::string_view text, std::vector<std::string>& names) {
  std::string single;
  for (std::string_view token : split(text, " ")) {
    if (han_characters(token) != 1) {
      if (!single.empty()) names.push_back(std::move(single));
      single.clear();
      names.emplace_back(token);
    } else if (single.empty()) {
      single = token;
    } else {
      names.push_back(single + std::string(token));
      single.clear();
    }
  }
  if (!single.empty()) names.push_back(std::move(single));
}

std::vector<std::string_view> split_and(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::string_view half : split(text, " and "))
    for (std::string_view part : split(half, " & ")) {
      clean::skip_prefix(part, "and ");
      parts.push_back(trim(part));
    }
  return parts;
}

// "van der Berg", "de la Cruz": a family name of several words.
bool begins_with_particle(std::string_view token) {
  for (std::string_view particle : {"van ", "von ", "de ", "del ", "della ", "der ", "di ", "da ", "dos ", "du ", "la ", "le ", "ten ", "ter ", "bin ", "al ", "zu "})
    if (token.starts_with(particle)) return true;
  return false;
}

// Names parted by commas, or "Family, Initials" pairs, or one "Family, Given".
// `single`: the text is one person by all that is known.
void add_comma_list(std::string_view text, bool single, std::vector<std::string>& names) {
  std::vector<std::string_view> tokens;
  for (std::string_view part : split_and(text))
    for (std::string_view token : split(part, ",")) tokens.push_back(token);
  std::size_t initials = 0, spaced = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    initials += i % 2 == 1 && is_initials(tokens[i]), spaced += tokens[i].find(' ') != std::string_view::npos;
  const bool pairs = tokens.size() >= 2 && initials * 2 >= tokens.size() - 1;
  const bool family_first = single || tokens[0].find(' ') == std::string_view::npos || begins_with_particle(tokens[0]);
  const bool one = tokens.size() == 2 && family_first &&
                   text.find(" and ") == std::string_view::npos && text.find(" & ") == std::string_view::npos;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool takes_next = i + 1 < tokens.size() && (pairs ? is_initials(tokens[i + 1]) : one);
    if (takes_next)
      names.push_back(given_first(tokens[i], tokens[i + 1])), ++i;
    else if (!is_suffix(tokens[i]))
      names.emplace_back(tokens[i]);
    else if (!names.empty())
      names.back() += " " + std::string(tokens[i]);
  }
}

void add_creator(std::string_view creator, bool single, std::vector<std::string>& names) {
  for (std::string_view line : split(creator, "\n")) {
    std::string text(without_label(line));
    for (std::string_view wide : {"；", "|"})
      for (std::size_t at = text.find(wide); at != std::string::npos; at = text.find(wide, at))
        text.replace(at, wide.size(), ";");
    for (std::string_view wide : {"，", "、"})
      for (std::size_t at = text.find(wide); at != std::string::npos; at = text.find(wide, at))
        text.replace(at, wide.size(), ",");
    for (std::size_t at = text.find("　"); at != std::string::npos; at = text.find("　", at))
      text.replace(at, std::string_view("　").size(), " ");
    const bool semicolons = text.find(';') != std::string::npos;
    for (std::string_view given : split(text, ";")) {
      const std::string_view part = without_label(without_address(given));
      if (part.empty()) continue;
      if (text::language_of(part) == "zh" && part.find(',') == std::string_view::npos)
        add_han(part, names);
      else if (text::language_of(part) == "zh")
        for (std::string_view name : split(part, ",")) add_han(name, names);
      else if (semicolons)
        for (std::string_view name : split_and(part)) names.push_back(one_name(name));
      else
        add_comma_list(part, single, names);
    }
  }
}

}  // namespace

std::vector<library::Author> split_authors(const std::vector<std::string>& creators) {
  // Several elements that have one comma each are a person each: "de la Cruz, María José".
  const bool single = creators.size() > 1 && std::all_of(creators.begin(), creators.end(), [](const std::string& creator) {
    return std::count(creator.begin(), creator.end(), ',') == 1;
  });
  std::vector<std::string> names;
  for (const std::string& creator : creators)
    if (names.size() < kMaxAuthors) add_creator(creator, single, names);
  std::vector<library::Author> authors;
  std::unordered_set<std::string> seen;
  for (std::string& name : names) {
    library::Author author;
    if (const std::size_t id = name.find("0000-"); id != std::string::npos) {
      author.orcid = library::canonical_orcid(std::string_view(name).substr(id, 19));
      name = without_orcid_address(std::string_view(name).substr(0, id));
    }
    author.name = text::storable(clean::one_line(name));
    if (author.name.size() > kMaxNameBytes) author.name.resize(text::code_point_boundary(author.name, kMaxNameBytes));
    if (!author.name.empty() && authors.size() < kMaxAuthors && seen.insert(author.name).second)
      authors.push_back(std::move(author));
  }
  return authors;
}

}  // namespace meridian::indexer
