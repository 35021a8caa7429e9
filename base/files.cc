#include "base/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "base/clock.h"

namespace meridian::base {

namespace {

// Closes itself; -1 = none.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

tl::unexpected<Error> failed(const char* what, const std::filesystem::path& file, int error) {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  const bool reading = std::string_view(what) == "read";
  return fail(ErrorKind::storage, full ? "disk.full" : reading ? "disk.read" : "disk.write",
              "Could not " + std::string(what) + " " + file.string() + ": " + std::strerror(error) +
                  (full ? ". Make room on that disk and run this again." : "."));
}

Status write_all(int descriptor, std::string_view content, const std::filesystem::path& file) {
  while (!content.empty()) {
    const ssize_t written = write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", file, errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file, std::int64_t max_bytes) {
  const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0 && errno == ENOENT)
    return fail(ErrorKind::not_found, "file.missing", "There is no file " + file.string() + "; check the name.");
  if (descriptor.get() < 0) return failed("read", file, errno);
  struct stat info = {};
  if (fstat(descriptor.get(), &info) != 0) return failed("read", file, errno);
  if (S_ISDIR(info.st_mode)) return fail(ErrorKind::invalid, "file.is_folder", file.string() + " is a folder; name a file in it.");
  std::string content;
  if (S_ISREG(info.st_mode)) content.reserve(static_cast<std::size_t>(std::min<std::int64_t>(info.st_size, max_bytes)));
  for (char block[1 << 16];;) {
    const ssize_t got = read(descriptor.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", file, errno);
    if (got == 0) return content;
    if (static_cast<std::int64_t>(content.size()) + got > max_bytes)
      return fail(ErrorKind::refused, "file.too_large", file.string() + " is larger than " + std::to_string(max_bytes) + " bytes.");
    content.append(block, static_cast<std::size_t>(got));
  }
}

Status write_file_atomically(const std::filesystem::path& file, std::string_view content) {
  const std::filesystem::path beside = file.string() + ".new-" + std::to_string(getpid());
  {
    const Descriptor descriptor(open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (descriptor.get() < 0) return failed("write", beside, errno);
    Status written = write_all(descriptor.get(), content, beside);
    if (written && fsync(descriptor.get()) != 0) written = failed("write", beside, errno);
    if (!written) {
      unlink(beside.c_str());
      return written;
    }
  }
  if (rename(beside.c_str(), file.c_str()) != 0) {
    const int error = errno;
    unlink(beside.c_str());
    return failed("write", file, error);
  }
  return flush_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

Status make_private_folder(const std::filesystem::path& folder) {
  struct stat info = {};
  if (stat(folder.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return {};
    return fail(ErrorKind::storage, "disk.not_a_folder", folder.string() + " is there already and is no folder; move it away or name another.");
  }
  if (folder.has_parent_path() && folder.parent_path() != folder) MERIDIAN_TRY(make_private_folder(folder.parent_path()));
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failed("make the folder", folder, errno);
  return {};
}

Status flush_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0) return failed("flush", folder, errno);
  if (fsync(descriptor.get()) != 0) return failed("flush", folder, errno);
  return {};
}

Result<std::int64_t> free_bytes(const std::filesystem::path& folder) {
  struct statvfs info = {};
  if (statvfs(folder.c_str(), &info) != 0) return failed("read", folder, errno);
  return static_cast<std::int64_t>(info.f_bavail) * static_cast<std::int64_t>(info.f_frsize);
}

Result<FileLock> FileLock::acquire(const std::filesystem::path& file, std::string_view purpose) {
  Descriptor descriptor(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (descriptor.get() < 0) return failed("write", file, errno);
  if (flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failed("lock", file, errno);
    const Result<std::string> holder = read_file(file, 4096);
    return fail(ErrorKind::refused, "lock.held",
                "Another Meridian is at work here: " + (holder && !holder->empty() ? *holder : std::string("it has not said which")) +
                    ". Wait for it to finish, or stop it.");
  }
  const std::string note = "pid " + std::to_string(getpid()) + ", " + std::string(purpose) + ", since " + rfc3339(std::time(nullptr));
  // The note is a courtesy; the lock is the kernel's.
  if (ftruncate(descriptor.get(), 0) == 0) (void)write_all(descriptor.get(), note, file);
  return FileLock(descriptor.release());
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}
FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<TemporaryFolder> TemporaryFolder::make(std::string_view prefix) {
  std::error_code error;
  std::filesystem::path base = std::filesystem::temp_directory_path(error);
  if (error) base = "/tmp";
  std::string name = (base / (std::string(prefix) + "-XXXXXX")).string();
  if (mkdtemp(name.data()) == nullptr) return failed("make the folder", name, errno);
  return TemporaryFolder(std::filesystem::path(name));
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace meridian::base
