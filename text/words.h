// Cuts mixed text into words and Han runs with byte offsets; keeps IL-6, TNF-α, CD4+ together as compounds of parts.
//
// A part is a run of letters of one script, or a number; parts with nothing or a hyphen between them are one compound.
// A slash parts compounds ("IL-6/TNF-α" is two names). Which parts of a compound make a name is said by text/names.h.
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::text {

struct Part {
  std::string folded;              // "tnf", "alpha", "0.05"; at most 64 bytes
  std::size_t begin = 0, end = 0;  // bytes of the text
  bool number = false;
  bool greek = false;  // Greek letters, or the name of one written out
  bool upper = false;  // all capitals as written, two or more
};

// Parts written without a blank between them ("IL-6", "low-back"), or a run of Han characters.
struct Compound {
  std::vector<Part> parts;             // empty for a Han run
  std::u32string han;                  // folded, one character an element; empty for words
  std::vector<std::size_t> han_begin;  // byte offset of each character, and of the end
  std::size_t plus_end = 0;            // behind the '+' that follows ("CD4+"); 0 = none
};

// One compound from `at` on, which moves behind it; false at the end of the text. `out` is overwritten.
bool next_compound(std::string_view utf8, std::size_t& at, Compound& out);

// NFKC, lower case, accents of Latin letters off, Greek letters as they are. REQUIRES: valid UTF-8.
std::string fold_letters(std::string_view utf8);
// "alpha" for α and Α; empty for any other character.
std::string_view greek_name(char32_t c);

}  // namespace meridian::text
