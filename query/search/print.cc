// A tree as one line of the query language, the inverse of parse.cc. Immutable, share freely.
#include <array>
#include <charconv>

#include "query/search/ast.h"

namespace meridian::query::search {
namespace {

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" ()[]^\"") != std::string_view::npos;
}

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

std::string field_name(const Node& node) {
  return node.field ? std::string(library::row(*node.field).name) + ":" : "";
}

// Operands of an operator and members of a list: groups stand in brackets.
std::string operand(const Node& node) {
  const bool group = node.kind == Kind::all || node.kind == Kind::any || node.kind == Kind::near;
  return group ? "(" + print(node) + ")" : print(node);
}

std::string joined(const std::vector<Node>& nodes, std::string_view between) {
  std::string line;
  for (const Node& node : nodes) {
    if (&node != &nodes.front()) line += between;
    line += operand(node);
  }
  return line;
}

std::string shortest(double value) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? std::string(digits.data(), end) : "1";
}

std::string leaf(const Node& node) {
  std::string line = node.synonyms ? "~" : "";
  line += field_name(node);
  switch (node.kind) {
    case Kind::exact:
      line += "=" + node.text;
      break;
    case Kind::wildcard:
      line += node.text + "*";
      break;
    case Kind::phrase:
      line += quoted(node.text);
      break;
    default:
      line += node.text;
      break;
  }
  if (node.distance > 0) line += "~" + std::to_string(node.distance);
  if (node.boost != 1) line += "^" + shortest(node.boost);
  return line;
}

}  // namespace

std::string print(const Node& node) {
  switch (node.kind) {
    case Kind::list:
      return node.children.size() == 1 ? print(node.children[0]) : joined(node.children, " ");
    case Kind::all:
      return joined(node.children, " AND ");
    case Kind::any:
      return joined(node.children, " OR ");
    case Kind::near:
      return joined(node.children, (node.ordered ? " ADJ/" : " NEAR/") + std::to_string(node.distance) + " ");
    case Kind::exclude:
      return "-" + operand(node.children[0]);
    case Kind::require:
      return "+" + operand(node.children[0]);
    case Kind::filter:
      return field_name(node) + (needs_quotes(node.text) ? quoted(node.text) : node.text);
    case Kind::range:
      return field_name(node) + node.text;
    default:
      return leaf(node);
  }
}

}  // namespace meridian::query::search
