// See abstract_section.h. A heading's section reaches to the next heading of its level or a higher one, so that the parts of a
// structured abstract stay in it.
#include "indexer/clean/abstract_section.h"

#include <algorithm>

#include "indexer/clean/ascii.h"
#include "indexer/clean/page_classes.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::size_t kMost = 64 << 10;
constexpr std::size_t kLeast = 120;  // bytes of a sentence or two
constexpr int kMostCandidates = 8;  // each may cost a look at the whole page
constexpr int kLowest = 7;           // a label in bold type heads less than any heading

const Node& at(const HtmlTree& page, NodeId node) {
  return page.nodes[static_cast<std::size_t>(node)];
}

// 1-6 for headings, kLowest for labels, 0 for anything else.
int level(const Node& node) {
  if (node.tag.size() == 2 && node.tag[0] == 'h' && node.tag[1] >= '1' && node.tag[1] <= '6') return node.tag[1] - '0';
  return node.tag == "strong" || node.tag == "b" || node.tag == "dt" || node.tag == "legend" ? kLowest : 0;
}

// "Abstract", "ABSTRACT:", "【摘要】", "摘　要".
bool says_abstract(std::string_view text) {
  if (text.size() > 40) return false;
  std::string word = lower(text);
  for (const std::string_view mark : {" ", ":", "：", ".", "【", "】", "[", "]", "\u00A0", "\u3000"})
    for (std::size_t found = word.find(mark); found != std::string::npos; found = word.find(mark)) word.erase(found, mark.size());
  for (const std::string_view name : {"abstract", "summary", "摘要", "内容摘要", "内容提要", "提要", "zusammenfassung", "résumé", "resumen", "resumo",
                                      "abstrakt", "riassunto", "аннотация"})
    if (word == name) return true;
  return false;
}

// A short node's text; a long one is no heading, whatever it says.
std::string heading_text(const HtmlTree& page, NodeId node) {
  constexpr NodeId kMostNodes = 12;
  return page.after(node) - node > kMostNodes ? std::string() : page.text_of(node);
}

bool is_named_abstract(const HtmlTree& page, NodeId node) {
  const Node& element = at(page, node);
  if (element.tag != "div" && element.tag != "section" && element.tag != "p" && element.tag != "blockquote" && element.tag != "span") return false;
  for (const std::string_view attribute : {"id", "class", "property", "itemprop"}) {
    const std::string names = lower(page.attribute(node, attribute));
    for (const std::string_view name : split(names, " "))
      for (const std::string_view known : {"abstract", "abstracttext", "abstract-text", "abstract-content", "abstract_content", "abstractsection",
                                           "article-abstract", "article__abstract", "abstract__content", "articleabstract", "zhaiyao"})
        if (name == known) return true;
  }
  return false;
}

class Section {
 public:
  explicit Section(const HtmlTree& page) : page_(page) {}

  // The text of `from` up to `end`, but for headings that only say "Abstract".
  void add(NodeId from, NodeId end) {
    for (NodeId node = from; node < end && text_.size() < kMost;) {
      const Node& element = at(page_, node);
      if (never_article(page_, node, false) || (level(element) != 0 && says_abstract(heading_text(page_, node)))) {
        node = page_.after(node);
        continue;
      }
      if (is_block(element.tag) || element.tag == "br") end_line();
      for (const char c : element.text) put(c);
      ++node;
    }
    end_line();
  }
  std::string text() const { return std::string(trim(text_)); }

 private:
  void put(char c) {
    if (!is_blank(c))
      text_.push_back(c);
    else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\n')
      text_.push_back(' ');
  }
  void end_line() {
    if (!text_.empty() && text_.back() != '\n') text_.push_back('\n');
  }

  const HtmlTree& page_;
  std::string text_;
};

// What follows the heading up to the next one that is as high; a heading alone in its element heads what follows that.
std::string section_of(const HtmlTree& page, NodeId heading) {
  const int own = level(at(page, heading));
  NodeId top = heading;
  while (at(page, top).next == kNoNode && at(page, top).parent > 0 && at(page, at(page, top).parent).first_child == top)
    top = at(page, top).parent;
  Section section(page);
  for (NodeId next = at(page, top).next; next != kNoNode; next = at(page, next).next) {
    const int other = level(at(page, next));
    if (other != 0 && other <= own && other < kLowest) break;
    if (other == kLowest && own == kLowest && !section.text().empty() && at(page, next).tag == "dt") break;
    section.add(next, page.after(next));
    if (section.text().size() >= kMost) break;
  }
  return section.text();
}

}  // namespace

std::string abstract_section(const HtmlTree& page) {
  int candidates = 0;
  for (NodeId node = 1; node < static_cast<NodeId>(page.nodes.size()) && candidates < kMostCandidates; ++node) {
    std::string text;
    const bool named = is_named_abstract(page, node);
    const bool headed = !named && level(at(page, node)) != 0 && says_abstract(heading_text(page, node));
    candidates += named || headed;
    if (named) {
      Section section(page);
      section.add(node, page.after(node));
      text = section.text();
    } else if (headed) {
      text = section_of(page, node);
    }
    if (text.size() >= kLeast) return text;
  }
  return {};
}

}  // namespace meridian::indexer::clean
