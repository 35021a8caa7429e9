#include "indexer/clean/encoding.h"

#include <doctest/doctest.h>

namespace meridian::indexer::clean {
namespace {

std::string encoding_of(std::string_view bytes, std::string_view content_type = "") {
  const auto decoded = to_utf8(bytes, content_type);
  return decoded ? decoded->encoding : decoded.error().code;
}

TEST_CASE("encoding: every name of the table opens a converter") {
  for (const std::string label :
       {"big5",         "shift_jis",    "euc-jp",       "iso-2022-jp",    "euc-kr",       "iso-8859-1",
        "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",     "iso-8859-6",   "iso-8859-7",
        "iso-8859-8",   "iso-8859-10",  "iso-8859-13",  "iso-8859-14",    "iso-8859-15",  "ibm866",
        "koi8-r",       "koi8-u",       "macintosh",    "x-mac-cyrillic", "windows-874",  "windows-1250",
        "windows-1251", "windows-1253", "windows-1254", "windows-1255",   "windows-1256", "windows-1257",
        "windows-1258"}) {
    CAPTURE(label);
    const auto decoded = to_utf8("plain", "text/html; charset=" + label);
    REQUIRE(decoded);
    CHECK(decoded->utf8 == "plain");
    CHECK(decoded->encoding == (label == "iso-8859-1" ? "windows-1252" : label));
    CHECK_FALSE(decoded->doubtful);
  }
}

TEST_CASE("encoding: labels are read without case and quotes, in XML and in HTML") {
  CHECK(encoding_of("x", "text/html; charset=\"Big5\"") == "big5");
  CHECK(encoding_of("x", "text/html;CHARSET=BIG5; boundary=y") == "big5");
  CHECK(encoding_of("<?xml version='1.0' encoding='EUC-KR'?><a/>") == "euc-kr");
  CHECK(encoding_of("<html><meta charset=windows-1251>") == "windows-1251");
  CHECK(encoding_of("<meta http-equiv=content-type content=\"text/html; charset=koi8-r\">") == "koi8-r");
  CHECK(encoding_of("<meta charset=utf-16>") == "utf-8");
  CHECK(encoding_of("x", "text/html; charset=") == "utf-8");
  CHECK(encoding_of("") == "utf-8");
}

TEST_CASE("encoding: what comes out is UTF-8 without NUL, marks and controls") {
  using namespace std::string_literals;
  const auto decoded = to_utf8(
      "\xEF\xBB\xBF"
      "a\0b\x1B\tc\n\xEF\xBB\xBF"s,
      "");
  REQUIRE(decoded);
  CHECK(decoded->utf8 == "ab\tc\n");
}

}  // namespace
}  // namespace meridian::indexer::clean
