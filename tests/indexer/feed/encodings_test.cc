// Bytes in every encoding through the whole reader; the documents are made here, byte by byte.
#include <doctest/doctest.h>

#include <string>

#include "indexer/feed_reader.h"

namespace meridian::indexer {
namespace {

using namespace std::string_literals;

std::string document(const std::string& title, const std::string& encoding = "") {
  const std::string declared = encoding.empty() ? "" : " encoding=\"" + encoding + "\"";
  return "<?xml version=\"1.0\"" + declared + "?><rss><channel><item><title>" + title +
         "</title></item></channel></rss>";
}

std::string title_of(const std::string& bytes, const std::string& content_type = "") {
  const auto feed = read_feed(bytes, "", content_type, {});
  if (!feed) return feed.error().code;
  return feed->items.empty() ? "no item" : feed->items[0].title_html;
}

std::string utf16(const std::string& ascii, bool big) {
  std::string out;
  for (const char c : ascii) out += big ? "\0"s + c : c + "\0"s;
  return out;
}

std::string utf32(const std::string& ascii, bool big) {
  std::string out;
  for (const char c : ascii) out += big ? "\0\0\0"s + c : c + "\0\0\0"s;
  return out;
}

const std::string kGbk = "\xD1\xFC\xCD\xB4\xB5\xC4\xD4\xCB\xB6\xAF\xC1\xC6\xB7\xA8";  // 腰痛的运动疗法
const std::string kBad = "\uFFFD";

TEST_CASE("fault_035 invalid UTF-8 becomes U+FFFD, and only that") {
  const std::string long_text(1000, 'x');
  for (const std::string bad : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80"}) {
    const std::string title = title_of(document("a" + bad + "b" + long_text, "utf-8"));
    CHECK(title.starts_with("a" + kBad));
    CHECK(title.ends_with("b" + long_text));
  }
}

TEST_CASE("fault_037 declared encodings are converted before parsing") {
  struct Row {
    const char *label, *bytes, *text;
  };
  for (const Row& row :
       {Row{"GBK", kGbk.c_str(), "腰痛的运动疗法"}, Row{"gb2312", kGbk.c_str(), "腰痛的运动疗法"},
        Row{"GB18030", "\x81\x30\x81\x30\x95\x32\x82\x36", "\u0080𠀀"}, Row{"Big5", "\xB8\x79\xB5\x68", "腰痛"},
        Row{"Shift_JIS", "\x98\x5F\x95\xB6", "論文"}, Row{"EUC-JP", "\xCF\xC0\xCA\xB8", "論文"},
        Row{"EUC-KR", "\xB3\xED\xB9\xAE", "논문"}, Row{"ISO-8859-1", "caf\xE9 \x96 x", "café – x"},
        Row{"windows-1251", "\xE1\xEE\xEB\xFC", "боль"}, Row{"iso-8859-2", "\xBB\xF3", "ťó"},
        Row{"koi8-r", "\xC2\xCF\xCC\xD8", "боль"}, Row{" Latin1 ", "\xFC", "ü"}}) {
    CAPTURE(row.label);
    CHECK(title_of(document(row.bytes, row.label)) == row.text);
    CHECK(title_of(document(row.bytes), "text/xml; charset=\""s + row.label + "\"") == row.text);
  }
}

TEST_CASE("fault_038 mark before header before declaration before sniffing") {
  CHECK(title_of("\xEF\xBB\xBF" + document("caf\u00E9", "gbk"), "text/xml; charset=big5") == "café");
  CHECK(title_of(document(kGbk, "big5"), "text/xml; charset=gbk") == "腰痛的运动疗法");
  CHECK(title_of(document(kGbk, "gbk"), "text/xml") == "腰痛的运动疗法");
  CHECK(title_of(document(kGbk)) == "腰痛的运动疗法");
  CHECK(title_of(document(kGbk, "utf-8"), "text/xml; charset=utf-8") == "腰痛的运动疗法");
  CHECK(title_of(document("r\xE9sum\xE9 de la m\xE9thode")) == "résumé de la méthode");
}

TEST_CASE("fault_038 what is UTF-8 throughout is read so, whatever a default label says") {
  CHECK(title_of(document("腰痛的运动疗法"), "text/xml; charset=ISO-8859-1") == "腰痛的运动疗法");
  CHECK(title_of(document("腰痛的运动疗法", "gb2312")) == "腰痛的运动疗法");
  CHECK(title_of(document("\xC3\xA9", "iso-8859-1")) == "é");
}

TEST_CASE("fault_038 a document that is not in the encoding it names is read, and marked") {
  const auto feed = read_feed(document(kGbk), "", "text/xml; charset=utf-8", {});
  REQUIRE(feed);
  CHECK(feed->items.at(0).title_html == "腰痛的运动疗法");
  CHECK(feed->warnings.size() == 1);
  CHECK(read_feed(document(kGbk), "", "", {})->warnings.empty());
}

TEST_CASE("fault_039 UTF-16 is read and UTF-32 refused, with and without a mark") {
  const std::string text = document("plain", "utf-16");
  CHECK(title_of("\xFF\xFE" + utf16(text, false)) == "plain");
  CHECK(title_of("\xFE\xFF" + utf16(text, true)) == "plain");
  CHECK(title_of(utf16(text, false)) == "plain");
  CHECK(title_of(utf16(text, true)) == "plain");
  const std::string bare = "\n<rss><channel><item><title>plain</title></item></channel></rss>";
  CHECK(title_of(utf16(bare, false)) == "plain");
  CHECK(title_of(utf16(bare, true)) == "plain");
  for (const bool big : {false, true}) {
    const std::string mark = big ? "\0\0\xFE\xFF"s : "\xFF\xFE\0\0"s;
    CHECK(title_of(mark + utf32(text, big)) == "xml.encoding");
    CHECK(title_of(utf32(text, big)) == "xml.encoding");
    CHECK(title_of(utf32(bare, big)) == "xml.encoding");
  }
  CHECK(title_of(text) == "plain");  // readable as bytes, so it cannot be UTF-16
}

TEST_CASE("fault_040 only labels of the table are read") {
  const std::string trick = "+ADw-script+AD4-";
  for (const std::string label :
       {"utf-7", "SCSU", "BOCU-1", "ibm037", "ebcdic-cp-us", "../../x", "hz-gb-2312", "utf-32", "utf-8 utf-8"})
    CHECK(title_of(document(trick, label)) == "xml.encoding");
  CHECK(title_of(document(trick, std::string(1 << 20, 'x'))) != trick + "x");
  CHECK(title_of(document(trick, "utf-7"), "text/xml; charset=utf-8") == trick);
  CHECK(title_of(document(trick), "text/xml; charset=utf-7") == trick);
  CHECK(title_of("\xEF\xBB\xBF" + document(trick, "utf-7")) == trick);
}

TEST_CASE("fault_041 a lead byte right before a tag does not swallow it") {
  for (const std::string label : {"gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "utf-8"}) {
    CAPTURE(label);
    const std::string title = title_of(document(std::string(300, 'x') + "\x8F", label));
    CHECK(title.starts_with(std::string(300, 'x')));
    CHECK(title.size() < 310);
  }
}

TEST_CASE("fault_038 text that was encoded twice is put right, and the feed says so") {
  const auto feed = read_feed(document("SÃ£o Paulo, 腰痛 and itâ€™s", "utf-8"), "", "", {});
  REQUIRE(feed);
  CHECK(feed->items[0].title_html == "São Paulo, 腰痛 and it’s");
  CHECK(feed->warnings.size() == 1);
}

}  // namespace
}  // namespace meridian::indexer
