// Measures ranking the way TREC does: queries with known answers through the ordinary search, nDCG@10, MAP, P@5,
// recall@100, MRR; and what each step of ranking is worth.
//
// A set is a folder with queries.tsv ("qid<TAB>text") and qrels.tsv ("qid 0 docid grade"); the documents' ids are the
// articles' own (Article::guid). Equal to the classic trec_eval: gain = grade, discount log2(rank + 1), mean over the
// queries that have a relevant document. Immutable, share freely.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/progress.h"
#include "base/result.h"
#include "query/engine.h"

namespace meridian::query {

using Grades = std::map<std::string, int>;  // document → grade, 0 = not relevant

struct EvaluationSet {
  std::vector<std::pair<std::string, std::string>> queries;  // id, text
  std::map<std::string, Grades> judged;                      // by query
};
// not_found "eval.missing", invalid "eval.line" naming file and line.
base::Result<EvaluationSet> read_evaluation_set(const std::filesystem::path& folder);

struct Measures {
  double ndcg10 = 0, map = 0, p5 = 0, recall100 = 0, mrr = 0;
};
// Of one query. REQUIRES: a grade above 0 in `grades`.
Measures measure(const std::vector<std::string>& ranked, const Grades& grades);

struct EvaluationReport {
  int queries = 0;  // that have a relevant document
  Measures mean;    // over these
  double ms_per_query = 0;  // of the first page of ten with facets and snippets
};
// Runs every query to the depth of a thousand hits; `run_file`, when not empty, gets the run in TREC's form.
// storage "eval.write" when it cannot be written. A query that is refused finds nothing.
base::Result<EvaluationReport> evaluate(Engine& engine, const EvaluationSet& set, MatchMode match,
                                        const std::filesystem::path& run_file, const base::Progress& progress = {});

// A step of ranking as docs/ranking.md names it, and the setting of [search] that switches it off at 0.
struct RankingStep {
  std::string_view name, key;
  int base::SearchConfig::*setting;
};
inline constexpr std::array<RankingStep, 7> kRankingSteps{{
    {"bursts", "bursts_percent", &base::SearchConfig::bursts_percent},
    {"tiers", "tiered_words", &base::SearchConfig::tiered_words},
    {"synonyms", "synonyms", &base::SearchConfig::synonyms},
    {"feedback", "feedback_percent", &base::SearchConfig::feedback_percent},
    {"learnt_works", "learnt_works", &base::SearchConfig::learnt_works},
    {"neighbours", "neighbours_percent", &base::SearchConfig::neighbours_percent},
    {"mixing", "mixing_percent", &base::SearchConfig::mixing_percent},
}};

}  // namespace meridian::query
