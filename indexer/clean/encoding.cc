// ICU's converters behind an allow-list of labels: ICU alone would open utf-7 and more (FAULTS 40); see encoding.h.
#include "indexer/clean/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "indexer/clean/ascii.h"
#include "indexer/clean/entities.h"
#include "indexer/clean/html_charset.h"
#include "indexer/clean/mojibake.h"
#include "text/printable.h"

namespace meridian::indexer::clean {
namespace {

struct Label {
  std::string_view name, converter, labels;  // WHATWG's name, ICU's, and what is written outside
};
// The labels of the WHATWG Encoding Standard, section 4.2, but for those that it maps to "replacement", x-user-defined
// and ISO-8859-16, which ICU lacks.
constexpr Label kLabels[] = {
    {"utf-8", "UTF-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"gb18030", "gb18030", "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 csiso58gb231280 iso-ir-58"},
    {"big5", "Big5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"shift_jis", "windows-932", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis"},
    {"euc-jp", "EUC-JP", "euc-jp x-euc-jp cseucpkdfmtjapanese"},
    {"iso-2022-jp", "ISO-2022-JP", "iso-2022-jp csiso2022jp"},
    {"euc-kr", "windows-949",
     "euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cseuckr csksc56011987 iso-ir-149"},
    {"windows-1252", "windows-1252",
     "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 l1 us-ascii ascii iso646-us "
     "ansi_x3.4-1968 cp819 ibm819 iso-ir-100 csisolatin1"},
    {"iso-8859-2", "ISO-8859-2",
     "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2 iso-ir-101 csisolatin2"},
    {"iso-8859-3", "ISO-8859-3",
     "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 latin3 l3 iso-ir-109 csisolatin3"},
    {"iso-8859-4", "ISO-8859-4",
     "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 latin4 l4 iso-ir-110 csisolatin4"},
    {"iso-8859-5", "ISO-8859-5",
     "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 cyrillic iso-ir-144 csisolatincyrillic"},
    {"iso-8859-6", "ISO-8859-6",
     "iso-8859-6 iso-8859-6-e iso-8859-6-i iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 arabic asmo-708 ecma-114 "
     "iso-ir-127 "
     "csiso88596e csiso88596i csisolatinarabic"},
    {"iso-8859-7", "ISO-8859-7",
     "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 greek greek8 ecma-118 elot_928 sun_eu_greek iso-ir-126 "
     "csisolatingreek"},
    {"iso-8859-8", "ISO-8859-8",
     "iso-8859-8 iso-8859-8-e iso-8859-8-i iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 hebrew visual logical "
     "iso-ir-138 "
     "csiso88598e csiso88598i csisolatinhebrew"},
    {"iso-8859-10", "ISO-8859-10", "iso-8859-10 iso8859-10 iso885910 latin6 l6 iso-ir-157 csisolatin6"},
    {"iso-8859-13", "ISO-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "ISO-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "ISO-8859-15", "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9"},
    {"ibm866", "IBM866", "ibm866 866 cp866 csibm866"},
    {"koi8-r", "KOI8-R", "koi8-r koi koi8 koi8_r cskoi8r"},
    {"koi8-u", "KOI8-U", "koi8-u koi8-ru"},
    {"macintosh", "macintosh", "macintosh mac x-mac-roman csmacintosh"},
    {"x-mac-cyrillic", "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"windows-874", "windows-874", "windows-874 dos-874 tis-620 iso-8859-11 iso8859-11 iso885911"},
    {"windows-1250", "windows-1250", "windows-1250 cp1250 x-cp1250"},
    {"windows-1251", "windows-1251", "windows-1251 cp1251 x-cp1251"},
    {"windows-1253", "windows-1253", "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "windows-1254",
     "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 latin5 l5 iso-ir-148 "
     "csisolatin5"},
    {"windows-1255", "windows-1255", "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "windows-1256", "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "windows-1257", "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "windows-1258", "windows-1258 cp1258 x-cp1258"},
    {"utf-16le", "UTF-16LE", "utf-16le utf-16 ucs-2 unicode iso-10646-ucs-2 unicodefeff csunicode"},
    {"utf-16be", "UTF-16BE", "utf-16be unicodefffe"},
};

constexpr std::array<std::string_view, 3> kSniffed = {"utf-8", "gb18030", "windows-1252"};

bool lists(std::string_view labels, std::string_view wanted) {
  for (std::size_t at = labels.find(wanted); at != std::string_view::npos; at = labels.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || labels[at - 1] == ' ') && (end == labels.size() || labels[end] == ' ')) return true;
  }
  return false;
}

const Label* find_label(std::string_view label) {
  if (label.size() > 40) return nullptr;
  const std::string wanted = lower(trim(label));
  if (wanted.empty() || wanted.find(' ') != std::string::npos) return nullptr;
  for (const Label& row : kLabels)
    if (lists(row.labels, wanted)) return &row;
  return nullptr;
}

// What follows "encoding" and '=' in an XML declaration.
std::string_view xml_encoding(std::string_view declaration) {
  constexpr std::string_view kKey = "encoding";
  const std::size_t found = find_lower(declaration, kKey);
  if (found == std::string_view::npos) return {};
  std::string_view rest = trim(declaration.substr(found + kKey.size()));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
  const std::size_t end = quoted ? rest.find(rest[0], 1) : rest.find_first_of(" \t\r\n;>\"'/?");
  return quoted ? rest.substr(1, std::min(end, rest.size()) - 1) : rest.substr(0, end);
}

// What the document says of itself. An unknown label in XML is handed on to be refused; in HTML, as in browsers, it says nothing.
std::string_view declared(std::string_view bytes) {
  constexpr std::size_t kXmlHead = 1024, kHtmlHead = 16 * 1024;  // pages have long comments before their head
  const std::string_view head = bytes.substr(0, kXmlHead);
  const std::size_t xml = head.find("<?xml");
  if (xml != std::string_view::npos)
    if (const auto name = xml_encoding(head.substr(xml, head.find("?>", xml) - xml)); !name.empty()) return name;
  return html_charset(bytes.substr(0, kHtmlHead), [](std::string_view label) { return find_label(label) != nullptr; });
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
    const auto run = static_cast<std::size_t>(at);
    std::size_t end = text::printable_end(bytes, run);
    while (end < bytes.size() && bytes[end] == '\n') end = text::printable_end(bytes, end + 1);
    attempt.utf8.append(bytes, run, end - run);
    attempt.characters += end - run;
    if (end == bytes.size()) break;
    at = static_cast<std::int64_t>(end);
    UChar32 code = 0;
    U8_NEXT(data, at, size, code);
    // Nobody writes C1 controls: these were windows-1252's quotes and dashes before a program took them for Latin-1.
    if (code >= 0x80 && code < 0xA0) code = static_cast<UChar32>(windows_1252(static_cast<std::uint32_t>(code)));
    append(attempt, code);
  }
  return attempt;
}

Attempt decode(std::string_view bytes, const Label& row) {
  if (row.name == "utf-8") return decode_utf8(bytes);
  Attempt attempt;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(row.converter.data(), &status),
                                                                     &ucnv_close);
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
      if (U16_IS_LEAD(*unit))
        high = *unit;
      else if (U16_IS_TRAIL(*unit))
        append(attempt, high ? U16_GET_SUPPLEMENTARY(high, *unit) : -1), high = 0;
      else
        append(attempt, *unit), high = 0;
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return attempt;
}

// The first four bytes of a document begin with ASCII: where they are zero tells the width of its characters (XML 1.0,
// appendix F), mark or no mark.
std::string zeros_among_first_four(std::string_view bytes) {
  std::string zeros;
  for (const char c : bytes.substr(0, 4)) zeros += c == 0 ? '0' : 'x';
  return zeros;
}

const Label* byte_order_mark(std::string_view& bytes) {
  constexpr std::string_view kUtf8 = "\xEF\xBB\xBF", kLittle = "\xFF\xFE", kBig = "\xFE\xFF";
  for (const auto& [mark, label] : {std::pair{kUtf8, "utf-8"}, {kLittle, "utf-16le"}, {kBig, "utf-16be"}})
    if (bytes.starts_with(mark)) {
      bytes.remove_prefix(mark.size());
      return find_label(label);
    }
  const std::string zeros = zeros_among_first_four(bytes);
  if (zeros == "x0x0") return find_label("utf-16le");
  if (zeros == "0x0x") return find_label("utf-16be");
  return nullptr;
}

bool is_utf32(std::string_view bytes) {
  constexpr std::string_view kLittle("\xFF\xFE\0\0", 4), kBig("\0\0\xFE\xFF", 4);
  const std::string zeros = zeros_among_first_four(bytes);
  return bytes.starts_with(kLittle) || bytes.starts_with(kBig) || zeros == "x000" || zeros == "000x";
}

// Text of single-byte encodings has its high bytes one by one, between ASCII letters; Chinese has them in runs.
bool stand_alone(std::string_view bytes) {
  std::size_t high = 0, alone = 0;
  const auto is_high = [&](std::size_t at) {
    return at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80;
  };
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (!is_high(at)) continue;
    ++high;
    alone += !is_high(at + 1) && (at == 0 || !is_high(at - 1));
  }
  return alone * 2 > high;
}

