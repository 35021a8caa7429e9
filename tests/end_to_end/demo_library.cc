#include "tests/end_to_end/demo_library.h"

#include <doctest/doctest.h>

namespace meridian::tests {

DemoLibrary& DemoLibrary::crawled() {
  static DemoLibrary only;
  return only;
}

DemoLibrary::DemoLibrary() : folder_(home_.demo_library()), first_(crawl_again()) {}

Outcome DemoLibrary::crawl_again() {
  return home_.run({"demo", "--no-serve", "--json", "--quiet"});
}

Running DemoLibrary::start(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--library", folder_.string()});
  return home_.start(arguments);
}

Outcome DemoLibrary::run(std::vector<std::string> arguments) {
  return start(std::move(arguments)).wait(std::chrono::seconds(120));
}

nlohmann::json DemoLibrary::ask(std::vector<std::string> arguments) {
  arguments.push_back("--json");
  const std::string asked = arguments[0] + " " + arguments[1 % arguments.size()];
  const Outcome outcome = run(std::move(arguments));
  check_calm(outcome);
  CHECK_MESSAGE(outcome.code == 0, asked, ": ", outcome.err);
  const auto answer = nlohmann::json::parse(outcome.out, nullptr, false);
  CHECK_MESSAGE(!answer.is_discarded(), asked, " gave no JSON: ", outcome.out);
  return outcome.code == 0 && !answer.is_discarded() ? answer : nlohmann::json();
}

void check_calm(const Outcome& outcome) {
  CHECK_MESSAGE(outcome.code >= 0, "was still running");
  CHECK_MESSAGE(outcome.code < 128, "ended by signal ", outcome.code - 128);
  for (const char* trace : {"Sanitizer", "runtime error:", "terminate called", "what():", "    #0 0x"})
    CHECK_MESSAGE(outcome.err.find(trace) == std::string::npos, outcome.err);
}

}  // namespace meridian::tests
