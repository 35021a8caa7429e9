// What every fuzz target has: the bytes as text, and a word for what must never be.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

#define MERIDIAN_FUZZ(text)                                                   \
  static void fuzz(std::string_view text);                                    \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    fuzz({reinterpret_cast<const char*>(data), size});                        \
    return 0;                                                                 \
  }                                                                           \
  static void fuzz(std::string_view text)

// Ends the run as a crash does, so that the input is kept.
inline void must(bool holds) {
  if (!holds) std::abort();
}
