// Atomic write, lock file, private temporary folder.
//
// Files are made 0600 and folders 0700. "Durable" means: the bytes and the folder entry were flushed (FAULTS 146).
// Safe from many threads unless a class says otherwise.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace meridian::base {

// The whole file. not_found, storage "disk.read", or refused "file.too_large" past `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& file, std::int64_t max_bytes = std::int64_t{1} << 31);
// Writes beside, flushes, renames over, flushes the folder: the old or the new content, whole. storage "disk.write" / "disk.full".
Status write_file_atomically(const std::filesystem::path& file, std::string_view content);
// Makes the folder and its parents, 0700.
Status make_private_folder(const std::filesystem::path& folder);
// Flushes a folder's entries (after a rename inside it).
Status flush_folder(const std::filesystem::path& folder);
Result<std::int64_t> free_bytes(const std::filesystem::path& folder);

// A kernel lock on a file (flock): gone with its process, so a stale file means nothing (FAULTS 149). The file's text says who
// holds it. Move-only; released when destroyed.
class FileLock {
 public:
  // refused "lock.held" with a message that names the holder ("held by pid 123, `meridian crawl`, since 10:02").
  static Result<FileLock> acquire(const std::filesystem::path& file, std::string_view purpose);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

// A new 0700 folder below the system's temporary folder, removed with all it holds when destroyed.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> make(std::string_view prefix);
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace meridian::base
