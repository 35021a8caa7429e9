// Who may be asked when: one line of waiting requests a host.
//
// At most `max_per_host` at a time to a host and `host_delay_ms` between two; addresses on the allow list are the
// reader's own and wait for nothing. A host that asks for a longer delay (Crawl-delay) gets it, and one request at a
// time. A host that asks for a pause, or does not answer three times in a row, is asked no
// more in this round: so one that hangs delays nobody (FAULTS 16, 21). Knows no clock: the caller says what time it is.
// One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/url.h"

namespace meridian::indexer::fetch {

using Ticket = std::size_t;

class Politeness {
 public:
  // REQUIRES: `bounds` outlives the object.
  explicit Politeness(const base::FetchConfig& bounds) : bounds_(bounds) {}

  void wait_in_line(Ticket ticket, const base::Url& url);
  // The next request that may go out now; it counts as running until `finished`.
  std::optional<Ticket> next(std::int64_t now_ms);
  void finished(const base::Url& url, bool away, std::int64_t now_ms);
  // From now on at least this time passes between one request to the host of `url` and the next one.
  void keep_delay(const base::Url& url, std::int64_t delay_ms, std::int64_t now_ms);
  // Those still waiting for the host of `url`, which is left alone from now on.
  std::vector<Ticket> leave_alone(const base::Url& url);
  // The host was away so often that it should be left alone.
  bool is_down(const base::Url& url) const;
  // Milliseconds until next() may have something; nothing when only a finished() can change that.
  std::optional<std::int64_t> wait_ms(std::int64_t now_ms) const;
  std::size_t waiting() const { return waiting_; }

 private:
  struct Host {
    std::deque<Ticket> line;
    int running = 0, away = 0;
    std::int64_t free_at_ms = 0;
    std::int64_t asked_delay_ms = 0;  // by the host itself; 0 = ours is enough
    bool own = false;                 // on the allow list
  };
  std::int64_t delay_ms(const Host& host) const;
  std::string key(const base::Url& url) const;
  void offer(const std::string& key, const Host& host);
  void withdraw(const std::string& key, const Host& host);

  const base::FetchConfig& bounds_;
  std::map<std::string, Host> hosts_;
  std::set<std::pair<std::int64_t, std::string>>
      ready_;  // hosts with a line and a free place, by when they may be asked
  std::size_t waiting_ = 0;
};

}  // namespace meridian::indexer::fetch
