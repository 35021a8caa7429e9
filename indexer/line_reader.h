// The lines of a file, one after the other, of at most 8 MiB each; longer ones are skipped and told.
//
// One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "indexer/file_bytes.h"

namespace meridian::indexer {

class LineReader {
 public:
  // `head`: what was read of `bytes` already.
  LineReader(FileBytes& bytes, std::string head) : bytes_(bytes), buffer_(std::move(head)) {}
  enum class Line { good, too_long, end };
  // `line` is valid until the next call.
  Line next(std::string_view& line);

 private:
  FileBytes& bytes_;
  std::string buffer_;
  std::size_t from_ = 0;
};

}  // namespace meridian::indexer
