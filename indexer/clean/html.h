// An HTML page as a small read-only tree of our own.
//
// libxml2's HTML parser does the reading (it is linear and forgiving); its events build this tree, so that no type of
// it is seen elsewhere and every bound is ours (FAULTS 55-57): 8 MiB, 500,000 nodes, 512 levels (what is deeper becomes
// flat), 256 attributes a tag. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace meridian::indexer::clean {

using NodeId = int;
inline constexpr NodeId kNoNode = -1;

struct Attribute {
  std::string name;   // lower case
  std::string value;  // references decoded
};

struct Node {
  std::string tag;   // lower case; empty for text
  std::string text;  // of a text node, and of script and style elements
  std::vector<Attribute> attributes;
  NodeId parent = kNoNode, first_child = kNoNode, last_child = kNoNode, next = kNoNode;
};

struct HtmlTree {
  std::vector<Node>
      nodes;  // in document order, so a parent stands before its children; nodes[0] is the root, with no tag
  bool truncated = false;  // a bound was met and the rest of the page left out

  // The attribute's value, or "" when it is not there. `name` in lower case.
  std::string_view attribute(NodeId node, std::string_view name) const;
  // The first node after `node` in document order that lies outside of it; nodes.size() at the end.
  NodeId after(NodeId node) const;
  // All text inside, blanks joined, on one line.
  std::string text_of(NodeId node) const;
};

// invalid "page.not_html": a PDF, an image, an archive, or nothing at all. REQUIRES: valid UTF-8.
base::Result<HtmlTree> parse_html(std::string_view utf8);
// The first bytes are those of a PDF, an image, an archive or another binary format.
bool is_binary(std::string_view bytes);

}  // namespace meridian::indexer::clean
