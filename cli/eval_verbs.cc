// eval search: how good the ranking is on a set with known answers, and what each of its steps is worth.
#include <cstdio>

#include "base/files.h"
#include "base/messages.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "cli/progress_bar.h"
#include "indexer/importer.h"
#include "query/answers_json.h"
#include "query/evaluation.h"

namespace meridian::cli {

namespace {

using query::EvaluationReport;
using query::EvaluationSet;
using query::Measures;

constexpr std::size_t kNameColumns = 12;

// The set's papers as a library in the folder of `context`, indexed and related.
base::Status prepare(Context& context, const std::filesystem::path& folder, const base::Progress& progress) {
  MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_write));
  MERIDIAN_TRY(indexer::import_files(*library, {folder / "docs.jsonl"}, context.config, *context.clock, {}, progress, watch_interrupts()));
  MERIDIAN_TRY(follow(context, *library, progress, {}));
  MERIDIAN_TRY(query::derive(*library, context.config, *context.clock, 0, progress, watch_interrupts()));
  return {};
}

base::Result<EvaluationReport> evaluated(const Context& context, const EvaluationSet& set, const std::filesystem::path& run_file, const base::Progress& progress) {
  MERIDIAN_TRY_ASSIGN(auto engine, context.open_engine());
  const std::string& match = context.arguments.match;
  const query::MatchMode mode = match == "all" ? query::MatchMode::all : match == "any" ? query::MatchMode::any : query::MatchMode::tiers;
  return query::evaluate(*engine, set, mode, run_file, progress);
}

nlohmann::json as_json(const Measures& value) {
  return {{"ndcg10", value.ndcg10}, {"map", value.map}, {"p5", value.p5}, {"recall100", value.recall100}, {"mrr", value.mrr}};
}

// One step: "with, without, what it is worth" of each measure.
std::string step_line(std::string_view name, const Measures& with, const Measures& without) {
  std::string line(name);
  const std::pair<const char*, double Measures::*> columns[] = {
      {"nDCG@10", &Measures::ndcg10}, {"R@100", &Measures::recall100}, {"P@5", &Measures::p5}, {"MRR", &Measures::mrr}};
  for (const auto& [label, measure] : columns) {
    char text[80];
    std::snprintf(text, sizeof text, "  %s %.4f %.4f %+.4f", label, with.*measure, without.*measure, with.*measure - without.*measure);
    line += text;
  }
  return line;
}

// Every step switched off in turn, the others as they are.
base::Result<nlohmann::json> stages(Context& context, const EvaluationSet& set, const EvaluationReport& whole, const base::Progress& progress) {
  const Output& out = context.output;
  nlohmann::json list = nlohmann::json::array();
  if (!context.arguments.json)
    out.line(out.say("each step switched off in turn: with it, without it, what it is worth", "逐一关闭各步骤：开启、关闭、其作用"));
  for (const query::RankingStep& step : query::kRankingSteps) {
    const int setting = context.config.search.*step.setting;
    context.config.search.*step.setting = 0;
    const auto without = evaluated(context, set, {}, progress);
    context.config.search.*step.setting = setting;
    if (!without) return base::fail(without.error());
    std::string name(step.name);
    const std::string label = base::ranking_step_in(out.language(), step.name);
    if (context.arguments.json) {
      list.push_back({{"step", name}, {"label", label}, {"setting", step.key}, {"on", setting != 0}, {"without", as_json(without->mean)}});
    } else {
      name.resize(std::max(name.size(), kNameColumns), ' ');
      out.line(step_line(name, whole.mean, without->mean) + "  " + label);
    }
  }
  return list;
}

}  // namespace

int eval_search(Context& context) {
  const Output& out = context.output;
  const std::filesystem::path folder = context.arguments.words.front();
  const auto set = query::read_evaluation_set(folder);
  if (!set) return out.error(set.error());
  auto scratch = base::TemporaryFolder::make("meridian-eval");
  if (!scratch) return out.error(scratch.error());
  context.config.library = scratch->path();
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
  const base::Progress progress = bar.listener();
  if (const auto prepared = prepare(context, folder, progress); !prepared) return out.error(prepared.error());
  const auto report = evaluated(context, *set, context.arguments.run_file, progress);
  if (!report) return out.error(report.error());
  const Measures& mean = report->mean;
  if (!context.arguments.json) {
    char line[180];
    std::snprintf(line, sizeof line, "%d queries  nDCG@10 %.4f  MAP %.4f  P@5 %.4f  R@100 %.4f  MRR %.4f  %.2f ms/query", report->queries,
                  mean.ndcg10, mean.map, mean.p5, mean.recall100, mean.mrr, report->ms_per_query);
    out.line(line);
  }
  nlohmann::json answer = as_json(mean);
  answer["queries"] = report->queries;
  answer["ms_per_query"] = report->ms_per_query;
  if (context.arguments.stages) {
    auto list = stages(context, *set, *report, progress);
    if (!list) return out.error(list.error());
    answer["stages"] = std::move(*list);
  }
  if (context.arguments.json) out.line(query::dump(answer, true));
  return kDone;
}

}  // namespace meridian::cli
