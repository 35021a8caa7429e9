#include "query/search/ast.h"

#include <utility>

namespace meridian::query::search {

Node group(Kind kind, std::vector<Node> nodes) {
  if (nodes.size() == 1) return std::move(nodes[0]);
  Node answer;
  answer.kind = kind;
  for (Node& node : nodes) {
    if (node.kind == kind)
      for (Node& child : node.children) answer.children.push_back(std::move(child));
    else
      answer.children.push_back(std::move(node));
  }
  answer.where = {answer.children.front().where.begin, answer.children.back().where.end};
  return answer;
}

Node wrapped(Kind kind, Node child) {
  Node answer;
  answer.kind = kind;
  answer.where = child.where;
  answer.children.push_back(std::move(child));
  return answer;
}

}  // namespace meridian::query::search
