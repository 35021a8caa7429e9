// A file of records, one after the other, whatever its size: the memory held is that of the largest record.
//
// Files up to 32 MiB are decoded as a whole, since an encoding is told best from all of the text; larger ones record by
// record, by the encoding that their beginning declares. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/file_bytes.h"
#include "indexer/record_cutter.h"

namespace meridian::indexer {

struct RecordPiece {
  enum class State { whole, damaged, too_large };
  State state = State::whole;
  std::string_view utf8;      // valid until the next call
  std::int64_t ordinal = 0;   // from 1
  std::int64_t line = 0;      // where it begins, from 1
};

class RecordStream {
 public:
  // `head`: what was read of `bytes` already.
  RecordStream(FileBytes& bytes, std::string head, std::unique_ptr<RecordCutter> cutter);
  // False at the end.
  bool next(RecordPiece& piece);
  // UTF-16 beyond what is decoded as a whole, or an encoding that is not read: nothing can be cut.
  bool unreadable() const { return unreadable_; }

 private:
  void grow();
  void drop(std::size_t bytes);
  bool give(RecordPiece& piece, RecordPiece::State state, std::size_t begin, std::size_t end);

  FileBytes& bytes_;
  std::unique_ptr<RecordCutter> cutter_;
  std::string window_;
  std::size_t from_ = 0;         // of the window, what is still needed
  std::string decoded_;          // the piece that was given last
  std::string content_type_;     // how to decode pieces
  bool whole_ = false;           // the window is all of the file, as UTF-8
  bool unreadable_ = false;
  std::int64_t ordinal_ = 0, line_ = 1;
};

}  // namespace meridian::indexer
