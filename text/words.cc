#include "text/words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

#include "text/unicode.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxPartBytes = 64;  // of a term; the rest of a longer word is passed over (FAULTS 77)
constexpr std::size_t kMaxParts = 32;      // of a compound
constexpr std::size_t kMaxHanRun = 4096;   // characters taken at once

enum class Kind : std::uint8_t { none, latin, greek, digit, han, other_letter };

constexpr std::array<Kind, 128> kAsciiKinds = [] {
  std::array<Kind, 128> kinds{};
  for (int c = '0'; c <= '9'; ++c) kinds[c] = Kind::digit;
  for (int c = 'a'; c <= 'z'; ++c) kinds[c] = kinds[c - 'a' + 'A'] = Kind::latin;
  return kinds;
}();

Kind kind_of(char32_t c) {
  if (c < 0x80) return kAsciiKinds[c];
  if (is_han(c) || c == 0x3005) return Kind::han;
  if ((c >= 0x0391 && c <= 0x03C9) || c == 0xB5 || c == 0x3D1 || c == 0x3D5) return Kind::greek;
  if (c >= 0xFF10 && c <= 0xFF19) return Kind::digit;
  if ((c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A)) return Kind::latin;
  if (c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2089 && c != 0x2071)) {
    const auto category = u_charType(static_cast<UChar32>(c));
    return category == U_OTHER_NUMBER ? Kind::digit : Kind::none;
  }
  if ((c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c < 0x1F00)) return Kind::latin;
  if (c >= 0xFB00 && c <= 0xFB06) return Kind::latin;  // ligatures that PDFs leave behind
  const auto category = u_charType(static_cast<UChar32>(c));
  if (category == U_DECIMAL_DIGIT_NUMBER) return Kind::digit;
  return u_isalpha(static_cast<UChar32>(c)) ? Kind::other_letter : Kind::none;
}

// Accents written by themselves, soft hyphens, joiners: they belong to the letter before them, and are nothing without
// one.
bool is_silent(char32_t c) {
  if (c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF) return true;
  return c >= 0x300 && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}
bool is_hyphen(char32_t c) {
  return c == '-' || c == '_' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xFF0D || c == 0xB7;
}
bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0xFF07;
}
bool is_plus(char32_t c) {
  return c == '+' || c == 0x207A || c == 0xFF0B;
}
bool is_word(Kind kind) {
  return kind != Kind::none && kind != Kind::han;
}

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

// The end of a plus sign at `at`, which PubMed writes as "CD4(+)" too; 0 when there is none.
std::size_t end_of_plus(std::string_view utf8, std::size_t at) {
  const Peek sign = peek(utf8, at);
  if (is_plus(sign.c)) return is_word(peek(utf8, sign.end).kind) ? 0 : sign.end;
  return utf8.substr(at, 3) == "(+)" ? at + 3 : 0;
}

// The first code point of what `c` becomes by itself.
char32_t simplified_character(char32_t c) {
  std::string one;
  append_code_point(one, c);
  const std::string single = simplified(one);
  std::size_t at = 0;
  return next_code_point(single, at);
}

void read_han(std::string_view utf8, std::size_t& at, Compound& out) {
  const std::size_t begin = at;
  for (Peek next = peek(utf8, at); next.kind == Kind::han && out.han.size() < kMaxHanRun; next = peek(utf8, at)) {
    out.han_begin.push_back(at);
    out.han += next.c;
    at = next.end;
  }
  out.han_begin.push_back(at);
  const std::string_view raw = utf8.substr(begin, at - begin);
  const std::string folded = simplified(raw);
  if (folded == raw) return;
  std::u32string characters;
  for (std::size_t i = 0; i < folded.size();) characters += next_code_point(folded, i);
  // A conversion of words may change their length; then each character stands for itself, so that offsets stay true.
  if (characters.size() == out.han.size())
    out.han = std::move(characters);
  else
    for (char32_t& c : out.han) c = simplified_character(c);
}

// Those that names of molecules end in; the others are rarely written out.
bool is_greek_name(std::string_view folded) {
  if (folded.size() < 4 || folded.size() > 7) return false;
  for (const std::string_view name : {"alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "omega"})
    if (folded == name) return true;
  return false;
}

bool is_digit_at(std::string_view utf8, std::size_t at) {
  return at < utf8.size() && utf8[at] >= '0' && utf8[at] <= '9';
}

// Where a number goes on behind a point ("0.05", the raised "0·05") or a comma of thousands ("1,120"); `at` when it
// does not.
std::size_t behind_separator(std::string_view utf8, std::size_t at, const Peek& next) {
  if ((next.c == '.' || next.c == 0xB7) && is_digit_at(utf8, next.end)) return next.end;
  if (next.c != ',') return at;
  for (std::size_t i = 0; i < 3; ++i)
    if (!is_digit_at(utf8, next.end + i)) return at;
  return is_digit_at(utf8, next.end + 3) ? at : next.end;
}

// The end of the run of `kind` that begins at `at`.
std::size_t end_of_run(std::string_view utf8, std::size_t at, Kind kind) {
  while (at < utf8.size()) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    if (byte < 0x80 && kAsciiKinds[byte] == kind) {
      ++at;
      continue;
    }
    const Peek next = peek(utf8, at);
    if (next.kind == kind || is_silent(next.c))
      at = next.end;
    else if (const std::size_t behind = kind == Kind::digit ? behind_separator(utf8, at, next) : at; behind > at)
      at = behind;
    else
      break;
  }
  return at;
}

std::string fold_number(std::string_view raw) {
  const std::string folded = fold_letters(raw);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_code_point(folded, at);
    if (c != ',') append_code_point(out, c == 0xB7 ? '.' : c);
  }
  return out;
}

