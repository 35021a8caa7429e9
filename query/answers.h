// What the engine answers: plain structs, the same for pages, JSON and the command line.
//
// Texts are UTF-8 as stored; whoever shows them escapes them. Byte ranges are half open and refer to the named text.
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "library/article.h"

namespace meridian::query {

struct Span {
  std::size_t begin = 0, end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

// A sentence in both of the interface's languages.
struct Bilingual {
  std::string en, zh;
  const std::string& in(std::string_view language) const { return language == "zh" ? zh : en; }
};

// ---- search

enum class Sort { relevance, fresh, newest, oldest };  // fresh: by relevance, recent papers a little higher
// Anything but these names is relevance.
inline Sort sort_named(std::string_view name) {
  return name == "fresh" ? Sort::fresh : name == "newest" ? Sort::newest : name == "oldest" ? Sort::oldest : Sort::relevance;
}
inline bool is_by_relevance(Sort sort) { return sort == Sort::relevance || sort == Sort::fresh; }
enum class MatchMode { tiers, all, any };

struct SearchRequest {
  std::string query;
  int offset = 0;
  std::string cursor;  // SearchReply::next of the page before; goes before offset
  int limit = 10;
  Sort sort = Sort::relevance;
  MatchMode match = MatchMode::tiers;
  bool facets = true;
  bool counts = true;  // totals as exact as the bounds allow; false: whatever finding the page told
  bool snippets = true;
  bool explain = false;                        // Hit::explanation
  bool beyond_words = true;                    // works without any of the words, found by words learnt from the best hits
  bool expand = true;                          // glossary synonyms and translations
  std::vector<std::string> without_expansion;  // source terms whose group the reader took off
};

// A passage of one text with the query's words marked.
struct Snippet {
  std::string text;          // whole words, "…" where cut
  std::vector<Span> marks;   // in `text`, ascending, not overlapping
};

// One word of the index, or one group of synonyms, and what it gave a hit: weight = times · idf · burst · (k1+1)·count /
// (count + k1·(1-b+b·length/average length)).
struct ExplainedTerm {
  std::vector<std::string> terms;  // of the index ("Zpain"); of a group, those that the hit holds
  std::int64_t count = 0;          // in the hit, in the title twice
  std::int64_t length = 0;         // of the hit, counted so
  double works = 0;                // that hold it; of a group an estimate
  double idf = 0, burst = 0;
  double times = 1;                // a boost; what a learnt word weighs beside a typed one
  double weight = 0;
  double part = 0;                 // of the score
};
struct ExplainedLoan {
  library::WorkId from = 0;  // one of the hit's five nearest papers
  double similarity = 0, part = 0;
};
// words + feedback + neighbours + mixing + freshness is the hit's score; the parts of `typed` sum to words, those of `learnt` to feedback,
// those of `loans` to neighbours. A score of 0 (order by date, filters alone, behind what all steps look at) has no parts.
struct Explanation {
  double words = 0, feedback = 0, neighbours = 0, mixing = 0, freshness = 0;
  double scale = 1;  // what weights were divided by
  std::vector<ExplainedTerm> typed, learnt;
  std::vector<ExplainedLoan> loans;
};

struct Hit {
  library::WorkId work = 0;
  library::Article article;         // the best copy
  std::vector<library::ArticleId> copies;  // all of the Work's articles
  double score = 0;
  bool all_words = true;            // false: below the visible line
  bool retracted = false;
  std::vector<std::string> without; // the words it lacks, as typed, when below the line
  Snippet title, passage;
  std::optional<Explanation> explanation;
};

struct FacetValue {
  std::string value;   // what the filter wants ("2024", "zh", "Spine")
  std::string label;   // for display; equal to value when empty
  std::int64_t count = 0;
};
struct Facet {
  std::string field;   // "year", "source", "lang", "author", "type"
  std::vector<FacetValue> values;  // greatest count first; years newest first
};

struct Warning {
  std::string code;    // "query.range", "query.field", "query.syntax" …
  Span where;          // in the query as typed
  Bilingual text;
};

// One synonym group: what a word of the query was also searched as.
struct Expansion {
  std::string source;                 // the words of the query, as folded
  std::vector<std::string> synonyms;  // "interleukin-6", "白细胞介素-6"
};

struct Reading {
  std::string tree;    // one line, re-parses to the same tree
  Bilingual sentence;  // plain language
};

// What to ask instead, when this query finds nothing, or besides.
struct Repair {
  std::string kind;   // "drop", "language", "spelling"; "acronym" where papers were found
  std::string query;  // in the query language
  Bilingual text;     // what it changes
};

struct SearchReply {
  std::vector<Hit> hits;
  std::int64_t total = 0;         // of the set that counts, facets and date sort refer to
  std::int64_t total_any = 0;     // Works that hold at least one word; equal to total when no second tier
  std::int64_t total_learnt = 0;  // Works that hold none of the words and follow below: learnt words found them
  bool counts_all_words = true;   // the set is the all-words tier
  bool estimated = false;         // total or the facets' counts are estimates (beyond exact_count_up_to)
  int all_words_on_page = 0;      // hits before the line
  std::vector<Facet> facets;
  Reading reading;
  std::vector<Warning> warnings;
  std::vector<Expansion> expansions;
  std::optional<std::string> did_you_mean;
  std::vector<Bilingual> why_none;  // which word or filter removed everything; filled when nothing was found
  std::vector<Repair> repairs;      // what to ask instead; when papers were found, what a short form stands for in them
  std::int64_t passed = 0;          // hits before the first one here
  std::string generation;           // of the index that answered, and of its related papers
  bool related_used = false;        // enough of these were there for ranking to use them
  std::string next;                 // a cursor for the page behind this one; empty on the last, or beyond 2,000 ranked hits
  double milliseconds = 0;
};

// One way to go on typing.
struct Completion {
  std::string query;        // all of it, the last word completed
  std::string word;         // that word, folded
  std::int64_t works = 0;   // that hold it
};
struct SuggestReply {
  std::string query;                        // as typed: an answer belongs to what it was asked for
  std::vector<Completion> completions;      // most frequent first
  std::optional<std::string> did_you_mean;  // the whole query with doubtful words put right
};

// ---- one paper

struct PaperReply {
  library::Work work;
  library::Article article;                // the copy asked for, or the representative
  std::vector<library::Article> copies;    // the Work's other articles
  std::vector<library::Link> links;        // why they are one Work; what shares text; errata
  std::vector<library::Article> linked;    // other Works' articles at the other end of a link
};

struct RelatedHit {
  library::Article article;
  library::WorkId work = 0;
  double score = 0;
  std::vector<std::string> shared;         // the words that tie the two, strongest first, in surface form
};
struct RelatedReply {
  library::Article source;
  std::vector<RelatedHit> hits;
};

// ---- sets of findings

// A verbatim sentence: article.in(language).abstract.substr(span.begin, span.end - span.begin) == text.
struct Quote {
  library::WorkId work = 0;
  library::ArticleId article = 0;
  std::string language;                    // of the LocalizedText it is from
  Span span;                               // bytes of that text's abstract
  std::string text;
  std::vector<std::string> numbers;        // "p = 0.005", "n = 41", "95% CI 1.2-3.4" as they stand in the text
  enum class Direction { none_stated, up, down, no_effect, associated } direction = Direction::none_stated;
};

struct ClusterMember {
  library::WorkId work = 0;
  library::Article article;
  double score = 0;                        // of the search
};
struct Cluster {
  std::vector<std::string> labels;         // best first, up to three, in surface form
  std::vector<ClusterMember> members;      // best first
  double score = 0;                        // mean similarity inside
};
struct ClusterReply {
  std::string query;
  std::vector<Cluster> clusters;           // largest first; one unlabelled list when there are fewer than twelve hits
  std::vector<ClusterMember> rest;         // in no cluster, honestly
  std::int64_t total = 0;                  // hits of the search
  int considered = 0;                      // of these, how many were clustered
  std::vector<Warning> warnings;
};

struct ContrastSide {
  std::string query;                       // what was asked, or the cluster's label
  std::vector<ClusterMember> members;
  std::vector<std::string> terms;          // that distinguish this side from the other
  std::vector<Quote> findings;             // two, verbatim
  int reporting_up = 0, reporting_down = 0, reporting_none = 0;  // findings sentences by stated direction
};
struct ContrastReply {
  ContrastSide a, b;
  std::vector<library::WorkId> on_both;    // Works that are on both sides
  std::vector<Warning> warnings;
};

struct BriefSentence {
  Quote quote;
  int reference = 0;                       // 1-based, into Brief::references
};
struct BriefTheme {
  std::string label;
  int works = 0;
  std::vector<BriefSentence> findings;
};
struct Disagreement {                      // two findings that name the same outcome and state opposite directions
  std::string outcome;
  BriefSentence one, other;
};
struct BriefReference {
  int number = 0;
  library::WorkId work = 0;
  library::Article article;
};
struct Brief {
  std::string question;
  Reading reading;
  std::int64_t found = 0;                  // Works that the search found
  int read = 0;                            // of these, how many the briefing drew on
  std::string oldest, newest;              // dates of those
  std::map<std::string, int> languages;    // language → Works
  std::map<std::string, int> sources;
  std::vector<BriefTheme> themes;
  std::vector<Disagreement> disagreements;
  std::vector<BriefSentence> gaps;         // sentences that ask for more research
  std::vector<BriefReference> references;
  std::vector<library::Article> unused;    // found, read, not quoted
  std::vector<Warning> warnings;
};

// ---- today

struct TodayCard {
  int number = 0;                          // 1, 2, … as printed "01."
  library::WorkId work = 0;
  library::Article article;
  std::vector<library::ArticleId> copies;
};
struct TodayRequest {
  std::vector<std::string> authors;        // chips: only cards by one of these …
  std::vector<std::string> sources;        // … and from one of these; empty = all
  int limit = 10;
  bool next = false;                       // another batch, without repeats, until all were shown; then it starts anew
  std::string after;                       // opaque token of the batch that is shown now; makes `next` stateless for pages
};
struct TodayReply {
  std::string day;                         // "2026-11-21"
  std::vector<TodayCard> cards;
  std::int64_t total = 0;                  // cards there are to show
  bool started_anew = false;               // everything had been shown
  std::string token;                       // to pass as `after`
  std::vector<FacetValue> authors, sources;  // chips to offer
};

struct Stats {
  std::int64_t articles = 0, works = 0, feeds = 0, feeds_failing = 0;
  std::map<std::string, std::int64_t> languages, types, sources;
  std::string oldest, newest;
  std::int64_t library_bytes = 0, index_bytes = 0;
  std::int64_t library_number = 0, index_number = 0;  // equal: the index is up to date
  std::string generation;
  std::string analyzer_version;
};

}  // namespace meridian::query
