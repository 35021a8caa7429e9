// How far files were imported that were not imported to their end. Reached through Library; one thread at a time.
//
// A file is named by what it holds (indexer/file_bytes.h), not by where it lies: a copy goes on where the other stopped,
// and a changed file begins anew.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace meridian::library {

class Statements;
class Transaction;

class UnfinishedImports {
 public:
  explicit UnfinishedImports(Statements& statements) : statements_(statements) {}

  // How many of its records were taken in, from the first; 0 when nothing is known of it.
  base::Result<std::int64_t> records(std::string_view file);
  // So many are in with this transaction.
  base::Status note(Transaction& transaction, std::string_view file, std::int64_t records);
  // All of them are.
  base::Status finished(Transaction& transaction, std::string_view file);

 private:
  Statements& statements_;
};

}  // namespace meridian::library
