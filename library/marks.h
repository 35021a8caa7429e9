// What the reader did: seen in today's list, starred, read, hidden. Joined at query time, never indexed. Reached
// through Library; one thread at a time.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "library/article.h"

namespace meridian::library {

class Statements;
class Transaction;

enum class Mark { starred, read, hidden };

class Marks {
 public:
  explicit Marks(Statements& statements) : statements_(statements) {}

  base::Status set(Transaction& transaction, WorkId work, Mark mark, bool on);
  base::Result<std::set<WorkId>> with(Mark mark);
  // The command line's 换一批: what was shown on a day, so that the next batch does not repeat it.
  base::Status add_shown(Transaction& transaction, std::string_view day, const std::vector<WorkId>& works);
  base::Status clear_shown(Transaction& transaction, std::string_view day);
  base::Result<std::set<WorkId>> shown(std::string_view day);

 private:
  Statements& statements_;
};

}  // namespace meridian::library
