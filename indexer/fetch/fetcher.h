// Asks many addresses, politely and at once, and hands the answers over one by one.
//
// Joins the client, which knows no manners, and the lines of politeness, which know no network. A request that is not
// answered within half a second gives its place to another one, so that twenty servers that drip hold up nobody; so many
// more than `max_transfers` may be under way, up to four times as many. One thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/http_client.h"
#include "base/progress.h"
#include "base/result.h"
#include "indexer/fetch/politeness.h"

namespace meridian::indexer::fetch {

// What we ask feeds for; some servers choose the format by it.
inline constexpr const char* kAcceptFeeds =
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.1";

// Did a feed's or page's server give what was asked for? Judged by the status, whatever the library calls success
// (FAULTS 13, 14, 17). network: "fetch.blocked", "fetch.busy", "fetch.not_found", "fetch.gone", "fetch.server_error",
// "fetch.unexpected_status".
base::Status judge(const base::HttpResponse& response, bool asked_with_validator);

// `others_answered`: while this request was under way some other one out in the world was answered, so the network was
// there.
using FetchDone = std::function<void(base::Result<base::HttpResponse>, bool others_answered)>;

class Fetcher {
 public:
  // REQUIRES: all three outlive the fetcher.
  Fetcher(base::HttpClient& client, const base::FetchConfig& bounds, const base::Clock& clock)
      : client_(client), bounds_(bounds), clock_(clock), politeness_(bounds) {}

  // Puts a request in its host's line; `done` is called once, from run(). Besides the client's failures: refused
  // "fetch.held" when the host asked for a pause, or failed again and again, before it was this one's turn.
  void ask(base::HttpRequest request, FetchDone done);
  // The host of `url` asked for this much time between two requests.
  void keep_delay(const base::Url& url, std::int64_t delay_ms) {
    politeness_.keep_delay(url, delay_ms, clock_.steady_ms());
  }
  // Until all are answered. When `stop` turns true nothing more is begun, what is under way is waited for no longer,
  // and the requests left are forgotten: false.
  bool run(const base::Cancelled& stop);

 private:
  struct Asked {
    base::HttpRequest request;
    base::Url url;
    FetchDone done;
    std::size_t answers_before = 0;  // how many the world had given when this one was begun
    std::int64_t begun_ms = 0;
  };
  struct Answer {
    Ticket ticket;
    base::Result<base::HttpResponse> result;
  };
  bool has_room() const;
  void begin_what_may();
  void take(Ticket ticket, base::Result<base::HttpResponse> result);
  void hold_back(const base::Url& url, const std::string& why);
  int pause_ms() const;

  base::HttpClient& client_;
  const base::FetchConfig& bounds_;
  const base::Clock& clock_;
  Politeness politeness_;
  std::vector<Asked> asked_;
  // Shared with the transfers under way: they may end after a fetcher that was stopped.
  std::shared_ptr<std::vector<Answer>> answers_ = std::make_shared<std::vector<Answer>>();
  std::size_t answers_of_world_ = 0;
  std::vector<Ticket> running_;
};

}  // namespace meridian::indexer::fetch
