#include "text/chinese.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

std::string cut(const ChineseSegmenter& segmenter, std::u32string run) {
  std::string out;
  std::size_t at = 0;
  for (const std::size_t length : segmenter.cut(run)) {
    if (at > 0) out += "/";
    for (std::size_t i = 0; i < length; ++i) append_code_point(out, run[at++]);
  }
  return out;
}

}  // namespace

TEST_CASE("chinese: the most probable path over the list's words") {
  const auto folder = base::TemporaryFolder::make("chinese-test");
  REQUIRE(folder);
  REQUIRE(base::write_file_atomically(
      folder->path() / "list",
      "慢性 100 n\n疼痛 100 n\n慢性病 20 n\n腰 30 n\n腰痛 40 n\n痛 30 n\nbroken line without number\n\n词\n"));
  const ChineseSegmenter segmenter(folder->path() / "list");
  CHECK(cut(segmenter, U"慢性疼痛") == "慢性/疼痛");
  CHECK(cut(segmenter, U"慢性腰痛") == "慢性/腰痛");
  CHECK(cut(segmenter, U"未知慢性") == "未/知/慢性");
  CHECK(cut(segmenter, U"") == "");
}

TEST_CASE("chinese: without a list the words come from ICU and cover the run") {
  const ChineseSegmenter segmenter("/no/such/list");
  const std::u32string run = U"慢性腰痛的运动治疗";
  std::size_t covered = 0;
  for (const std::size_t length : segmenter.cut(run)) covered += length;
  CHECK(covered == run.size());
}

}  // namespace meridian::text
