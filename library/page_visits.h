// Which articles want their page fetched, and which pages were asked for already. Reached through Library; one thread
// at a time.
//
// Kept here and not in a round's memory, so that a page left over (a slow site, a bound, Ctrl-C) has its turn in a later
// round, and one that gave nothing is not asked for in every round.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "library/article.h"
#include "library/feed.h"

namespace meridian::library {

class Statements;
class Transaction;

class PageVisits {
 public:
  explicit PageVisits(Statements& statements) : statements_(statements) {}

  struct Wanted {
    ArticleId article = 0;
    int tries = 0;  // so far
  };
  // Articles of `feed` without a whole abstract, of which no other copy has one, whose page was never asked for or is due again; the newest first, at
  // most `limit`.
  base::Result<std::vector<Wanted>> wanted(FeedId feed, base::UnixTime now, int limit);
  // The page was asked for; it is due again at `due`, or never.
  base::Status note(Transaction& transaction, ArticleId article, std::optional<base::UnixTime> due);

 private:
  Statements& statements_;
};

}  // namespace meridian::library
