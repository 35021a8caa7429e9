// See leftovers.h. Phrases are compared without case; Chinese ones as they are.
#include "indexer/clean/leftovers.h"

#include <algorithm>

#include "indexer/clean/ascii.h"
#include "indexer/clean/leftover_phrases.h"
#include "text/unicode.h"

namespace meridian::indexer::clean {
namespace {

bool position_in(std::string_view lowered) {
  return std::any_of(std::begin(kPositions), std::end(kPositions),
                     [&](std::string_view position) { return lowered.find(position) != std::string_view::npos; });
}

// "[ad_1]", "[/caption]", "[gallery ids=1,2]": lower-case names in square brackets; "[1]" and "[Abstract]" are not.
bool is_shortcode(std::string_view line) {
  if (line.size() < 3 || line.size() > 200 || line.front() != '[' || line.back() != ']') return false;
  std::string_view inner = line.substr(1, line.size() - 2);
  if (inner.front() == '/') inner.remove_prefix(1);
  if (inner.find_first_of("[]") != std::string_view::npos || inner.empty() ||
      !(inner.front() >= 'a' && inner.front() <= 'z'))
    return false;
  const std::string_view name = inner.substr(0, inner.find(' '));
  const bool attributes = name.size() == inner.size() || inner.find('=') != std::string_view::npos;
  return attributes && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_' || c == '-';
         });
}

// "Home | News | Contact", "| Take the quiz", "Home › Health › Back": bars or arrows between few words, no sentence.
bool is_menu(std::string_view line) {
  int bars = 0;
  for (std::string_view bar : {"|", "»", "›", "｜"}) {
    for (std::size_t at = line.find(bar); at != std::string_view::npos; at = line.find(bar, at + 1)) ++bars;
    if (line.starts_with(bar)) ++bars;
  }
  return bars >= 2 && count_words(line) <= 6 * bars && is_heading_like(line);
}

bool ends_sentence(std::string_view line) {
  while (!line.empty() && (line.ends_with("\"") || line.ends_with(")") || line.ends_with("'") || line.ends_with("*")))
    line.remove_suffix(1);
  for (std::string_view quote : {"”", "’", "」", "）"})
    if (line.ends_with(quote)) line.remove_suffix(quote.size());
  for (std::string_view stop : {".", "!", "?", "。", "！", "？", "…", ";", "；", ":", "："})
    if (line.ends_with(stop)) return true;
  return false;
}

std::string_view without_ornaments(std::string_view line) {
  for (bool moved = true; moved;) {
    moved = false;
    for (std::string_view mark :
         {"*", "_", "#", ">", "»", "›", "→", "…", "...", ":", "：", "-", "•", "·", "[", "]", "+", "."}) {
      if (line.size() > mark.size() && line.starts_with(mark)) line = trim(line.substr(mark.size())), moved = true;
      if (line.size() > mark.size() && line.ends_with(mark))
        line = trim(line.substr(0, line.size() - mark.size())), moved = true;
    }
  }
  return line;
}

// The words of a name: two to four, capitalised, letters only ("Mary-Jane", "O'Neil", "J."), small particles between.
bool is_name(std::string_view text) {
  int words = 0;
  for (std::string_view word : split(text, " ")) {
    const bool particle = word == "de" || word == "van" || word == "von" || word == "der" || word == "la" ||
                          word == "al" || word == "bin" || word == "da" || word == "di";
    const unsigned char first = static_cast<unsigned char>(word.front());
    if (!particle && !is_upper(word.front()) && first < 0xC3) return false;
    if (word.find_first_of("0123456789/()&:;!?\"") != std::string_view::npos) return false;
    if (word.back() == '.' && word.size() > 3) return false;
    words += !particle;
  }
  return words >= 2 && words <= 4 && text.size() <= 60 && text::language_of(text) != "zh";
}

