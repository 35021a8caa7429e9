#include "indexer/abstract_labels.h"

#include <algorithm>
#include <array>

#include "indexer/clean/ascii.h"

namespace meridian::indexer {
namespace {

using clean::count_words;
using clean::skip_prefix;
using clean::trim;

constexpr std::size_t kMaxKeywords = 200;
constexpr std::size_t kMaxKeywordBytes = 200;
constexpr std::size_t kMaxLabels = 16;

constexpr std::string_view kAbstractLabels[] = {
    "【摘要】", "[摘要]",    "摘要：",    "摘要:",     "摘 要：",    "摘 要:",     "内容提要：", "内容摘要：",
    "提要：",   "Abstract:", "Abstract.", "Abstract—", "Abstract –", "Abstract -", "Summary:",   "Graphical Abstract"};
constexpr std::string_view kKeywordLabels[] = {
    "【关键词】", "[关键词]",    "关键词：", "关键词:",   "关键字：",   "关键字:",      "Keywords:",    "Keywords：",
    "Key words:", "Key words：", "Keyword:", "Keywords—", "Keywords –", "Index terms:", "Index Terms—", "Key-words:"};

// The first bytes of the labels, in both cases; every character of a text is asked.
bool begins_label(char c) {
  static constexpr auto kFirst = [] {
    std::array<bool, 256> first{};
    const auto note = [&first](std::string_view label) {
      first[static_cast<unsigned char>(label[0])] = true;
      if (clean::is_upper(label[0])) first[static_cast<unsigned char>(label[0] + ('a' - 'A'))] = true;
    };
    for (std::string_view label : kAbstractLabels) note(label);
    for (std::string_view label : kKeywordLabels) note(label);
    return first;
  }();
  return kFirst[static_cast<unsigned char>(c)];
}

}  // namespace

std::vector<AbstractLabel> labels_in(std::string_view text) {
  std::vector<AbstractLabel> found;
  const auto begins_here = [&](std::size_t at) {
    if (at == 0 || text[at - 1] == '\n') return true;
    const char last = text[at - (at > 1 && text[at - 1] == ' ' ? 2 : 1)];
    if (clean::is_letter(last) || clean::is_digit(last) || last == ',') return false;  // inside a sentence: most of the text
    std::string_view before = trim(text.substr(at > 16 ? at - 16 : 0, std::min<std::size_t>(at, 16)));
    for (std::string_view stop : {".", "。", ";", "；", ")", "）", "]", "？", "！"})
      if (before.ends_with(stop)) return true;
    return false;
  };
  for (std::size_t at = 0; at < text.size() && found.size() < kMaxLabels; ++at) {
    while (at < text.size() && !begins_label(text[at])) ++at;
    if (at == text.size()) break;
    if (!begins_here(at)) continue;
    for (int keywords = 0; keywords < 2; ++keywords) {
      const auto try_label = [&](std::string_view label) {
        if (found.size() < kMaxLabels && clean::begins_with(text.substr(at), label))
          found.push_back({at, at + label.size(), keywords == 1});
      };
      const std::size_t before = found.size();
      if (keywords)
        for (std::string_view label : kKeywordLabels) {
          if (found.size() == before) try_label(label);
        }
      else
        for (std::string_view label : kAbstractLabels) {
          if (found.size() == before) try_label(label);
        }
      if (found.size() > before) at = found.back().end - 1;
    }
  }
  return found;
}

bool skip_loose_label(std::string_view& text) {
  std::string_view rest = text;
  if (!skip_prefix(rest, "Abstract ") && !skip_prefix(rest, "Summary ")) return false;
  rest = trim(rest);
  const std::size_t colon = rest.substr(0, 60).find(':');
  bool follows = colon != std::string_view::npos && count_words(rest.substr(0, colon)) <= 4;
  for (std::string_view opening : {"The ", "We ", "In ", "This ", "To ", "A ", "An ", "Here", "Background", "Objective",
                                   "Purpose", "Aim", "Introduction", "Although ", "Our ", "It ", "These ", "There "})
    follows = follows || rest.starts_with(opening);
  if (follows) text = rest;
  return follows;
}

std::vector<std::string> split_keywords(std::string_view text) {
  std::string even;
  for (std::size_t at = 0; at < text.size();) {
    bool replaced = false;
    for (std::string_view wide : {"；", "，", "、", "|", "·", "\n"})
      if (text.substr(at).starts_with(wide)) even += ';', at += wide.size(), replaced = true;
    if (!replaced && at < text.size()) even += text[at++];
  }
  std::vector<std::string> keywords;
  for (std::string_view keyword : clean::split(even, even.find(';') != std::string::npos ? ";" : ",")) {
    while (!keyword.empty() && (keyword.back() == '.' || keyword.ends_with("。")))
      keyword.remove_suffix(keyword.back() == '.' ? 1 : std::string_view("。").size());
    if (!keyword.empty() && keyword.size() <= kMaxKeywordBytes && keywords.size() < kMaxKeywords)
      keywords.emplace_back(keyword);
  }
  return keywords;
}

}  // namespace meridian::indexer
