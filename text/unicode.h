// UTF-8 checks, folding, script of a character. Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace meridian::text {

bool is_valid_utf8(std::string_view bytes);
// What may be stored (FAULTS R6): bad sequences become U+FFFD, NUL and control characters (but \t \n) go, NFC, runs of
// combining marks end at 30.
std::string storable(std::string_view bytes);
// The code point at `at` and moves past it; U+FFFD for one bad byte. REQUIRES: at < utf8.size().
char32_t next_code_point(std::string_view utf8, std::size_t& at);
void append_code_point(std::string& utf8, char32_t code_point);
bool is_han(char32_t code_point);
// "zh" when Han characters make up enough of the letters, else "en"; "" without letters. A rule of scripts, per text
// (LIBRARIES).
std::string language_of(std::string_view utf8);
// The last end of a whole code point at or before `at`.
std::size_t code_point_boundary(std::string_view utf8, std::size_t at);
// Traditional → simplified (OpenCC t2s); for display compare and folding.
std::string simplified(std::string_view utf8);

}  // namespace meridian::text
