// Searches beside the same Xapian queries run raw, on the same index and on a plain TermGenerator index of the same
// text.
//
// Raw is Enquire with its default weighting, an OR of the same stems (a phrase of the same words, the same filter), ten
// ids. Each query runs three times, ours and the raw ones in turn; its median counts. Ours runs all stages of ranking:
// where the library has no related papers yet, each Work gets twenty at random, which cost the same to look up.
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <random>

#include "base/files.h"
#include "indexer/index_writer.h"
#include "library/derived.h"
#include "library/index.h"
#include "library/index_schema.h"
#include "query/engine.h"
#include "query/search/search.h"
#include "query/search/snippet.h"
#include "tests/bench/drawn_queries.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"

namespace meridian::bench {

namespace {

constexpr std::size_t kQueries = 100;
constexpr int kRuns = 3;
constexpr int kHits = 10;
constexpr std::size_t kMostWords = 8;
constexpr double kEnoughLists = .95;  // as query/engine.cc has it
constexpr int kListsAtOnce = 1000;

// One kind of query: what is typed, and the same for Xapian.
struct Kind {
  std::string name;
  text::Script script = text::Script::latin;
  std::size_t words = 1;  // 0: from one to eight
  bool adjacent = false;
  std::function<std::string(const DrawnQuery&)> typed;
  std::function<Xapian::Query(const DrawnQuery&)> raw;
  std::function<Xapian::Query(const DrawnQuery&)>
      plain;  // for the TermGenerator index; empty: it cannot be asked there
};

Xapian::Query any_of(const std::vector<std::string>& terms) {
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}
Xapian::Query phrase_of(const std::vector<std::string>& terms) {
  return {Xapian::Query::OP_PHRASE, terms.begin(), terms.end(), static_cast<Xapian::termcount>(terms.size())};
}

Xapian::Query plain_any(const DrawnQuery& query) {
  const Xapian::Stem stem("en");
  std::vector<std::string> terms;
  for (const std::string& word : query.words) terms.push_back("Z" + stem(Xapian::Unicode::tolower(word)));
  return any_of(terms);
}
Xapian::Query plain_phrase(const DrawnQuery& query) {
  std::vector<std::string> terms;
  for (const std::string& word : query.words) terms.push_back(Xapian::Unicode::tolower(word));
  return phrase_of(terms);
}
Xapian::Query filtered(const DrawnQuery& query) {
  return {Xapian::Query::OP_FILTER, any_of(query.scored),
          Xapian::Query(library::field_term(library::Field::year, query.year))};
}
Xapian::Query titled(const DrawnQuery& query) {
  return {Xapian::Query::OP_FILTER, any_of(query.scored),
          Xapian::Query(library::field_term(library::Field::title, query.scored.front()))};
}

std::vector<Kind> kinds() {
  const auto as_it_is = [](const DrawnQuery& query) { return query.text(); };
  const auto raw_any = [](const DrawnQuery& query) { return any_of(query.scored); };
  return {{"1 word", text::Script::latin, 1, false, as_it_is, raw_any, plain_any},
          {"3 words", text::Script::latin, 3, false, as_it_is, raw_any, plain_any},
          {"5 words", text::Script::latin, 5, false, as_it_is, raw_any, plain_any},
          {"8 words", text::Script::latin, 8, false, as_it_is, raw_any, plain_any},
          {"1 to 8 words", text::Script::latin, 0, false, as_it_is, raw_any, plain_any},
          {"phrase of 2", text::Script::latin, 2, true, [](const DrawnQuery& q) { return "\"" + q.text() + "\""; },
           [](const DrawnQuery& q) { return phrase_of(q.places); }, plain_phrase},
          {"title: 1 word",
           text::Script::latin,
           1,
           false,
           [](const DrawnQuery& q) { return "title:" + q.text(); },
           titled,
           {}},
          {"3 words, a year",
           text::Script::latin,
           3,
           false,
           [](const DrawnQuery& q) { return q.text() + " year:" + q.year; },
           filtered,
           {}},
          {"1 Chinese word", text::Script::han, 1, false, as_it_is, raw_any, {}},
          {"3 Chinese words", text::Script::han, 3, false, as_it_is, raw_any, {}}};
}

void run_raw(const Xapian::Database& database, const Xapian::Query& query,
             std::array<Xapian::ValueCountMatchSpy, 5>* spies, int check) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  if (spies != nullptr)
    for (Xapian::ValueCountMatchSpy& spy : *spies) enquire.add_matchspy(&spy);
  const Xapian::MSet set = enquire.get_mset(0, kHits, static_cast<Xapian::doccount>(check));
  for (auto hit = set.begin(); hit != set.end(); ++hit) static_cast<void>(*hit);
}

void run_spied(const Xapian::Database& database, const Xapian::Query& query, int check) {
  using library::slot;
  using library::Slot;
  std::array<Xapian::ValueCountMatchSpy, 5> spies{
      Xapian::ValueCountMatchSpy(slot(Slot::year)), Xapian::ValueCountMatchSpy(slot(Slot::source)),
      Xapian::ValueCountMatchSpy(slot(Slot::language)), Xapian::ValueCountMatchSpy(slot(Slot::author)),
      Xapian::ValueCountMatchSpy(slot(Slot::type))};
  run_raw(database, query, &spies, check);
}

class SearchBench {
 public:
  SearchBench(const std::filesystem::path& folder, const std::string& plain_index, std::uint64_t seed)
      : seed_(seed),
        library_(must(library::Library::open(folder, library::OpenMode::read_only, clock_))),
        index_(must(library::Index::open(folder, indexer::current_version()))),
        plain_(plain_index),
        analyzer_(must(text::Analyzer::open())) {
    config_.library = folder;
    const std::filesystem::path data = must(base::shipped_data_folder(base::environment()));
    glossary_ = must(text::Glossary::load(data / "glossary", analyzer_));
    engine_ = must(query::Engine::open(config_, data, clock_));
    open_related();
  }

