#include "indexer/network_watch.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kPortalHosts = 3, kHostsAtEnd = 3;

}  // namespace

void NetworkWatch::answered() {
  anybody_ = true;
  unreachable_.clear();
  portal_hosts_.clear();
  impostors_.clear();
}

bool NetworkWatch::unreachable(const std::string& host) {
  unreachable_.insert(host);
  return unreachable_.size() >= patience_;
}

bool NetworkWatch::web_page(const std::string& host, const std::string& body_hash) {
  if (body_hash != portal_hash_) portal_hosts_.clear();
  portal_hash_ = body_hash;
  portal_hosts_.insert(host);
  return portal_hosts_.size() >= kPortalHosts;
}

bool NetworkWatch::impostor(const std::string& host) {
  impostors_.insert(host);
  return impostors_.size() >= kPortalHosts;
}

bool NetworkWatch::away_at_end() const {
  return unreachable_.size() >= kHostsAtEnd || (!anybody_ && !unreachable_.empty());
}

}  // namespace meridian::indexer
