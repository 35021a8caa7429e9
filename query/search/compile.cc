#include "query/search/compile.h"

#include <algorithm>
#include <optional>

#include "query/search/filters.h"
#include "query/search/wildcard.h"

namespace meridian::query::search {
namespace {

using base::ErrorKind;
using Xapian::Query;

Query joined(Query::op op, const std::vector<Query>& parts) {
  return parts.empty() ? Query() : Query(op, parts.begin(), parts.end());
}

bool runs_with_neighbours(const Node& node) {
  return node.kind == Kind::word && !node.field;
}

class Compiler {
 public:
  Compiler(const Xapian::Database& database, const text::Analyzer& analyzer, const text::Glossary& glossary,
           const CompileSettings& settings)
      : database_(database),
        analyzer_(analyzer),
        settings_(settings),
        words_(database, analyzer, glossary, settings.words) {}

  base::Result<CompiledQuery> run(const ParsedQuery& parsed) {
    answer_.warnings = parsed.warnings;
    for (std::size_t i = 0; i < parsed.root.children.size();) i += add_top(parsed.root.children, i);
    drop_stop_words();
    if (!error_ && words_.analyzed_words() > settings_.bounds.max_query_words)
      refuse("query.too_long",
             "The query has more than " + std::to_string(settings_.bounds.max_query_words) + " words. Shorten it.");
    if (error_) return base::fail(*error_);
    assemble();
    answer_.expansions = words_.expansions();
    answer_.marked = std::move(words_.marked());
    return std::move(answer_);
  }

 private:
  struct TopWord {
    Piece piece;
    Query any;
    int words = 1;
    bool stop_word = false;
  };

  void refuse(std::string code, std::string message) {
    if (!error_) error_ = base::Error{ErrorKind::refused, std::move(code), std::move(message)};
  }

  // Adds the node at `i` of the root, or the run of words that begins there; how many nodes that was.
  std::size_t add_top(const std::vector<Node>& nodes, std::size_t i) {
    const Node& node = nodes[i];
    switch (node.kind) {
      case Kind::exclude:
        add(Piece::Role::excluded, node.children[0], print(node.children[0]));
        return 1;
      case Kind::require:
        add(Piece::Role::required, node.children[0], print(node.children[0]));
        return 1;
      case Kind::filter:
      case Kind::range:
        add(Piece::Role::filter, node, print(node));
        return 1;
      case Kind::exact:
      case Kind::wildcard: {
        const Query query = query_of(node);
        top_.push_back({{Piece::Role::word, query, print(node)}, query});
        return 1;
      }
      default:
        break;
    }
    if (!runs_with_neighbours(node)) {
      add(Piece::Role::required, node, print(node));
      return 1;
    }
    const auto run = run_from(nodes, i);
    for (WordQuery& word : words_.run(run))
      top_.push_back({{Piece::Role::word, word.all, word.label}, word.any, word.words, word.stop_word});
    return run.size();
  }

  void add(Piece::Role role, const Node& node, std::string label) {
    Query query = query_of(node);
    if (!query.empty()) answer_.pieces.push_back({role, std::move(query), std::move(label)});
  }

  static std::vector<const Node*> run_from(const std::vector<Node>& nodes, std::size_t i) {
    std::vector<const Node*> run;
    for (; i < nodes.size() && runs_with_neighbours(nodes[i]); ++i) run.push_back(&nodes[i]);
    return run;
  }

  // Stop words say nothing beside other words; alone they are all there is.
  void drop_stop_words() {
    const bool others = !answer_.pieces.empty() ||
                        std::any_of(top_.begin(), top_.end(), [](const TopWord& word) { return !word.stop_word; });
    if (others) std::erase_if(top_, [](const TopWord& word) { return word.stop_word; });
  }

  // One node anywhere in the tree; empty when nothing of it can be searched for.
  Query query_of(const Node& node) {
    switch (node.kind) {
      case Kind::word:
        return node.field ? words_.fielded(node) : all_of({node});
      case Kind::exact:
        return words_.exact(node);
      case Kind::phrase:
        return words_.exact(node);
      case Kind::near:
        return words_.near(node);
      case Kind::wildcard:
        return wildcard_of(node);
      case Kind::filter:
        return filter(node);
      case Kind::range:
        return range(node, settings_.today);
      case Kind::any:
        return any_of(node.children);
      case Kind::all:
        return all_of(node.children);
      case Kind::exclude:
        return {Query::OP_AND_NOT, Query::MatchAll, query_of(node.children[0])};
      case Kind::require:
        return query_of(node.children[0]);
      case Kind::list:
        return {};
    }
    return {};
  }

  Query any_of(const std::vector<Node>& nodes) {
    std::vector<Query> parts;
    for (const Node& node : nodes)
      if (Query query = query_of(node); !query.empty()) parts.push_back(std::move(query));
    return joined(Query::OP_OR, parts);
  }

