#include "indexer/fetch/politeness.h"

#include <algorithm>

namespace meridian::indexer::fetch {

namespace {

constexpr int kDownAfter = 3;  // times in a row without an answer

}  // namespace

std::string Politeness::key(const base::Url& url) const {
  const base::AllowedAddress address{url.host, url.port};
  const auto& own = bounds_.allow_private;
  return std::find(own.begin(), own.end(), address) == own.end() ? url.host : url.host + ":" + std::to_string(url.port);
}

void Politeness::offer(const std::string& key, const Host& host) {
  const int at_once = host.asked_delay_ms > 0 ? 1 : bounds_.max_per_host;
  if (!host.line.empty() && host.running < at_once) ready_.emplace(host.free_at_ms, key);
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
  host.free_at_ms = now_ms + delay_ms(host);
  offer(name, host);
  return ticket;
}

void Politeness::finished(const base::Url& url, bool away, std::int64_t now_ms) {
  const std::string name = key(url);
  Host& host = hosts_[name];
  withdraw(name, host);
  host.running = std::max(0, host.running - 1);
  host.away = away ? host.away + 1 : 0;
  host.free_at_ms = std::max(host.free_at_ms, now_ms + delay_ms(host));
  offer(name, host);
}

std::int64_t Politeness::delay_ms(const Host& host) const {
  return std::max<std::int64_t>(host.own ? 0 : bounds_.host_delay_ms, host.asked_delay_ms);
}

void Politeness::keep_delay(const base::Url& url, std::int64_t delay_ms, std::int64_t now_ms) {
  const std::string name = key(url);
  Host& host = hosts_[name];
  withdraw(name, host);
  host.own = name != url.host;
  host.asked_delay_ms = std::max(host.asked_delay_ms, delay_ms);
  host.free_at_ms = std::max(host.free_at_ms, now_ms + host.asked_delay_ms);
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

}  // namespace meridian::indexer::fetch
