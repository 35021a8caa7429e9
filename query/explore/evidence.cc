#include "query/explore/evidence.h"

#include <algorithm>
#include <array>

#include "query/explore/ascii.h"

namespace meridian::query::explore {
namespace {

// Lower case. A Latin cue begins at a word's beginning, so that "led to" is not in "enrolled to"; it may end inside
// one.
constexpr auto kReports = std::to_array<std::string_view>({"showed",
                                                           "shows that",
                                                           "found that",
                                                           "found no",
                                                           "was found",
                                                           "were found",
                                                           "was observed",
                                                           "were observed",
                                                           "experienced",
                                                           "improved",
                                                           "increased",
                                                           "decreased",
                                                           "declined",
                                                           "reduced",
                                                           "rose ",
                                                           "fell ",
                                                           "dropped",
                                                           "doubled",
                                                           "halved",
                                                           "gained",
                                                           "lost ",
                                                           "grew ",
                                                           "shrank",
                                                           "lengthened",
                                                           "shortened",
                                                           "strengthened",
                                                           "weakened",
                                                           "lowered",
                                                           "raised",
                                                           "delayed",
                                                           "advanced",
                                                           "predicted",
                                                           "explained",
                                                           "associated with",
                                                           "correlated with",
                                                           "related to",
                                                           "was linked to",
                                                           "were linked to",
                                                           "did not",
                                                           "didn't",
                                                           "didn’t",
                                                           "does not change",
                                                           "made no",
                                                           "no difference",
                                                           "no significant",
                                                           "not significant",
                                                           "not significantly",
                                                           "no association",
                                                           "no effect",
                                                           "no evidence",
                                                           "no change",
                                                           "unchanged",
                                                           "weren't related",
                                                           "weren’t related",
                                                           "wasn't related",
                                                           "wasn’t related",
                                                           "remained",
                                                           "continued",
                                                           "persisted",
                                                           "outperform",
                                                           "got bigger",
                                                           "got larger",
                                                           "got smaller",
                                                           "got better",
                                                           "got worse",
                                                           "responded",
                                                           "recovered",
                                                           "exceeded",
                                                           "resulted in",
                                                           "led to",
                                                           "显著",
                                                           "升高",
                                                           "降低",
                                                           "下降",
                                                           "增加",
                                                           "减少",
                                                           "减轻",
                                                           "改善",
                                                           "提高",
                                                           "缩短",
                                                           "延长",
                                                           "推迟",
                                                           "提前",
                                                           "呈正相关",
                                                           "呈负相关",
                                                           "无统计学意义",
                                                           "差异有统计学意义",
                                                           "无明显",
                                                           "未发现",
                                                           "结果表明",
                                                           "结果显示",
                                                           "研究发现",
                                                           "优于",
                                                           "高于",
                                                           "低于"});
constexpr auto kCompares = std::to_array<std::string_view>(
    {"more than", "less than",   "fewer",        "higher",       "lower",      "larger",        "smaller",
     "bigger",    "greater",     "better",       "worse",        "stronger",   "weaker",        "faster",
     "slower",    "longer than", "shorter than", "earlier than", "later than", "compared with", "compared to",
     "twice",     "less ",       "相比",         "大于",         "小于",       "多于",          "少于"});
constexpr auto kConcludes = std::to_array<std::string_view>({"suggesting that",
                                                             "suggests that",
                                                             "suggest that",
                                                             "indicating that",
                                                             "indicates that",
                                                             "indicate that",
                                                             "in conclusion",
                                                             "we conclude",
                                                             "is known as",
                                                             "are known as",
                                                             "can help",
                                                             "helps to",
                                                             "can reduce",
                                                             "can improve",
                                                             "can trigger",
                                                             "leads to",
                                                             "lead to",
                                                             "results from",
                                                             "is driven by",
                                                             "are driven by",
                                                             "contributes to",
                                                             "contribute to",
                                                             "evidence that",
                                                             "evidence suggest",
                                                             "表明",
                                                             "提示",
                                                             "综上",
                                                             "可降低",
                                                             "可改善",
                                                             "有助于"});

constexpr auto kRecruits = std::to_array<std::string_view>({"took part",
                                                            "participated in",
                                                            "were recruited",
                                                            "was recruited",
                                                            "were enrolled",
                                                            "were randomi",
                                                            "was randomi",
                                                            "randomly assigned",
                                                            "were assigned",
                                                            "were allocated",
                                                            "were asked to",
                                                            "volunteered",
                                                            "were divided into",
                                                            "were included",
                                                            "received either",
                                                            "data were collected",
                                                            "was conducted",
                                                            "were conducted",
                                                            "was carried out",
                                                            "were carried out",
                                                            "选取",
                                                            "随机分",
                                                            "纳入",
                                                            "选择"});
constexpr auto kIntends = std::to_array<std::string_view>(
    {"wanted to", "aimed to", "aims to", "set out to", "the aim of", "the purpose of", "to determine whether",
     "to find out", "to see if", "was designed to", "expected that", "hypothesi", "this study examined", "was part of",
     "we propose to", "旨在", "目的", "探讨"});
constexpr auto kAsks = std::to_array<std::string_view>(
    {"more research", "further research", "future research", "further stud", "future stud", "more studies",
     "larger trials", "are needed", "is needed", "warranted", "有待", "需进一步", "需要进一步"});

// Openings that point at what another sentence said; alone nobody knows at what.
constexpr auto kPointsBack =
    std::to_array<std::string_view>({"they ", "it is ", "it was ", "that is ", "such ", "both of them", "he ", "she ",
                                     "其中", "这", "该", "this ", "these ", "those "});
// What a sentence may point at: the work that it is part of.
constexpr auto kOwnWork = std::to_array<std::string_view>(
    {"study",    "studies",     "trial",  "result",      "finding",    "data",     "analys",
     "review",   "meta-analys", "work",   "paper",       "experiment", "research", "cohort",
     "evidence", "article",     "survey", "observation", "simulation", "model",    "method"});
// What might be is no finding.
constexpr auto kHedges =
    std::to_array<std::string_view>({"could be", "might ", "may be", "would be", "perhaps", "unclear"});

constexpr auto kPublished = std::to_array<std::string_view>(
    {"is published", "was published", "were published", "are published", "been published", "appears in the journal",
     "appeared in the journal", "appear in the journal", "to be published", "发表于", "刊登于", "发表在"});
// "Studies that were published in the last ten years found …" says where and what.
constexpr auto kSaysWhat = std::to_array<std::string_view>(
    {"found", "show", "report", "conclu", "suggest", "indicat", "reveal", "发现", "表明", "显示"});

constexpr double kReportsPoints = 0.3, kComparesPoints = 0.15, kConcludesPoints = 0.2;
// Of the first figure, and of more than one.
constexpr double kFigure = 0.25, kMoreFigures = 0.1;
constexpr double kRecruitsPoints = -0.5, kIntendsPoints = -0.5, kAsksPoints = -0.4, kPublishedPoints = -1,
                 kPointsBackPoints = -0.6, kHedgesPoints = -0.3;

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool holds(std::string_view lower, std::string_view cue) {
  for (std::size_t at = lower.find(cue); at != lower.npos; at = lower.find(cue, at + 1))
    if (at == 0 || !is_letter(cue.front()) || !is_letter(lower[at - 1])) return true;
  return false;
}
template <std::size_t N>
bool holds_any(std::string_view lower, const std::array<std::string_view, N>& cues) {
  return std::any_of(cues.begin(), cues.end(), [&](std::string_view cue) { return holds(lower, cue); });
}

bool points_back(std::string_view lower) {
  const auto cue = std::find_if(kPointsBack.begin(), kPointsBack.end(),
                                [&](std::string_view one) { return lower.starts_with(one); });
  if (cue == kPointsBack.end()) return false;
  const std::string_view rest = lower.substr(cue->size(), lower.find(' ', cue->size()) - cue->size());
  return std::none_of(kOwnWork.begin(), kOwnWork.end(), [&](std::string_view own) { return rest.starts_with(own); });
}

bool is_outcome_figure(std::string_view number) {
  return !number.empty() && number.front() != 'n' && number.front() != 'N';
}

bool states_publication_lower(std::string_view lower) {
  return holds_any(lower, kPublished) && !holds_any(lower, kSaysWhat);
}

}  // namespace

bool states_outcome(const std::vector<std::string>& numbers) {
  return std::any_of(numbers.begin(), numbers.end(), is_outcome_figure);
}

bool states_publication(std::string_view sentence) {
  return states_publication_lower(ascii_lower(sentence));
}

double evidence(std::string_view sentence, const std::vector<std::string>& numbers) {
  const std::string lower = ascii_lower(sentence);
  double points = 0;
  if (holds_any(lower, kReports)) points += kReportsPoints;
  if (holds_any(lower, kCompares)) points += kComparesPoints;
  if (holds_any(lower, kConcludes)) points += kConcludesPoints;
  const auto figures = std::count_if(numbers.begin(), numbers.end(), is_outcome_figure);
  if (figures > 0) points += kFigure;
  if (figures > 1) points += kMoreFigures;
  if (holds_any(lower, kRecruits)) points += kRecruitsPoints;
  if (holds_any(lower, kIntends)) points += kIntendsPoints;
  if (holds_any(lower, kAsks)) points += kAsksPoints;
  if (points_back(lower)) points += kPointsBackPoints;
  if (holds_any(lower, kHedges)) points += kHedgesPoints;
  if (states_publication_lower(lower)) points += kPublishedPoints;
  return std::clamp(points, -1.0, 1.0);
}

}  // namespace meridian::query::explore
