// Measures ranking the way TREC does: queries with known answers through the ordinary search, nDCG@10, MAP, P@5,
// recall@100.
//
// A set is a folder with queries.tsv ("qid<TAB>text") and qrels.tsv ("qid 0 docid grade"); the documents' ids are the
// articles' own (Article::guid). Equal to the classic trec_eval: gain = grade, discount log2(rank + 1), mean over the
// queries that have a relevant document. Immutable, share freely.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

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
  double ndcg10 = 0, map = 0, p5 = 0, recall100 = 0;
};
// Of one query. REQUIRES: a grade above 0 in `grades`.
Measures measure(const std::vector<std::string>& ranked, const Grades& grades);

struct EvaluationReport {
  int queries = 0;  // that have a relevant document
  double ndcg10 = 0, map = 0, p5 = 0, recall100 = 0;
  double ms_per_query = 0;  // of the first page of ten with facets and snippets
};
// Runs every query to the depth of a thousand hits; `run_file`, when not empty, gets the run in TREC's form.
// storage "eval.write" when it cannot be written. A query that is refused finds nothing.
base::Result<EvaluationReport> evaluate(Engine& engine, const EvaluationSet& set, MatchMode match,
                                        const std::filesystem::path& run_file, const base::Progress& progress = {});

}  // namespace meridian::query
