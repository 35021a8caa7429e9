// Kills `meridian crawl` with SIGKILL at random moments and looks what is left.
//
// Feeds of made papers are served on loopback; each round they have new ones, some of them the same paper in two feeds.
// While a crawl runs, a reader of its own notes every article that the library shows: that article is acknowledged.
// After each kill: `meridian follow` makes the index follow, every acknowledged article is there with the bytes it had,
// and `meridian check` finds library and index equal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace meridian::tests {

struct KillGateSettings {
  int kills = 100;
  std::uint64_t seed = 1;
  int feeds = 20;
  int new_items = 5;  // a feed and round
  int window = 30;    // items that a feed holds
};

struct KillGateReport {
  int kills = 0;                   // of a crawl that was running
  int too_late = 0;                // the crawl had ended before its moment; drawn again
  std::int64_t acknowledged = 0;   // articles that a reader saw while a crawl ran or after it
  std::int64_t lost = 0;           // of these, no longer there or not the same
  int unfollowed = 0;              // `follow` failed
  int unequal = 0;                 // `check` found a difference
  int killed_writing_library = 0;  // kills after which the library had more than the index covered
  std::int64_t articles = 0, works = 0;
  double crawl_s = 0, follow_s = 0, check_s = 0;  // medians
  std::vector<std::string> problems;              // a sentence each, at most 20
  bool passed() const { return lost == 0 && unfollowed == 0 && unequal == 0 && problems.empty(); }
};

KillGateReport run_kill_gate(const KillGateSettings& settings,
                             const std::function<void(const KillGateReport&)>& after_kill = {});

}  // namespace meridian::tests
