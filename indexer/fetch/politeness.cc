#include "indexer/fetch/politeness.h"

#include <algorithm>
#include <array>

namespace meridian::indexer::fetch {

namespace {

constexpr int kDownAfter = 3;  // times in a row without an answer
constexpr std::int64_t kMinPause = 60, kMaxPause = 7 * 86'400;

std::optional<int> number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// "Sun, 06 Nov 1994 08:49:37 GMT", the one form that servers may send today.
std::optional<base::UnixTime> http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' ||
      text[19] != ':' || text[22] != ':' || text.substr(25) != " GMT")
    return std::nullopt;
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
  const auto day = number(text.substr(5, 2)), year = number(text.substr(12, 4)), hour = number(text.substr(17, 2)),
             minute = number(text.substr(20, 2)), second = number(text.substr(23, 2));
  if (month == kMonths.end() || !day || !year || !hour || !minute || !second || *hour > 23 || *minute > 59 ||
      *second > 60)
    return std::nullopt;
  const base::CivilDay civil{*year, static_cast<int>(month - kMonths.begin()) + 1, *day};
  if (!base::is_valid(civil)) return std::nullopt;
  return base::days_from_civil(civil) * 86'400 + *hour * 3600 + *minute * 60 + *second;
}

}  // namespace

std::string Politeness::key(const base::Url& url) const {
  const base::AllowedAddress address{url.host, url.port};
  const auto& own = bounds_.allow_private;
  return std::find(own.begin(), own.end(), address) == own.end() ? url.host : url.host + ":" + std::to_string(url.port);
}

void Politeness::offer(const std::string& key, const Host& host) {
  if (!host.line.empty() && host.running < bounds_.max_per_host) ready_.emplace(host.free_at_ms, key);
}
void Politeness::withdraw(const std::string& key, const Host& host) {
  ready_.erase({host.free_at_ms, key});
}

void Politeness::wait_in_line(Ticket ticket, const base::Url& url) {
  const std::string name = key(url);
  Host& host = hosts_[name];
  host.own = name != url.host;
  withdraw(name, host);
  host.line.push_back(ticket);
  ++waiting_;
  offer(name, host);
}

std::optional<Ticket> Politeness::next(std::int64_t now_ms) {
  if (ready_.empty() || ready_.begin()->first > now_ms) return std::nullopt;
  const std::string name = ready_.begin()->second;
  Host& host = hosts_[name];
  withdraw(name, host);
  const Ticket ticket = host.line.front();
  host.line.pop_front();
  --waiting_;
  ++host.running;
  // Even without a delay a host that was just asked goes behind the others.
  host.free_at_ms = now_ms + (host.own ? 0 : bounds_.host_delay_ms);
  offer(name, host);
  return ticket;
}

void Politeness::finished(const base::Url& url, bool away, std::int64_t now_ms) {
  const std::string name = key(url);
  Host& host = hosts_[name];
  withdraw(name, host);
  host.running = std::max(0, host.running - 1);
  host.away = away ? host.away + 1 : 0;
  host.free_at_ms = std::max(host.free_at_ms, now_ms + (host.own ? 0 : bounds_.host_delay_ms));
  offer(name, host);
}

std::vector<Ticket> Politeness::leave_alone(const base::Url& url) {
  const std::string name = key(url);
  Host& host = hosts_[name];
  withdraw(name, host);
  std::vector<Ticket> left(host.line.begin(), host.line.end());
  host.line.clear();
  waiting_ -= left.size();
  return left;
}

bool Politeness::is_down(const base::Url& url) const {
  const auto host = hosts_.find(key(url));
  return host != hosts_.end() && host->second.away >= kDownAfter;
}

std::optional<std::int64_t> Politeness::wait_ms(std::int64_t now_ms) const {
  if (ready_.empty()) return std::nullopt;
  return std::max<std::int64_t>(0, ready_.begin()->first - now_ms);
}

std::optional<std::int64_t> retry_after_seconds(std::string_view value, base::UnixTime now) {
  if (value.empty() || value.size() > 64) return std::nullopt;
  if (value.find_first_not_of("0123456789") == std::string_view::npos) {
    // Ten digits are more than seven days in any case.
    std::int64_t seconds = 0;
    for (const char c : value.substr(0, 10)) seconds = seconds * 10 + (c - '0');
    return std::clamp(value.size() > 10 ? kMaxPause : seconds, kMinPause, kMaxPause);
  }
  const std::optional<base::UnixTime> date = http_date(value);
  if (!date) return std::nullopt;
  return std::clamp(*date - now, kMinPause, kMaxPause);
}

}  // namespace meridian::indexer::fetch
