// Small scanners; see ascii.h.
#include "indexer/clean/ascii.h"

#include <string.h>  // memrchr

#include <algorithm>

#include "text/unicode.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::string_view kWideBlanks[] = {"\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};

}  // namespace

std::string_view trim(std::string_view text) {
  for (bool moved = true; moved;) {
    moved = false;
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1), moved = true;
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1), moved = true;
    const bool plain = text.empty() || (static_cast<unsigned char>(text.front()) < 0x80 && static_cast<unsigned char>(text.back()) < 0x80);
    if (plain) return text;
    for (std::string_view blank : kWideBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), moved = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), moved = true;
    }
  }
  return text;
}

bool begins_with(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i)
    if (lower(text[i]) != lower(prefix[i])) return false;
  return true;
}

bool skip_prefix(std::string_view& text, std::string_view prefix) {
  if (!begins_with(text, prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::size_t find_lower(std::string_view text, std::string_view needle, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  if (needle.empty()) return from;
  for (std::size_t at = from; at + needle.size() <= text.size(); ++at)
    if (lower(text[at]) == needle[0] && begins_with(text.substr(at), needle)) return at;
  return std::string_view::npos;
}

bool has_any(std::string_view lowered, std::initializer_list<std::string_view> needles) {
  return std::any_of(needles.begin(), needles.end(),
                     [&](std::string_view needle) { return lowered.find(needle) != std::string_view::npos; });
}

std::size_t last_line_begin(std::string_view text) {
  const void* last = text.empty() ? nullptr : ::memrchr(text.data(), '\n', text.size());
  return last == nullptr ? 0 : static_cast<std::size_t>(static_cast<const char*>(last) - text.data()) + 1;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    result.push_back(trim(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return result;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (const std::string_view part = trim(text.substr(begin, end - begin)); !part.empty()) result.push_back(part);
    begin = end + separator.size();
  }
  return result;
}

int count_words(std::string_view utf8) {
  int words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const unsigned char byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80) {
      const bool letter = is_letter(utf8[at]) || is_digit(utf8[at]);
      words += letter && !inside;
      inside = letter || (inside && (byte == '-' || byte == '\''));
      ++at;
      continue;
    }
    const char32_t c = text::next_code_point(utf8, at);
    if (text::is_han(c))
      ++words, inside = false;
    else if (c >= 0x2000 && c < 0x3100)
      inside = false;
    else
      words += !inside, inside = true;
  }
  return words;
}

}  // namespace meridian::indexer::clean
