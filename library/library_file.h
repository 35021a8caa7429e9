// The database file itself: is it there, is it ours, is it whole; and how a new one is made.
//
// Whatever is wrong with a file, it is left as it is: nothing is opened for writing before it was looked at, and no
// new, empty library is made where there was one (FAULTS 167). Inside library/ only. One thread at a time.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace meridian::library {

std::filesystem::path library_file(const std::filesystem::path& folder);

// Reads the header and, when a write-ahead log lies beside, whose it is. incompatible "library.newer", storage
// "library.damaged". REQUIRES: the file exists.
base::Status inspect(const std::filesystem::path& file);

// Makes a whole new library beside and links it into place, so that a half-made one is never seen. Somebody else's that
// came first stays. storage "library.damaged" when the folder shows that there was a library before.
base::Status make_new(const std::filesystem::path& folder);

}  // namespace meridian::library
