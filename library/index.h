// Opens the index to read; names its generations; turns Xapian exceptions into Results.
//
// index/ of the library's folder holds generations (000042/, each one or more shards) and CURRENT, one stub file
// replaced atomically, that names the generation in use. A reader follows commits by reopen() and swaps by seeing
// CURRENT change. One thread at a time: one Index per thread.
#pragma once

#include <xapian.h>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "library/article.h"

namespace meridian::library {

struct IndexState {
  std::string library_id;
  Number number = 0;       // of the library when the last commit was made
  std::string version;     // as kMetaVersion has it
  std::string generation;  // "000042"
};

class Index {
 public:
  // `wanted_version`: kSchemaVersion "/" analyzer version. not_found "index.missing"; incompatible "index.version"
  // (rebuild); storage "index.damaged" (rebuild).
  static base::Result<std::unique_ptr<Index>> open(const std::filesystem::path& library_folder,
                                                   std::string wanted_version);
  ~Index();

  // Before each request: opens anew when CURRENT changed, reopens otherwise.
  base::Status refresh();
  Xapian::Database& database();
  const IndexState& state() const;
  std::int64_t bytes() const;

  // Runs `body`, once more after DatabaseModifiedError; every Xapian exception becomes an Error.
  template <class T>
  base::Result<T> read(const std::function<base::Result<T>(Xapian::Database&)>& body);

 private:
  struct Parts;
  explicit Index(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// What the last commit of `database` wrote into its metadata; `generation` stays empty. Throws as Xapian does: use
// inside guarded().
IndexState read_state(const Xapian::Database& database);

// The one wrapper: runs `body` and turns what Xapian throws into an Error (kind storage, code "index.…"). `modified` is
// set when it was DatabaseModifiedError, so that the caller may retry.
base::Status guarded(const std::function<base::Status()>& body, bool* modified = nullptr);

template <class T>
base::Result<T> Index::read(const std::function<base::Result<T>(Xapian::Database&)>& body) {
  base::Result<T> answer = base::fail(base::ErrorKind::bug, "index.unread", "The index was not read.");
  for (int attempt = 0;; ++attempt) {
    bool modified = false;
    const base::Status status = guarded(
        [&]() -> base::Status {
          answer = body(database());
          return {};
        },
        &modified);
    if (status) return answer;
    if (!modified || attempt == 1) return base::fail(status.error());
    MERIDIAN_TRY(refresh());
  }
}

std::filesystem::path index_folder(const std::filesystem::path& library_folder);     // …/index
std::filesystem::path current_file(const std::filesystem::path& library_folder);     // …/index/CURRENT
std::filesystem::path index_lock_file(const std::filesystem::path& library_folder);  // …/index.lock

}  // namespace meridian::library
