// A 128-bit hash that tells bit rot and change, and a 64-bit one for look-up keys.
//
// MurmurHash3_x64_128 (A. Appleby, public domain; written here from its description). It guards against accidents, not
// against somebody who may write the database file. Immutable, share freely.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace meridian::library {

using Hash128 = std::array<std::uint64_t, 2>;

Hash128 hash128(std::string_view bytes, std::uint64_t seed = 0);
std::string hex(const Hash128& hash);
// For columns of keys: SQLite's integers are signed.
inline std::int64_t hash64(std::string_view bytes) {
  return static_cast<std::int64_t>(hash128(bytes)[0]);
}

}  // namespace meridian::library