  // All kinds of queries, or the one of that name.
  void run(const std::string& only) {
    std::puts(
        "query\tids p50 ms\tids p95\tids p99\traw p50\traw p99\tids/raw p50\tplain index p50\tids/plain\twith facets "
        "p50\tfacets p99\traw+spies p50\tfacets/spies\tpage p50\tpage p99");
    for (const Kind& kind : kinds())
      if (only.empty() || only == kind.name) measure(kind);
    if (only.empty()) measure_snippets();
  }

 private:
  struct Times {
    std::vector<double> ids, raw, plain, facets, spies, page;
  };

  // The library's own related papers, or drawn ones in a file of their own.
  void open_related() {
    const std::string& generation = index_->state().generation;
    auto own = library::Derived::open(library::index_folder(config_.library) / generation);
    const auto state = own ? (*own)->state() : base::Result<library::DerivedState>(base::fail(own.error()));
    if (state && static_cast<double>(state->works) >= kEnoughLists * index_->database().get_doccount()) {
      related_ = std::move(*own);
      return;
    }
    std::fputs("No related papers in the library: they are drawn at random, for their time only.\n", stderr);
    draw_related();
    related_ = must(library::Derived::open(drawn_.path()));
  }

  void draw_related() {
    const auto related = must(library::Derived::open_to_write(drawn_.path()));
    std::mt19937_64 random(seed_);
    const std::int64_t all = must(library_->works().count());
    for (library::WorkId after = 0;;) {
      std::vector<library::Neighbourhood> lists;
      for (const library::Work& work : must(library_->works().list_after(after, kListsAtOnce))) {
        lists.push_back({work.id, {}});
        for (int i = 0; i < library::kKeptNeighbours; ++i)
          lists.back().neighbours.push_back(
              {static_cast<library::WorkId>(1 + random() % static_cast<std::uint64_t>(all)), 1.0 / (2 + i)});
        after = work.id;
      }
      if (lists.empty()) break;
      if (const auto written = related->write(lists, {}, 1, after); !written) give_up(written.error().message);
    }
  }

  std::vector<DrawnQuery> draw(const Kind& kind) {
    const auto of_length = [&](std::size_t words, std::size_t many) {
      return draw_queries(*library_, index_->database(), *analyzer_, kind.script, words, kind.adjacent, many, seed_);
    };
    if (kind.words > 0) return of_length(kind.words, kQueries);
    std::vector<DrawnQuery> queries;
    for (std::size_t words = 1; words <= kMostWords; ++words)
      for (DrawnQuery& query : of_length(words, kQueries / kMostWords)) queries.push_back(std::move(query));
    return queries;
  }

  query::SearchRequest request(const std::string& text, bool facets, bool snippets) const {
    query::SearchRequest out;
    out.query = text;
    out.limit = kHits;
    out.facets = out.counts = facets;
    out.snippets = snippets;
    return out;
  }

