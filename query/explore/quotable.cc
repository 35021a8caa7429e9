#include "query/explore/quotable.h"

#include <algorithm>
#include <array>
#include <string>

#include "query/explore/ascii.h"
#include "query/explore/evidence.h"
#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kMaxQuotedBytes = 700;
constexpr std::size_t kLeastWords = 5, kLeastHan = 8;
// Without a full stop only a longer line is a sentence and not a heading.
constexpr std::size_t kLeastWordsUnstopped = 12, kLeastHanUnstopped = 20;

constexpr auto kFurniture = std::to_array<std::string_view>({"all rights reserved",
                                                             "©",
                                                             "copyright",
                                                             "http://",
                                                             "https://",
                                                             "www.",
                                                             "click here",
                                                             "subscribe",
                                                             "sign up",
                                                             "newsletter",
                                                             "cookie",
                                                             "source link",
                                                             "continue reading",
                                                             "read more",
                                                             "see also",
                                                             "privacy policy",
                                                             "terms of use",
                                                             "clinicaltrials.gov",
                                                             "prospero",
                                                             "trial registration",
                                                             "creative commons",
                                                             "conflict of interest",
                                                             "[ad",
                                                             "originally published",
                                                             "republished",
                                                             "版权所有",
                                                             "转载",
                                                             "点击",
                                                             "订阅",
                                                             "阅读原文",
                                                             "责任编辑",
                                                             "中图分类号",
                                                             "基金项目",
                                                             "关键词"});

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return text.ends_with(ending); });
}

struct Amount {
  std::size_t words = 0, han = 0;
};
Amount amount_of(std::string_view sentence) {
  Amount amount;
  bool in_word = false;
  for (std::size_t at = 0; at < sentence.size();) {
    const char32_t c = text::next_code_point(sentence, at);
    const bool letter =
        c > 0x7F || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    if (text::is_han(c)) {
      ++amount.han;
      in_word = false;
      continue;
    }
    if (letter && !in_word) ++amount.words;
    in_word = letter;
  }
  return amount;
}

}  // namespace

bool quotable(std::string_view sentence) {
  if (sentence.size() > kMaxQuotedBytes) return false;
  if (ends_with_any(sentence, {"?", "？", "…", "...", "[…]", "[...]", ":", "："})) return false;
  const std::string lower = ascii_lower(sentence);
  for (const std::string_view words : kFurniture)
    if (lower.find(words) != lower.npos) return false;
  if (states_publication(sentence)) return false;
  const Amount amount = amount_of(sentence);
  const bool stopped = ends_with_any(sentence, {".", "。", "!", "！", ".)", ".\"", ".”", "。”", "．", "）。", ".]"});
  const std::size_t words = stopped ? kLeastWords : kLeastWordsUnstopped,
                    han = stopped ? kLeastHan : kLeastHanUnstopped;
  return amount.words >= words || amount.han >= han;
}

}  // namespace meridian::query::explore
