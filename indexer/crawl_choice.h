// Which feeds a round asks, and at which address.
//
// Immutable, share freely.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "indexer/crawl.h"
#include "library/library.h"

namespace meridian::indexer {

struct Picked {
  std::vector<library::Feed> feeds;  // those waiting longest first
  int resumed = 0;                   // left out, because the stopped round that this one goes on with had asked them
};
// The named ones, or every living one, or the due ones. Fails with the library's own errors.
base::Result<Picked> pick(library::Library& library, const CrawlRequest& request, const base::FetchConfig& bounds,
                          base::UnixTime now);

// Where a permanent redirect led, once something was read there; else as given.
const std::string& address_of(const library::Feed& feed);
std::string host_of(const library::Feed& feed);
// Not an address: where a name leads is the network's word.
bool is_name(const std::string& host);
// Where a redirect once led is an address from outside: private only when it is the reader's own choice.
bool may_be_private(const library::Feed& feed);

}  // namespace meridian::indexer
