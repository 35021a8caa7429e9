// See library_file.h.
#include "library/library_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "base/files.h"
#include "base/url.h"
#include "library/migrations.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes = 100;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

// Big endian, as the file format has it (sqlite.org/fileformat2.html, section 1.3).
std::uint32_t number_at(std::string_view header, std::size_t at, std::size_t length) {
  std::uint32_t number = 0;
  for (std::size_t i = at; i < at + length; ++i) number = number << 8 | static_cast<unsigned char>(header[i]);
  return number;
}

fs::path log_of(const fs::path& file) {
  return file.string() + "-wal";
}

std::uintmax_t size_of(const fs::path& file) {
  std::error_code missing;
  const std::uintmax_t size = fs::file_size(file, missing);
  return missing ? 0 : size;
}

base::Status damaged(const fs::path& file, const std::string& what) {
  return base::fail(base::ErrorKind::storage, "library.damaged",
                    file.string() + " " + what +
                        "; it was left as it is: put a backup of the file in its place, or move it away.");
}

base::Status inspect_header(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string header(kHeaderBytes, '\0');
  if (!stream)
    return base::fail(base::ErrorKind::storage, "disk.denied", file.string() + " cannot be read: check who owns it.");
  stream.read(header.data(), static_cast<std::streamsize>(header.size()));
  if (static_cast<std::size_t>(stream.gcount()) < kHeaderBytes) return damaged(file, "is cut off");
  if (!header.starts_with(kMagic)) return damaged(file, "is not a library");
  if (number_at(header, 68, 4) != kApplicationId) return damaged(file, "belongs to another program");
  if (number_at(header, 60, 4) > static_cast<std::uint32_t>(newest_version()))
    return base::fail(
        base::ErrorKind::incompatible, "library.newer",
        file.string() + " was written by a newer Meridian; it was left as it is: install that version or a later one.");
  const std::uint32_t page = number_at(header, 16, 2) == 1 ? 65'536 : number_at(header, 16, 2);
  const bool counted = number_at(header, 24, 4) == number_at(header, 92, 4);
  // Pages may still wait in the log; without one the file must hold them all.
  if (counted && size_of(log_of(file)) == 0 && size_of(file) < std::uintmax_t{page} * number_at(header, 28, 4))
    return damaged(file, "is cut off");
  return {};
}

std::string library_id(const std::string& name, int flags) {
  try {
    SQLite::Database database(name, flags, 30'000);
    return database.execAndGet("SELECT library_id FROM state").getString();
  } catch (const SQLite::Exception&) {
    return {};
  }
}

// A log carries no name: SQLite would replay another file's into this one. `immutable` reads the file without its log.
base::Status inspect_log(const fs::path& file) {
  if (size_of(log_of(file)) == 0) return {};
  std::string address = "file:";
  for (const fs::path& part : fs::absolute(file))
    if (part != "/") address += "/" + base::percent_encode(part.string());
  const std::string alone = library_id(address + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
  const std::string together = library_id(file.string(), SQLite::OPEN_READONLY);
  if (alone.empty() || together.empty() || alone == together) return {};
  return damaged(log_of(file), "belongs to another library");
}

// `descriptor` is of `file`, empty so far.
base::Status write_empty(const fs::path& file, int descriptor) {
  base::Status status = guarded_sql([&]() -> base::Status {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = FULL");
    SQLite::Transaction transaction(database);
    migrate(database, 0);
    transaction.commit();
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return {};
  });
  if (status && ::fsync(descriptor) != 0)
    status = base::fail(base::ErrorKind::storage, "disk.failed",
                        "The new library could not be written to disk: check the disk.");
  return status;
}

}  // namespace

fs::path library_file(const fs::path& folder) {
  return folder / "library.db";
}

base::Status inspect(const fs::path& file) {
  MERIDIAN_TRY(inspect_header(file));
  return inspect_log(file);
}

base::Status make_new(const fs::path& folder) {
  const fs::path file = library_file(folder);
  if (size_of(log_of(file)) > 0 || fs::exists(folder / "index" / "CURRENT"))
    return base::fail(
        base::ErrorKind::storage, "library.damaged",
        file.string() +
            " is gone, but its log or index is still there: put a backup of the file back, or "
            "empty the folder to begin anew.");
  MERIDIAN_TRY(base::make_private_folder(folder));
  std::string fresh = folder / ".library.new.XXXXXX";
  const int descriptor = ::mkostemp(fresh.data(), O_CLOEXEC);  // 0600, and a name that nobody else has
  if (descriptor < 0)
    return base::fail(base::ErrorKind::storage, "disk.denied",
                      "No library can be made in " + folder.string() + ": check who owns the folder.");
  const base::Status written = write_empty(fresh, descriptor);
  ::close(descriptor);
  std::error_code failure;
  if (written) fs::create_hard_link(fresh, file, failure);
  const bool ours_or_theirs = fs::exists(file);
  std::error_code ignored;
  fs::remove(fresh, ignored);
  MERIDIAN_TRY(written);
  if (!ours_or_theirs)
    return base::fail(base::ErrorKind::storage, "disk.denied",
                      "The new library could not be put into " + folder.string() + " (" + failure.message() +
                          "): check the folder's rights and file system.");
  return base::flush_folder(folder);
}

}  // namespace meridian::library
