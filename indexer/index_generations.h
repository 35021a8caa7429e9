// The folders of the index: index/000042/main, and CURRENT, which names the one in use.
//
// A generation is built in a folder of its own and becomes current by one atomic replacement of CURRENT, so that a kill
// leaves the old index or the new one, whole. The one before stays until the next swap: readers may still hold it. Only
// the holder of the index lock may use this. One thread at a time.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace meridian::indexer {

class Generations {
 public:
  explicit Generations(const std::filesystem::path& library_folder);

  // "000042"; empty when there is none, or CURRENT does not name one.
  std::string current() const;
  std::filesystem::path folder(const std::string& generation) const { return index_ / generation; }
  std::filesystem::path database(const std::string& generation) const { return folder(generation) / "main"; }

  // Folders that a killed rebuild left behind.
  void remove_leftovers() const;
  // Makes the next empty folder and gives its name.
  base::Result<std::string> begin() const;
  void drop(const std::string& generation) const;
  // Names it in CURRENT and removes all but it and the one it follows.
  base::Status make_current(const std::string& generation) const;

  // A generation of which a commit failed: it may read well and never be written again (FAULTS 152).
  void mark_suspect(const std::string& generation) const;
  bool is_suspect(const std::string& generation) const;

 private:
  std::filesystem::path library_, index_;
};

}  // namespace meridian::indexer
