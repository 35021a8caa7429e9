// Words of a query as Xapian queries: weights from stems and pairs, places from surface forms, concepts with all their
// forms.
//
// The translations of a word that the glossary knows are one OP_SYNONYM (METHODS 6), its synonyms another; both count
// less than the word typed, and only where it is missing. Expansion shows them, the reader may take them off. One
// thread at a time.
#pragma once

#include <xapian.h>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/config.h"
#include "query/answers.h"
#include "query/search/ast.h"
#include "query/search/rank.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::query::search {

// What the article's words are compared with when they are marked.
struct MarkedTerms {
  std::unordered_set<std::string> terms;
  std::vector<std::string> prefixes;  // of wildcards, folded

  void add(MarkedTerms&& others) {
    terms.merge(others.terms);
    prefixes.insert(prefixes.end(), others.prefixes.begin(), others.prefixes.end());
  }
};

// One word, or one concept of several words, of a query.
struct WordQuery {
  Xapian::Query all;  // holds all of it
  Xapian::Query any;  // holds some of it; equal to `all` for one word
  std::string label;  // as typed
  bool stop_word = false;
  bool han = false;
  int words = 1;
  double times = 1;                // the boost
  double importance = 0;           // of its words as typed, together; 0 where they do not occur
  std::size_t begin = 0, end = 0;  // bytes of the run's texts, each followed by a blank
};

class Words {
 public:
  struct Options {
    bool expand = true;
    std::vector<std::string> without;  // Expansion::source that the reader took off
    int bursts_percent = base::SearchConfig{}.bursts_percent;
  };
  Words(const Xapian::Database& database, const text::Analyzer& analyzer, const text::Glossary& glossary,
        Options options)
      : database_(database),
        ranker_(database, options.bursts_percent),
        analyzer_(analyzer),
        glossary_(glossary),
        options_(std::move(options)) {}

  // A run of neighbouring words without fields.
  std::vector<WordQuery> run(const std::vector<const Node*>& nodes);
  // One word, exact word, or phrase inside a field or outside.
  Xapian::Query exact(const Node& node);
  Xapian::Query fielded(const Node& node);
  Xapian::Query near(const Node& node);

  const std::vector<Expansion>& expansions() const { return expansions_; }
  MarkedTerms& marked() { return marked_; }
  const Ranker& ranker() const { return ranker_; }
  int analyzed_words() const { return analyzed_words_; }

 private:
  struct Form {
    std::string text;
    Xapian::Query holding;  // without weights; empty when nothing holds it
    std::string rarest;     // its term with the fewest documents, which stands for its weight
    Frequency frequency;    // of that
    bool han = false;
  };
  Xapian::Query scored(const text::QueryWord& word, double times);
  WordQuery single(const text::QueryWord& word, std::string label, double times);
  WordQuery concept_query(const std::vector<text::QueryWord>& words, const text::ConceptMatch& match,
                          std::vector<WordQuery> parts);
  std::vector<Form> forms(const text::Concept& meaning, const std::string& source);
  Form form(const std::string& text);
  Xapian::Query either_of(const std::vector<Form>& forms, bool han, const WordQuery& typed) const;
  Xapian::Query whole_name(const Node& node) const;
  std::vector<std::string> words_of_name(const std::string& name) const;
  bool wanted(const std::string& source, bool asked) const;
  std::vector<text::QueryWord> split(const std::string& text);

  const Xapian::Database& database_;
  Ranker ranker_;
  const text::Analyzer& analyzer_;
  const text::Glossary& glossary_;
  Options options_;
  std::vector<Expansion> expansions_;
  MarkedTerms marked_;
  int analyzed_words_ = 0;
};

}  // namespace meridian::query::search
