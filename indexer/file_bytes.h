// A file's bytes in order, opened if they are gzip: for files of any size.
//
// One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "base/gunzip.h"

namespace meridian::indexer {

// What a file is told by wherever it lies: its size and the bytes at both ends. "" when it cannot be read.
std::string fingerprint_of(const std::filesystem::path& file);

class FileBytes {
 public:
  explicit FileBytes(const std::filesystem::path& file);
  bool opened() const { return opened_; }
  // Appends about `bytes` of what follows (a compressed file gives what comes of one piece of it); false at the end.
  bool more(std::string& out, std::size_t bytes);
  bool at_end() const { return at_end_; }
  // What was read of the file as it lies on the disk, for progress.
  std::int64_t bytes_read() const { return bytes_read_; }
  // The gzip stream is damaged or cut: what came before it was given.
  bool damaged() const { return damaged_; }

 private:
  std::ifstream stream_;
  std::optional<base::Gunzip> gzip_;
  bool opened_ = false, at_end_ = false, damaged_ = false;
  std::int64_t bytes_read_ = 0;
  std::string compressed_;
};

}  // namespace meridian::indexer
