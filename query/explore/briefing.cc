// A briefing told top to bottom: read, choose sentences by theme, where papers disagree, what is missing, references.
#include "query/explore/briefing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "query/explore/ascii.h"
#include "query/explore/findings.h"
#include "query/explore/outcomes.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kMaxFindingsPerTheme = 3;
constexpr std::size_t kMaxDisagreements = 5;
constexpr std::size_t kMaxGaps = 5;
// Weights of METHODS 4.2: what is new counts, what repeats costs.
constexpr double kNewWords = 0.3;
constexpr double kRepetition = 0.5;

using Read = std::vector<std::vector<Finding>>;

// Chooses sentences one by one, each the best addition to those already chosen.
class Selection {
 public:
  Selection(const Read& read, const std::vector<Document>& documents) : read_(read), documents_(documents) {
    for (const Document& document : documents) best_score_ = std::max(best_score_, document.score);
  }

  // The finding of `members` that adds most; nothing when all their Works are quoted, or when nothing adds anything and
  // none is due.
  const Finding* next(const std::vector<std::size_t>& members, double theme_sum, bool due) const {
    const Finding* best = nullptr;
    double best_gain = 0;
    for (const std::size_t member : members) {
      if (works_.contains(documents_[member].work)) continue;
      for (const Finding* finding : worth_quoting(read_[member])) {
        const double value = gain(*finding, member, theme_sum);
        if ((best == nullptr && due) || value > best_gain) best = finding, best_gain = value;
      }
    }
    return best;
  }

  void take(const Finding& finding) {
    taken_.push_back(&finding);
    works_.insert(finding.quote.work);
    terms_.insert(finding.terms.begin(), finding.terms.end());
  }

 private:
  // sqrt: a second sentence on a theme adds less than the first. A paper that the search ranked low counts for less.
  double gain(const Finding& finding, std::size_t member, double theme_sum) const {
    const double rank = best_score_ > 0 ? 0.5 + 0.5 * documents_[member].score / best_score_ : 1;
    double fresh = 0;
    for (const std::string& term : finding.terms) fresh += !terms_.contains(term);
    if (!finding.terms.empty()) fresh /= static_cast<double>(finding.terms.size());
    double repeated = 0;
    for (const Finding* taken : taken_) repeated = std::max(repeated, likeness(finding, *taken));
    return std::sqrt(theme_sum + finding.rating * rank) - std::sqrt(theme_sum) + kNewWords * fresh -
           kRepetition * repeated;
  }

  const Read& read_;
  const std::vector<Document>& documents_;
  double best_score_ = 0;
  std::vector<const Finding*> taken_;
  std::set<library::WorkId> works_;
  std::set<std::string> terms_;
};

// ---- themes

void fill_themes(Brief& brief, const Read& read, const std::vector<Document>& documents, const Grouping& grouping) {
  Selection selection(read, documents);
  std::vector<double> sums(grouping.groups.size(), 0);
  for (const Group& group : grouping.groups)
    brief.themes.push_back(
        {group.labels.empty() ? "" : group.labels.front(), static_cast<int>(group.members.size()), {}});
  // In a short list every paper is worth a sentence.
  const bool one_list = documents.size() < kLeastToCluster;
  const std::size_t rounds = one_list ? documents.size() : kMaxFindingsPerTheme;
  for (std::size_t round = 0; round < rounds; ++round)
    for (std::size_t theme = 0; theme < grouping.groups.size(); ++theme) {
      const Finding* finding = selection.next(grouping.groups[theme].members, sums[theme], one_list || round == 0);
      if (finding == nullptr) continue;
      selection.take(*finding);
      // Nor is a paper of such a list worth less because others were quoted before it.
      if (!one_list) sums[theme] += finding->rating;
      brief.themes[theme].findings.push_back({finding->quote, 0});
    }
}

// ---- disagreements

bool opposite(const StatedDirection& a, const StatedDirection& b) {
  using Direction = Quote::Direction;
  if (!a.of_quantity || !b.of_quantity) return false;
  const auto either = [&](Direction x, Direction y) {
    return (a.direction == x && b.direction == y) || (a.direction == y && b.direction == x);
  };
  return either(Direction::up, Direction::down) || either(Direction::up, Direction::no_effect) ||
         either(Direction::down, Direction::no_effect);
}

struct Claim {
  const Finding* finding;
  std::string outcome;
};

// Result and conclusion sentences that state a direction about something named, by what they name.
std::map<std::string, std::vector<Claim>> claims(const Read& read, const text::Analyzer& analyzer,
                                                 const text::Glossary& glossary) {
  std::map<std::string, std::vector<Claim>> answer;
  for (const auto& of_document : read)
    for (const Finding& finding : of_document) {
      if (!finding.is_finding() || !finding.stated.of_quantity) continue;
      if (const auto outcome = outcome_of(finding.quote.text, finding.stated, analyzer, glossary))
        answer[outcome->key].push_back({&finding, outcome->text});
    }
  return answer;
}

