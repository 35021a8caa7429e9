// The full kill gate: N kills, a line each.
#include <cstdio>
#include <cstdlib>

#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "tests/end_to_end/kill_gate.h"

namespace meridian::bench {

int kill_eval(const Words& words) {
  if (words.size() != 2) return 2;
  tests::KillGateSettings settings;
  settings.kills = std::atoi(words[0].c_str());
  settings.seed = std::strtoull(words[1].c_str(), nullptr, 10);
  const tests::KillGateReport report = tests::run_kill_gate(settings, [](const tests::KillGateReport& so_far) {
    std::fprintf(stderr, "\rkill %d: %lld acknowledged, %lld lost, %d not followed, %d unequal   ", so_far.kills,
                 static_cast<long long>(so_far.acknowledged), static_cast<long long>(so_far.lost), so_far.unfollowed,
                 so_far.unequal);
  });
  std::fputs("\n", stderr);
  row("seed", static_cast<double>(settings.seed), "");
  row("kills of a running crawl", report.kills, "");
  row("moments after the crawl's end (drawn again)", report.too_late, "");
  row("kills that left the index behind the library", report.killed_writing_library, "");
  row("articles acknowledged", static_cast<double>(report.acknowledged), "");
  row("acknowledged articles lost or changed", static_cast<double>(report.lost), "");
  row("follow failed", report.unfollowed, "");
  row("check found a difference", report.unequal, "");
  row("articles at the end", static_cast<double>(report.articles), "");
  row("works at the end", static_cast<double>(report.works), "");
  row("a crawl left alone", report.crawl_s, "s");
  row("follow", report.follow_s, "s");
  row("check", report.check_s, "s");
  for (const std::string& problem : report.problems) text_row("problem", problem);
  text_row("gate", report.passed() ? "passed" : "FAILED");
  return report.passed() ? 0 : 1;
}

}  // namespace meridian::bench
