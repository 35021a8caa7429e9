#include "query/explore/phrases.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace meridian::query::explore {
namespace {

using Key = std::array<std::uint32_t, kMaxPhraseWords>;
constexpr std::size_t kHanBytes = 3;
constexpr std::size_t kMaxHanCharacters = 10;
// The lead of a neighbour who is there in four of five uses.
constexpr double kContinued = 0.6;
constexpr std::uint32_t kLeastUsesToJudge = 2;

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::uint32_t word : key) hash = (hash ^ word) * 0x100000001b3U;
    return static_cast<std::size_t>(hash ^ (hash >> 29));
  }
};

// The phrase of `length` words that begins at `first` and ends there; an empty key when there is none.
Key key_at(const WordRun& run, std::size_t first, std::size_t length) {
  const RunWord& begin = run.words[first];
  const RunWord& end = run.words[first + length - 1];
  if (!end.closes) return {};
  if (begin.han && end.end - begin.begin > kMaxHanCharacters * kHanBytes) return {};
  Key key{};
  for (std::size_t i = 0; i < length; ++i) key[i] = run.words[first + i].number;
  return key;
}

// How many words from `first` on may stand in one phrase: they join, and are common enough.
std::size_t reach(const WordRuns& runs, const WordRun& run, std::size_t first, std::size_t least_documents) {
  std::size_t length = 0;
  while (length < kMaxPhraseWords && first + length < run.words.size()) {
    const RunWord& word = run.words[first + length];
    if ((length > 0 && !word.joins) || runs.documents_with(word.number) < least_documents) break;
    ++length;
  }
  return length;
}

bool is_piece(const Phrase& phrase) {
  std::uint32_t times = 0;
  for (const PhraseUse& use : phrase.uses) times += use.times;
  if (times < kLeastUsesToJudge) return false;
  const auto continues = [&](const Neighbour& one) {
    return one.word != 0 && one.lead >= kContinued * static_cast<double>(times);
  };
  return continues(phrase.before) || continues(phrase.after);
}

class Counter {
 public:
  Counter(const WordRuns& runs, std::size_t least_documents) : runs_(runs), least_documents_(least_documents) {
    for (const WordRun& run : runs.runs()) {
      count_concepts(run);
      count_words(run);
    }
  }

  std::vector<Phrase> result() && {
    std::erase_if(phrases_,
                  [this](const Phrase& phrase) { return phrase.uses.size() < least_documents_ || is_piece(phrase); });
    for (Phrase& phrase : phrases_) finish(phrase);
    return std::move(phrases_);
  }

 private:
  static void use(Phrase& phrase, std::size_t document) {
    if (phrase.uses.empty() || phrase.uses.back().document != document) phrase.uses.push_back({document, 0});
    ++phrase.uses.back().times;
  }

  void count_concepts(const WordRun& run) {
    for (const ConceptPlace& place : run.concepts) {
      // A glossary knows "treatment" and "patient" too.
      const auto first = run.words.begin() + static_cast<std::ptrdiff_t>(place.first_word);
      if (std::none_of(first, first + static_cast<std::ptrdiff_t>(place.words),
                       [](const RunWord& word) { return word.opens; }))
        continue;
      const auto [found, is_new] = concepts_.emplace(place.concept_, phrases_.size());
      if (is_new) phrases_.push_back({{}, place.concept_, {}, {}, 0, place.words, false, false, {}, {}});
      Phrase& phrase = phrases_[found->second];
      for (std::size_t i = 0; i < place.words; ++i) {
        const std::uint32_t word = run.words[place.first_word + i].number;
        if (std::find(phrase.parts.begin(), phrase.parts.end(), word) == phrase.parts.end())
          phrase.parts.push_back(word);
      }
      // One form being the query's is enough: the others say the same.
      const bool asked = std::all_of(first, first + static_cast<std::ptrdiff_t>(place.words),
                                     [this](const RunWord& word) { return runs_.in_query(word.number); });
      phrase.in_query = phrase.in_query || asked;
      use(phrase, run.document);
    }
  }

  void count_words(const WordRun& run) {
    auto next_concept = run.concepts.begin();
    for (std::size_t first = 0; first < run.words.size(); ++first) {
      while (next_concept != run.concepts.end() && next_concept->first_word < first) ++next_concept;
      if (!run.words[first].opens) continue;
      const std::size_t longest = reach(runs_, run, first, least_documents_);
      for (std::size_t length = 1; length <= longest; ++length) {
        const bool is_concept =
            next_concept != run.concepts.end() && next_concept->first_word == first && next_concept->words == length;
        const Key key = is_concept ? Key{} : key_at(run, first, length);
        if (key[0] != 0) count(key, run, first, length);
      }
    }
  }

