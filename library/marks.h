// What the reader did: seen in today's list, starred, read, hidden, tagged. Joined at query time, never indexed.
// Reached through Library; one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "library/article.h"

namespace meridian::library {

class Statements;
class Transaction;

enum class Mark { starred, read, hidden };
// "starred", "read", "hidden", as in is:starred.
std::string_view name(Mark mark);
std::optional<Mark> mark_named(std::string_view name);

// All marks of one Work.
struct MarksOfWork {
  std::set<Mark> marks;
  std::vector<std::string> tags;  // in order
};

class Marks {
 public:
  explicit Marks(Statements& statements) : statements_(statements) {}

  // Setting what is set is no change. not_found "paper.unknown".
  base::Status set(Transaction& transaction, WorkId work, Mark mark, bool on);
  base::Result<std::set<WorkId>> with(Mark mark);
  // Tags are compared as filters are. invalid "tag.name" for one that is empty or longer than 64 bytes.
  base::Status set_tag(Transaction& transaction, WorkId work, std::string_view tag, bool on);
  base::Result<std::set<WorkId>> tagged(std::string_view tag);
  base::Result<std::map<std::string, std::int64_t>> tags();  // → Works that bear it
  base::Result<MarksOfWork> of(WorkId work);
  // The command line's 换一批: what was shown on a day, so that the next batch does not repeat it.
  base::Status add_shown(Transaction& transaction, std::string_view day, const std::vector<WorkId>& works);
  base::Status clear_shown(Transaction& transaction, std::string_view day);
  base::Result<std::set<WorkId>> shown(std::string_view day);

 private:
  Statements& statements_;
};

}  // namespace meridian::library
