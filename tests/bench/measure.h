// Seconds, percentiles, memory, and rows of a table that a script can read: "name<TAB>value<TAB>unit".
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace meridian::bench {

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  double milliseconds() const { return seconds() * 1000; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The value below which this part of them lies (nearest rank); 0 of nothing.
double percentile(std::vector<double> values, double part);
double median(std::vector<double> values);
// The median of `runs` times of `body`, in milliseconds.
double median_milliseconds(int runs, const std::function<void()>& body);

// The most memory that this process has held, in bytes.
double peak_memory();

// Prints a row and flushes it.
void row(const std::string& name, double value, const std::string& unit);
void text_row(const std::string& name, const std::string& value);

// Ends the program with a sentence when a Result is an error; the value otherwise.
[[noreturn]] void give_up(const std::string& sentence);
template <class R>
auto must(R result) {
  if (!result) give_up(result.error().message);
  return std::move(*result);
}

}  // namespace meridian::bench
