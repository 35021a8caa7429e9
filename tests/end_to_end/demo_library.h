// The demo's library, crawled once per test program by the real `meridian demo --no-serve`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/end_to_end/real_program.h"

namespace meridian::tests {

class DemoLibrary {
 public:
  // The one of this test program.
  static DemoLibrary& crawled();

  const Outcome& first_crawl() const { return first_; }
  Outcome crawl_again();
  // `arguments` asked of the demo's library.
  Outcome run(std::vector<std::string> arguments);
  // The same with --json: what it answered, null when that was no JSON or the code was not 0. Fails the test then.
  nlohmann::json ask(std::vector<std::string> arguments);
  Running start(std::vector<std::string> arguments);
  const std::filesystem::path& folder() const { return folder_; }

 private:
  DemoLibrary();
  Home home_;
  std::filesystem::path folder_;
  Outcome first_;
};

// No stack trace, no sanitizer's report, no signal: whatever happened was said as a sentence.
void check_calm(const Outcome& outcome);

}  // namespace meridian::tests
