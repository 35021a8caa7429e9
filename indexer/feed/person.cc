// The forms of RSS 2.0's author and managingEditor (cyber.harvard.edu/rss/rss.html); see person.h.
#include "indexer/feed/person.h"

#include <algorithm>

namespace meridian::indexer::feed {
namespace {

constexpr std::string_view kEdges = " \t\r\n()<>[],;";

std::string_view trimmed(std::string_view text, std::string_view what) {
  const std::size_t first = text.find_first_not_of(what);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(what) + 1 - first);
}

bool in_address(char c) {
  return static_cast<unsigned char>(c) > ' ' && kEdges.find(c) == std::string_view::npos && c != '"' && c != '&';
}

// The run of address characters around the first '@' that has a dot behind it.
std::string_view find_address(std::string_view text) {
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t first = at, last = at + 1;
    while (first > 0 && in_address(text[first - 1])) --first;
    while (last < text.size() && in_address(text[last]) && text[last] != '@') ++last;
    const std::string_view host = text.substr(at + 1, last - at - 1);
    if (first < at && host.find('.') != std::string_view::npos) return text.substr(first, last - first);
    at = std::max(at, last - 1);
  }
  return {};
}

}  // namespace

Person read_person(std::string_view text) {
  Person person;
  text = trimmed(text, " \t\r\n");
  const std::string_view found = find_address(text);
  if (found.empty()) {
    person.name = text;
    return person;
  }
  const std::size_t at = static_cast<std::size_t>(found.data() - text.data());
  std::string_view address = found;
  if (address.substr(0, 7) == "mailto:") address.remove_prefix(7);
  person.email = address;
  const std::string_view before = trimmed(text.substr(0, at), kEdges), after = trimmed(text.substr(at + found.size()), kEdges);
  person.name = std::string(before) + (before.empty() || after.empty() ? "" : " ") + std::string(after);
  return person;
}

}  // namespace meridian::indexer::feed
