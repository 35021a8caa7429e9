// One pass over the tags with a stack of the open names; see xml.h.
#include "indexer/feed/xml.h"

#include <algorithm>
#include <cstdint>

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxDepth = 64, kMaxAttributes = 256, kMaxElements = 500'000;

base::Result<CleanXml> over(std::string code, std::string what) {
  return base::fail(base::ErrorKind::invalid, std::move(code),
                    "The document has " + what + ", more than Meridian reads; nothing of it was kept.");
}

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// Past the '>' of the tag or declaration at `at`, quotes and an internal subset respected; npos when it never ends.
std::size_t tag_end(std::string_view xml, std::size_t at, std::size_t& attributes) {
  char quote = 0;
  int brackets = 0;
  for (; at < xml.size(); ++at) {
    const char c = xml[at];
    if (quote) quote = c == quote ? 0 : quote;
    else if (c == '"' || c == '\'') quote = c;
    else if (c == '[') ++brackets;
    else if (c == ']') --brackets;
    else if (c == '=') ++attributes;
    else if (c == '>' && brackets <= 0) return at + 1;
  }
  return std::string_view::npos;
}

std::size_t after(std::string_view xml, std::string_view close, std::size_t from) {
  const std::size_t found = xml.find(close, from);
  return found == std::string_view::npos ? found : found + close.size();
}

}  // namespace

base::Result<CleanXml> clean_xml(std::string_view xml) {
  CleanXml clean;
  clean.text.reserve(xml.size());
  std::vector<std::string_view> open;
  std::size_t elements = 0, at = 0;
  while (at < xml.size()) {
    const std::size_t next = std::min(xml.find('<', at), xml.size());
    if (!open.empty()) clean.text.append(xml, at, next - at);
    else if (elements == 0 && next - at > 1024) break;
    at = next;
    const std::string_view rest = xml.substr(at);
    if (rest.empty()) break;
    std::size_t end = 0, attributes = 0;
    bool keep = false;
    if (rest.starts_with("<!--")) end = after(xml, "-->", at + 4);
    else if (rest.starts_with("<?")) end = after(xml, "?>", at + 2);
    else if (rest.starts_with("<![CDATA[")) end = after(xml, "]]>", at + 9), keep = !open.empty();
    else if (rest.starts_with("<!")) end = tag_end(xml, at, attributes);
    else if (rest.size() > 1 && (begins_name(rest[1]) || rest[1] == '/')) end = tag_end(xml, at, attributes), keep = true;
    else {
      if (!open.empty()) clean.text += "&lt;";
      ++at;
      continue;
    }
    if (end == std::string_view::npos) break;
    const std::string_view tag = xml.substr(at, end - at);
    at = end;
    if (!keep) continue;
    if (tag.starts_with("<!")) {
      clean.text += tag;
      continue;
    }
    const bool closing = tag[1] == '/';
    const std::size_t first = closing ? 2 : 1;
    const std::string_view name = tag.substr(first, tag.find_first_of(" \t\r\n/>", first) - first);
    if (closing) {
      // Elements left open inside are closed with it; an end without a beginning is dropped.
      if (std::find(open.begin(), open.end(), name) == open.end()) continue;
      for (bool done = false; !done; open.pop_back()) {
        done = open.back() == name;
        clean.text.append("</").append(open.back()).append(">");
      }
      if (open.empty()) break;
      continue;
    }
    if (++elements > kMaxElements) return over("xml.too_many_elements", "over 500,000 elements");
    if (attributes > kMaxAttributes) return over("xml.too_many_attributes", "an element with over 256 attributes");
    if (open.size() >= kMaxDepth) return over("xml.too_deep", "elements nested over 64 deep");
    clean.text += tag;
    if (elements == 1) clean.root = name.substr(name.find(':') == name.npos ? 0 : name.find(':') + 1);
    if (!tag.ends_with("/>")) open.push_back(name);
  }
  if (elements == 0)
    return base::fail(base::ErrorKind::invalid, "xml.malformed", "The document holds no XML element; check the feed's address.");
  clean.partial = !open.empty();
  for (; !open.empty(); open.pop_back()) clean.text.append("</").append(open.back()).append(">");
  if (clean.partial) clean.warnings.push_back("The document ends early; the entries before its end are kept.");
  std::transform(clean.root.begin(), clean.root.end(), clean.root.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return clean;
}

}  // namespace meridian::indexer::feed
