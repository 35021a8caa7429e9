#include "query/search/acronym_offers.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "text/acronyms.h"

namespace meridian::query::search {
namespace {

constexpr std::size_t kMostOffers = 2;
constexpr std::size_t kLongestRun = 8;  // words of the query that may be one long form
constexpr int kEnoughPapers = 2;

// "LBP", "lbp" and "LBPs" are one form; so are "IL-6" and "IL6".
std::string key_of_short(const std::string& form, const text::Analyzer& analyzer) {
  std::string_view name = form;
  if (name.size() > 2 && name.back() == 's' && name[name.size() - 2] >= 'A' && name[name.size() - 2] <= 'Z')
    name.remove_suffix(1);
  std::string key = analyzer.fold(name);
  std::erase_if(key, [](char c) { return c == '-' || c == ' ' || c == '.'; });
  return key;
}

// Stems in their order: "randomised controlled trials" and "randomized controlled trial" are one form.
std::string key_of_long(const std::string& form, const text::Analyzer& analyzer) {
  std::string key;
  for (const text::QueryWord& word : analyzer.words_of_query(form)) {
    if (word.stop_word) continue;
    for (const std::string& term : word.scoring) key += (key.empty() ? "" : " ") + term;
  }
  return key;
}

// How a form is written, by the papers that write it so.
class Spellings {
 public:
  void add(const std::string& written) { ++times_[written]; }
  // Of as common ones the shorter, then the one without a capital for a sentence's sake.
  const std::string& commonest() const {
    const auto rank = [](const auto& one) {
      return std::tuple(one.second, -static_cast<std::ptrdiff_t>(one.first.size()), one.first);
    };
    return std::max_element(times_.begin(), times_.end(),
                            [&](const auto& a, const auto& b) { return rank(a) < rank(b); })
        ->first;
  }

 private:
  std::map<std::string, int> times_;
};

struct Meaning {
  int papers = 0;
  Spellings short_form, long_form;
};

using Keys = std::pair<std::string, std::string>;  // of the short form, of the long one

std::map<Keys, Meaning> meanings_in(const std::vector<Hit>& hits, const text::Analyzer& analyzer) {
  std::map<Keys, Meaning> meanings;
  for (const Hit& hit : hits) {
    std::set<Keys> here;
    for (const library::LocalizedText& text : hit.article.texts)
      for (const std::string* part : {&text.title, &text.abstract})
        for (const text::Acronym& one : text::acronyms_in(*part)) {
          Keys keys{key_of_short(one.short_form, analyzer), key_of_long(one.long_form, analyzer)};
          if (keys.first.empty() || keys.second.empty() || !here.insert(keys).second) continue;
          Meaning& meaning = meanings[std::move(keys)];
          ++meaning.papers;
          meaning.short_form.add(one.short_form);
          meaning.long_form.add(one.long_form);
        }
  }
  return meanings;
}

bool is_plain(const Node& node) {
  const bool words = node.kind == Kind::word || (node.kind == Kind::phrase && node.distance == 0);
  return words && !node.field && node.boost == 1;
}

// Children [begin, end) of the root, and what is typed there.
struct Run {
  std::size_t begin = 0, end = 0;
  std::string text;
};

std::vector<Run> runs_of(const Node& root) {
  std::vector<Run> runs;
  const auto& parts = root.children;
  for (std::size_t begin = 0; begin < parts.size(); ++begin) {
    std::string text;
    for (std::size_t end = begin; end < parts.size() && end < begin + kLongestRun && is_plain(parts[end]); ++end) {
      // A phrase is a form by itself.
      if (end > begin && (parts[end].kind == Kind::phrase || parts[begin].kind == Kind::phrase)) break;
      text += (text.empty() ? "" : " ") + parts[end].text;
      runs.push_back({begin, end + 1, text});
    }
  }
  return runs;
}

Node form_node(const std::string& form) {
  const bool one_word = form.find(' ') == std::string::npos;
  return {.kind = one_word ? Kind::word : Kind::phrase, .text = form};
}

struct Offer {
  int papers = 0;
  std::string typed, other;
  Run run;
};

Repair as_repair(const Offer& offer, const Node& root) {
  Node either{.kind = Kind::any, .children = {form_node(offer.typed), form_node(offer.other)}};
  Node asked = root;
  asked.children.erase(asked.children.begin() + static_cast<std::ptrdiff_t>(offer.run.begin),
                       asked.children.begin() + static_cast<std::ptrdiff_t>(offer.run.end));
  asked.children.insert(asked.children.begin() + static_cast<std::ptrdiff_t>(offer.run.begin), std::move(either));
  const std::string papers = std::to_string(offer.papers);
  return {"acronym",
          print(asked),
          {"“" + offer.typed + "” is also “" + offer.other + "” (" + papers +
               (offer.papers == 1 ? " paper here says" : " papers here say") + "): search for both",
           "“" + offer.typed + "”又作“" + offer.other + "”（本页 " + papers + " 篇文献如此定义）：一并检索"}};
}

}  // namespace

std::vector<Repair> offer_acronyms(const Node& root, const std::vector<Hit>& hits,
                                   const std::vector<Expansion>& expansions, const text::Analyzer& analyzer) {
  const std::map<Keys, Meaning> meanings = meanings_in(hits, analyzer);
  if (meanings.empty()) return {};
  const std::vector<Run> runs = runs_of(root);
  std::set<std::string> short_known, long_known;
  const auto know = [&](const std::string& form) {
    short_known.insert(key_of_short(form, analyzer));
    long_known.insert(key_of_long(form, analyzer));
  };
  for (const Run& run : runs) know(run.text);
  for (const Expansion& group : expansions)
    for (const std::string& synonym : group.synonyms) know(synonym);

  std::vector<Offer> offers;
  for (const Run& run : runs) {
    const std::string as_short = key_of_short(run.text, analyzer), as_long = key_of_long(run.text, analyzer);
    for (const auto& [keys, meaning] : meanings) {
      const bool capitals = run.text == meaning.short_form.commonest();
      if (meaning.papers < kEnoughPapers && !capitals) continue;
      if (keys.first == as_short && !long_known.contains(keys.second))
        offers.push_back({meaning.papers, run.text, meaning.long_form.commonest(), run});
      else if (keys.second == as_long && !short_known.contains(keys.first))
        offers.push_back({meaning.papers, run.text, meaning.short_form.commonest(), run});
    }
  }
  std::stable_sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.papers > b.papers; });
  if (offers.size() > kMostOffers) offers.resize(kMostOffers);
  std::vector<Repair> repairs;
  for (const Offer& offer : offers) repairs.push_back(as_repair(offer, root));
  return repairs;
}

}  // namespace meridian::query::search