// Chance does not write UTF-8: a document that is valid and has some characters beyond ASCII is UTF-8, whatever its
// label says. Servers put a default charset on everything they send.
bool must_be_utf8(std::string_view bytes, const Attempt& as_utf8) {
  constexpr std::size_t kEnough = 4;
  const auto ascii = static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  return as_utf8.bad == 0 && as_utf8.characters >= ascii + kEnough;
}

base::Result<std::vector<const Label*>> candidates(std::string_view& bytes, std::string_view content_type) {
  if (is_utf32(bytes))
    return base::fail(base::ErrorKind::invalid, "xml.encoding",
                      "The document is in UTF-32, which Meridian does not read; ask the publisher for UTF-8.");
  std::vector<const Label*> found;
  if (const Label* mark = byte_order_mark(bytes)) found.push_back(mark);
  if (const Label* header = find_label(charset_in(content_type))) found.push_back(header);
  const std::string_view name = declared(bytes);
  const Label* declaration = find_label(name);
  if (!name.empty() && !declaration && found.empty())
    return base::fail(base::ErrorKind::invalid, "xml.encoding",
                      "The document declares the encoding \"" + decode_utf8(name.substr(0, 40)).utf8 +
                          "\", which Meridian does not read; ask the publisher for UTF-8.");
  // A declaration that was readable as bytes cannot mean UTF-16 (WHATWG, "prescan").
  if (declaration && !declaration->name.starts_with("utf-16")) found.push_back(declaration);
  for (const std::string_view label : kSniffed) found.push_back(find_label(label));
  return found;
}

