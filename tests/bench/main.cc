// The measuring programs behind scripts/bench and scripts/eval-*; never installed, not built by default.
#include <cstdio>
#include <cstdlib>
#include <map>

#include "tests/bench/programs.h"

int main(int count, char** values) {
  using namespace meridian::bench;
  static const std::map<std::string, int (*)(const Words&)> kPrograms = {
      {"import", import_bench}, {"search", search_bench}, {"explore", explore_bench}, {"http", http_bench},
      {"dedup", dedup_eval},    {"kill", kill_eval},      {"made", made_corpus},
      {"made-pubmed", made_pubmed}, {"shuffled", shuffled_corpus}, {"records", records_bench}, {"words", words_eval},
      {"spelling", spelling_eval}, {"known-items", known_items}, {"segments", segments_eval}, {"worst", worst_bench}};
  const auto found = count > 1 ? kPrograms.find(values[1]) : kPrograms.end();
  const int code = found == kPrograms.end() ? 2 : found->second(Words(values + 2, values + count));
  if (code == 2)
    std::fputs("usage: meridian_bench import|search|explore|http|dedup|kill|known-items|made|made-pubmed|records|segments|shuffled|spelling|words|worst … (tests/bench/programs.h)\n", stderr);
  return code;
}
