#include "text/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Dict.hpp>
#include <opencc/Lexicon.hpp>

#include <algorithm>
#include <bitset>
#include <exception>
#include <memory>

#include "text/printable.h"

namespace meridian::text {

namespace {

constexpr int kMaxMarks = 30;

bool is_plain(std::string_view bytes) {
  for (std::size_t at = printable_end(bytes, 0); at < bytes.size(); at = printable_end(bytes, at + 1))
    if (bytes[at] != '\t' && bytes[at] != '\n') return false;
  return true;
}

std::string nfc(std::string utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return utf8;
  if (normalizer->isNormalizedUTF8(utf8, status) || U_FAILURE(status)) return utf8;
  std::string out;
  normalizer->normalize(icu::UnicodeString::fromUTF8(utf8), status).toUTF8String(out);
  return U_FAILURE(status) ? utf8 : out;
}

// OpenCC's converter, and the characters that any of its words changes: a text without one of them is simplified
// already, which is found out a hundred times faster than by converting it.
class Simplifier {
 public:
  Simplifier() : converter_(opencc::Config().NewFromFile("t2s.json")) {
    for (const auto& conversion : converter_->GetConversionChain()->GetConversions()) {
      const opencc::LexiconPtr lexicon = conversion->GetDict()->GetLexicon();
      for (const auto& entry : *lexicon) note(entry->Key(), entry->GetDefault());
    }
  }
  bool may_change(std::string_view utf8) const {
    for (std::size_t at = 0; at < utf8.size();)
      if (changes_[std::min<std::size_t>(next_code_point(utf8, at), kBeyond)]) return true;
    return false;
  }
  std::string convert(const std::string& utf8) const { return converter_->Convert(utf8); }

 private:
  static constexpr std::size_t kBeyond = 0x10000;  // one bit for all the planes above

  void note(std::string_view from, std::string_view to) {
    for (std::size_t i = 0, j = 0; i < from.size();) {
      const char32_t c = next_code_point(from, i);
      const bool same = j < to.size() && next_code_point(to, j) == c;
      if (!same) changes_.set(std::min<std::size_t>(c, kBeyond));
    }
  }

  opencc::ConverterPtr converter_;
  std::bitset<kBeyond + 1> changes_;
};

// Opened once; reading it needs no lock. Nothing when OpenCC's tables are missing: then traditional text stays as it
// is.
const Simplifier* simplifier() {
  static const std::unique_ptr<const Simplifier> kSimplifier = [] {
    try {
      return std::make_unique<const Simplifier>();
    } catch (const std::exception&) {
      return std::unique_ptr<const Simplifier>();
    }
  }();
  return kSimplifier.get();
}

}  // namespace

char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(utf8[at]);
  if (lead < 0x80) return ++at, lead;
  const std::size_t more = lead >= 0xC2 && lead < 0xE0   ? 1
                           : lead >= 0xE0 && lead < 0xF0 ? 2
                           : lead >= 0xF0 && lead < 0xF5 ? 3
                                                         : 0;
  char32_t code = more == 0 ? 0 : lead & (0x3FU >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    if (at + i >= utf8.size() || (static_cast<unsigned char>(utf8[at + i]) & 0xC0) != 0x80) return ++at, 0xFFFD;
    code = code << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
  }
  const bool bad = more == 0 || (more == 2 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) ||
                   (more == 3 && (code < 0x10000 || code > 0x10FFFF));
  at += bad ? 1 : more + 1;
  return bad ? 0xFFFD : code;
}

void append_code_point(std::string& utf8, char32_t c) {
  if (c < 0x80) {
    utf8 += static_cast<char>(c);
  } else if (c < 0x800) {
    utf8 += static_cast<char>(0xC0 | c >> 6);
    utf8 += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    utf8 += static_cast<char>(0xE0 | c >> 12);
    utf8 += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    utf8 += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    utf8 += static_cast<char>(0xF0 | c >> 18);
    utf8 += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    utf8 += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    utf8 += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_valid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t before = at;
    // A real U+FFFD takes three bytes, a bad byte one.
    if (next_code_point(bytes, at) == 0xFFFD && at == before + 1) return false;
  }
  return true;
}

std::string storable(std::string_view bytes) {
  if (is_plain(bytes)) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size());
  int marks = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t run = at;
    at = printable_end(bytes, at);
    if (at > run) out.append(bytes, run, at - run), marks = 0;
    if (at == bytes.size()) break;
    const char32_t c = next_code_point(bytes, at);
    if ((c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF) continue;
    const int category = c < 0x300 ? static_cast<int>(U_OTHER_LETTER) : u_charType(static_cast<UChar32>(c));
    const bool mark = category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK;
    marks = mark ? marks + 1 : 0;
    if (marks <= kMaxMarks) append_code_point(out, c);
  }
  return nfc(std::move(out));
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

std::string language_of(std::string_view utf8) {
  // A Han character says about as much as a third of an English word.
  constexpr std::size_t kLettersPerHan = 4, kForeignShare = 8;
  std::size_t han = 0, latin = 0, kana_or_hangul = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    if (static_cast<unsigned char>(utf8[at]) < 0x80) {
      const char letter = static_cast<char>(utf8[at++] | 0x20);
      latin += letter >= 'a' && letter <= 'z';
      continue;
    }
    const char32_t c = next_code_point(utf8, at);
    if (is_han(c))
      ++han;
    else if ((c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7AF))
      ++kana_or_hangul;
    else if (c >= 0xC0 && c < 0x250)
      ++latin;
  }
  if (kana_or_hangul * kForeignShare > han + kana_or_hangul) return kana_or_hangul * kLettersPerHan > latin ? "" : "en";
  if (han > 0 && han * kLettersPerHan >= latin) return "zh";
  return latin > 0 ? "en" : "";
}

std::size_t code_point_boundary(std::string_view utf8, std::size_t at) {
  at = std::min(at, utf8.size());
  while (at > 0 && at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::string simplified(std::string_view utf8) {
  const Simplifier* tables = simplifier();
  std::string text(utf8);
  if (tables == nullptr || !tables->may_change(utf8)) return text;
  try {
    return tables->convert(text);
  } catch (const std::exception&) {
    return text;
  }
}

}  // namespace meridian::text
