// ICU's converters behind an allow-list of labels: ICU alone would open utf-7 and more (FAULTS 40); see encoding.h.
#include "indexer/clean/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>
#include <vector>

#include "indexer/clean/ascii.h"

namespace meridian::indexer::clean {
namespace {

struct Label {
  std::string_view label, name, converter;  // as written outside, WHATWG's name, ICU's
};
constexpr Label kLabels[] = {
    {"utf-8", "utf-8", "UTF-8"},           {"utf8", "utf-8", "UTF-8"},
    {"gb2312", "gb18030", "gb18030"},      {"gb_2312-80", "gb18030", "gb18030"},
    {"gbk", "gb18030", "gb18030"},         {"x-gbk", "gb18030", "gb18030"},
    {"gb18030", "gb18030", "gb18030"},     {"chinese", "gb18030", "gb18030"},
    {"big5", "big5", "Big5-HKSCS"},        {"big5-hkscs", "big5", "Big5-HKSCS"},
    {"shift_jis", "shift_jis", "windows-932"}, {"shift-jis", "shift_jis", "windows-932"},
    {"sjis", "shift_jis", "windows-932"},  {"windows-31j", "shift_jis", "windows-932"},
    {"euc-jp", "euc-jp", "EUC-JP"},        {"euc-kr", "euc-kr", "windows-949"},
    {"ks_c_5601-1987", "euc-kr", "windows-949"}, {"windows-949", "euc-kr", "windows-949"},
    {"us-ascii", "windows-1252", "windows-1252"}, {"ascii", "windows-1252", "windows-1252"},
    {"iso-8859-1", "windows-1252", "windows-1252"}, {"latin1", "windows-1252", "windows-1252"},
    {"windows-1252", "windows-1252", "windows-1252"}, {"cp1252", "windows-1252", "windows-1252"},
    {"iso-8859-2", "iso-8859-2", "ISO-8859-2"}, {"iso-8859-3", "iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "iso-8859-4", "ISO-8859-4"}, {"iso-8859-5", "iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "iso-8859-6", "ISO-8859-6"}, {"iso-8859-7", "iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "iso-8859-8", "ISO-8859-8"}, {"iso-8859-9", "windows-1254", "windows-1254"},
    {"iso-8859-13", "iso-8859-13", "ISO-8859-13"}, {"iso-8859-15", "iso-8859-15", "ISO-8859-15"},
    {"koi8-r", "koi8-r", "KOI8-R"},        {"koi8-u", "koi8-u", "KOI8-U"},
    {"windows-1250", "windows-1250", "windows-1250"}, {"windows-1251", "windows-1251", "windows-1251"},
    {"windows-1253", "windows-1253", "windows-1253"}, {"windows-1254", "windows-1254", "windows-1254"},
    {"windows-1255", "windows-1255", "windows-1255"}, {"windows-1256", "windows-1256", "windows-1256"},
    {"windows-1257", "windows-1257", "windows-1257"}, {"windows-1258", "windows-1258", "windows-1258"},
    {"utf-16", "utf-16le", "UTF-16LE"},    {"utf-16le", "utf-16le", "UTF-16LE"},
    {"utf-16be", "utf-16be", "UTF-16BE"},
};

const Label* find_label(std::string_view label) {
  if (label.size() > 40) return nullptr;
  const std::string wanted = lower(trim(label));
  for (const Label& row : kLabels)
    if (row.label == wanted) return &row;
  return nullptr;
}

// What follows `key` and '=', bare or quoted.
std::string_view value_after(std::string_view text, std::string_view key) {
  const std::size_t found = find_lower(text, key);
  if (found == std::string_view::npos) return {};
  std::string_view rest = trim(text.substr(found + key.size()));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
  const std::size_t end = quoted ? rest.find(rest[0], 1) : rest.find_first_of(" \t\r\n;>\"'/?");
  return quoted ? rest.substr(1, std::min(end, rest.size()) - 1) : rest.substr(0, end);
}

std::string_view declared(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 1024);
  const std::size_t xml = head.find("<?xml");
  if (xml != std::string_view::npos) return value_after(head.substr(xml, head.find("?>", xml) - xml), "encoding");
  const std::size_t meta = find_lower(head, "<meta");
  return meta == std::string_view::npos ? std::string_view() : value_after(head.substr(meta), "charset");
}

// The bytes as `row` reads them, NULs and control characters left out, and how much could not be read.
struct Attempt {
  std::string utf8;
  std::size_t bad = 0, characters = 0;
  bool doubtful() const { return bad * 100 > characters; }
};

void append(Attempt& attempt, UChar32 code) {
  ++attempt.characters;
  if (code < 0 || code == 0xFFFD) ++attempt.bad, code = 0xFFFD;
  const bool control = (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0x7F;
  if (control || code == 0xFEFF) return;
  char bytes[4];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, code);
  attempt.utf8.append(bytes, static_cast<std::size_t>(length));
}

Attempt decode_utf8(std::string_view bytes) {
  Attempt attempt;
  attempt.utf8.reserve(bytes.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t at = 0; at < size;) {
    UChar32 code = 0;
    U8_NEXT(data, at, size, code);
    append(attempt, code);
  }
  return attempt;
}

Attempt decode(std::string_view bytes, const Label& row) {
  if (row.name == "utf-8") return decode_utf8(bytes);
  Attempt attempt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(row.converter.data(), &status), &ucnv_close);
  if (U_FAILURE(status)) {
    attempt.bad = attempt.characters = 1;
    return attempt;
  }
  attempt.utf8.reserve(bytes.size() + bytes.size() / 2);
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::array<UChar, 4096> units;
  UChar high = 0;
  do {
    status = U_ZERO_ERROR;
    UChar* to = units.data();
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &from, end, nullptr, true, &status);
    for (const UChar* unit = units.data(); unit < to; ++unit) {
      if (U16_IS_LEAD(*unit)) high = *unit;
      else if (U16_IS_TRAIL(*unit)) append(attempt, high ? U16_GET_SUPPLEMENTARY(high, *unit) : -1), high = 0;
      else append(attempt, *unit), high = 0;
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return attempt;
}

const Label* byte_order_mark(std::string_view& bytes) {
  constexpr std::string_view kUtf8 = "\xEF\xBB\xBF", kLittle = "\xFF\xFE", kBig = "\xFE\xFF";
  for (const auto& [mark, label] : {std::pair{kUtf8, "utf-8"}, {kLittle, "utf-16le"}, {kBig, "utf-16be"}})
    if (bytes.starts_with(mark)) {
      bytes.remove_prefix(mark.size());
      return find_label(label);
    }
  constexpr std::string_view kLittleXml("<\0?\0", 4), kBigXml("\0<\0?", 4);
  if (bytes.starts_with(kLittleXml)) return find_label("utf-16le");
  if (bytes.starts_with(kBigXml)) return find_label("utf-16be");
  return nullptr;
}

base::Result<std::vector<const Label*>> candidates(std::string_view& bytes, std::string_view content_type) {
  constexpr std::string_view kUtf32Little("\xFF\xFE\0\0", 4), kUtf32Big("\0\0\xFE\xFF", 4);
  if (bytes.starts_with(kUtf32Little) || bytes.starts_with(kUtf32Big))
    return base::fail(base::ErrorKind::invalid, "xml.encoding",
                      "The document is in UTF-32, which Meridian does not read; ask the publisher for UTF-8.");
  std::vector<const Label*> found;
  if (const Label* mark = byte_order_mark(bytes)) found.push_back(mark);
  if (const Label* header = find_label(value_after(content_type, "charset"))) found.push_back(header);
  const std::string_view name = declared(bytes);
  const Label* declaration = find_label(name);
  if (!name.empty() && !declaration && found.empty())
    return base::fail(base::ErrorKind::invalid, "xml.encoding",
                      "The document declares the encoding \"" + decode_utf8(name.substr(0, 40)).utf8 +
                          "\", which Meridian does not read; ask the publisher for UTF-8.");
  // A declaration that was readable as bytes cannot mean UTF-16 (WHATWG, "prescan").
  if (declaration && !declaration->name.starts_with("utf-16")) found.push_back(declaration);
  for (const std::string_view label : {"utf-8", "gb18030", "windows-1252"}) found.push_back(find_label(label));
  return found;
}

}  // namespace

base::Result<Decoded> to_utf8(std::string_view bytes, std::string_view content_type) {
  MERIDIAN_TRY_ASSIGN(const std::vector<const Label*> rows, candidates(bytes, content_type));
  Attempt best;
  const Label* used = nullptr;
  for (const Label* row : rows) {
    if (used && !best.doubtful()) break;
    Attempt attempt = decode(bytes, *row);
    if (used && attempt.bad >= best.bad) continue;
    best = std::move(attempt);
    used = row;
  }
  return Decoded{std::move(best.utf8), std::string(used->name), best.doubtful()};
}

}  // namespace meridian::indexer::clean
