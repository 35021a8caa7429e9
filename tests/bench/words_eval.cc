// Searching across languages (METHODS 6): of pairs of sentences that say the same, one is the query and the other the
// paper that it must find.
//
// The real program imports each side into a library of its own and takes in the glossaries; the ordinary engine
// answers. 600 queries are drawn evenly over the pairs, asked as the whole sentence and as its four longest words. At
// last every other pair is the bilingual title of a paper in a third library, what is learnt there is taken in, and the
// rest is asked.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "query/engine.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "tests/end_to_end/real_program.h"
#include "text/analyzer.h"

namespace meridian::bench {

namespace {

constexpr std::size_t kQueries = 600;
constexpr int kDeepest = 100;
constexpr std::size_t kLongestWords = 4;

struct Pair {
  std::string english, chinese;
};
using Side = std::string Pair::*;

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r.") == std::string::npos;
}

// Lines "id<TAB>English<TAB>Chinese"; a sentence that came before is left out, since either paper would be right.
void read_pairs(const std::string& file, std::vector<Pair>& pairs, std::set<std::string>& seen) {
  std::ifstream in(file);
  if (!in) give_up("cannot read " + file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    Pair one{line.substr(first + 1, second - first - 1), line.substr(second + 1)};
    if (is_blank(one.english) || is_blank(one.chinese)) continue;
    if (seen.contains(one.english) || seen.contains(one.chinese)) continue;
    seen.insert({one.english, one.chinese});
    pairs.push_back(std::move(one));
  }
}

std::string doi_of(std::size_t pair) {
  return "10.5555/words." + std::to_string(pair);
}

void import(tests::Home& home, const std::string& library, const std::vector<Pair>& pairs, Side side) {
  std::string lines;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    lines +=
        nlohmann::json{{"id", "doi:" + doi_of(i)}, {"title", pairs[i].*side}, {"date", "2026-01-01"}}.dump() + "\n";
  const std::string file = home.write("sentences.jsonl", lines).string();
  const auto imported = home.run({"import", "--library", library, file, "--quiet"}, std::chrono::seconds(600));
  if (imported.code != 0) give_up("the import failed: " + imported.err);
}

// Papers with a title in each language, of every other pair; where what was learnt from them stands.
std::filesystem::path learn_from_half(tests::Home& home, const std::vector<Pair>& pairs) {
  std::string records;
  for (std::size_t i = 0; i < pairs.size(); i += 2)
    records += "TY  - JOUR\nTI  - " + pairs[i].english + "\nTT  - " + pairs[i].chinese + "\nDO  - " + doi_of(i) +
               "\nPY  - 2026\nER  - \n";
  const std::filesystem::path library = home.folder() / "bilingual";
  const std::string file = home.write("half.ris", records).string();
  const auto imported = home.run({"import", "--library", library.string(), file, "--quiet"}, std::chrono::seconds(600));
  if (imported.code != 0) give_up("the import failed: " + imported.err);
  const auto derived = home.run({"derive", "--library", library.string(), "--quiet"}, std::chrono::seconds(600));
  if (derived.code != 0) give_up("nothing was learnt: " + derived.err);
  return library / "glossary" / "learnt.tsv";
}

bool is_letter(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

// The sentence as words only: a query's signs mean something, but for the hyphen inside a word.
std::string plain(std::string_view sentence) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool joins = sentence[i] == '-' && i > 0 && is_letter(sentence, i - 1) && is_letter(sentence, i + 1);
    const auto byte = static_cast<unsigned char>(sentence[i]);
    out += joins ? '-' : !is_letter(sentence, i) ? ' ' : static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
  }
  return out;
}

