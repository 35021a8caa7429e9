#include "query/evaluation.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

namespace meridian::query {
namespace {

using base::ErrorKind;

constexpr int kPage = 200, kDepth = 1000;

base::Status each_line(const std::filesystem::path& file, const std::function<bool(const std::string&)>& take) {
  std::ifstream in(file);
  if (!in)
    return base::fail(ErrorKind::not_found, "eval.missing",
                      "There is no readable file " + file.string() +
                          "; an evaluation folder holds docs.jsonl, queries.tsv and qrels.tsv.");
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.find_first_not_of(" \t") == std::string::npos) continue;
    if (!take(line))
      return base::fail(ErrorKind::invalid, "eval.line",
                        file.string() + ", line " + std::to_string(number) + ", is not of the expected form.");
  }
  return {};
}

bool take_query(const std::string& line, EvaluationSet& set) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string::npos || tab == 0) return false;
  set.queries.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  return true;
}

bool take_judgement(const std::string& line, EvaluationSet& set) {
  std::istringstream columns(line);
  std::string query, iteration, document;
  double grade = 0;
  if (!(columns >> query >> iteration >> document >> grade)) return false;
  set.judged[query][document] = std::max(0, static_cast<int>(grade));
  return true;
}

bool answerable(const Grades& grades) {
  return std::any_of(grades.begin(), grades.end(), [](const auto& grade) { return grade.second > 0; });
}

double gains(const std::vector<int>& grades) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, grades.size()); ++i)
    sum += grades[i] / std::log2(static_cast<double>(i) + 2);
  return sum;
}

// The names of a hit's articles: a copy is found where its Work is.
std::vector<std::string> documents_of(Engine& engine, const Hit& hit) {
  std::vector<std::string> names{hit.article.guid};
  if (hit.copies.size() < 2) return names;
  if (const auto paper = engine.paper(hit.article.id))
    for (const library::Article& copy : paper->copies) names.push_back(copy.guid);
  return names;
}

// A query that is refused or empty finds nothing; an unusable index is no measurement.
base::Result<std::vector<std::string>> ranked_documents(Engine& engine, SearchRequest request) {
  std::vector<std::string> ranked;
  std::set<std::string> seen;
  request.limit = kPage;
  request.facets = request.snippets = request.counts = false;
  for (request.offset = 0; request.offset < kDepth; request.offset += kPage) {
    const auto reply = engine.search(request);
    if (!reply && !reply.error().code.starts_with("query.")) return base::fail(reply.error());
    if (!reply) break;
    for (const Hit& hit : reply->hits)
      for (std::string& name : documents_of(engine, hit))
        if (seen.insert(name).second) ranked.push_back(std::move(name));
    if (reply->hits.size() < kPage) break;
  }
  return ranked;
}

constexpr double Measures::*kMeasures[] = {&Measures::ndcg10, &Measures::map, &Measures::p5, &Measures::recall100, &Measures::mrr};

void add(const Measures& one, Measures& sum) {
  for (double Measures::*measure : kMeasures) sum.*measure += one.*measure;
}

double milliseconds_of(Engine& engine, const SearchRequest& request) {
  const auto began = std::chrono::steady_clock::now();
  const auto reply = engine.search(request);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

}  // namespace

base::Result<EvaluationSet> read_evaluation_set(const std::filesystem::path& folder) {
  EvaluationSet set;
  MERIDIAN_TRY(each_line(folder / "queries.tsv", [&](const std::string& line) { return take_query(line, set); }));
  MERIDIAN_TRY(each_line(folder / "qrels.tsv", [&](const std::string& line) { return take_judgement(line, set); }));
  return set;
}

Measures measure(const std::vector<std::string>& ranked, const Grades& grades) {
  std::vector<int> found, ideal;
  int relevant = 0;
  for (const auto& [document, grade] : grades) {
    ideal.push_back(grade);
    if (grade > 0) ++relevant;
  }
  std::sort(ideal.rbegin(), ideal.rend());
  Measures measures;
  int hits = 0;
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const auto judged = grades.find(ranked[i]);
    const int grade = judged == grades.end() ? 0 : judged->second;
    found.push_back(grade);
    if (grade == 0) continue;
    ++hits;
    if (hits == 1) measures.mrr = 1 / static_cast<double>(i + 1);
    measures.map += hits / static_cast<double>(i + 1);
    if (i < 5) measures.p5 += 1.0 / 5;
    if (i < 100) measures.recall100 += 1.0 / relevant;
  }
  measures.map /= relevant;
  measures.ndcg10 = gains(found) / gains(ideal);
  return measures;
}

base::Result<EvaluationReport> evaluate(Engine& engine, const EvaluationSet& set, MatchMode match,
                                        const std::filesystem::path& run_file, const base::Progress& progress) {
  EvaluationReport report;
  std::ofstream run;
  if (!run_file.empty()) run.open(run_file, std::ios::trunc);
  // A query that was judged but is not in the file counts as having found nothing.
  for (const auto& [id, grades] : set.judged) report.queries += answerable(grades) ? 1 : 0;
  std::int64_t done = 0;
  const auto total = static_cast<std::int64_t>(set.queries.size());
  for (const auto& [id, text] : set.queries) {
    base::report(progress, {"eval", done++, total, id, false});
    SearchRequest request;
    request.query = text;
    request.match = match;
    report.ms_per_query += milliseconds_of(engine, request) / static_cast<double>(total);
    MERIDIAN_TRY_ASSIGN(const std::vector<std::string> ranked, ranked_documents(engine, request));
    // Scores that fall with the rank: tools that sort by score keep our order, the line between the tiers included.
    for (std::size_t i = 0; i < ranked.size() && run.is_open(); ++i)
      run << id << " Q0 " << ranked[i] << ' ' << i + 1 << ' ' << ranked.size() - i << " meridian\n";
    const auto judged = set.judged.find(id);
    if (judged == set.judged.end() || !answerable(judged->second)) continue;
    add(measure(ranked, judged->second), report.mean);
  }
  base::report(progress, {"eval", total, total, "", true});
  if (report.queries > 0)
    for (double Measures::*one : kMeasures) report.mean.*one /= report.queries;
  if (!run_file.empty() && !run.flush())
    return base::fail(ErrorKind::storage, "eval.write", "The run could not be written to " + run_file.string() + ".");
  return report;
}

}  // namespace meridian::query