  Query all_of(const std::vector<Node>& nodes) {
    std::vector<Query> held, filters, excluded, stop_words;
    for (std::size_t i = 0; i < nodes.size();) {
      const Node& node = nodes[i];
      if (runs_with_neighbours(node)) {
        const auto run = run_from(nodes, i);
        for (WordQuery& word : words_.run(run)) (word.stop_word ? stop_words : held).push_back(word.all);
        i += run.size();
        continue;
      }
      const bool out = node.kind == Kind::exclude, boolean = node.kind == Kind::filter || node.kind == Kind::range;
      Query query = query_of(out ? node.children[0] : node);
      if (!query.empty()) (out ? excluded : boolean ? filters : held).push_back(std::move(query));
      ++i;
    }
    if (held.empty() && filters.empty() && excluded.empty()) held = std::move(stop_words);
    return without(narrowed(joined(Query::OP_AND, held), filters), excluded);
  }

  static Query narrowed(Query query, const std::vector<Query>& filters) {
    if (filters.empty()) return query;
    const Query together = joined(Query::OP_AND, filters);
    return query.empty() ? Query(0.0, together) : Query(Query::OP_FILTER, query, together);
  }
  static Query without(Query query, const std::vector<Query>& excluded) {
    if (excluded.empty()) return query;
    return {Query::OP_AND_NOT, query.empty() ? Query::MatchAll : query, joined(Query::OP_OR, excluded)};
  }

  Query wildcard_of(const Node& node) {
    const auto read = wildcard(node, database_, words_.ranker(), analyzer_, settings_.bounds.max_wildcard_forms);
    expanded_ += read.used;
    if (expanded_ > settings_.bounds.max_expanded_words)
      refuse("query.too_broad", "With \"" + node.text + "*\" the query stands for more than " +
                                    std::to_string(settings_.bounds.max_expanded_words) +
                                    " words. Give more letters before the star.");
    const auto count = std::to_string(read.used) + " of " + std::to_string(read.found);
    if (read.used < read.found)
      answer_.warnings.push_back({"query.wildcard",
                                  node.where,
                                  {"\"" + node.text + "*\" was searched as its " + count + " most frequent forms.",
                                   "“" + node.text + "*”有 " + std::to_string(read.found) + " 个词形，只检索最常见的 " +
                                       std::to_string(read.used) + " 个。"}});
    words_.marked().prefixes.push_back(read.prefix);
    return read.query;
  }

  void assemble() {
    std::vector<Query> required, all, any, filters, excluded;
    int content_words = 0;
    for (const Piece& piece : answer_.pieces) {
      if (piece.role == Piece::Role::required) required.push_back(piece.query);
      if (piece.role == Piece::Role::filter) filters.push_back(piece.query);
      if (piece.role == Piece::Role::excluded) excluded.push_back(piece.query);
    }
    for (TopWord& word : top_) {
      all.push_back(word.piece.query);
      any.push_back(word.any);
      content_words += word.words;
      answer_.pieces.push_back(std::move(word.piece));
    }
    answer_.filters_only = required.empty() && all.empty();
    const auto whole = [&](Query core) { return without(narrowed(std::move(core), filters), excluded); };
    const bool relaxable = content_words > 1 || (content_words == 1 && !required.empty());
    const bool tiered = settings_.match == MatchMode::tiers && content_words <= kMostTieredWords;
    answer_.one_list = relaxable && settings_.match != MatchMode::all && !tiered;
    const Query relaxed = whole(relaxed_core(required, any));
    required.insert(required.end(), all.begin(), all.end());
    answer_.all = answer_.one_list ? relaxed : whole(joined(Query::OP_AND, required));
    if (relaxable && tiered) answer_.any = relaxed;
    if (answer_.all.empty()) answer_.all = Query::MatchNothing;
  }

  static Query relaxed_core(const std::vector<Query>& required, const std::vector<Query>& any) {
    if (required.empty()) return joined(Query::OP_OR, any);
    if (any.empty()) return joined(Query::OP_AND, required);
    return {Query::OP_AND_MAYBE, joined(Query::OP_AND, required), joined(Query::OP_OR, any)};
  }

  const Xapian::Database& database_;
  const text::Analyzer& analyzer_;
  const CompileSettings& settings_;
  Words words_;
  std::vector<TopWord> top_;
  CompiledQuery answer_;
  int expanded_ = 0;
  std::optional<base::Error> error_;
};

}  // namespace

base::Result<CompiledQuery> compile(const ParsedQuery& parsed, const Xapian::Database& database,
                                    const text::Analyzer& analyzer, const text::Glossary& glossary,
                                    const CompileSettings& settings) {
  return Compiler(database, analyzer, glossary, settings).run(parsed);
}

}  // namespace meridian::query::search