// "MD", "Ph.D.", "RN": short and mostly capitals.
bool is_credential(std::string_view word) {
  std::size_t capitals = 0, letters = 0;
  for (char c : word) capitals += is_upper(c), letters += is_letter(c);
  return letters >= 2 && letters <= 6 && capitals * 2 >= letters && word.find(' ') == std::string_view::npos;
}

}  // namespace

bool is_heading_like(std::string_view line) {
  if (line.empty() || line.size() > 160 || count_words(line) > 18) return false;
  if (!ends_sentence(line)) return true;
  // "Where Does It Hurt?" is a heading, "Does it hurt?" is not: every longer word is capitalised.
  const std::vector<std::string_view> words = split(line, " ");
  return words.size() >= 2 && words.size() <= 8 && (line.back() == '?' || line.back() == ':') &&
         std::all_of(words.begin(), words.end(), [](std::string_view word) {
           return word.size() <= 3 || !is_letter(word.front()) || is_upper(word.front());
         });
}

bool is_interface_line(std::string_view given) {
  const std::string_view line = trim(given);
  if (line.empty()) return false;
  if (is_shortcode(line) || is_menu(line)) return true;
  const std::string_view bare = without_ornaments(line);
  if (bare.empty() || bare.find_first_not_of("-_*=~.+|/\\ ") == std::string_view::npos) return true;
  const std::string lowered = lower(bare);
  if (std::find(std::begin(kWholeLines), std::end(kWholeLines), lowered) != std::end(kWholeLines)) return true;
  const int words = count_words(line);
  if (words <= 8 &&
      has_any(lowered, {"skip to content", "skip to main content", "跳到主要内容", "跳转到内容", "跳至内容"}))
    return true;
  if (lowered.starts_with("the post ") && lowered.find("appeared first on") != std::string::npos) return true;
  const std::string whole = lower(line);
  const auto begins = [&](std::string_view beginning) {
    return whole.starts_with(beginning) || lowered.starts_with(beginning);
  };
  return words <= 24 && std::any_of(std::begin(kBeginnings), std::end(kBeginnings), begins);
}

bool begins_appendix(std::string_view line) {
  const std::string lowered = lower(without_ornaments(trim(line)));
  if (count_words(lowered) > 10) return false;
  std::string_view rest = lowered;
  while (!rest.empty() && (is_digit(rest.front()) || rest.front() == ' ')) rest.remove_prefix(1);  // "12 Comments"
  return std::any_of(std::begin(kAppendices), std::end(kAppendices), [&](std::string_view appendix) {
    return rest.starts_with(appendix) && (rest.size() == appendix.size() || count_words(rest) <= 7) &&
           !ends_sentence(rest);
  });
}

bool is_notice(std::string_view paragraph) {
  const std::string lowered = lower(without_ornaments(trim(paragraph)));
  if (lowered.starts_with("disclaimer") || lowered.starts_with("免责声明") || lowered.starts_with("版权声明") ||
      lowered.starts_with("特别声明"))
    return true;
  if (std::any_of(std::begin(kNotices), std::end(kNotices),
                  [&](std::string_view notice) { return lowered.find(notice) != std::string::npos; }))
    return true;
  const bool speaks =
      has_any(" " + lowered, {" you", " your"}) && has_any(" " + lowered, {" we ", " we'", " us", " our "});
  const bool offers = has_any(lowered, {"membership", "become a member", "subscri", "sign up", "newsletter", "donat",
                                        "discount", "coupon", "free trial", "contact us", "call us",
                                        "book an appointment", "join us", "join today", "support us", "download our"});
  const bool offer_alone = has_any(lowered, {"sign up for our", "subscribe to our", "join our ", "follow us on",
                                             "like us on", "sign up to our", "get the latest", "donate today"});
  return (speaks && offers) || (offer_alone && count_words(lowered) <= 60);
}

