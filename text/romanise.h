// Names of people as they are cited: 王小明 → "wang, xiaoming", where Wang Xiaoming, Xiao-Ming Wang and XM Wang meet.
//
// A Chinese name is printed in either order and its given name in one word or two, so no printed form is compared: an
// author is written into the index as "family, given" and "family, initials", and a query of several words, which does
// not tell its family name, asks for every way to read it. Readings are Hanyu Pinyin without tones, from ICU's
// Han-Latin by the single character, since words ("重庆") mislead in names; family names that are read otherwise than
// the word (单 Shan, 曾 Zeng) and characters read in two ways have a table. ü is one sound with four spellings (Lü, Lu,
// Lv, Lyu: ISO 7098, and GB/T 28039 for passports).
//
// From Han to letters only: a hundred characters share a reading, so "Wei Liu" says nothing about which 刘伟 it is.
// Four characters without a family name of two are mostly Japanese or an institution, and get no reading.
// Safe from many threads: readings are looked up once a character and kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::text {

struct RomanisedName {
  std::vector<std::string> cited;  // "wang, xiaoming", "wang, x", "wang, xm"; each once
  std::vector<std::string> words;  // of a Han name, to be found one at a time: "wang", "xiaoming", "xiao", "ming"
};

// `folded`: an author's name as Analyzer::fold gives it. Han of two to four characters, or up to four words of ASCII
// letters of which the first or last is a Chinese family name ("Wei Liu"); nothing for any other name.
RomanisedName romanised_name(std::string_view folded);

// Every "family, given" that a query may mean by these words: "liu wei" → "liu, wei" and "wei, liu". Empty unless two to
// four words of ASCII letters.
std::vector<std::string> cited_readings(std::string_view folded);

// Family name and first initial, as most lists of references have it: "quill a" of Ada Quill, A. Quill, Quill A and
// Quill AB. `words` are the name's, folded; the family name is the last, but the first where the name ends in an initial,
// or as printed in two or three capitals. Empty for a name of one word.
std::string family_and_initial(std::string_view printed, const std::vector<std::string>& words);

// Whether one of the words is but an initial: such a name stands for many.
bool has_initial(const std::vector<std::string>& words);

}  // namespace meridian::text
