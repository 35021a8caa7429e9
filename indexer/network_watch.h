// Tells a feed that is broken from a network that is away (FAULTS 23, 206, 207).
//
// A failure that the network may be to blame for is a suspicion until some feed is answered properly; when suspicions
// pile up, the machine is offline. One thread at a time.
#pragma once

#include <cstddef>
#include <set>
#include <string>

namespace meridian::indexer {

class NetworkWatch {
 public:
  // `patience`: so many hosts out of reach in a row mean that the network is away. As many requests as run at once may
  // fail before the first answer can come.
  explicit NetworkWatch(int patience) : patience_(static_cast<std::size_t>(patience)) {}

  // An answer that only the true host can have given: earlier suspicions were about the feeds.
  void answered();
  // Each is true when this makes the machine offline.
  bool unreachable(const std::string& host);
  // A web page where a feed was: three hosts in a row with the same page are one portal.
  bool web_page(const std::string& host, const std::string& body_hash);
  // A certificate of somebody else's, or a name that leads into the own network: what a portal does to every name.
  // Three hosts in a row are one portal.
  bool impostor(const std::string& host);
  // The round is over and some suspicions were never cleared: was it the network? Yes when nobody at all answered, or
  // when the last of them were several hosts out of reach.
  bool away_at_end() const;

 private:
  const std::size_t patience_;
  bool anybody_ = false;
  std::set<std::string> unreachable_, portal_hosts_, impostors_;
  std::string portal_hash_;
};

}  // namespace meridian::indexer
