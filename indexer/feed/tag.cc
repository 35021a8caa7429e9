// XML 1.0, 3.1 (start-tags), read leniently: values may lack quotes or be missing, as in HTML; see tag.h.
#include "indexer/feed/tag.h"

#include <algorithm>
#include <vector>

namespace meridian::indexer::feed {
namespace {

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(std::string_view name) {
  return !name.empty() && begins_name(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.';
  });
}

// Where the tag's '>' stands, quotes respected; npos for the end of the document, `broken` when a '<' comes first.
std::size_t closing_bracket(std::string_view xml, std::size_t at, bool& broken) {
  char quote = 0;
  for (; at < xml.size(); ++at) {
    const char c = xml[at];
    broken = c == '<';
    if (broken) return at;
    if (quote)
      quote = c == quote ? 0 : quote;
    else if ((c == '"' || c == '\'') && (xml[at - 1] == '=' || is_blank(xml[at - 1])))
      quote = c;
    else if (c == '>')
      return at;
  }
  return std::string_view::npos;
}

template <class Stops>
std::string_view take_until(std::string_view& rest, Stops stops) {
  const std::string_view taken(rest.begin(), std::find_if(rest.begin(), rest.end(), stops));
  rest.remove_prefix(taken.size());
  return taken;
}
void skip_blanks(std::string_view& rest) {
  take_until(rest, [](char c) { return !is_blank(c); });
}

// What follows the name: a quoted value, a bare one, or none.
std::string_view take_value(std::string_view& rest) {
  skip_blanks(rest);
  if (!rest.starts_with('=')) return {};
  rest.remove_prefix(1);
  skip_blanks(rest);
  if (!rest.starts_with('"') && !rest.starts_with('\'')) return take_until(rest, is_blank);
  const char quote = rest[0];
  rest.remove_prefix(1);
  const std::string_view value = take_until(rest, [quote](char c) { return c == quote; });
  rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  return value;
}

void append_attribute(std::string_view name, std::string_view value, std::string& out) {
  out.append(" ").append(name).append("=\"");
  for (std::size_t at = 0, quote = 0; quote != std::string_view::npos; at = quote + 1) {
    quote = value.find('"', at);
    out.append(value, at, quote - at);
    if (quote != std::string_view::npos) out += "&quot;";
  }
  out += '"';
}

// tinyxml2 refuses a document over one attribute given twice: the first stays. Past the bound they are only counted.
void read_attributes(std::string_view rest, Tag& tag) {
  std::vector<std::string_view> names;
  for (skip_blanks(rest); !rest.empty(); skip_blanks(rest)) {
    const std::string_view name = take_until(rest, [](char c) { return c == '=' || is_blank(c); });
    const std::string_view value = take_value(rest);
    ++tag.attribute_count;
    if (names.size() > kMaxAttributes || !is_name(name) || std::find(names.begin(), names.end(), name) != names.end()) {
      tag.well_formed = false;
      continue;
    }
    names.push_back(name);
    append_attribute(name, value, tag.attributes);
  }
}

}  // namespace

Tag read_tag(std::string_view xml, std::size_t at) {
  Tag tag;
  const std::size_t first = at + (xml.substr(at + 1, 1) == "/" ? 2 : 1);
  if (first >= xml.size()) {
    tag.end = std::string_view::npos;
    return tag;
  }
  if (!begins_name(xml[first])) return tag;
  bool broken = false;
  const std::size_t close = closing_bracket(xml, first, broken);
  tag.end = close == std::string_view::npos ? close : 0;
  if (broken || close == std::string_view::npos) return tag;
  std::string_view inside = xml.substr(first, close - first);
  tag.closing = xml[first - 1] == '/';
  tag.empty = inside.ends_with('/');
  if (tag.empty) inside.remove_suffix(1);
  tag.name = take_until(inside, is_blank);
  if (!is_name(tag.name)) return tag;
  tag.end = close + 1;
  read_attributes(inside, tag);
  return tag;
}

std::size_t declaration_end(std::string_view xml, std::size_t at) {
  char quote = 0;
  int brackets = 0;
  for (; at < xml.size(); ++at) {
    const char c = xml[at];
    if (quote) {
      quote = c == quote ? 0 : quote;
    } else if (c == '<' && xml.substr(at, 4) == "<!--") {
      const std::size_t close = xml.find("-->", at + 4);
      if (close == std::string_view::npos) return close;
      at = close + 2;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == ']') {
      brackets += c == '[' ? 1 : -1;
    } else if (c == '>' && brackets <= 0) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace meridian::indexer::feed
