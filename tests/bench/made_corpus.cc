// An invented corpus in the shape of the real ones, for machines that have none: English abstracts, one in five
// Chinese.
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "tests/end_to_end/made_text.h"

namespace meridian::bench {

int made_corpus(const Words& words) {
  if (words.size() != 3) return 2;
  const long long articles = std::atoll(words[1].c_str());
  tests::MadeText text(std::strtoull(words[2].c_str(), nullptr, 10));
  std::ofstream out(words[0], std::ios::binary);
  for (long long number = 1; number <= articles; ++number) {
    const bool chinese = text.below(5) == 0;
    nlohmann::json record = {
        {"id", "made:" + std::to_string(number)},
        {"title", chinese ? text.chinese(22) : text.title()},
        {"abstract", chinese ? text.chinese(250) : text.abstract(60 + static_cast<int>(text.below(200)))},
        {"authors", {text.name(), text.name(), text.name()}},
        {"date", std::to_string(1995 + text.below(30)) + "-0" + std::to_string(1 + text.below(9))},
        {"source", "Journal of " + text.word()},
        {"lang", chinese ? "zh" : "en"}};
    out << record.dump() << '\n';
  }
  if (!out.flush()) give_up("Could not write " + words[0] + ".");
  return 0;
}

}  // namespace meridian::bench
