// One pass over the tags, no tree and no recursion, so that broken nesting costs nothing; see markup.h.
#include "indexer/clean/markup.h"

#include <algorithm>
#include <array>

#include "indexer/clean/ascii.h"
#include "indexer/clean/entities.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::array<std::string_view, 25> kBlocks = {"p",  "div", "br", "li", "ul",      "ol",      "table",  "tr",     "h1",
                                                      "h2", "h3",  "h4", "h5", "h6",      "section", "article", "sec",   "title",
                                                      "td", "th",  "dt", "dd", "jats:p", "jats:sec", "blockquote"};
constexpr std::array<std::string_view, 6> kUnshown = {"script", "style", "template", "noscript", "annotation", "head"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct Tag {
  std::string name;         // lower case, empty for comments and declarations
  std::size_t end = 0;      // past '>'; 0 when '<' begins no tag
  bool closing = false, empty = false, hidden = false;
};

Tag read_tag(std::string_view html, std::size_t at) {
  Tag tag;
  if (html.substr(at, 4) == "<!--") {
    const std::size_t close = html.find("-->", at + 4);
    tag.end = close == std::string_view::npos ? html.size() : close + 3;
    return tag;
  }
  std::size_t name = at + 1;
  tag.closing = name < html.size() && html[name] == '/';
  if (tag.closing) ++name;
  if (name >= html.size() || !is_letter(html[name])) return tag;
  // A quote may hold '>'; a quote that never closes, or a next '<', ends the tag where it stands.
  std::size_t end = name;
  char quote = 0;
  for (; end < html.size() && (quote || html[end] != '>'); ++end) {
    if (quote) quote = html[end] == quote ? 0 : quote;
    else if ((html[end] == '"' || html[end] == '\'') && html[end - 1] == '=') quote = html[end];
    else if (html[end] == '<') return tag;
  }
  if (end == html.size()) return tag;
  const std::string_view inside = html.substr(name, end - name);
  tag.name = lower(inside.substr(0, inside.find_first_of(" \t\r\n/")));
  tag.empty = inside.ends_with('/');
  tag.end = end + 1;
  if (tag.name.size() == inside.size()) return tag;
  const std::string attributes = lower(inside.substr(tag.name.size()));
  tag.hidden = has_any(attributes, {"display:none", "display: none", "visibility:hidden", "visibility: hidden", " hidden "}) ||
               attributes.ends_with(" hidden");
  return tag;
}

constexpr char kNoBreakLead = '\xC2';  // the first byte of a blank that does not break

bool may_end_word(char c) {
  static constexpr auto kEnds = [] {
    std::array<bool, 256> ends{};
    for (std::size_t byte = 0; byte < ends.size(); ++byte) ends[byte] = is_blank(static_cast<char>(byte)) || static_cast<char>(byte) == kNoBreakLead;
    return ends;
  }();
  return kEnds[static_cast<unsigned char>(c)];
}

// Collects text; blanks are joined and paragraphs parted when the next letter comes.
class Writer {
 public:
  void text(std::string_view decoded) {
    for (std::size_t at = 0; at < decoded.size(); ++at) {
      if (is_blank(decoded[at])) {
        blank_ = true;
      } else if (decoded[at] == kNoBreakLead && decoded.substr(at, 2) == "\xC2\xA0") {
        blank_ = true;
        ++at;
      } else {
        part();
        std::size_t end = at + 1;
        while (end < decoded.size() && !may_end_word(decoded[end])) ++end;
        out_.append(decoded, at, end - at);
        at = end - 1;
      }
    }
  }
  void block() { block_ = true; }
  void superscript() { superscript_ = !blank_ && !out_.empty() && is_digit(out_.back()); }
  std::string take() { return std::move(out_); }

 private:
  void part() {
    if (!out_.empty() && block_) out_ += "\n\n";
    else if (!out_.empty() && blank_) out_ += ' ';
    else if (superscript_) out_ += '^';
    block_ = blank_ = superscript_ = false;
  }
  std::string out_;
  bool block_ = false, blank_ = false, superscript_ = false;
};

}  // namespace

std::string plain_text(std::string_view html) {
  Writer writer;
  std::string unshown;  // the element whose content is skipped
  int depth = 0;        // how many of that name are open
  std::size_t text = 0;
  const std::size_t last_close = html.rfind('>');  // behind it nothing is a tag
  const auto flush = [&](std::size_t end) {
    const std::string_view part = html.substr(text, end - text);
    if (depth > 0) return;
    if (part.find('&') == std::string_view::npos)
      writer.text(part);
    else
      writer.text(decode_references(part));
  };
  for (std::size_t at = html.find('<'); at < html.size(); at = html.find('<', at)) {
    const Tag tag = last_close == std::string_view::npos || at > last_close ? Tag{} : read_tag(html, at);
    if (tag.end == 0) {
      ++at;
      continue;
    }
    flush(at);
    at = text = tag.end;
    if (depth > 0) {
      if (tag.name == unshown && !tag.empty) depth += tag.closing ? -1 : 1;
    } else if ((tag.hidden || is_one_of(kUnshown, tag.name)) && !tag.closing && !tag.empty) {
      unshown = tag.name;
      depth = 1;
    } else if (is_one_of(kBlocks, tag.name)) {
      writer.block();
    } else if (tag.name == "sup" && !tag.closing) {
      writer.superscript();
    }
  }
  flush(html.size());
  return writer.take();
}

std::string one_line(std::string_view html) {
  std::string text = plain_text(html);
  if (text.find('\n') == std::string::npos && trim(text).size() == text.size()) return text;
  std::string line;
  for (const char c : text)
    if (c != '\n') line += c;
    else if (!line.ends_with(' ')) line += ' ';
  return std::string(trim(line));
}

}  // namespace meridian::indexer::clean
