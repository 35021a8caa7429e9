#include "query/search/zero_hits.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/search/filters.h"
#include "query/search/reading.h"

namespace meridian::query::search {
namespace {

using Xapian::Query;

constexpr std::size_t kMostExplained = 16;  // parts looked at
constexpr std::size_t kMostRepairs = 5;

class Explanation {
 public:
  Explanation(const Xapian::Database& database, const ParsedQuery& parsed, const CompiledQuery& query,
              int most_looks, SearchReply& reply)
      : database_(database),
        root_(parsed.root),
        pieces_(query.pieces),
        looked_at_(std::min(kMostExplained, pieces_.size())),
        looks_left_(most_looks),
        reply_(reply) {}

  void run() {
    std::vector<std::size_t> empty;
    for (std::size_t i = 0; i < looked_at_; ++i)
      if (pieces_[i].role != Piece::Role::excluded && finds_nothing(pieces_[i].query)) empty.push_back(i);
    for (const std::size_t i : empty) reply_.why_none.push_back(nothing_holds(pieces_[i]));
    if (!empty.empty() && empty.size() < pieces_.size() && finds(all_but(empty))) drop(empty);
    if (pieces_.size() < 2) return other_language();
    if (empty.empty())
      for (std::size_t i = 0; i < looked_at_; ++i)
        if (finds(all_but({i}))) {
          reply_.why_none.push_back(together_nothing(pieces_[i]));
          drop({i});
        }
    other_language();
    if (!reply_.why_none.empty()) return;
    reply_.why_none.push_back(looks_left_ > 0 ? Bilingual{"Each part finds papers, but no paper holds them all.", "各部分都有结果，但没有文献同时符合。"}
                                              : Bilingual{"No paper holds them all.", "没有文献同时符合。"});
  }

 private:
  // Neither is said past the looks that are allowed: what cannot be looked at is not known.
  bool finds(const Query& query) { return looks_left_ > 0 && look(query); }
  bool finds_nothing(const Query& query) { return looks_left_ > 0 && !look(query); }
  bool look(const Query& query) {
    --looks_left_;
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(query);
    return !enquire.get_mset(0, 1).empty();
  }

  Query all_but(const std::vector<std::size_t>& left_out) const {
    std::vector<Query> held, excluded;
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (std::find(left_out.begin(), left_out.end(), i) == left_out.end())
        (pieces_[i].role == Piece::Role::excluded ? excluded : held).push_back(pieces_[i].query);
    const Query core = held.empty() ? Query::MatchAll : Query(Query::OP_AND, held.begin(), held.end());
    return excluded.empty() ? core
                            : Query(Query::OP_AND_NOT, core, Query(Query::OP_OR, excluded.begin(), excluded.end()));
  }

  void offer(std::string kind, const Node& root, Bilingual text) {
    if (root.children.empty() || reply_.repairs.size() == kMostRepairs) return;
    reply_.repairs.push_back({std::move(kind), print(root), std::move(text)});
  }

  // Parts are taken off from the last on, so that the places of the others stay.
  void drop(std::vector<std::size_t> parts) {
    std::string names;
    for (const std::size_t i : parts) names += (names.empty() ? "" : ", ") + pieces_[i].label;
    std::sort(parts.begin(), parts.end(), [this](std::size_t a, std::size_t b) {
      return std::pair(pieces_[a].first, pieces_[a].begin) > std::pair(pieces_[b].first, pieces_[b].begin);
    });
    Node root = root_;
    for (const std::size_t i : parts) root = without(root, pieces_[i]);
    offer("drop", root, {"Search without " + names, "去掉 " + names + " 再检索"});
  }

  // lang:en finds nothing and lang:zh does, or the other way round.
  void other_language() {
    for (std::size_t i = 0; i < looked_at_; ++i) {
      const Piece& piece = pieces_[i];
      if (piece.role != Piece::Role::filter || piece.first >= root_.children.size()) continue;
      Node node = root_.children[piece.first];
      if (node.field != library::Field::language || (node.text != "en" && node.text != "zh")) continue;
      node.text = node.text == "en" ? "zh" : "en";
      if (!finds(Query(Query::OP_AND, all_but({i}), filter(node)))) continue;
      Node root = root_;
      root.children[piece.first] = node;
      offer("language", root,
            node.text == "zh" ? Bilingual{"Search papers in Chinese", "检索中文文献"}
                              : Bilingual{"Search papers in English", "检索英文文献"});
    }
  }

  const Xapian::Database& database_;
  const Node& root_;
  const std::vector<Piece>& pieces_;
  const std::size_t looked_at_;
  int looks_left_;
  SearchReply& reply_;
};

}  // namespace

ParsedQuery in_parts(ParsedQuery parsed) {
  if (parsed.root.children.size() != 1 || parsed.root.children[0].kind != Kind::all) return parsed;
  std::vector<Node> parts = std::move(parsed.root.children[0].children);
  for (Node& part : parts) {
    const bool says_so =
        part.kind == Kind::filter || part.kind == Kind::range || part.kind == Kind::exclude || part.kind == Kind::any;
    if (!says_so) part = Node{.kind = Kind::require, .children = {std::move(part)}};
  }
  parsed.root.children = std::move(parts);
  return parsed;
}

Node without(const Node& root, const Piece& piece) {
  Node answer = root;
  answer.children.clear();
  std::size_t at = 0;  // of the run's texts
  for (std::size_t i = 0; i < root.children.size(); ++i) {
    Node child = root.children[i];
    if (i >= piece.first && i < piece.first + piece.nodes) {
      const std::size_t length = child.text.size();
      const std::size_t begin = std::max(piece.begin, at), end = std::min(piece.end, at + length);
      at += length + 1;
      if (piece.begin == piece.end) continue;  // not one of a run: the whole child
      if (begin < end) child.text.erase(begin - (at - length - 1), end - begin);
      if (child.text.empty()) continue;
    }
    answer.children.push_back(std::move(child));
  }
  return answer;
}

void explain_none(const Xapian::Database& database, const ParsedQuery& parsed, const CompiledQuery& query,
                  int most_looks, SearchReply& reply) {
  Explanation(database, parsed, query, most_looks, reply).run();
}

}  // namespace meridian::query::search