std::size_t characters(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The first of equally long ones stay, in the sentence's order.
std::string longest_words(const std::string& sentence, const text::Analyzer& analyzer) {
  std::vector<std::string> words;
  for (const text::QueryWord& word : analyzer.words_of_query(plain(sentence)))
    if (std::find(words.begin(), words.end(), word.surface) == words.end()) words.push_back(word.surface);
  std::vector<std::string> by_length = words;
  std::stable_sort(by_length.begin(), by_length.end(),
                   [](const auto& a, const auto& b) { return characters(a) > characters(b); });
  by_length.resize(std::min(by_length.size(), kLongestWords));
  std::string out;
  for (const std::string& word : words)
    if (std::find(by_length.begin(), by_length.end(), word) != by_length.end()) out += (out.empty() ? "" : " ") + word;
  return out;
}

struct Score {
  double mrr = 0, hits10 = 0;
  int queries = 0, unanswered = 0;
  std::vector<double> times;
};

void ask(query::Engine& engine, const std::string& query, const std::string& wanted, Score& score) {
  query::SearchRequest request;
  request.query = query;
  request.limit = kDeepest;
  request.facets = request.snippets = request.counts = false;
  const Stopwatch watch;
  const auto reply = engine.search(request);
  score.times.push_back(watch.milliseconds());
  ++score.queries;
  if (!reply) {
    ++score.unanswered;
    return;
  }
  for (std::size_t rank = 0; rank < reply->hits.size(); ++rank) {
    if (reply->hits[rank].article.doi != wanted) continue;
    score.mrr += 1.0 / static_cast<double>(rank + 1);
    score.hits10 += rank < 10 ? 1 : 0;
    return;
  }
}

void print(const std::string& name, const Score& score) {
  char cells[160];
  std::snprintf(cells, sizeof cells, "%.3f\t%.3f\t%.1f\t%.1f\t%d", score.mrr / score.queries,
                score.hits10 / score.queries, median(score.times), percentile(score.times, .95), score.unanswered);
  std::printf("%s\t%s\n", name.c_str(), cells);
  std::fflush(stdout);
}

enum class Asked { all, other_half };

void measure(const std::string& name, const std::filesystem::path& library, const std::vector<Pair>& pairs, Side asked,
             Asked which) {
  const base::SystemClock clock;
  base::Config config;
  config.library = library;
  const auto shipped = must(base::shipped_data_folder(base::environment()));
  const Stopwatch watch;
  const auto engine = must(query::Engine::open(config, shipped, clock));
  const double opening = watch.milliseconds();
  const auto analyzer = must(text::Analyzer::open());
  Score whole, four;
  const std::size_t step = which == Asked::all ? 1 : 2, candidates = pairs.size() / step;
  const std::size_t queries = std::min(kQueries, candidates);
  for (std::size_t i = 0; i < queries; ++i) {
    const std::size_t pair = i * candidates / queries * step + step - 1;
    ask(*engine, plain(pairs[pair].*asked), doi_of(pair), whole);
    ask(*engine, longest_words(pairs[pair].*asked, *analyzer), doi_of(pair), four);
  }
  print(name + ", sentence", whole);
  print(name + ", four words", four);
  std::fprintf(stderr, "%s: the engine opened in %.0f ms\n", name.c_str(), opening);
}

}  // namespace

int words_eval(const Words& words) {
  if (words.empty()) return 2;
  std::vector<Pair> pairs;
  std::set<std::string> seen;
  for (const char* file : {"/tico19_en_zh.tsv", "/wmt_biomed_en_zh.tsv"}) read_pairs(words[0] + file, pairs, seen);
  std::fprintf(stderr, "%zu pairs of sentences\n", pairs.size());

  tests::Home home;
  const std::filesystem::path chinese = home.folder() / "chinese", english = home.folder() / "english";
  import(home, chinese.string(), pairs, &Pair::chinese);
  import(home, english.string(), pairs, &Pair::english);
  std::printf("asked\tMRR\thit@10\tms p50\tms p95\tunanswered\n");
  const auto both = [&](const std::string& with, Asked which = Asked::all) {
    measure("English → Chinese, " + with, chinese, pairs, &Pair::english, which);
    measure("Chinese → English, " + with, english, pairs, &Pair::chinese, which);
  };
  const auto take_in = [&](const std::string& glossary) {
    for (const auto& library : {chinese, english})
      if (const auto added = home.run({"glossary", "add", "--library", library.string(), glossary}); added.code != 0)
        give_up("the glossary was not taken in: " + added.err);
  };
  both("shipped glossary");
  for (std::size_t i = 1; i < words.size(); ++i) {
    take_in(words[i]);
    both("+ " + std::filesystem::path(words[i]).filename().string());
  }
  both("the same, other half", Asked::other_half);
  take_in(learn_from_half(home, pairs).string());
  both("+ learnt, other half", Asked::other_half);
  return 0;
}

}  // namespace meridian::bench