  void count(const Key& key, const WordRun& run, std::size_t first, std::size_t length) {
    const auto [found, is_new] = by_words_.emplace(key, phrases_.size());
    if (is_new)
      phrases_.push_back({key,
                          nullptr,
                          {key.begin(), key.begin() + static_cast<std::ptrdiff_t>(length)},
                          {},
                          run.words[first].han ? kChinese : kEnglish,
                          length,
                          false,
                          false,
                          {},
                          {}});
    Phrase& phrase = phrases_[found->second];
    use(phrase, run.document);
    phrase.before.add(first > 0 && run.words[first].joins && run.words[first - 1].opens ? run.words[first - 1].number
                                                                                        : 0);
    const std::size_t next = first + length;
    const bool goes_on = next < run.words.size() && run.words[next].joins &&
                         (run.words[next].closes ||
                          (next + 1 < run.words.size() && run.words[next + 1].joins && run.words[next + 1].closes));
    phrase.after.add(goes_on ? run.words[next].number : 0);
  }

  void finish(Phrase& phrase) const {
    std::sort(phrase.parts.begin(), phrase.parts.end());
    phrase.parts.erase(std::unique(phrase.parts.begin(), phrase.parts.end()), phrase.parts.end());
    const auto of_query = [this](std::uint32_t word) { return runs_.in_query(word); };
    phrase.in_query = phrase.in_query || std::all_of(phrase.parts.begin(), phrase.parts.end(), of_query);
    phrase.touches_query = std::any_of(phrase.parts.begin(), phrase.parts.end(), of_query);
    if (phrase.concept_ == nullptr) return;
    if (!phrase.concept_->english.empty()) phrase.languages |= kEnglish;
    if (!phrase.concept_->chinese.empty()) phrase.languages |= kChinese;
  }

  const WordRuns& runs_;
  std::size_t least_documents_;
  std::unordered_map<Key, std::size_t, KeyHash> by_words_;
  std::unordered_map<const text::Concept*, std::size_t> concepts_;
  std::vector<Phrase> phrases_;
};

// True when the phrase's words stand at `first`.
bool stands_at(const Phrase& phrase, const WordRun& run, std::size_t first) {
  if (first + phrase.length > run.words.size()) return false;
  for (std::size_t i = 0; i < phrase.length; ++i)
    if (run.words[first + i].number != phrase.words[i] || (i > 0 && !run.words[first + i].joins)) return false;
  return true;
}

}  // namespace

void Neighbour::add(std::uint32_t one) {
  if (lead == 0) word = one;
  one == word ? ++lead : --lead;
}

std::vector<Phrase> phrases(const WordRuns& runs, std::size_t least_documents) {
  return Counter(runs, least_documents).result();
}

std::string printed(const Phrase& phrase, const WordRuns& runs, const std::vector<std::size_t>& documents,
                    std::string_view language) {
  if (phrase.concept_ != nullptr) {
    const auto& wanted = language == "zh" ? phrase.concept_->chinese : phrase.concept_->english;
    const auto& other = language == "zh" ? phrase.concept_->english : phrase.concept_->chinese;
    return wanted.empty() ? other.front() : wanted.front();
  }
  std::map<std::string_view, std::size_t> forms;
  for (const WordRun& run : runs.runs()) {
    if (!std::binary_search(documents.begin(), documents.end(), run.document)) continue;
    for (std::size_t first = 0; first < run.words.size(); ++first)
      if (stands_at(phrase, run, first))
        ++forms[run.text.substr(run.words[first].begin,
                                run.words[first + phrase.length - 1].end - run.words[first].begin)];
  }
  // On a tie the later in byte order: lower case, which is how the form stands inside a sentence.
  std::string_view commonest;
  std::size_t times = 0;
  for (const auto& [form, count] : forms)
    if (count >= times) commonest = form, times = count;
  return std::string(commonest);
}

bool is_part_of(const Phrase& part, const Phrase& whole) {
  // The words met of a concept are those of all its forms, so concepts are held together by their names.
  if (part.concept_ != nullptr && whole.concept_ != nullptr && !part.concept_->english.empty()) {
    const std::string& name = part.concept_->english.front();
    return part.concept_ != whole.concept_ &&
           std::any_of(whole.concept_->english.begin(), whole.concept_->english.end(), [&](const std::string& form) {
             return form.starts_with(name + ' ') || form.ends_with(' ' + name);
           });
  }
  return part.parts.size() < whole.parts.size() &&
         std::includes(whole.parts.begin(), whole.parts.end(), part.parts.begin(), part.parts.end());
}

bool overlap(const Phrase& a, const Phrase& b) {
  auto x = a.parts.begin();
  auto y = b.parts.begin();
  while (x != a.parts.end() && y != b.parts.end()) {
    if (*x == *y) return true;
    *x < *y ? ++x : ++y;
  }
  return false;
}

}  // namespace meridian::query::explore
