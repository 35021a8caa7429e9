// libxml2's SAX events → HtmlTree; see html.h. The only file that sees libxml2.
#include "indexer/clean/html.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "indexer/clean/ascii.h"
#include "indexer/clean/entities.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::size_t kMaxBytes = 8 << 20;
constexpr std::size_t kMaxNodes = 500'000;
constexpr std::size_t kMaxDepth = 512;
constexpr std::size_t kMaxOpen = 1024;  // libxml2 looks through its open elements at each end tag: keeps that linear
constexpr int kMaxAttributes = 256;

std::string_view view(const xmlChar* text) {
  return text ? reinterpret_cast<const char*>(text) : std::string_view();
}

// Receives the parser's events. `open_` mirrors the parser's stack; beyond kMaxDepth elements become siblings.
class Builder {
 public:
  Builder() { tree_.nodes.emplace_back(); }

  void start(const xmlChar* name, const xmlChar** attributes) {
    const NodeId node = append(open_.empty() ? 0 : open_[std::min(open_.size(), kMaxDepth) - 1]);
    if (node != kNoNode) {
      Node& element = tree_.nodes[static_cast<std::size_t>(node)];
      element.tag = lower(view(name));
      for (; attributes && attributes[0]; attributes += 2)
        element.attributes.push_back({lower(view(attributes[0])), std::string(view(attributes[1]))});
    }
    open_.push_back(node == kNoNode ? 0 : node);
    if (open_.size() >= kMaxOpen) stop();
  }
  void end() {
    if (!open_.empty()) open_.pop_back();
  }
  void text(const xmlChar* bytes, int length) {
    const NodeId parent = open_.empty() ? 0 : open_[std::min(open_.size(), kMaxDepth) - 1];
    const NodeId last = tree_.nodes[static_cast<std::size_t>(parent)].last_child;
    const bool goes_on = last != kNoNode && tree_.nodes[static_cast<std::size_t>(last)].tag.empty();
    const NodeId node = goes_on ? last : append(parent);
    if (node != kNoNode)
      tree_.nodes[static_cast<std::size_t>(node)].text.append(reinterpret_cast<const char*>(bytes),
                                                              static_cast<std::size_t>(length));
  }

  HtmlTree tree_;
  xmlParserCtxtPtr parser_ = nullptr;

 private:
  NodeId append(NodeId parent) {
    if (tree_.nodes.size() >= kMaxNodes) {
      stop();
      return kNoNode;
    }
    const NodeId node = static_cast<NodeId>(tree_.nodes.size());
    tree_.nodes.emplace_back().parent = parent;
    Node& above = tree_.nodes[static_cast<std::size_t>(parent)];
    if (above.last_child == kNoNode)
      above.first_child = node;
    else
      tree_.nodes[static_cast<std::size_t>(above.last_child)].next = node;
    above.last_child = node;
    return node;
  }
  void stop() {
    tree_.truncated = true;
    xmlStopParser(parser_);
  }
  std::vector<NodeId> open_;
};

Builder& builder(void* context) {
  return *static_cast<Builder*>(context);
}

xmlSAXHandler handler() {
  xmlSAXHandler sax;
  std::memset(&sax, 0, sizeof sax);
  sax.startElement = [](void* context, const xmlChar* name, const xmlChar** attributes) {
    builder(context).start(name, attributes);
  };
  sax.endElement = [](void* context, const xmlChar*) { builder(context).end(); };
  sax.characters = [](void* context, const xmlChar* text, int length) { builder(context).text(text, length); };
  sax.ignorableWhitespace = sax.characters;
  sax.cdataBlock = sax.characters;  // script and style
  sax.initialized = 1;
  return sax;
}

