// All SQL about radars: saved queries, by name. Reached through Library; one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace meridian::library {

class Statements;
class Transaction;

struct Radar {
  std::string name;          // as its reader typed it; found in any case
  std::string query;         // in the query language, as typed
  std::int64_t created = 0;  // Unix seconds
};

class Radars {
 public:
  explicit Radars(Statements& statements) : statements_(statements) {}

  // The same radar twice is once in effect. refused "radar.known" when the name stands for another query; invalid
  // "radar.name" for a name that is empty, longer than 64 bytes, or holds a quotation mark or a control character.
  base::Status add(Transaction& transaction, const Radar& radar);
  base::Status remove(Transaction& transaction, std::string_view name);  // not_found "radar.unknown"
  base::Result<Radar> get(std::string_view name);                        // not_found "radar.unknown"
  base::Result<std::vector<Radar>> list();                               // by name

 private:
  Statements& statements_;
};

}  // namespace meridian::library
