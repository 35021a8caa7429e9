#include "query/derive.h"

#include <algorithm>
#include <optional>

#include "base/files.h"
#include "library/derived.h"
#include "library/index.h"
#include "query/explore/likeness.h"
#include "query/library_engine.h"

namespace meridian::query {
namespace {

constexpr int kBatch = 100;
// The best of so many; a list keeps twenty, ranking reads five of them.
constexpr Xapian::doccount kCandidates = 100;

// The lists of a batch. What was read of the index is kept from batch to batch, and anew when the index moved on.
class Lists {
 public:
  explicit Lists(library::Index& index) : index_(index) {}

  base::Result<std::vector<library::Neighbourhood>> of(const std::vector<library::WorkId>& works) {
    return index_.read<std::vector<library::Neighbourhood>>(
        [&](Xapian::Database& database) -> base::Result<std::vector<library::Neighbourhood>> {
          if (!likenesses_ || !finished_) likenesses_.emplace(database);
          finished_ = false;
          std::vector<library::Neighbourhood> answer;
          for (const library::WorkId work : works) {
            answer.push_back({work, {}});
            for (const auto& [near, cosine] : likenesses_->nearest(work, kCandidates, library::kKeptNeighbours))
              answer.back().neighbours.push_back({near, cosine});
          }
          finished_ = true;
          return answer;
        });
  }

 private:
  library::Index& index_;
  std::optional<explore::Likenesses> likenesses_;
  bool finished_ = true;
};

}  // namespace

base::Result<DeriveReport> derive(library::Library& library, const base::Config& config, const base::Clock& clock, int seconds,
                                  const base::Progress& progress, const base::Cancelled& cancelled) {
  MERIDIAN_TRY_ASSIGN(const base::FileLock lock, base::FileLock::acquire(config.library / "derive.lock", "derive"));
  MERIDIAN_TRY_ASSIGN(const auto index, library::Index::open(config.library, index_version()));
  const library::IndexState covered = index->state();
  MERIDIAN_TRY_ASSIGN(const auto derived, library::Derived::open_to_write(library::index_folder(config.library) / covered.generation));
  MERIDIAN_TRY_ASSIGN(library::DerivedState state, derived->state());
  MERIDIAN_TRY_ASSIGN(const std::int64_t total, library.works().count());

  DeriveReport report;
  Lists lists(*index);
  const std::int64_t until = clock.steady_ms() + std::int64_t{1000} * seconds;
  const auto is_over = [&] { return (seconds > 0 && clock.steady_ms() >= until) || (cancelled && cancelled()); };
  while (!is_over()) {
    MERIDIAN_TRY_ASSIGN(std::vector<library::WorkChange> changes, library.works().changed_after(state.number, state.work, kBatch));
    std::erase_if(changes, [&](const library::WorkChange& change) { return change.number > covered.number; });
    if (changes.empty()) {
      // What else has a number, feeds for one, is no Work's.
      if (state.number < covered.number) MERIDIAN_TRY(derived->write({}, {}, covered.number, 0));
      break;
    }
    std::vector<library::WorkId> works, gone;
    for (const library::WorkChange& change : changes) (change.gone ? gone : works).push_back(change.work);
    MERIDIAN_TRY_ASSIGN(const auto made, lists.of(works));
    MERIDIAN_TRY(derived->write(made, gone, changes.back().number, changes.back().work));
    MERIDIAN_TRY_ASSIGN(state, derived->state());
    report.works += static_cast<std::int64_t>(works.size());
    base::report(progress, {"derive", state.works, total, "", false});
  }
  report.left = std::max<std::int64_t>(0, total - state.works);
  base::report(progress, {"derive", state.works, total, "", true});
  return report;
}

}  // namespace meridian::query