std::string fold_greek(std::string_view raw) {
  std::string out;
  for (std::size_t at = 0; at < raw.size();) out += greek_name(next_code_point(raw, at));
  return out.empty() ? std::string(raw) : out;
}

// The folded form of one part; lower case by hand for ASCII, which nearly everything is.
std::string fold_part(std::string_view raw, Kind kind, bool& upper) {
  std::string out;
  bool ascii = true;
  upper = kind == Kind::latin && raw.size() >= 2;
  raw = raw.substr(0, code_point_boundary(raw, kMaxPartBytes));
  for (const char c : raw) {
    if (static_cast<unsigned char>(c) >= 0x80) ascii = false;
    const bool capital = c >= 'A' && c <= 'Z';
    upper = upper && capital;
    if (c != ',') out += capital ? static_cast<char>(c | 0x20) : c;
  }
  if (ascii) return out;
  out = kind == Kind::greek ? fold_greek(raw) : kind == Kind::digit ? fold_number(raw) : fold_letters(raw);
  // Folding may lengthen (one Arabic ligature is eighteen letters).
  out.resize(code_point_boundary(out, kMaxPartBytes));
  return out;
}

void read_part(std::string_view utf8, std::size_t& at, Kind kind, Part& part) {
  part.begin = at;
  part.end = at = end_of_run(utf8, at, kind);
  part.number = kind == Kind::digit;
  part.folded = fold_part(utf8.substr(part.begin, part.end - part.begin), kind, part.upper);
  part.greek = kind == Kind::greek || is_greek_name(part.folded);
}

bool is_possessive(std::string_view utf8, std::size_t at) {
  const Peek s = peek(utf8, at);
  return (s.c == 's' || s.c == 'S') && !is_word(peek(utf8, s.end).kind);
}

// Letters that NFKD does not take apart although a reader types them without the stroke.
std::string_view plain_letters(UChar32 c) {
  switch (c) {
    case 0xE6:
      return "ae";
    case 0xF8:
      return "o";
    case 0x111:
      return "d";
    case 0x127:
      return "h";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    case 0x153:
      return "oe";
    default:
      return {};
  }
}

}  // namespace

std::string_view greek_name(char32_t c) {
  static constexpr std::array<std::string_view, 25> kNames = {
      "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
      "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
      "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};
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
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(utf8);
  const icu::StringPiece piece(utf8.data(), static_cast<int32_t>(utf8.size()));
  const icu::UnicodeString folded = casefold->normalize(icu::UnicodeString::fromUTF8(piece), status);
  const icu::UnicodeString apart = decompose->normalize(folded, status);
  if (U_FAILURE(status)) return std::string(utf8);
  icu::UnicodeString kept;
  for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    // Accents of Latin, Greek and Cyrillic; marks of other scripts are letters of theirs.
    if (c >= 0x300 && c < 0x370) continue;
    if (const std::string_view plain = plain_letters(c); !plain.empty())
      for (const char letter : plain) kept.append(static_cast<UChar32>(letter));
    else
      kept.append(c);
  }
  std::string out;
  compose->normalize(kept, status).toUTF8String(out);
  return out;
}

bool next_compound(std::string_view utf8, std::size_t& at, Compound& out) {
  out.parts.clear();
  out.han.clear();
  out.han_begin.clear();
  out.plus_end = 0;
  Peek next = peek(utf8, at);
  while (at < utf8.size() && next.kind == Kind::none) at = next.end, next = peek(utf8, at);
  if (at >= utf8.size()) return false;
  if (next.kind == Kind::han) {
    read_han(utf8, at, out);
    return true;
  }
  while (out.parts.size() < kMaxParts) {
    read_part(utf8, at, next.kind, out.parts.emplace_back());
    next = peek(utf8, at);
    if (is_word(next.kind)) continue;
    const Peek after = peek(utf8, next.end);
    if (!is_word(after.kind)) {
      out.plus_end = end_of_plus(utf8, at);
      break;
    }
    if (is_apostrophe(next.c) && is_possessive(utf8, next.end)) {
      at = after.end;  // "Crohn's" is Crohn; "d'Arc" is two parts
      break;
    }
    if (!is_hyphen(next.c) && !is_apostrophe(next.c)) break;
    at = next.end;
    next = after;
  }
  return true;
}

}  // namespace meridian::text
