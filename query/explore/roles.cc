#include "query/explore/roles.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "query/explore/ascii.h"
#include "query/explore/evidence.h"
#include "query/explore/numbers.h"
#include "text/sentences.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kRoles = 5;  // that a sentence can play; `none` comes from headings alone
// Longer texts are pages: their order is a writer's, not a study's.
constexpr std::size_t kMaxAbstractSentences = 20;

// What it costs to go back to an earlier part; a page tells its story in any order.
constexpr double kStepBack = 1.2, kStepBackInPage = 0.2;

// Without a place to go by, what a sentence reports has to decide.
constexpr double kEvidenceInPage = 3;

struct RoleCue {
  std::string_view words;  // lower case; found anywhere in the sentence
  Role role;
  double points;
};
constexpr auto kCues = std::to_array<RoleCue>({
    {"aim of th", Role::objective, 3},
    {"we aim", Role::objective, 2.5},
    {"aimed to", Role::objective, 3},
    {"aims to", Role::objective, 2.5},
    {"purpose of th", Role::objective, 3},
    {"objective", Role::objective, 2.5},
    {"to determine whether", Role::objective, 2},
    {"to investigate", Role::objective, 1.5},
    {"to evaluate", Role::objective, 1},
    {"to assess", Role::objective, 1},
    {"to examine", Role::objective, 1.2},
    {"we investigated whether", Role::objective, 2},
    {"we hypothesi", Role::objective, 1.5},
    {"this paper presents", Role::objective, 1.5},
    {"in this paper", Role::objective, 1.5},
    {"this study examined", Role::objective, 1.5},
    {"is unknown", Role::background, 1.5},
    {"little is known", Role::background, 2.5},
    {"remains unclear", Role::background, 1},
    {"however,", Role::background, .4},
    {"is a common", Role::background, 2},
    {"is associated with", Role::background, .5},
    {"has been", Role::background, .8},
    {"have been", Role::background, .7},
    {"is one of", Role::background, 1.2},
    {"are common", Role::background, 1},
    {"increasingly", Role::background, 1},
    {"is an important", Role::background, 1},
    {"took part", Role::method, 2.5},
    {"participated in", Role::method, 2},
    {"randomly assigned", Role::method, 2},
    {"wanted to", Role::objective, 2},
    {"were randomi", Role::method, 2.5},
    {"were recruited", Role::method, 2.5},
    {"were enrolled", Role::method, 2.5},
    {"were included", Role::method, 1.5},
    {"were assigned", Role::method, 2},
    {"were collected", Role::method, 1.8},
    {"was conducted", Role::method, 1.8},
    {"were measured", Role::method, 2},
    {"was measured", Role::method, 2},
    {"were assessed", Role::method, 1.8},
    {"was assessed", Role::method, 1.6},
    {"were analy", Role::method, 1.6},
    {"was performed", Role::method, 1.4},
    {"were performed", Role::method, 1.4},
    {"was used to", Role::method, 1.6},
    {"were used to", Role::method, 1.6},
    {"using", Role::method, .6},
    {"retrospective", Role::method, 1},
    {"consecutive", Role::method, 1.2},
    {"questionnaire", Role::method, 1},
    {"underwent", Role::method, 1},
    {"we searched", Role::method, 2},
    {"we used", Role::method, 1.2},
    {"we conducted", Role::method, 1.5},
    {"divided into", Role::method, 1.6},
    {"were obtained", Role::method, 1},
    {"were compared", Role::method, 1.2},
    {"were treated", Role::method, 1.2},
    {"were studied", Role::method, 1.4},
    {"were identified", Role::method, 0.6},
    {"were evaluated", Role::method, 1.4},
    {"were examined", Role::method, 1.4},
    {"data from", Role::method, 1},
    {"data were", Role::method, 1},
    {"was defined", Role::method, 1.6},
    {"were defined", Role::method, 1.6},
    {"outcome measure", Role::method, 1.6},
    {"regression", Role::method, 0.8},
    {"we propose", Role::method, 1.2},
    {"we present", Role::method, 0.6},
    {"we develop", Role::method, 1.2},
    {"we describe", Role::method, 0.6},
    {"is based on", Role::method, 0.8},
    {"algorithm", Role::method, 0.5},
    {"we found", Role::result, 2.2},
    {"results show", Role::result, 2.2},
    {"results indicate", Role::result, 1.6},
    {"was found", Role::result, 1},
    {"were found", Role::result, 1.2},
    {"was associated", Role::result, 1.4},
    {"were associated", Role::result, 1.4},
    {"significantly", Role::result, 1.4},
    {"significant difference", Role::result, 1.4},
    {"higher in", Role::result, 1},
    {"lower in", Role::result, 1},
    {"was observed", Role::result, 1},
    {"were observed", Role::result, 1},
    {"compared with", Role::result, .5},
    {"respectively", Role::result, 1},
    {"we show", Role::result, 1.2},
    {"showed", Role::result, 1.2},
    {"found that", Role::result, 1.2},
    {"experienced", Role::result, 1},
    {"no difference", Role::result, 1.4},
    {"didn't", Role::result, 1},
    {"didn’t", Role::result, 1},
    {"our study", Role::conclusion, 0.8},
    {"appears to", Role::conclusion, 0.8},
    {"outperform", Role::result, 2},
    {"experiments", Role::result, 0.8},
    {"results demonstrate", Role::result, 1.6},
    {"suggesting that", Role::conclusion, 1},
    {"is known as", Role::conclusion, 1.5},
    {"in conclusion", Role::conclusion, 4},
    {"we conclude", Role::conclusion, 4},
    {"these results", Role::conclusion, 1.6},
    {"these findings", Role::conclusion, 2.4},
    {"our findings", Role::conclusion, 2},
    {"our results", Role::conclusion, 1.2},
    {"suggest", Role::conclusion, 1.6},
    {"may be", Role::conclusion, .8},
    {"should be", Role::conclusion, 1.2},
    {"further research", Role::conclusion, 2},
    {"further stud", Role::conclusion, 2},
    {"future research", Role::conclusion, 2},
    {"is needed", Role::conclusion, 1},
    {"are needed", Role::conclusion, 1},
    {"warranted", Role::conclusion, 2},
    {"highlight", Role::conclusion, 1},
    {"can be used", Role::conclusion, .8},
    {"overall,", Role::conclusion, .8},
    {"目的", Role::objective, 2},
    {"旨在", Role::objective, 2.5},
    {"为了", Role::objective, 1.5},
    {"探讨", Role::objective, 1.5},
    {"本文", Role::objective, .8},
    {"日益", Role::background, 1.2},
    {"近年来", Role::background, 2},
    {"随着", Role::background, 1.8},
    {"是一种", Role::background, 1},
    {"采用", Role::method, 1.6},
    {"利用", Role::method, 1},
    {"通过", Role::method, .8},
    {"选取", Role::method, 2.2},
    {"选择", Role::method, .8},
    {"随机分", Role::method, 2.5},
    {"检测", Role::method, .6},
    {"结果表明", Role::result, 3},
    {"结果显示", Role::result, 3},
    {"结果发现", Role::result, 3},
    {"研究发现", Role::result, 2.5},
    {"研究表明", Role::result, 1.8},
    {"显著", Role::result, 1},
    {"差异有统计学意义", Role::result, 2},
    {"无统计学意义", Role::result, 2},
    {"高于", Role::result, 1},
    {"低于", Role::result, 1},
    {"结论", Role::conclusion, 3},
    {"综上", Role::conclusion, 3},
    {"提示", Role::conclusion, 1},
    {"说明", Role::conclusion, .8},
    {"具有重要", Role::conclusion, 1.2},
    {"值得", Role::conclusion, 1.5},
    {"为进一步", Role::conclusion, 1},
});

