// The tree of a query, as the parser leaves it.
//
// The root is always a list: what stands side by side at the top, where single words may be relaxed (PRODUCT's match
// tiers). Further down there is no list: inside brackets and beside AND or OR, words side by side are `all`. So the
// tree alone says what may be relaxed, and it prints as one line that parses to the same tree. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "library/index_schema.h"
#include "query/answers.h"

namespace meridian::query::search {

enum class Kind {
  word,      // text: a run without blanks; the analyzer splits it further
  exact,     // =text: no stemming, no synonyms
  wildcard,  // text: what stands before the star
  fuzzy,     // text~2: words that differ by up to `distance` letters
  phrase,    // text: the words between the quotes
  near,      // children: words within `distance` of each other, in order when `ordered`
  filter,    // field and text: identifiers too
  range,     // field and text: "2024-03..2024-05"
  list,      // the root
  all,       // AND
  any,       // OR
  exclude,   // one child
  require    // one child: "+word", or a word in brackets of its own
};

struct Node {
  Kind kind = Kind::list;
  std::string text;
  std::optional<library::Field> field;
  int distance = 0;  // words between, for near; a phrase with a distance is "a b"~5; letters, for fuzzy
  bool ordered = false;
  bool synonyms = false;  // ~word: expanded even when the reader switched expansion off
  double boost = 1;
  std::vector<Node> children;
  bool bracketed = false;  // plain words in brackets, without an operator; not part of equality
  Span where;  // bytes of the query as typed; not part of equality

  friend bool operator==(const Node& a, const Node& b) {
    return a.kind == b.kind && a.text == b.text && a.field == b.field && a.distance == b.distance &&
           a.ordered == b.ordered && a.synonyms == b.synonyms && a.boost == b.boost && a.children == b.children;
  }
};

// `kind` over `nodes`: one node stands for itself, nested groups of the same kind are one. REQUIRES: there is one.
Node group(Kind kind, std::vector<Node> nodes);
// `kind` with one child.
Node wrapped(Kind kind, Node child);

// One line: "title:pain (exercise OR training) -review". parse(print(tree)) gives the same tree.
std::string print(const Node& node);

}  // namespace meridian::query::search
