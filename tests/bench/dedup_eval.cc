// How many respun copies are recognised, and how many papers that are not the same are taken for one.
//
// Respinning: each word is replaced by another word of the corpus with a given probability, and 15 % of the sentences
// are dropped. The copies go the ordinary way: JSON lines, import, links. One library a round, so that rounds cannot
// meet each other's copies.
#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "base/files.h"
#include "indexer/dedup.h"
#include "indexer/importer.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"

namespace meridian::bench {

namespace {

constexpr std::size_t kLeastWords = 100;  // of an abstract to respin
constexpr double kDropped = .15;
constexpr int kExamples = 15;

struct Spin {
  std::string name;
  double replaced = .2;
  bool title_too = false;  // the title is respun as well
  bool original_has_id = false;
};

class Spinner {
 public:
  explicit Spinner(std::uint64_t seed) : random_(seed) {}
  void learn(const std::string& text) {
    std::istringstream words(text);
    for (std::string word; words >> word;)
      if (vocabulary_.size() < 200'000) vocabulary_.push_back(word);
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::string respun(const std::string& text, double replaced, double dropped) {
    std::string out, sentence;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
      const bool ends = word.back() == '.' || word.back() == '?' || word.back() == '!';
      sentence += (chance() < replaced ? vocabulary_[below(vocabulary_.size())] : word) + " ";
      if (!ends) continue;
      if (chance() >= dropped || out.empty()) out += sentence;
      sentence.clear();
    }
    out += sentence;
    return out.substr(0, out.find_last_not_of(' ') + 1);
  }

 private:
  double chance() { return static_cast<double>(random_() >> 11) * 0x1.0p-53; }
  std::mt19937_64 random_;
  std::vector<std::string> vocabulary_;
};

struct Corpus {
  std::vector<nlohmann::json> long_ones;  // records with a long abstract
};

Corpus read_corpus(const std::string& file, Spinner& spinner) {
  std::ifstream lines(file);
  Corpus corpus;
  for (std::string line; std::getline(lines, line);) {
    nlohmann::json record = nlohmann::json::parse(line, nullptr, false);
    if (record.is_discarded()) continue;
    const std::string abstract = record.value("abstract", "");
    if (spinner.below(50) == 0) spinner.learn(abstract);
    if (static_cast<std::size_t>(std::count(abstract.begin(), abstract.end(), ' ')) >= kLeastWords)
      corpus.long_ones.push_back(std::move(record));
  }
  if (corpus.long_ones.empty())
    give_up("No record of " + file + " has an abstract of " + std::to_string(kLeastWords) + " words.");
  return corpus;
}

// As a web page would have it: no identifier, an address of its own.
nlohmann::json page_of(const nlohmann::json& record, const std::string& site, std::size_t number) {
  return {{"title", record.value("title", "")},
          {"abstract", record.value("abstract", "")},
          {"lang", "en"},
          {"source", site},
          {"url", "https://" + site + ".example/" + std::to_string(number)}};
}

struct Recall {
  int same = 0, linked = 0, none = 0;
  std::vector<double> containment;
};

Recall round(const Spin& spin, const Corpus& corpus, Spinner& spinner, std::size_t pairs) {
  const auto folder = must(base::TemporaryFolder::make("meridian-dedup"));
  const std::filesystem::path file = folder.path() / "pairs.jsonl";
  {
    std::ofstream out(file, std::ios::binary);
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      const nlohmann::json& record = corpus.long_ones[spinner.below(corpus.long_ones.size())];
      nlohmann::json copy = page_of(record, "copy-site", pair);
      copy["abstract"] = spinner.respun(record.value("abstract", ""), spin.replaced, kDropped);
      if (spin.title_too) copy["title"] = spinner.respun(record.value("title", ""), spin.replaced, 0);
      out << (spin.original_has_id ? record : page_of(record, "first-site", pair)).dump() << '\n'
          << copy.dump() << '\n';
    }
  }
  const base::SystemClock clock;
  const auto library = must(library::Library::open(folder.path() / "library", library::OpenMode::read_write, clock));
  const indexer::ImportReport report = must(indexer::import_files(*library, {file}, {}, clock));
  Recall recall;
  for (std::size_t pair = 0; 2 * pair + 1 < report.ids.size(); ++pair) {
    const library::ArticleId original = report.ids[2 * pair], copy = report.ids[2 * pair + 1];
    const auto articles = must(library->articles().get_many({original, copy}));
    recall.containment.push_back(
        indexer::overlap_of(indexer::print_of(articles[0]), indexer::print_of(articles[1])).containment);
    bool same = false, linked = false;
    for (const library::Link& link : must(library->works().links_of(copy)))
      if (link.a == std::min(original, copy) && link.b == std::max(original, copy))
        (link.kind == library::LinkKind::same ? same : linked) = true;
    ++(same ? recall.same : linked ? recall.linked : recall.none);
  }
  return recall;
}

void print_recall(const Spin& spin, const Recall& recall) {
  const double pairs = std::max(1, recall.same + recall.linked + recall.none);
  row(spin.name + ": one Work", recall.same / pairs, "of the pairs");
  row(spin.name + ": linked only", recall.linked / pairs, "of the pairs");
  row(spin.name + ": containment, median", median(recall.containment), "");
}

// Every record of the corpus is a paper of its own, so each `same` link between two is wrong, or the archive has one
// paper twice.
void count_false_links(const std::string& file) {
  const auto folder = must(base::TemporaryFolder::make("meridian-dedup"));
  const base::SystemClock clock;
  const auto library = must(library::Library::open(folder.path() / "library", library::OpenMode::read_write, clock));
  must(indexer::import_files(*library, {file}, {}, clock));
  std::map<std::string, int> links;
  std::vector<library::Link> same;
  for (library::ArticleId after = 0;;) {
    const auto ids = must(library->articles().ids_after(after, 10'000));
    if (ids.empty()) break;
    after = ids.back();
    for (const library::ArticleId id : ids)
      for (const library::Link& link : must(library->works().links_of(id))) {
        if (link.a != id) continue;
        const std::string kind = link.kind == library::LinkKind::same       ? "same"
                                 : link.kind == library::LinkKind::concerns ? "concerns"
                                                                            : "shares text";
        ++links[kind + ", " + link.reason.substr(0, link.reason.find(' '))];
        if (link.kind == library::LinkKind::same) same.push_back(link);
      }
  }
  row("articles", static_cast<double>(must(library->articles().count())), "");
  row("works", static_cast<double>(must(library->works().count())), "");
  for (const auto& [name, count] : links) row("links " + name, count, "");
  const std::size_t step = std::max<std::size_t>(1, same.size() / kExamples);
  for (std::size_t at = 0; at < same.size(); at += step) {
    const auto articles = must(library->articles().get_many({same[at].a, same[at].b}));
    text_row("example (" + same[at].reason + ")", articles.front().main().title + " (" + articles.front().published +
                                                      ") == " + articles.back().main().title + " (" +
                                                      articles.back().published + ")");
  }
}

}  // namespace

int dedup_eval(const Words& words) {
  if (words.size() != 3) return 2;
  Spinner spinner(std::strtoull(words[1].c_str(), nullptr, 10));
  const Corpus corpus = read_corpus(words[0], spinner);
  for (const Spin& spin :
       {Spin{"20 % of words, two pages", .2, false, false}, Spin{"20 %, title too, two pages", .2, true, false},
        Spin{"20 %, a page and its paper with an id", .2, false, true}, Spin{"30 %, two pages", .3, false, false}})
    print_recall(spin, round(spin, corpus, spinner, std::strtoull(words[2].c_str(), nullptr, 10)));
  count_false_links(words[0]);
  return 0;
}

}  // namespace meridian::bench
