#include "indexer/fetch/fetcher.h"

#include <algorithm>
#include <utility>

namespace meridian::indexer::fetch {

namespace {

constexpr int kLongestWaitMs = 100;  // so that a cancelled round ends at once
constexpr std::int64_t kSlowAfterMs = 500;
constexpr std::size_t kSlowShare = 4;

base::Status refuse(const char* code, const base::HttpResponse& response, const std::string& what) {
  return base::fail(base::ErrorKind::network, code,
                    response.url + " " + what + " (status " + std::to_string(response.status) + ").");
}

// A server that hangs or is away, as against one that gives a bad answer at once.
bool is_away(const base::Result<base::HttpResponse>& result) {
  return !result && (result.error().code == "fetch.unreachable" || result.error().code == "fetch.slow" ||
                     result.error().code == "fetch.timeout");
}

bool looks_like_html(const base::HttpResponse& response) {
  return response.content_type.find("html") != std::string::npos;
}

}  // namespace

base::Status judge(const base::HttpResponse& response, bool asked_with_validator) {
  const int status = response.status;
  if (status == 200 || (status == 304 && asked_with_validator)) return {};
  if (status == 410) return refuse("fetch.gone", response, "is gone for good");
  if (status == 404) return refuse("fetch.not_found", response, "is not there; check the address");
  const bool wall = status == 503 && response.retry_after.empty() && looks_like_html(response);
  if (status == 401 || status == 403 || status == 451 || wall)
    return refuse("fetch.blocked", response, "does not let programs in; open it in a browser to see why");
  if (status == 429 || status == 503)
    return refuse("fetch.busy", response, "asks for a pause; try again later");
  if (status >= 500) return refuse("fetch.server_error", response, "has trouble of its own; try again later");
  return refuse("fetch.unexpected_status", response, "answered without what was asked for; try again later");
}

void Fetcher::ask(base::HttpRequest request, FetchDone done) {
  const Ticket ticket = asked_.size();
  const base::Result<base::Url> url = base::parse_url(request.url);
  asked_.push_back({std::move(request), url ? *url : base::Url{}, std::move(done)});
  if (!url)
    answers_->push_back({ticket, base::fail(url.error())});
  else
    politeness_.wait_in_line(ticket, *url);
}

bool Fetcher::has_room() const {
  const auto most = static_cast<std::size_t>(bounds_.max_transfers);
  if (running_.size() < most) return true;
  const std::int64_t now = clock_.steady_ms();
  const auto quick = std::count_if(running_.begin(), running_.end(), [&](Ticket ticket) {
    return now - asked_[ticket].begun_ms < kSlowAfterMs;
  });
  return static_cast<std::size_t>(quick) < most && running_.size() < most * kSlowShare;
}

void Fetcher::begin_what_may() {
  while (has_room()) {
    const std::optional<Ticket> ticket = politeness_.next(clock_.steady_ms());
    if (!ticket) return;
    running_.push_back(*ticket);
    asked_[*ticket].answers_before = answers_of_world_;
    asked_[*ticket].begun_ms = clock_.steady_ms();
    client_.start(asked_[*ticket].request,
                  [answers = answers_, ticket = *ticket](base::Result<base::HttpResponse> result) {
                    answers->push_back({ticket, std::move(result)});
                  });
  }
}

// The others in that line get their answer now, without the host being asked.
void Fetcher::hold_back(const base::Url& url, const std::string& why) {
  for (const Ticket ticket : politeness_.leave_alone(url))
    answers_->push_back(
        {ticket, base::fail(base::ErrorKind::refused, "fetch.held",
                            asked_[ticket].request.url + " was not asked: " + url.host + " " + why + ".")});
}

void Fetcher::take(Ticket ticket, base::Result<base::HttpResponse> result) {
  const bool was_asked = result || result.error().code != "fetch.held";
  const base::Url url = asked_[ticket].url;
  if (was_asked && !url.host.empty()) {
    std::erase(running_, ticket);
    politeness_.finished(url, is_away(result), clock_.steady_ms());
    if (result && (result->status == 429 || result->status == 503))
      hold_back(url, "asked for a pause");
    else if (politeness_.is_down(url))
      hold_back(url, "did not answer three times in a row");
  }
  const bool others_answered = answers_of_world_ > asked_[ticket].answers_before;
  if (result && !base::is_allowed_private(bounds_, url.host, url.port)) ++answers_of_world_;
  // The callback may ask for more, which moves asked_: it is called as a copy of our own.
  const FetchDone done = std::move(asked_[ticket].done);
  done(std::move(result), others_answered);
}

int Fetcher::pause_ms() const {
  const auto until_next = politeness_.wait_ms(clock_.steady_ms());
  if (!has_room() || !until_next) return kLongestWaitMs;
  return static_cast<int>(std::clamp<std::int64_t>(*until_next, 1, kLongestWaitMs));
}

bool Fetcher::run(const base::Cancelled& stop) {
  while (!running_.empty() || politeness_.waiting() > 0 || !answers_->empty()) {
    if (stop && stop()) return false;
    begin_what_may();
    if (answers_->empty()) client_.run(pause_ms());
    for (Answer& answer : std::exchange(*answers_, {})) {
      take(answer.ticket, std::move(answer.result));
      begin_what_may();
      if (stop && stop()) return false;
    }
  }
  return true;
}

}  // namespace meridian::indexer::fetch
