#include "tests/bench/measure.h"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace meridian::bench {

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

double median(std::vector<double> values) {
  return percentile(std::move(values), .5);
}

double median_milliseconds(int runs, const std::function<void()>& body) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const Stopwatch watch;
    body();
    times.push_back(watch.milliseconds());
  }
  return median(std::move(times));
}

double peak_memory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

void row(const std::string& name, double value, const std::string& unit) {
  std::printf("%s\t%.4g\t%s\n", name.c_str(), value, unit.c_str());
  std::fflush(stdout);
}

void text_row(const std::string& name, const std::string& value) {
  std::printf("%s\t%s\t\n", name.c_str(), value.c_str());
  std::fflush(stdout);
}

void give_up(const std::string& sentence) {
  std::fprintf(stderr, "bench: %s\n", sentence.c_str());
  std::exit(4);
}

}  // namespace meridian::bench
