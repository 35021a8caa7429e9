#include "text/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

#include "text/unicode.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxPartBytes = 64;      // of a term; the rest of a longer word is passed over (FAULTS 77)
constexpr std::size_t kMaxParts = 32;          // of a compound
constexpr std::size_t kMaxHanRun = 4096;       // characters taken at once

enum class Kind { none, latin, greek, digit, han, other_letter };

Kind kind_of(char32_t c) {
  if (c < 0x80) {
    if (c >= '0' && c <= '9') return Kind::digit;
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? Kind::latin : Kind::none;
  }
  if (is_han(c) || c == 0x3005) return Kind::han;
  if ((c >= 0x0391 && c <= 0x03C9) || c == 0xB5 || c == 0x3D1 || c == 0x3D5) return Kind::greek;
  if (c >= 0xFF10 && c <= 0xFF19) return Kind::digit;
  if ((c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A)) return Kind::latin;
  if (c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2089 && c != 0x2071)) return Kind::digit;
  if ((c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00)) return Kind::latin;
  const auto category = u_charType(static_cast<UChar32>(c));
  if (category == U_DECIMAL_DIGIT_NUMBER) return Kind::digit;
  return u_isalpha(static_cast<UChar32>(c)) ? Kind::other_letter : Kind::none;
}

// Accents written by themselves: they belong to the letter before them, and are nothing without one.
bool is_mark(char32_t c) { return c >= 0x300 && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK; }

bool is_hyphen(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xFF0D; }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0xFF07; }
bool is_word(Kind kind) { return kind != Kind::none && kind != Kind::han; }

struct Peek {
  char32_t c = 0;
  Kind kind = Kind::none;
  std::size_t end = 0;
};
Peek peek(std::string_view utf8, std::size_t at) {
  Peek out{0, Kind::none, at};
  if (at >= utf8.size()) return out;
  out.c = next_code_point(utf8, out.end);
  out.kind = kind_of(out.c);
  return out;
}

// What joins two parts without a blank: hyphens and slashes; a full-width one does too.
bool is_connector(char32_t c) { return is_hyphen(c) || c == '/' || c == 0xFF0F || c == '_' || c == 0xB7; }

void read_han(std::string_view utf8, std::size_t& at, Compound& out) {
  const std::size_t begin = at;
  std::u32string raw;
  for (Peek next = peek(utf8, at); next.kind == Kind::han && raw.size() < kMaxHanRun; next = peek(utf8, at)) {
    out.han_begin.push_back(at);
    raw += next.c;
    at = next.end;
  }
  out.han_begin.push_back(at);
  out.end = at;
  const std::string folded = simplified(utf8.substr(begin, at - begin));
  for (std::size_t i = 0; i < folded.size();) out.han += next_code_point(folded, i);
  if (out.han.size() == raw.size()) return;
  // A conversion of words may change their length; then each character stands for itself, so that offsets stay true.
  out.han.clear();
  for (const char32_t c : raw) {
    std::string one;
    append_code_point(one, c);
    std::size_t i = 0;
    const std::string single = simplified(one);
    out.han += next_code_point(single, i);
  }
}

// Those that names of molecules end in; the others are rarely written out.
bool is_greek_name(std::string_view folded) {
  for (const std::string_view name : {"alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "omega"})
    if (folded == name) return true;
  return false;
}

// One run of letters of a script, or a number with its point ("0.05", "1,120" → "1120").
Part read_part(std::string_view utf8, std::size_t& at, Kind kind) {
  Part part;
  part.begin = at;
  part.number = kind == Kind::digit;
  bool ascii = true, upper = true;
  for (Peek next = peek(utf8, at); at < utf8.size(); next = peek(utf8, at)) {
    if (next.kind == kind || is_mark(next.c)) {
      ascii = ascii && next.c < 0x80;
      upper = upper && (next.c >= 'A' && next.c <= 'Z');
      at = next.end;
      continue;
    }
    const Peek after = peek(utf8, next.end);
    if (part.number && (next.c == '.' || next.c == ',') && after.kind == Kind::digit) at = next.end;
    else break;
  }
  part.end = at;
  part.upper = upper && !part.number && part.end - part.begin >= 2;
  std::string_view raw = utf8.substr(part.begin, part.end - part.begin);
  if (raw.size() > kMaxPartBytes) raw = raw.substr(0, code_point_boundary(raw, kMaxPartBytes));
  if (ascii) {
    for (const char c : raw)
      if (c != ',') part.folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  } else if (kind == Kind::greek) {
    for (std::size_t i = 0; i < raw.size();) part.folded += greek_name(next_code_point(raw, i));
    if (part.folded.empty()) part.folded = raw;
  } else {
    part.folded = fold_letters(raw);
  }
  for (std::size_t i = 1; i < raw.size(); ++i)
    part.mixed = part.mixed || (raw[i] >= 'A' && raw[i] <= 'Z' && raw[i - 1] >= 'a' && raw[i - 1] <= 'z');
  part.greek = kind == Kind::greek || is_greek_name(part.folded);
  return part;
}

bool is_possessive(std::string_view utf8, std::size_t at) {
  const Peek s = peek(utf8, at);
  return (s.c == 's' || s.c == 'S') && !is_word(peek(utf8, s.end).kind);
}

}  // namespace

std::string_view greek_name(char32_t c) {
  static constexpr std::array<std::string_view, 25> kNames = {"alpha", "beta",    "gamma", "delta", "epsilon", "zeta", "eta",   "theta", "iota",  "kappa", "lambda", "mu", "nu",
                                                              "xi",    "omicron", "pi",    "rho",   "sigma",   "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"};
  if (c == 0xB5) return "mu";
  if (c == 0x3D1) return "theta";
  if (c == 0x3D5) return "phi";
  if (c >= 0x3B1 && c <= 0x3C9) return kNames[c - 0x3B1];
  if (c >= 0x391 && c <= 0x3A9) return kNames[c - 0x391];
  return {};
}

std::string fold_letters(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status)) return std::string(utf8);
  const icu::UnicodeString folded = casefold->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size()))), status);
  const icu::UnicodeString apart = decompose->normalize(folded, status);
  if (U_FAILURE(status)) return std::string(utf8);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    // Accents of Latin, Greek and Cyrillic; marks of other scripts are letters of theirs.
    if (!(c >= 0x300 && c < 0x370)) kept.append(c);
  }
  std::string out;
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  (U_FAILURE(status) ? kept : compose->normalize(kept, status)).toUTF8String(out);
  return out;
}

bool next_compound(std::string_view utf8, std::size_t& at, Compound& out) {
  out = {};
  Peek next = peek(utf8, at);
  while (at < utf8.size() && next.kind == Kind::none) at = next.end, next = peek(utf8, at);
  if (at >= utf8.size()) return false;
  if (next.kind == Kind::han) {
    read_han(utf8, at, out);
    return true;
  }
  while (out.parts.size() < kMaxParts) {
    out.parts.push_back(read_part(utf8, at, next.kind));
    next = peek(utf8, at);
    if (is_word(next.kind)) continue;
    const Peek after = peek(utf8, next.end);
    if (is_apostrophe(next.c) && is_word(after.kind)) {
      // "Crohn's" is Crohn; "d'Arc" is two parts.
      at = next.end;
      if (is_possessive(utf8, at)) {
        at = after.end;
        break;
      }
      next = after;
    } else if (is_connector(next.c) && is_word(after.kind)) {
      at = next.end;
      next = after;
    } else {
      out.plus = next.c == '+' && !is_word(after.kind);
      break;
    }
  }
  out.end = at;
  return true;
}

}  // namespace meridian::text