  query::search::Found find(const std::string& text, bool facets) {
    const query::search::Tools tools{.analyzer = *analyzer_,
                                     .glossary = *glossary_,
                                     .bounds = config_.search,
                                     .today = clock_.now() / 86'400,
                                     .related = related_.get()};
    auto found = query::search::search(index_->database(), tools, request(text, facets, false));
    if (!found) give_up("“" + text + "”: " + found.error().message);
    return std::move(*found);
  }

  void measure_one(const Kind& kind, const DrawnQuery& query, Times& times) {
    const std::string typed = kind.typed(query);
    const Xapian::Query raw = kind.raw(query), plain = kind.plain ? kind.plain(query) : Xapian::Query();
    const Xapian::Database& database = index_->database();
    const int exact = config_.search.exact_count_up_to;
    std::array<std::vector<double>, 6> runs;
    const auto take = [&](std::size_t which, const std::function<void()>& body) {
      runs[which].push_back(median_milliseconds(1, body));
    };
    find(typed, true);  // brings the pages into memory for everybody
    for (int i = 0; i < kRuns; ++i) {
      take(0, [&] { find(typed, false); });
      take(1, [&] { run_raw(database, raw, nullptr, 0); });
      if (kind.plain) take(2, [&] { run_raw(plain_, plain, nullptr, 0); });
      take(3, [&] { find(typed, true); });
      take(4, [&] { run_spied(database, raw, exact); });
      take(5, [&] { must(engine_->search(request(typed, true, true))); });
    }
    std::array<std::vector<double>*, 6> all{&times.ids,    &times.raw,   &times.plain,
                                            &times.facets, &times.spies, &times.page};
    for (std::size_t which = 0; which < all.size(); ++which)
      if (!runs[which].empty()) all[which]->push_back(median(runs[which]));
  }

  void measure(const Kind& kind) {
    const std::vector<DrawnQuery> queries = draw(kind);
    if (queries.size() < 10) return;
    Times times;
    for (const DrawnQuery& query : queries)
      if (!query.year.empty()) measure_one(kind, query, times);
    const double ids = median(times.ids), raw = median(times.raw), plain = median(times.plain),
                 facets = median(times.facets), spies = median(times.spies);
    std::printf("%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t", kind.name.c_str(), ids, percentile(times.ids, .95),
                percentile(times.ids, .99), raw, percentile(times.raw, .99), ids / raw);
    if (kind.plain)
      std::printf("%.2f\t%.2f\t", plain, ids / plain);
    else
      std::fputs("-\t-\t", stdout);
    std::printf("%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\n", facets, percentile(times.facets, .99), spies, facets / spies,
                median(times.page), percentile(times.page, .99));
    std::fflush(stdout);
  }

  // Ten hits' snippets, articles already read.
  void measure_snippets() {
    std::vector<double> ours;
    for (const DrawnQuery& query :
         draw_queries(*library_, index_->database(), *analyzer_, text::Script::latin, 3, false, kQueries, seed_)) {
      const query::SearchReply reply = must(engine_->search(request(query.text(), false, false)));
      const query::search::Found found = find(query.text(), false);
      ours.push_back(median_milliseconds(kRuns, [&] {
        for (query::Hit hit : reply.hits) query::search::add_snippets(hit, found.marked, *analyzer_);
      }));
    }
    row("10 snippets p50", median(ours), "ms");
    row("10 snippets p99", percentile(ours, .99), "ms");
  }

  base::SystemClock clock_;
  base::Config config_;
  std::uint64_t seed_;
  std::unique_ptr<library::Library> library_;
  std::unique_ptr<library::Index> index_;
  Xapian::Database plain_;
  std::shared_ptr<const text::Analyzer> analyzer_;
  std::shared_ptr<const text::Glossary> glossary_;
  std::unique_ptr<query::Engine> engine_;
  base::TemporaryFolder drawn_ = must(base::TemporaryFolder::make("meridian-related"));
  std::unique_ptr<library::Derived> related_;
};

}  // namespace

int search_bench(const Words& words) {
  if (words.size() != 3 && words.size() != 4) return 2;
  try {
    SearchBench(words[0], words[1], std::strtoull(words[2].c_str(), nullptr, 10)).run(words.size() > 3 ? words[3] : "");
  } catch (const Xapian::Error& error) {
    give_up(error.get_description());
  }
  return 0;
}

}  // namespace meridian::bench
