// What is made of sets of hits: related papers, clusters of a hundred, a briefing.
#include "indexer/index_writer.h"
#include "library/index.h"
#include "query/engine.h"
#include "tests/bench/drawn_queries.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"

namespace meridian::bench {

namespace {

constexpr std::size_t kPapers = 60, kQueries = 20;
constexpr int kClustered = 100;

void rows(const std::string& name, const std::vector<double>& times) {
  row(name + " p50", median(times), "ms");
  row(name + " p99", percentile(times, .99), "ms");
}

}  // namespace

int explore_bench(const Words& words) {
  if (words.size() != 2) return 2;
  base::SystemClock clock;
  base::Config config;
  config.library = words[0];
  const std::uint64_t seed = std::strtoull(words[1].c_str(), nullptr, 10);
  const auto engine = must(query::Engine::open(config, must(base::shipped_data_folder(base::environment())), clock));
  const auto library = must(library::Library::open(config.library, library::OpenMode::read_only, clock));
  const auto index = must(library::Index::open(config.library, indexer::current_version()));
  const auto analyzer = must(text::Analyzer::open());
  const auto draw = [&](std::size_t length, std::size_t many) {
    return draw_queries(*library, index->database(), *analyzer, text::Script::latin, length, false, many, seed);
  };

  std::vector<double> related, clusters, briefs;
  for (const DrawnQuery& query : draw(1, kPapers))
    related.push_back(median_milliseconds(1, [&] { must(engine->related(query.article, 10)); }));
  for (const DrawnQuery& query : draw(1, kQueries)) {
    clusters.push_back(median_milliseconds(1, [&] { must(engine->clusters(query.text(), kClustered)); }));
    briefs.push_back(median_milliseconds(1, [&] { must(engine->brief(query.text(), "en")); }));
  }
  rows("related", related);
  rows("clusters of 100", clusters);
  rows("briefing", briefs);
  return 0;
}

}  // namespace meridian::bench
