#include "indexer/clean/mojibake.h"

#include <doctest/doctest.h>

namespace meridian::indexer::clean {
namespace {

struct Row {
  std::string_view written, meant;
};

TEST_CASE("fault_038 mojibake: UTF-8 that was encoded twice is put right, run by run") {
  for (const Row& row : {Row{"Ã©tÃ©", "été"}, Row{"itâ€™s â€œsoâ€\u009D", "it’s “so”"}, Row{"itâ\u0080\u0099s", "it’s"},
                         Row{"25 Â°C Â± 3", "25 °C ± 3"}, Row{"è…°ç—›", "腰痛"}, Row{"Î²Î³ and β", "βγ and β"},
                         Row{"ð\u009F\u0098\u0080", "😀"}, Row{"Ð±Ð¾Ð»ÑŒ, été", "боль, été"}}) {
    CAPTURE(row.written);
    const Repaired repaired = repair_double_encoding(std::string(row.written));
    CHECK(repaired.utf8 == row.meant);
    CHECK(repaired.runs > 0);
  }
}

TEST_CASE("fault_038 mojibake: GB2312 that was taken for ISO 8859-1 is put right") {
  CHECK(repair_double_encoding("<t>ÑüÍ´µÄÔË¶¯ÁÆ·¨</t>").utf8 == "<t>腰痛的运动疗法</t>");
}

TEST_CASE("mojibake: what people write stays as it is") {
  for (const std::string_view text :
       {"été, Ärzte, São Paulo, NAÇÃO", "»Spaß”", "25 °C ± 3 µm", "CAFÉ™", "«À»", "ÀÁÂÃÄÅÆÇÈÉÊË", "àáâãäåæç", "½¾¼²³¹", "腰痛的运动疗法", "naïve — ‘quoted’",
        "Ã", "Â", ""}) {
    CAPTURE(text);
    const Repaired repaired = repair_double_encoding(std::string(text));
    CHECK(repaired.utf8 == text);
    CHECK(repaired.runs == 0);
  }
}

}  // namespace
}  // namespace meridian::indexer::clean