// The pair of claims about one outcome that speak against each other and are best rated.
std::optional<Disagreement> disagreement(const std::vector<Claim>& about) {
  std::optional<Disagreement> answer;
  double best = -1;
  for (std::size_t i = 0; i < about.size(); ++i)
    for (std::size_t j = i + 1; j < about.size(); ++j) {
      const Finding& one = *about[i].finding;
      const Finding& other = *about[j].finding;
      const double rating = one.rating + other.rating;
      if (one.quote.work == other.quote.work || rating <= best || !opposite(one.stated, other.stated)) continue;
      best = rating;
      answer = Disagreement{about[i].outcome, {one.quote, 0}, {other.quote, 0}};
    }
  return answer;
}

// ---- gaps

constexpr auto kGapCues =
    std::to_array<std::string_view>({"further research",   "further stud",      "further investigation",
                                     "future research",    "future stud",       "future work",
                                     "more research",      "more studies",      "additional research",
                                     "additional studies", "larger trials",     "longer follow-up",
                                     "remains unclear",    "remain unclear",    "remains unknown",
                                     "remain unknown",     "remains to be",     "are warranted",
                                     "is warranted",       "poorly understood", "not well understood",
                                     "有待进一步",         "尚需进一步",        "仍需进一步",
                                     "需要进一步",         "需进一步",          "有待研究",
                                     "有待深入",           "尚不清楚",          "尚不明确",
                                     "仍不清楚",           "尚无定论"});

bool asks_for_more(std::string_view sentence) {
  const std::string lower = ascii_lower(sentence);
  return std::any_of(kGapCues.begin(), kGapCues.end(),
                     [&](std::string_view cue) { return lower.find(cue) != lower.npos; });
}

void fill_gaps(Brief& brief, const Read& read) {
  std::vector<const Finding*> found;
  for (const auto& of_document : read) {
    // The last of a paper: what it asks for at its end, after its own work.
    const auto last = std::find_if(of_document.rbegin(), of_document.rend(),
                                   [](const Finding& finding) { return asks_for_more(finding.quote.text); });
    if (last != of_document.rend()) found.push_back(&*last);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Finding* a, const Finding* b) { return a->rating > b->rating; });
  for (const Finding* finding : found)
    if (brief.gaps.size() < kMaxGaps) brief.gaps.push_back({finding->quote, 0});
}

// ---- references and what was read

class References {
 public:
  References(Brief& brief, const std::vector<Document>& documents) : brief_(brief) {
    for (const Document& document : documents) articles_.emplace(document.work, document.article);
  }
  void cite(BriefSentence& sentence) {
    const auto [place, is_new] = numbers_.emplace(sentence.quote.work, static_cast<int>(numbers_.size()) + 1);
    sentence.reference = place->second;
    if (is_new) brief_.references.push_back({place->second, sentence.quote.work, *articles_.at(sentence.quote.work)});
  }
  bool cited(library::WorkId work) const { return numbers_.contains(work); }

 private:
  Brief& brief_;
  std::map<library::WorkId, const library::Article*> articles_;
  std::map<library::WorkId, int> numbers_;
};

// Numbers in the order in which a reader meets them.
void number_references(Brief& brief, const std::vector<Document>& documents) {
  References references(brief, documents);
  for (BriefTheme& theme : brief.themes)
    for (BriefSentence& sentence : theme.findings) references.cite(sentence);
  for (Disagreement& pair : brief.disagreements) references.cite(pair.one), references.cite(pair.other);
  for (BriefSentence& sentence : brief.gaps) references.cite(sentence);
  for (const Document& document : documents)
    if (!references.cited(document.work)) brief.unused.push_back(*document.article);
}

void describe_reading(Brief& brief, const std::vector<Document>& documents) {
  brief.read = static_cast<int>(documents.size());
  for (const Document& document : documents) {
    const library::Article& article = *document.article;
    if (!article.published.empty()) {
      if (brief.oldest.empty() || article.published < brief.oldest) brief.oldest = article.published;
      brief.newest = std::max(brief.newest, article.published);
    }
    for (const library::LocalizedText& text : article.texts)
      if (!text.language.empty()) ++brief.languages[text.language];
    if (!article.source.empty()) ++brief.sources[article.source];
  }
}

}  // namespace

Brief brief(std::string_view question, const std::vector<Document>& documents, const Grouping& grouping,
            std::string_view language, const text::Analyzer& analyzer, const text::Glossary& glossary) {
  Brief answer;
  answer.question = question;
  describe_reading(answer, documents);
  const Read read = read_findings(documents, QueryTerms(question, analyzer, glossary), language, analyzer);
  fill_themes(answer, read, documents, grouping);
  for (const auto& [key, about] : claims(read, analyzer, glossary))
    if (answer.disagreements.size() < kMaxDisagreements)
      if (auto found = disagreement(about)) answer.disagreements.push_back(std::move(*found));
  fill_gaps(answer, read);
  number_references(answer, documents);
  return answer;
}

}  // namespace meridian::query::explore
