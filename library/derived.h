// What is worked out from the index at leisure and may be thrown away: each Work's related Works, with their similarity.
//
// A SQLite file of its own in the index's generation: it goes with it. A pair of Works is written from both ends and trimmed when it is read, so
// a new paper touches no other paper's row. Rows are keyed by Work id, the same in every index. One thread at a time;
// one process writes, others read meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "library/article.h"

namespace meridian::library {

struct Neighbour {
  WorkId work = 0;
  double similarity = 0;  // 0 to 1
};
struct Neighbourhood {
  WorkId work = 0;
  std::vector<Neighbour> neighbours;  // at most kKeptNeighbours
};
inline constexpr int kKeptNeighbours = 20;

// How far the file follows the library: every change up to this place is in it.
struct DerivedState {
  Number number = 0;
  WorkId work = 0;         // the last Work of that number
  std::int64_t works = 0;  // that have a row, neighbours or not
};

class Derived {
 public:
  // `generation_folder`: …/index/000042. not_found "derived.missing"; storage "derived.damaged": delete it and make it
  // again.
  static base::Result<std::unique_ptr<Derived>> open(const std::filesystem::path& generation_folder);
  // The same, made when it is not there, or made anew when it is damaged.
  static base::Result<std::unique_ptr<Derived>> open_to_write(const std::filesystem::path& generation_folder);
  ~Derived();

  // The `count` most similar, best first, ties by id; from both ends' rows.
  base::Result<std::vector<Neighbour>> neighbours(WorkId work, int count);
  base::Result<DerivedState> state();

  // Replaces what is known of these Works, takes `gone` out, and notes the place reached, all or nothing.
  base::Status write(std::span<const Neighbourhood> works, std::span<const WorkId> gone, Number number, WorkId last);

 private:
  struct Parts;
  explicit Derived(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace meridian::library
