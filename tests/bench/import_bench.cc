// JSON lines → library → index, the way `meridian import` does it, with the seconds of each stage.
//
// Intake does storing and de-duplication in one pass; what the latter costs is measured by doing it again for a sample
// spread over the library, inside a transaction that is rolled back.
#include <algorithm>

#include "indexer/dedup.h"
#include "indexer/importer.h"
#include "indexer/index_writer.h"
#include "indexer/intake.h"
#include "library/index.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"

namespace meridian::bench {

namespace {

constexpr int kSample = 3000;

std::vector<library::ArticleId> sample_of(library::Library& library) {
  const std::vector<library::ArticleId> ids = must(library.articles().ids_after(0, 10'000'000));
  std::vector<library::ArticleId> sample;
  const std::size_t step = std::max<std::size_t>(1, ids.size() / kSample);
  for (std::size_t at = 0; at < ids.size(); at += step) sample.push_back(ids[at]);
  return sample;
}

// Seconds an article.
double dedup_cost(library::Library& library) {
  const std::vector<library::ArticleId> sample = sample_of(library);
  double seconds = 0;
  const auto undone = library.write([&](library::Transaction& transaction) -> base::Status {
    const Stopwatch watch;
    for (const library::ArticleId id : sample) MERIDIAN_TRY(indexer::relink(library, transaction, id));
    seconds = watch.seconds();
    return base::fail(base::ErrorKind::cancelled, "bench.undo", "The sample was linked again for its time only.");
  });
  if (undone || undone.error().code != "bench.undo")
    give_up(undone ? "The sample was not rolled back." : undone.error().message);
  return seconds / static_cast<double>(std::max<std::size_t>(1, sample.size()));
}

}  // namespace

int import_bench(const Words& words) {
  if (words.size() < 2) return 2;
  const std::filesystem::path folder = words[0];
  const std::vector<std::filesystem::path> files(words.begin() + 1, words.end());
  const base::SystemClock clock;
  const auto library = must(library::Library::open(folder, library::OpenMode::read_write, clock));

  const Stopwatch whole;
  const auto analyzer = must(text::Analyzer::open());
  const auto writer = must(indexer::IndexWriter::open(folder, analyzer));
  if (const base::Status begun = writer->begin_ahead(*library); !begun) give_up(begun.error().message);
  const indexer::ImportReport imported = must(indexer::import_files(*library, files, {}, clock));
  const double import_s = whole.seconds();
  const indexer::IndexReport indexed = must(writer->catch_up(*library));
  const double all_s = whole.seconds(), peak = peak_memory();

  const double articles = static_cast<double>(must(library->articles().count()));
  const double dedup_s = dedup_cost(*library) * articles;
  row("articles", articles, "");
  row("works", static_cast<double>(must(library->works().count())), "");
  row("records that failed", static_cast<double>(imported.failures_in_all), "");
  const auto records = static_cast<double>(imported.added + imported.updated + imported.unchanged + imported.failures_in_all);
  row("import to searchable", records / all_s, "records/s");
  row("import to searchable, time", all_s, "s");
  row("  parse", imported.parse_s, "s");
  row("  library and dedup", imported.library_s, "s");
  row("    of it dedup (sample)", dedup_s, "s");
  row("  import, all", import_s, "s");
  row("  analysis (all threads)", indexed.analysis_s, "s");
  row("  index write (all threads)", indexed.write_s, "s");
  row("  index, all", all_s - import_s, "s");
  row("library", static_cast<double>(must(library->bytes())) / articles, "bytes/article");
  const auto index = must(library::Index::open(folder, indexer::current_version()));
  row("index", static_cast<double>(index->bytes()) / records, "bytes/record");
  row("peak memory", peak / 1e6, "MB");
  return 0;
}

}  // namespace meridian::bench
