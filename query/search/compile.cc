#include "query/search/compile.h"

#include <algorithm>
#include <optional>

#include "query/search/combine.h"
#include "query/search/filters.h"
#include "query/search/fuzzy.h"
#include "query/search/named.h"
#include "query/search/wildcard.h"

namespace meridian::query::search {
namespace {

using base::ErrorKind;
using Xapian::Query;

constexpr int kMostRadars = 16;           // saved queries in one question
constexpr int kMostNamed = 16;            // marks, tags and papers to be like
constexpr std::size_t kDeepestRadar = 8;  // in one another
constexpr std::size_t kMostNamesShown = 20;

std::string listed(const std::vector<std::string>& names, std::string_view between) {
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamesShown); ++i)
    list += (i == 0 ? "" : std::string(between)) + names[i];
  return names.size() > kMostNamesShown ? list + " …" : list;
}

Query narrowed(Query query, const std::vector<Query>& filters) {
  if (filters.empty()) return query;
  const Query together = joined(Query::OP_AND, filters);
  return query.empty() ? Query(0.0, together) : Query(Query::OP_FILTER, query, together);
}

Query without(Query query, const std::vector<Query>& excluded) {
  if (excluded.empty()) return query;
  const Query together = without_weights(joined(Query::OP_OR, excluded));
  return {Query::OP_AND_NOT, query.empty() ? Query::MatchAll : query, together};
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
        glossary_(glossary),
        settings_(settings),
        spent_(settings.spent != nullptr ? *settings.spent : own_spent_),
        words_(database, analyzer, glossary, settings.words) {}

  base::Result<CompiledQuery> run(const ParsedQuery& parsed) {
    answer_.warnings = parsed.warnings;
    for (std::size_t i = 0; i < parsed.root.children.size();) i += add_top(parsed.root.children, i);
    drop_stop_words();
    spent_.words += words_.analyzed_words();
    if (!error_ && spent_.words > settings_.bounds.max_query_words)
      refuse("query.too_long",
             "The query has more than " + std::to_string(settings_.bounds.max_query_words) + " words. Shorten it.");
    if (error_) return base::fail(*error_);
    assemble();
    answer_.expansions.insert(answer_.expansions.begin(), words_.expansions().begin(), words_.expansions().end());
    answer_.marked.add(std::move(words_.marked()));
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
        add(Piece::Role::excluded, node.children[0], i);
        return 1;
      case Kind::require:
        add(Piece::Role::required, node.children[0], i);
        return 1;
      case Kind::filter:
      case Kind::range:
        add(is_named(node) ? Piece::Role::required : Piece::Role::filter, node, i);
        return 1;
      case Kind::exact:
      case Kind::fuzzy:
      case Kind::wildcard: {
        const Query query = query_of(node);
        literal_ = true;
        top_.push_back({{Piece::Role::word, query, print(node), i}, query});
        return 1;
      }
      default:
        break;
    }
    if (!runs_with_neighbours(node)) {
      add(Piece::Role::required, node, i);
      return 1;
    }
    const auto run = run_from(nodes, i);
    for (WordQuery& word : words_.run(run))
      top_.push_back({{Piece::Role::word, word.all, word.label, i, run.size(), word.begin, word.end},
                      word.any,
                      word.words,
                      word.stop_word});
    return run.size();
  }

  void add(Piece::Role role, const Node& node, std::size_t child) {
    only_filters_ = false;
    Query query = query_of(node);
    // A saved query of filters alone is a filter.
    if (role == Piece::Role::required && only_filters_) role = Piece::Role::filter;
    if (!query.empty()) answer_.pieces.push_back({role, std::move(query), print(node), child});
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
      case Kind::fuzzy:
        return fuzzy_of(node);
      case Kind::filter:
        return filter_of(node);
      case Kind::range:
        return range(node, settings_.today);
      case Kind::any:
        return any_of(node.children);
      case Kind::all:
        return all_of(node.children);
      case Kind::exclude:
        return without({}, {query_of(node.children[0])});
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
      const bool out = node.kind == Kind::exclude;
      const bool boolean = (node.kind == Kind::filter && !is_named(node)) || node.kind == Kind::range;
      Query query = query_of(out ? node.children[0] : node);
      if (!query.empty()) (out ? excluded : boolean ? filters : held).push_back(std::move(query));
      ++i;
    }
    if (held.empty() && filters.empty() && excluded.empty()) held = std::move(stop_words);
    return without(narrowed(joined(Query::OP_AND, held), filters), excluded);
  }

  // Each stands for thousands of terms, or for another paper's words.
  bool spend_named(const Node& node) {
    if (++spent_.named > kMostNamed)
      refuse("query.too_broad", "The query names marked papers, tags or papers to be like more than " + std::to_string(kMostNamed) + " times, last as \"" +
                                    print(node) + "\". Name each of them once.");
    return !error_;
  }

  Query filter_of(const Node& node) {
    const bool like = is_named(node) && *node.field == library::Field::like;
    if ((is_marked(node) || like) && !spend_named(node)) return Query::MatchNothing;
    if (is_marked(node))
      return settings_.outside == nullptr ? Query::MatchNothing
                                          : marked_works(node, *settings_.outside, answer_.warnings);
    if (!is_named(node)) return filter(node);
    if (like) return papers_like(node, settings_.outside, words_.ranker(), answer_.warnings);
    return saved(node);
  }

  Query left_out(const Node& node, std::string code, std::string en, std::string zh) {
    answer_.warnings.push_back({std::move(code), node.where, {std::move(en), std::move(zh)}});
    return {};
  }

  // What a saved radar finds by itself: all words of a short query, some words of a long one.
  Query saved(const Node& node) {
    const std::string name = library::filter_value(node.text);
    const auto text = settings_.outside == nullptr ? std::nullopt : settings_.outside->radar(name);
    if (!text) {
      const auto names = settings_.outside == nullptr ? std::vector<std::string>() : settings_.outside->radar_names();
      return left_out(node, "query.radar",
                      "There is no radar \"" + node.text + "\"; it was left out. " +
                          (names.empty() ? "None is saved yet." : "Saved are: " + listed(names, ", ") + "."),
                      "没有名为“" + node.text + "”的雷达，已忽略。" +
                          (names.empty() ? "尚未保存任何雷达。" : "已保存：" + listed(names, "、") + "。"));
    }
    const auto& inside = settings_.inside;
    if (std::find(inside.begin(), inside.end(), name) != inside.end() || inside.size() >= kDeepestRadar)
      return left_out(node, "query.radar",
                      "The radar \"" + node.text + "\" leads back to itself; it was left out there.",
                      "雷达“" + node.text + "”的检索式又引用了自身，该处已忽略。");
    if (++spent_.radars > kMostRadars) {
      refuse("query.too_broad",
             "The query stands for more than " + std::to_string(kMostRadars) + " saved radars. Name fewer of them.");
      return {};
    }
    CompileSettings settings = settings_;
    settings.match = MatchMode::tiers;
    settings.inside.push_back(name);
    settings.spent = &spent_;
    const auto parsed = parse(*text, settings_.bounds, settings_.today);
    auto compiled = parsed ? Compiler(database_, analyzer_, glossary_, settings).run(*parsed)
                           : base::Result<CompiledQuery>(base::fail(parsed.error()));
    if (!compiled && compiled.error().kind == ErrorKind::refused) {
      refuse(compiled.error().code, "In the radar \"" + node.text + "\": " + compiled.error().message);
      return {};
    }
    if (!compiled)
      return left_out(node, "query.radar", "The radar \"" + node.text + "\" was left out: " + compiled.error().message,
                      "雷达“" + node.text + "”的检索式无法使用，已忽略。");
    for (Warning& warning : compiled->warnings) {
      warning.where = node.where;
      answer_.warnings.push_back(std::move(warning));
    }
    for (Expansion& expansion : compiled->expansions) answer_.expansions.push_back(std::move(expansion));
    answer_.marked.add(std::move(compiled->marked));
    only_filters_ = compiled->filters_only;
    return compiled->all;
  }

  // Counts the words of the index that one word of the query stands for.
  void spend(const Node& node, int forms, std::string_view how_to_narrow) {
    spent_.forms += forms;
    if (spent_.forms > settings_.bounds.max_expanded_words)
      refuse("query.too_broad", "With \"" + print(node) + "\" the query stands for more than " +
                                    std::to_string(settings_.bounds.max_expanded_words) + " words. " +
                                    std::string(how_to_narrow));
  }
  void warn_forms(const Node& node, int used, int found) {
    if (used >= found) return;
    const std::string written = print(node), most = std::to_string(used), all = std::to_string(found);
    answer_.warnings.push_back(
        {"query.wildcard",
         node.where,
         {"\"" + written + "\" was searched as its " + most + " of " + all + " most frequent forms.",
          "“" + written + "”有 " + all + " 个词形，只检索最常见的 " + most + " 个。"}});
  }

  Query wildcard_of(const Node& node) {
    const auto read = wildcard(node, database_, words_.ranker(), analyzer_, settings_.bounds.max_wildcard_forms);
    spend(node, read.used, "Give more letters before the star.");
    warn_forms(node, read.used, read.found);
    words_.marked().prefixes.push_back(read.prefix);
    return read.query;
  }

  Query fuzzy_of(const Node& node) {
    if (!vocabulary_) vocabulary_ = settings_.vocabulary ? settings_.vocabulary() : Vocabulary::read(database_);
    const auto read = fuzzy(node, *vocabulary_, words_.ranker(), analyzer_, settings_.bounds.max_wildcard_forms);
    spend(node, read.used, "Allow fewer letters to differ.");
    warn_forms(node, read.used, read.found);
    for (const std::string& form : read.forms) words_.marked().terms.insert(form);
    return read.query;
  }

  void assemble() {
    std::vector<Query> required, all, any;
    int content_words = 0;
    for (const Piece& piece : answer_.pieces)
      if (piece.role == Piece::Role::required) required.push_back(piece.query);
    for (TopWord& word : top_) {
      all.push_back(word.piece.query);
      any.push_back(word.any);
      content_words += word.words;
      answer_.pieces.push_back(std::move(word.piece));
    }
    answer_.filters_only = required.empty() && all.empty();
    answer_.words_only = required.empty() && !all.empty() && !literal_;
    if (answer_.words_only) answer_.words = joined(Query::OP_OR, any);
    const bool relaxable = content_words > 1 || (content_words == 1 && !required.empty());
    const bool tiered = settings_.match == MatchMode::tiers && content_words <= settings_.bounds.tiered_words;
    answer_.one_list = relaxable && settings_.match != MatchMode::all && !tiered;
    const Query relaxed = answer_.whole(relaxed_core(required, any));
    required.insert(required.end(), all.begin(), all.end());
    answer_.all = answer_.one_list ? relaxed : answer_.whole(joined(Query::OP_AND, required));
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
  const text::Glossary& glossary_;
  const CompileSettings& settings_;
  Spent own_spent_;
  Spent& spent_;
  Words words_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::vector<TopWord> top_;
  CompiledQuery answer_;
  bool only_filters_ = false;  // of the saved query compiled last
  bool literal_ = false;       // =exact, a wildcard or a fuzzy word among the words
  std::optional<base::Error> error_;
};

}  // namespace

Query CompiledQuery::whole(Query core) const {
  std::vector<Query> filters, excluded;
  for (const Piece& piece : pieces) {
    if (piece.role == Piece::Role::filter) filters.push_back(piece.query);
    if (piece.role == Piece::Role::excluded) excluded.push_back(piece.query);
  }
  return without(narrowed(std::move(core), filters), excluded);
}

base::Result<CompiledQuery> compile(const ParsedQuery& parsed, const Xapian::Database& database,
                                    const text::Analyzer& analyzer, const text::Glossary& glossary,
                                    const CompileSettings& settings) {
  return Compiler(database, analyzer, glossary, settings).run(parsed);
}

}  // namespace meridian::query::search
