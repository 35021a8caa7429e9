// See mojibake.h. Bytes 0x80-0x9F stand for windows-1252's characters or, when the program took ISO 8859-1, for U+0080 to
// U+009F themselves.
#include "indexer/clean/mojibake.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include "text/printable.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

// The byte that was read as `code`; -1 when no high byte was.
int byte_of(UChar32 code) {
  if (code >= 0x80 && code <= 0xFF) return code;
  const auto* found = std::find(kWindows1252.begin(), kWindows1252.end(), code);
  return code > 0xFF && found != kWindows1252.end() ? 0x80 + static_cast<int>(found - kWindows1252.begin()) : -1;
}

// A run of characters that each stand for a high byte: those bytes, and where the run ends in the text.
struct Run {
  std::string bytes;
  std::size_t end = 0;
};

Run run_at(std::string_view utf8, std::size_t from) {
  Run run{{}, from};
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int64_t>(utf8.size());
  for (auto at = static_cast<std::int64_t>(from); at < size;) {
    UChar32 code = 0;
    U8_NEXT(data, at, size, code);
    const int byte = byte_of(code);
    if (byte < 0) break;
    run.bytes += static_cast<char>(byte);
    run.end = static_cast<std::size_t>(at);
  }
  return run;
}

// True when the bytes are UTF-8 throughout, and sequences that people do not write by chance as letters and signs:
// Â or Ã before a sign, three bytes and more, or two sequences and more. "Spaß”" is one sequence of another lead.
bool was_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  std::size_t sequences = 0;
  bool telling = false;
  for (std::int64_t at = 0; at < size; ++sequences) {
    const std::int64_t begin = at;
    UChar32 code = 0;
    U8_NEXT(data, at, size, code);
    if (code < 0) return false;
    telling = telling || at - begin > 2 || data[begin] <= 0xC3;
  }
  return telling || sequences > 1;
}

// Eight bytes and more, all pairs of GB2312's signs and frequent characters, letters and signs mixed: no one writes so
// many accented letters in a row but to list them, and then without ¹ and º between.
bool was_gb2312(std::string_view bytes) {
  if (bytes.size() < 8 || bytes.size() % 2 != 0) return false;
  if (std::none_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0xC0; })) return false;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    const auto lead = static_cast<unsigned char>(bytes[at]), trail = static_cast<unsigned char>(bytes[at + 1]);
    const bool sign = lead >= 0xA1 && lead <= 0xA3, frequent = lead >= 0xB0 && lead <= 0xD7;
    if (!(sign || frequent) || trail < 0xA1 || trail == 0xFF) return false;
  }
  return true;
}

class Gb2312 {
 public:
  std::string to_utf8(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    if (!converter_) converter_.reset(ucnv_open("gb18030", &status));
    if (U_FAILURE(status)) return {};
    std::string utf8(bytes.size() * 2, '\0');  // two bytes become three
    const std::int32_t length = ucnv_toAlgorithmic(UCNV_UTF8, converter_.get(), utf8.data(), static_cast<std::int32_t>(utf8.size()),
                                                   bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    if (U_FAILURE(status)) return {};
    utf8.resize(static_cast<std::size_t>(length));
    return utf8;
  }

 private:
  std::unique_ptr<UConverter, decltype(&ucnv_close)> converter_{nullptr, &ucnv_close};
};

}  // namespace

Repaired repair_double_encoding(std::string utf8) {
  constexpr char kLead = '\xC3';  // of U+00C0 to U+00FF, one of which begins every sequence of UTF-8
  const auto next_lead = [&](std::size_t from) {  // \xC2 or \xC3
    for (from = text::printable_end(utf8, from); from < utf8.size() && (utf8[from] & '\xFE') != '\xC2';) from = text::printable_end(utf8, from + 1);
    return from;
  };
  Repaired repaired;
  if (utf8.find(kLead) == std::string::npos) return {std::move(utf8), 0};
  Gb2312 gb2312;
  std::size_t done = 0;
  for (std::size_t at = next_lead(0); at < utf8.size(); at = next_lead(at)) {
    const Run run = run_at(utf8, at);
    if (run.end == at) {
      ++at;
      continue;
    }
    std::string meant = was_utf8(run.bytes) ? run.bytes : was_gb2312(run.bytes) ? gb2312.to_utf8(run.bytes) : std::string();
    if (!meant.empty()) {
      repaired.utf8.append(utf8, done, at - done).append(meant);
      done = run.end;
      ++repaired.runs;
    }
    at = run.end;
  }
  if (repaired.runs == 0) return {std::move(utf8), 0};
  repaired.utf8.append(utf8, done);
  return repaired;
}

}  // namespace meridian::indexer::clean
