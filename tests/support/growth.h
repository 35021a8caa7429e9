// Twice the input costs at most two and a half times the time (FAULTS, section 3).
//
// Time is the thread's own CPU time, so that other work on the machine does not count, and the least of several runs; a
// kind of input passes when one attempt of several is within the bound, over one doubling or over two: where the smaller
// input fits a cache of the processor and the larger does not, one doubling may cost more. What grows with the square passes
// neither.
#pragma once

#include <doctest/doctest.h>
#include <time.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::tests {

using Generator = std::function<std::string(std::size_t)>;
using Consumer = std::function<void(const std::string&)>;

inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

inline double least_time(const std::string& input, const Consumer& consume) {
  double least = 1e9;
  for (int run = 0; run < 2; ++run) {
    const double begin = cpu_seconds();
    consume(input);
    least = std::min(least, cpu_seconds() - begin);
  }
  return least;
}

// Under this, a cost is that of a refusal and grows with nothing that could be measured.
inline constexpr double kNothing = 0.004;

inline bool grows_linearly(const Generator& make, const Consumer& consume, std::size_t size) {
  constexpr int kAttempts = 4;
  constexpr double kMost = 2.5;
  const std::string half = make(size / 2), once = make(size), twice = make(2 * size);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const double small = least_time(once, consume), large = least_time(twice, consume);
    if (large < kNothing || large <= kMost * small || large <= kMost * kMost * least_time(half, consume)) return true;
  }
  return false;
}

inline std::string repeated(std::string_view unit, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + unit.size());
  while (text.size() < bytes) text += unit;
  return text;
}

inline Generator of(std::string before, std::string unit, std::string after = "") {
  return [=](std::size_t bytes) { return before + repeated(unit, bytes) + after; };
}

struct GrowthRow {
  const char* name;
  Generator make;
  Consumer consume;
  std::size_t size = 20'000;
};

inline void check(const std::vector<GrowthRow>& rows) {
  for (const GrowthRow& row : rows) CHECK_MESSAGE(grows_linearly(row.make, row.consume, row.size), std::string(row.name));
}

}  // namespace meridian::tests