using Scores = std::array<double, kRoles>;
double& of(Scores& scores, Role role) {
  return scores[static_cast<std::size_t>(role)];
}

// What the place says: 0 = the first sentence, 1 = the last.
void add_place(Scores& scores, std::size_t index, std::size_t count) {
  const double place = count < 2 ? 1 : static_cast<double>(index) / static_cast<double>(count - 1);
  if (index == 0) of(scores, Role::background) += 2;
  if (place < 0.25) of(scores, Role::background) += 1;
  if (place < 0.4) of(scores, Role::objective) += 0.3;
  if (place >= 0.15 && place < 0.55) of(scores, Role::method) += 1.3;
  if (place >= 0.5) of(scores, Role::result) += 0.9;
  if (place >= 0.85) of(scores, Role::conclusion) += 1.2;
  if (index + 1 == count) of(scores, Role::conclusion) += 2.2;
}

Scores scores_of(std::string_view sentence, std::size_t index, std::size_t count) {
  Scores scores{};
  const std::string lower = ascii_lower(sentence);
  for (const RoleCue& cue : kCues)
    if (lower.find(cue.words) != lower.npos) of(scores, cue.role) += cue.points;
  const std::vector<std::string> numbers = numbers_in(sentence);
  if (states_outcome(numbers)) of(scores, Role::result) += 1.6;
  if (count <= kMaxAbstractSentences) {
    add_place(scores, index, count);
  } else {
    of(scores, Role::background) += 0.5;
    of(scores, Role::result) += kEvidenceInPage * evidence(sentence, numbers);
  }
  return scores;
}