// What the sender called the encoding, known to us or not.
std::string label_of(std::string_view bytes, std::string_view content_type) {
  std::string_view label = charset_in(content_type);
  if (label.empty()) label = declared(bytes);
  return lower(decode_utf8(trim(label.substr(0, 40))).utf8);
}

base::Result<Decoded> decoded(std::string_view bytes, std::string_view content_type) {
  MERIDIAN_TRY_ASSIGN(std::vector<const Label*> rows, candidates(bytes, content_type));
  if (!rows.front()->name.starts_with("utf-16")) {
    Attempt as_utf8 = decode_utf8(bytes);
    if (rows.front()->name == "utf-8" ? !as_utf8.doubtful() : must_be_utf8(bytes, as_utf8))
      return Decoded{std::move(as_utf8.utf8), "utf-8", {}, 0, false};
  }
  if (stand_alone(bytes)) std::swap(rows.back(), rows[rows.size() - 2]);
  Attempt best;
  const Label* used = nullptr;
  for (const Label* row : rows) {
    if (used && !best.doubtful()) break;
    Attempt attempt = decode(bytes, *row);
    if (used && attempt.bad >= best.bad) continue;
    best = std::move(attempt);
    used = row;
  }
  const bool label_failed = rows.size() > kSniffed.size() && used != rows.front();
  return Decoded{std::move(best.utf8), std::string(used->name), {}, 0, best.doubtful() || label_failed};
}

}  // namespace

base::Result<Decoded> to_utf8(std::string_view bytes, std::string_view content_type) {
  base::Result<Decoded> read = decoded(bytes, content_type);
  if (!read) return read;
  read->label = label_of(bytes, content_type);
  Repaired repaired = repair_double_encoding(std::move(read->utf8));
  read->utf8 = std::move(repaired.utf8);
  read->repaired = repaired.runs;
  return read;
}

}  // namespace meridian::indexer::clean
