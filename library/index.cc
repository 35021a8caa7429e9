#include "library/index.h"

#include <charconv>
#include <new>

#include "base/files.h"
#include "library/index_schema.h"

namespace meridian::library {

namespace {

constexpr int kSwapAttempts = 3;
constexpr std::int64_t kMaxStubBytes = 1 << 16;

base::Error damaged(const std::string& detail) {
  return {base::ErrorKind::storage, "index.damaged",
          "The index cannot be read (" + detail + "). The library is untouched: run `meridian reindex`."};
}

base::Error error_of(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  const char* reason = error.get_error_string();
  const std::string detail = error.get_msg() + (reason == nullptr ? "" : std::string(": ") + reason);
  if (detail.find("No space left") != std::string::npos || detail.find("quota exceeded") != std::string::npos)
    return {base::ErrorKind::storage, "disk.full",
            "The disk is full, so the index could not be written (" + detail + "). Make room and run this again."};
  if (type == "DatabaseVersionError")
    return {base::ErrorKind::incompatible, "index.version",
            "The index was made by another Xapian (" + detail + "). Run `meridian reindex`."};
  if (type == "DatabaseLockError")
    return {base::ErrorKind::refused, "lock.held",
            "Another program writes the index (" + detail + "). Wait for it to finish."};
  if (type.starts_with("Network"))
    return {base::ErrorKind::network, "index.network",
            "A part of the index on another machine did not answer (" + detail + "). Check that it runs."};
  if (type == "DatabaseModifiedError")
    return {base::ErrorKind::storage, "index.busy", "The index changed faster than it could be read. Try again."};
  if (type.starts_with("Database")) return damaged(detail);
  return {base::ErrorKind::storage, "index.failed",
          "The index could not answer (" + detail + "). If this stays, run `meridian check`."};
}

// "auto 000042/main" → "000042".
std::string generation_in(std::string_view stub) {
  const std::size_t blank = stub.find(' ');
  if (blank == std::string_view::npos) return {};
  const std::string_view path = stub.substr(blank + 1);
  return std::string(path.substr(0, path.find_first_of("/\n")));
}

}  // namespace

std::filesystem::path index_folder(const std::filesystem::path& library_folder) {
  return library_folder / "index";
}
std::filesystem::path current_file(const std::filesystem::path& library_folder) {
  return index_folder(library_folder) / "CURRENT";
}
std::filesystem::path index_lock_file(const std::filesystem::path& library_folder) {
  return library_folder / "index.lock";
}

base::Status guarded(const std::function<base::Status()>& body, bool* modified) {
  try {
    return body();
  } catch (const Xapian::Error& error) {
    if (modified != nullptr) *modified = std::string_view(error.get_type()) == "DatabaseModifiedError";
    return base::fail(error_of(error));
  } catch (const std::bad_alloc&) {
    return base::fail(base::ErrorKind::storage, "memory.full",
                      "There was not enough memory to use the index. Close other programs and try again.");
  } catch (const std::exception& error) {
    // A length read from damaged bytes ends in std::length_error and the like.
    return base::fail(damaged(error.what()));
  }
}

IndexState read_state(const Xapian::Database& database) {
  IndexState state;
  state.library_id = database.get_metadata(std::string(kMetaLibrary));
  state.version = database.get_metadata(std::string(kMetaVersion));
  const std::string number = database.get_metadata(std::string(kMetaNumber));
  std::from_chars(number.data(), number.data() + number.size(), state.number);
  return state;
}

struct Index::Parts {
  std::filesystem::path folder;
  std::string wanted_version;
  std::string stub;  // the text of CURRENT when `database` was opened
  Xapian::Database database;
  IndexState state;

  base::Result<std::string> read_stub() const {
    auto text = base::read_file(current_file(folder), kMaxStubBytes);
    if (text || text.error().kind != base::ErrorKind::not_found) return text;
    return base::fail(
        base::ErrorKind::not_found, "index.missing",
        "There is no index in " + folder.string() + " yet. Run `meridian reindex`, or crawl or import something.");
  }

  base::Status note_state() {
    IndexState fresh = read_state(database);
    fresh.generation = generation_in(stub);
    if (fresh.version != wanted_version)
      return base::fail(base::ErrorKind::incompatible, "index.version",
                        "The index has version \"" + fresh.version + "\" and this program needs \"" + wanted_version +
                            "\". Run `meridian reindex`.");
    state = std::move(fresh);
    return {};
  }

  // The folder named may go between reading CURRENT and opening it, and the name may change: then once more.
  base::Status open() {
    for (int attempt = 1;; ++attempt) {
      MERIDIAN_TRY_ASSIGN(const std::string before, read_stub());
      Xapian::Database fresh;
      const base::Status opened = guarded([&]() -> base::Status {
        fresh = Xapian::Database(current_file(folder).string());
        return {};
      });
      MERIDIAN_TRY_ASSIGN(const std::string after, read_stub());
      if (before != after && attempt < kSwapAttempts) continue;
      MERIDIAN_TRY(opened);
      database = std::move(fresh);
      stub = after;
      return guarded([&] { return note_state(); });
    }
  }
};

Index::Index(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Index::~Index() = default;

base::Result<std::unique_ptr<Index>> Index::open(const std::filesystem::path& library_folder,
                                                 std::string wanted_version) {
  auto parts = std::make_unique<Parts>();
  parts->folder = library_folder;
  parts->wanted_version = std::move(wanted_version);
  MERIDIAN_TRY(parts->open());
  return std::unique_ptr<Index>(new Index(std::move(parts)));
}

base::Status Index::refresh() {
  MERIDIAN_TRY_ASSIGN(const std::string stub, parts_->read_stub());
  if (stub != parts_->stub) return parts_->open();
  const base::Status reopened = guarded([&]() -> base::Status {
    if (!parts_->database.reopen()) return {};
    return parts_->note_state();
  });
  if (reopened) return {};
  // Two swaps since CURRENT was read, and the folder is gone: what it names now is read instead.
  MERIDIAN_TRY_ASSIGN(const std::string now, parts_->read_stub());
  return now == stub ? reopened : parts_->open();
}

Xapian::Database& Index::database() {
  return parts_->database;
}
const IndexState& Index::state() const {
  return parts_->state;
}

std::int64_t Index::bytes() const {
  std::int64_t sum = 0;
  std::error_code error;
  const std::filesystem::path generation = index_folder(parts_->folder) / parts_->state.generation;
  for (std::filesystem::recursive_directory_iterator file(generation, error), end; !error && file != end;
       file.increment(error)) {
    std::error_code missing;
    if (const auto size = file->is_regular_file(missing) ? file->file_size(missing) : 0; !missing)
      sum += static_cast<std::int64_t>(size);
  }
  return sum;
}

}  // namespace meridian::library
