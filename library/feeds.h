// All SQL about feeds. Reached through Library; one thread at a time.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "library/feed.h"

namespace meridian::library {

class Statements;
class Transaction;

class Feeds {
 public:
  explicit Feeds(Statements& statements) : statements_(statements) {}

  // refused "feed.known" when the same address is subscribed already.
  base::Result<FeedId> add(Transaction& transaction, const Feed& feed);
  base::Status update(Transaction& transaction, const Feed& feed);  // all of its state
  base::Status remove(Transaction& transaction, FeedId id);         // its articles stay
  base::Result<Feed> get(FeedId id);                                // not_found "feed.unknown"
  base::Result<Feed> find(std::string_view id_or_url);              // a number or an address
  base::Result<std::vector<Feed>> list();
  // A round over all feeds begins at `now`, or goes on with one that was stopped less than a day before: when it began.
  base::Result<std::int64_t> begin_round(Transaction& transaction, std::int64_t now);
  base::Status end_round(Transaction& transaction);
  base::Result<std::vector<Feed>> due(std::int64_t now);  // not gone, next_due <= now, longest waiting first

 private:
  Statements& statements_;
};

}  // namespace meridian::library