// Where a tag that begins at `at` ends ('>' outside quotes), and where its attributes pass the bound; npos when they do
// not.
struct TagEnd {
  std::size_t end, excess = std::string_view::npos;
};
TagEnd scan_tag(std::string_view html, std::size_t at) {
  TagEnd tag{html.size()};
  int attributes = 0;
  bool in_name = true;
  for (std::size_t i = at + 1; i < html.size(); ++i) {
    const char c = html[i];
    if (c == '>') {
      tag.end = i;
      break;
    }
    if ((c == '"' || c == '\'') && html[i - 1] == '=') {
      const std::size_t close = html.find(c, i + 1);
      if (close == std::string_view::npos) break;
      i = close;
      in_name = false;
    } else if (is_blank(c) || c == '/') {
      in_name = false;
    } else if (!in_name) {
      in_name = true;
      if (++attributes > kMaxAttributes && tag.excess == std::string_view::npos) tag.excess = i;
    }
  }
  return tag;
}

// libxml2 compares each attribute with all before it: those past the bound are cut out of the text before it sees them.
std::string bound_attributes(std::string_view html) {
  std::string result;
  std::size_t copied = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    if (at + 1 >= html.size() || !is_letter(html[at + 1])) {
      ++at;
      continue;
    }
    const TagEnd tag = scan_tag(html, at);
    if (tag.excess != std::string_view::npos) {
      result.append(html.substr(copied, tag.excess - copied));
      copied = tag.end;
    }
    at = tag.end;
  }
  return result.append(html.substr(copied));
}

}  // namespace

std::string_view HtmlTree::attribute(NodeId node, std::string_view name) const {
  for (const Attribute& attribute : nodes[static_cast<std::size_t>(node)].attributes)
    if (attribute.name == name) return attribute.value;
  return {};
}

NodeId HtmlTree::after(NodeId node) const {
  for (; node != kNoNode; node = nodes[static_cast<std::size_t>(node)].parent)
    if (const NodeId next = nodes[static_cast<std::size_t>(node)].next; next != kNoNode) return next;
  return static_cast<NodeId>(nodes.size());
}

std::string HtmlTree::text_of(NodeId node) const {
  std::string result;
  for (NodeId at = node, end = after(node); at < end; ++at) {
    for (const char c : nodes[static_cast<std::size_t>(at)].text) {
      if (!is_blank(c))
        result.push_back(c);
      else if (!result.empty() && result.back() != ' ')
        result.push_back(' ');
    }
  }
  return std::string(trim(result));
}

bool is_binary(std::string_view bytes) {
  using namespace std::string_view_literals;
  constexpr std::string_view kSignatures[] = {"%PDF-"sv,
                                              "PK\x03\x04"sv,
                                              "\x89PNG"sv,
                                              "\xFF\xD8\xFF"sv,
                                              "GIF8"sv,
                                              "\x1F\x8B"sv,
                                              "RIFF"sv,
                                              "\xD0\xCF\x11\xE0"sv,
                                              "\x7F"
                                              "ELF"sv,
                                              "BZh"sv,
                                              "7z\xBC\xAF"sv,
                                              "\xFD"
                                              "7zXZ"sv,
                                              "SQLite format 3"sv};
  return std::any_of(std::begin(kSignatures), std::end(kSignatures),
                     [&](std::string_view s) { return bytes.starts_with(s); });
}

base::Result<HtmlTree> parse_html(std::string_view utf8) {
  if (trim(utf8.substr(0, 4096)).empty() || is_binary(utf8))
    return base::fail(
        base::ErrorKind::invalid, "page.not_html",
        "The page is no HTML (empty, or a PDF, image or archive): open its address in a browser instead.");
  const bool cut = utf8.size() > kMaxBytes;
  const std::string html = bound_attributes(xml_references(utf8.substr(0, kMaxBytes)));
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(htmlNewParserCtxt(), htmlFreeParserCtxt);
  if (!parser)
    return base::fail(base::ErrorKind::bug, "page.no_parser", "The HTML parser could not be made: out of memory.");
  Builder builder;
  builder.parser_ = parser.get();
  *parser->sax = handler();
  parser->userData = &builder;
  htmlCtxtReadMemory(parser.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                         HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT | XML_PARSE_HUGE);
  builder.tree_.truncated = builder.tree_.truncated || cut;
  return std::move(builder.tree_);
}

}  // namespace meridian::indexer::clean