std::string person_name(std::string_view line) {
  line = trim(line);
  if (line.empty() || line.size() > 120) return {};
  for (std::string_view prefix : {"written by ", "by ", "author: ", "about "})
    if (begins_with(line, prefix)) line = trim(line.substr(prefix.size()));
  const std::vector<std::string_view> parts = split(line, ",");
  if (parts.empty() || !is_name(parts.front())) return {};
  const bool titles = std::all_of(parts.begin() + 1, parts.end(), is_credential);
  return titles ? std::string(parts.front()) : std::string();
}

std::string biography_of(std::string_view paragraph, std::string_view named) {
  std::size_t verb = std::string_view::npos;
  for (std::string_view form :
       {" is a", " is the ", " is one ", " was a", " has been ", " holds ", " works ", " writes ", " serves ",
        " teaches ", " earned ", " received ", " covers ", " specializes ", " specialises "})
    verb = std::min(verb, find_lower(paragraph.substr(0, 200), form));
  if (verb == std::string_view::npos) return {};
  std::string_view head = trim(paragraph.substr(0, verb));
  while (!head.empty() && head.back() == ',') head.remove_suffix(1);
  const std::string name = person_name(head);
  if (name.empty()) return {};
  const bool expected =
      !named.empty() && named.substr(0, named.find(' ')) == std::string_view(name).substr(0, name.find(' '));
  return expected || position_in(lower(paragraph.substr(verb, 240))) ? name : std::string();
}

std::vector<std::string> names_with_positions(std::string_view paragraph) {
  std::vector<std::string> names;
  if (paragraph.size() > 4000) return names;
  for (std::string_view part : split(paragraph, ";")) {
    skip_prefix(part, "and ");
    const std::size_t comma = part.find(',');
    if (comma == std::string_view::npos || !is_name(part.substr(0, comma)) || !position_in(lower(part.substr(comma))))
      return {};
    // A position is named, not told: a verb would make it a sentence of the article.
    if (has_any(lower(part), {" is ", " was ", " says", " said", " has ", " are "})) return {};
    names.emplace_back(trim(part.substr(0, comma)));
  }
  return names;
}

std::string origin_named(std::string_view paragraph) {
  if (count_words(paragraph) > 60) return {};
  for (std::string_view label :
       {"来源：", "来源:", "文章来源：", "信息来源：", "转载自：", "转自：", "本文转载自", "原载于", "原文刊载于"}) {
    const std::size_t at = paragraph.find(label);
    if (at == std::string_view::npos || at > 30) continue;
    std::string_view name = trim(paragraph.substr(at + label.size()));
    for (std::string_view stop : {"。", "，", "；", " ", "\t", "）", "》", "|"}) name = name.substr(0, name.find(stop));
    if (name.starts_with("《")) name.remove_prefix(std::string_view("《").size());
    if (!name.empty() && name.size() <= 90) return std::string(name);
  }
  for (std::string_view verb : {"republished", "reprinted", "reproduced", "originally published", "originally appeared",
                                "first published", "first appeared"}) {
    const std::size_t at = find_lower(paragraph, verb);
    if (at == std::string_view::npos) continue;
    std::string_view rest = paragraph.substr(at + verb.size());
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    skip_prefix(rest, "here ");
    if (!(skip_prefix(rest, "from ") || skip_prefix(rest, "by ") || skip_prefix(rest, "on ") ||
          skip_prefix(rest, "in ") || skip_prefix(rest, "at ")))
      continue;
    if (rest.empty() || !(is_upper(rest.front()) || begins_with(rest, "the "))) continue;
    std::size_t end = rest.size();
    for (std::string_view stop : {" under ", " with ", ". ", ", ", " and ", " on ", " in ", " at ", " as "})
      end = std::min(end, find_lower(rest, stop));
    std::string_view name = trim(rest.substr(0, end));
    if (name.ends_with('.')) name.remove_suffix(1);
    if (!name.empty() && name.size() <= 80) return std::string(name);
  }
  return {};
}

}  // namespace meridian::indexer::clean
