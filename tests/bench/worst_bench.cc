// The dearest legal queries (FAULTS Q): each form of the query language filled up to its bound with the commonest words of the
// library, asked as a page is, ten hits with facets, counts and snippets. One that is refused before it starts costs nothing and is
// shown with its code.
//
// The library is written to: five thousand papers are starred and tagged, radars saved.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "indexer/index_writer.h"
#include "library/index.h"
#include "query/engine.h"
#include "query/search/cost.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"

namespace meridian::bench {

namespace {

constexpr std::size_t kWords = 512, kMarked = 5'000;
constexpr int kRuns = 3;
// A query that takes longer is asked once.
constexpr double kLong = 2'000;

using Counted = std::vector<std::pair<Xapian::doccount, std::string>>;

void commonest_first(Counted& counted) {
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
}

std::vector<std::string> names(Counted counted, std::size_t most) {
  commonest_first(counted);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(most, counted.size()); ++i) out.push_back(counted[i].second);
  return out;
}

bool is_latin(const std::string& term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// What the forms are filled with.
struct Material {
  std::vector<std::string> words;     // commonest first
  std::vector<std::string> long_words;  // of five letters or more
  std::vector<std::string> prefixes;  // three letters with the most forms
  std::vector<std::string> pairs;     // of Han characters
  std::vector<std::string> characters;

  explicit Material(const Xapian::Database& database) {
    Counted latin, longer, two, one;
    std::map<std::string, Xapian::doccount> forms;
    auto term = database.allterms_begin();
    for (term.skip_to("a"); term != database.allterms_end(); ++term) {
      const std::string text = *term;
      const Xapian::doccount works = term.get_termfreq();
      if (is_latin(text)) {
        if (works > 20) latin.emplace_back(works, text);
        if (works > 20 && text.size() >= 5) longer.emplace_back(works, text);
        if (text.size() >= 3) ++forms[text.substr(0, 3)];
      } else if (static_cast<unsigned char>(text[0]) >= 0xE4 && (text.size() == 3 || text.size() == 6)) {
        (text.size() == 3 ? one : two).emplace_back(works, text);
      }
    }
    Counted wide;
    for (const auto& [prefix, count] : forms) wide.emplace_back(count, prefix);
    words = names(latin, 2 * kWords), long_words = names(longer, kWords), prefixes = names(wide, 64);
    pairs = names(two, kWords), characters = names(one, kWords);
  }
};

// `many` of `words` from `first` on, each between `before` and `after`.
std::string filled(const std::vector<std::string>& words, std::size_t many, const std::string& before, const std::string& after,
                   std::size_t first = 0) {
  std::string out;
  for (std::size_t i = 0; i < many && !words.empty(); ++i) out += before + words[(first + i) % words.size()] + after;
  return out;
}
std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}
// Without the operator behind the last word.
std::string joined(const std::vector<std::string>& words, std::size_t many, const std::string& between) {
  const std::string out = filled(words, many, "", between);
  return out.substr(0, out.size() - std::min(out.size(), between.size()));
}
std::string quoted(const std::vector<std::string>& words, std::size_t first, std::size_t many) { return "\"" + filled(words, many, "", " ", first) + "\""; }

std::string phrases(const std::vector<std::string>& words, std::size_t many, std::size_t length, const std::string& between) {
  std::string out;
  for (std::size_t i = 0; i < many; ++i) out += (i == 0 ? "" : between) + quoted(words, i * length % 64, length);
  return out;
}

struct Query {
  std::string name, text;
  query::SearchRequest request = {};
};

std::vector<Query> dearest(const Material& of) {
  using query::Sort;
  const auto& words = of.words;
  std::vector<Query> queries = {
      {"the commonest word", words[0]},
      {"64 words", filled(words, 64, "", " ")},
      {"64 words OR", joined(words, 64, " OR ")},
      {"512 words", filled(words, kWords, "", " ")},
      {"512 words OR", joined(words, kWords, " OR ")},
      {"512 words AND", joined(words, kWords, " AND ")},
      {"256 words, each excluded", filled(words, 256, "-", " ")},
      {"one word NOT", "NOT " + words.back()},
      {"phrase of 2", quoted(words, 0, 2)},
      {"phrase of 2, rare order", "\"" + words[1] + " " + words[0] + "\""},
      {"phrase of 4", quoted(words, 0, 4)},
      {"phrase of 16", quoted(words, 0, 16)},
      {"phrase of 512", quoted(words, 0, kWords)},
      {"one word 16 times as a phrase", "\"" + repeated(words[0] + " ", 16) + "\""},
      {"64 phrases of 2 OR", phrases(words, 64, 2, " OR ")},
      {"128 phrases of 4 OR", phrases(words, 128, 4, " OR ")},
      {"64 phrases of 2 excluded", "-" + phrases(words, 64, 2, " -")},
      {"phrase of 4 within 100", quoted(words, 0, 4) + "~100"},
      {"NEAR/100, 2 words", words[0] + " NEAR/100 " + words[1]},
      {"NEAR/100, 8 words", joined(words, 8, " NEAR/100 ")},
      {"NEAR/100, 64 words", joined(words, 64, " NEAR/100 ")},
      {"NEAR/100, 512 words", joined(words, kWords, " NEAR/100 ")},
      {"ADJ/100, 8 words", joined(words, 8, " ADJ/100 ")},
      {"ADJ/100, 512 words", joined(words, kWords, " ADJ/100 ")},
      {"NEAR/100, one word 8 times", repeated(words[0] + " NEAR/100 ", 7) + words[0]},
      {"2 wildcards", filled(of.prefixes, 2, "", "* ")},
      {"4 wildcards", filled(of.prefixes, 4, "", "* ")},
      {"16 wildcards", filled(of.prefixes, 16, "", "* ")},
      {"4 wildcards in abstracts", filled(of.prefixes, 4, "abstract:", "* ")},
      {"4 wildcards excluded", filled(of.prefixes, 4, "-", "* ")},
      {"1 fuzzy word", of.long_words[0] + "~2"},
      {"16 fuzzy words", filled(of.long_words, 16, "", "~2 ")},
      {"16 short fuzzy words", filled(words, 16, "", "~2 ", 20)},
      {"256 words in titles", filled(words, 256, "title:", " ")},
      {"256 words in abstracts", filled(words, 256, "abstract:", " ")},
      {"256 words in abstracts OR", "abstract:" + joined(words, 256, " OR abstract:")},
      {"512 years OR", "year:" + joined({"1990..2020", "1960..2021", "1980..2023"}, kWords, " OR year:")},
      {"512 days OR", "date:" + joined({"2001-02-03..2020-05-06", "1990-02-03..2022-05-06"}, kWords, " OR date:")},
      {"200 days excluded", filled({"2001-02-03..2020-05-06", "1990-02-03..2022-05-06"}, 200, "-date:", " ")},
      {"512 filters", repeated("lang:en ", kWords)},
      {"starred", "is:starred"},
      {"not starred", "-is:starred"},
      {"16 times starred OR", repeated("is:starred OR ", 15) + "is:starred"},
      {"512 times starred OR", repeated("is:starred OR ", kWords - 1) + "is:starred"},
      {"512 times tagged, excluded", repeated("-tag:bench ", kWords)},
      {"16 times unread", repeated("is:unread ", 16)},
      {"512 times unread OR", repeated("is:unread OR ", kWords - 1) + "is:unread"},
      {"like a paper", "like:1"},
      {"512 times like", joined({"like:1", "like:2", "like:3", "like:5"}, kWords, " OR ")},
      {"16 radars of 64 words", joined({"search:bench", "search:bench2"}, 16, " OR ")},
      {"64 words with boosts and ~", filled(words, 64, "~", "^9.9 ")},
      {"8 misspelt words, nothing found", filled(of.long_words, 8, "", "zq ") + " AND zqzqz"},
      {"300 words and one that is nowhere", joined(words, 300, " AND ") + " AND zqzqzq"},
      {"16 required words that never meet", filled(of.long_words, 16, "+", " ", 200)},
      {"brackets 16 deep", repeated("(" + words[3] + " OR (" + words[5] + " AND ", 16) + words[7] + repeated("))", 16)},
      {"200 pairs of words AND", [&] {
         std::string out;
         for (std::size_t i = 0; i < 200; ++i) out += (i == 0 ? "(" : " AND (") + words[i] + " OR " + words[i + 1] + ")";
         return out;
       }()},
      {"200 pairs of words OR", [&] {
         std::string out;
         for (std::size_t i = 0; i < 200; ++i) out += (i == 0 ? "(" : " OR (") + words[i] + " AND " + words[i + 1] + ")";
         return out;
       }()},
  };
  if (!of.pairs.empty()) {
    queries.push_back({"512 Han characters", filled(of.characters, kWords, "", " ")});
    queries.push_back({"256 Han pairs OR", joined(of.pairs, 256, " OR ")});
    queries.push_back({"phrase of 64 Han characters", "\"" + filled(of.characters, 64, "", "") + "\""});
    queries.push_back({"16 Han wildcards", filled(of.characters, 16, "", "* ")});
    queries.push_back({"NEAR/100, 64 Han pairs", joined(of.pairs, 64, " NEAR/100 ")});
  }
  Query deep{"64 words OR, hits 9,801 to 10,000", joined(words, 64, " OR ")};
  deep.request.offset = 9'800, deep.request.limit = 200;
  queries.push_back(deep);
  Query newest{"64 words OR, newest first", joined(words, 64, " OR ")};
  newest.request.sort = Sort::newest;
  queries.push_back(newest);
  newest.name += ", hits 9,801 to 10,000", newest.request.offset = 9'800, newest.request.limit = 200;
  queries.push_back(newest);
  Query explained{"64 words, explained", filled(words, 64, "", " ")};
  explained.request.explain = true, explained.request.limit = 200;
  queries.push_back(explained);
  Query tiers{"4 words, 200 hits", filled(words, 4, "", " ", 30)};
  tiers.request.limit = 200;
  queries.push_back(tiers);
  return queries;
}

void mark(const std::filesystem::path& folder, const base::Clock& clock, const Material& of) {
  const auto library = must(library::Library::open(folder, library::OpenMode::read_write, clock));
  must(library->write([&](library::Transaction& transaction) -> base::Status {
    std::size_t marked = 0;
    for (library::WorkId work = 1; marked < kMarked && work < 2 * static_cast<library::WorkId>(kMarked); ++work) {
      if (!library->marks().set(transaction, work, library::Mark::starred, true)) continue;
      MERIDIAN_TRY(library->marks().set(transaction, work, library::Mark::read, true));
      MERIDIAN_TRY(library->marks().set_tag(transaction, work, "bench", true));
      ++marked;
    }
    MERIDIAN_TRY(library->radars().add(transaction, {"bench", filled(of.words, 30, "", " "), 0}));
    return library->radars().add(transaction, {"bench2", joined(of.words, 30, " OR "), 0});
  }));
}

struct Desk {
  const base::Config& config;
  const Xapian::Database& database;
  std::shared_ptr<const text::Analyzer> analyzer;
  std::shared_ptr<const text::Glossary> glossary;
};

// The steps that the search reckons with before it starts; 0 of a query that is refused before that.
double estimated(const Desk& of, const Query& asked) {
  const auto parsed = query::search::parse(asked.text, of.config.search, 0);
  if (!parsed) return 0;
  const auto compiled = query::search::compile(*parsed, of.database, *of.analyzer, *of.glossary, {.bounds = of.config.search});
  if (!compiled) return 0;
  base::SearchConfig unbounded = of.config.search;
  unbounded.max_query_steps = 2'000'000'000;
  const auto steps = query::search::affordable(*compiled, of.database, unbounded);
  return steps ? *steps : 0;
}

void measure(query::Engine& engine, const Desk& desk, const Query& asked) {
  query::SearchRequest request = asked.request;
  request.query = asked.text;
  double best = 0;
  std::string outcome;
  for (int i = 0; i < kRuns && best < kLong; ++i) {
    const Stopwatch watch;
    const auto reply = engine.search(request);
    const double took = watch.milliseconds();
    best = i == 0 ? took : std::min(best, took);
    outcome = reply ? std::to_string(reply->total_any) + " works" : reply.error().code;
  }
  std::printf("%s\t%.1f\t%.1f\t%s\n", asked.name.c_str(), best, estimated(desk, asked) / 1e6, outcome.c_str());
  std::fflush(stdout);
}

}  // namespace

int worst_bench(const Words& words) {
  if (words.empty() || words.size() > 2) return 2;
  const base::SystemClock clock;
  base::Config config;
  config.library = words[0];
  try {
    const auto index = must(library::Index::open(config.library, indexer::current_version()));
    const Material material(index->database());
    if (material.words.size() < 2 || material.long_words.empty()) give_up("The library has too few words.");
    mark(config.library, clock, material);
    const std::filesystem::path data = must(base::shipped_data_folder(base::environment()));
    const auto engine = must(query::Engine::open(config, data, clock));
    const auto analyzer = must(text::Analyzer::open());
    const Desk desk{config, index->database(), analyzer, must(text::Glossary::load(data / "glossary", analyzer))};
    std::puts("query\tms\tmillion steps\toutcome");
    for (const Query& query : dearest(material))
      if (words.size() == 1 || query.name.find(words[1]) != std::string::npos) measure(*engine, desk, query);
  } catch (const Xapian::Error& error) {
    give_up(error.get_description());
  }
  return 0;
}

}  // namespace meridian::bench