// Going back to an earlier part costs; a step forward is free.
double transition(std::size_t from, std::size_t to, double step_back) {
  return to >= from ? 0 : -step_back * static_cast<double>(from - to);
}

// The best sequence of roles (Viterbi).
std::vector<Role> best_path(const std::vector<Scores>& scores) {
  const double step_back = scores.size() <= kMaxAbstractSentences ? kStepBack : kStepBackInPage;
  std::vector<Scores> total = scores;
  std::vector<std::array<std::size_t, kRoles>> from(scores.size());
  for (std::size_t i = 1; i < scores.size(); ++i)
    for (std::size_t to = 0; to < kRoles; ++to) {
      std::size_t best = 0;
      for (std::size_t before = 1; before < kRoles; ++before)
        if (total[i - 1][before] + transition(before, to, step_back) >
            total[i - 1][best] + transition(best, to, step_back))
          best = before;
      total[i][to] += total[i - 1][best] + transition(best, to, step_back);
      from[i][to] = best;
    }
  std::vector<Role> path(scores.size());
  if (scores.empty()) return path;
  std::size_t role =
      static_cast<std::size_t>(std::max_element(total.back().begin(), total.back().end()) - total.back().begin());
  for (std::size_t i = scores.size(); i-- > 0; role = from[i][role]) path[i] = static_cast<Role>(role);
  return path;
}

void guess_roles(std::string_view abstract, std::vector<RoleSentence>& sentences) {
  std::vector<Scores> scores;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const Span span = sentences[i].span;
    scores.push_back(scores_of(abstract.substr(span.begin, span.end - span.begin), i, sentences.size()));
  }
  const std::vector<Role> path = best_path(scores);
  for (std::size_t i = 0; i < sentences.size(); ++i) sentences[i].role = path[i];
}

}  // namespace

std::vector<RoleSentence> role_sentences(std::string_view abstract) {
  std::vector<RoleSentence> answer;
  std::optional<Role> section;
  for (const text::Sentence& sentence : text::sentences(abstract)) {
    const auto heading = heading_of(abstract.substr(sentence.begin, sentence.end - sentence.begin));
    if (heading) section = heading->role;
    const std::size_t begin = sentence.begin + (heading ? heading->end : 0);
    if (begin < sentence.end)
      answer.push_back({{begin, sentence.end}, section.value_or(Role::none), section.has_value()});
  }
  const bool some_heading = std::any_of(
      answer.begin(), answer.end(), [](const RoleSentence& one) { return one.by_heading && one.role != Role::none; });
  if (!some_heading) {
    // A lone "Keywords:" at the end still ends the text.
    const auto end = std::find_if(answer.begin(), answer.end(), [](const RoleSentence& one) { return one.by_heading; });
    std::vector<RoleSentence> body(answer.begin(), end);
    guess_roles(abstract, body);
    std::copy(body.begin(), body.end(), answer.begin());
  }
  return answer;
}

}  // namespace meridian::query::explore
