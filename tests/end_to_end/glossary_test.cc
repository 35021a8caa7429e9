// A reader's own translations through the real program: taken in, searched with, listed, removed, and refused.
#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/demo_library.h"
#include "tests/end_to_end/loopback_site.h"

using meridian::query::web::Request;
using meridian::query::web::Response;
using meridian::tests::check_calm;
using meridian::tests::Home;
using meridian::tests::LoopbackSite;
using meridian::tests::Outcome;
using nlohmann::json;

namespace {

constexpr const char* kTable = "# mine\nrowing machine|ergometer\t划船机|测功仪\nwoodcut\t木刻版画\n";
constexpr const char* kCedict =
    "# CC-CEDICT\n賽艇 赛艇 [sai4 ting3] /boat race/to row a boat (sport)/\n木刻 木刻 [mu4 ke4] /woodcut/CL:幅[fu2]/\n";

void has(const std::string& text, const std::string& wanted) {
  CHECK_MESSAGE(text.find(wanted) != std::string::npos, "“", wanted, "” is not in: ", text);
}

std::string gzipped(std::string text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(text.size() + 256, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("glossary: a table of the reader's finds papers in the other language until it is removed") {
  Home home;
  const auto papers = home.write(
      "papers.jsonl",
      R"({"id":"doi:10.5555/glossary.1","title":"划船机训练","abstract":"四十名成人使用划船机。","date":"2026-05-01"})"
      "\n");
  REQUIRE(home.run({"import", papers.string()}).code == 0);
  CHECK(home.run({"search", "ergometer"}).code == 1);
  const Outcome added = home.run({"glossary", "add", home.write("sport.tsv", kTable).string()});
  check_calm(added);
  CHECK(added.code == 0);
  has(added.out, "sport: 2 entries; 0 lines");
  const Outcome found = home.run({"search", "ergometer", "--json"});
  CHECK(found.code == 0);
  has(found.out, "划船机训练");
  CHECK(home.run({"search", "ergometer", "--no-expand"}).code == 1);
  CHECK(home.run({"search", "rowing machines"}).code == 0);

  has(home.run({"glossary", "list"}).out, "sport  2 entries");
  has(home.run({"glossary", "list", "rowing", "machine"}).out, "划船机 · 测功仪");
  has(home.run({"glossary", "list", "测功仪"}).out, "ergometer");
  const json listed = json::parse(home.run({"glossary", "list", "--json"}).out);
  CHECK(listed["shipped_concepts"].get<int>() >= 3000);
  CHECK(listed["own"][0]["name"] == "sport");
  CHECK(home.run({"glossary", "list", "zzzz"}).code == 1);

  CHECK(home.run({"glossary", "remove", "sport"}).code == 0);
  CHECK(home.run({"search", "ergometer"}).code == 1);
  const Outcome again = home.run({"glossary", "remove", "sport"});
  check_calm(again);
  CHECK(again.code == 1);
  has(again.err, "sport");
}

TEST_CASE("glossary: CC-CEDICT is taken in from a gzipped file and from an address") {
  Home home;
  std::ofstream(home.folder() / "dict.u8.gz", std::ios::binary) << gzipped(kCedict);
  const Outcome added = home.run({"glossary", "add", (home.folder() / "dict.u8.gz").string(), "--json"});
  check_calm(added);
  REQUIRE(added.code == 0);
  CHECK(json::parse(added.out) ==
        json{{"name", "dict"}, {"format", "cc-cedict"}, {"entries", 2}, {"skipped", 0}, {"cut", false}});
  has(home.run({"glossary", "list", "row", "a", "boat"}).out, "赛艇");

  LoopbackSite site([](const Request& request, int) {
    return request.path == "/mine.tsv" ? Response{200, "text/plain", kTable, {}}
                                       : Response{404, "text/plain", "no", {}};
  });
  const std::string address = site.origin() + "/mine.tsv";
  const Outcome refused = home.run({"glossary", "add", address});
  CHECK(refused.code == 4);
  has(refused.err, "network");
  CHECK(home.run({"glossary", "add", address, "--allow-private"}).code == 0);
  CHECK(home.run({"glossary", "add", site.origin() + "/other.tsv", "--allow-private"}).code == 1);
  // What both files say of a term is one group.
  const Outcome both = home.run({"glossary", "list", "woodcut"});
  has(both.out, "木刻");
  has(both.out, "木刻版画");
}

TEST_CASE("glossary: what is no glossary is told in a sentence and changes nothing") {
  Home home;
  const auto table = home.write("mine.tsv", kTable);
  REQUIRE(home.run({"glossary", "add", table.string()}).code == 0);
  std::ofstream(home.folder() / "huge.tsv") << std::string(1024, 'a');
  std::filesystem::resize_file(home.folder() / "huge.tsv", (64 << 20) + 1);
  const std::string cut = gzipped(std::string(kTable) + std::string(5000, 'x')).substr(0, 40);
  const struct {
    std::string file;
    int code;
    std::string about, chinese;
  } rows[] = {{home.write("empty.tsv", "").string(), 2, "empty", "空"},
              {home.write("binary.tsv", std::string("\x89PNG\r\n\0\1", 8)).string(), 2, "text", "文本"},
              {home.write("prose.txt", "Only a sentence.\n").string(), 2, "pairs", "对照"},
              {home.write("cut.tsv.gz", cut).string(), 2, "compressed", "压缩"},
              {(home.folder() / "huge.tsv").string(), 2, "64 MiB", "64 MiB"},
              {(home.folder() / "none.tsv").string(), 1, "none.tsv", "找不到"}};
  for (const auto& row : rows) {
    CAPTURE(row.file);
    const Outcome told = home.run({"glossary", "add", row.file});
    check_calm(told);
    CHECK(told.code == row.code);
    has(told.err, row.about);
    has(home.run({"glossary", "add", row.file, "--lang", "zh"}).err, row.chinese);
  }
  CHECK(home.run({"glossary", "add"}).code == 2);
  CHECK(home.run({"glossary"}).code == 2);
  const Outcome outside = home.run({"glossary", "remove", "../mine"});
  CHECK(outside.code == 1);
  has(home.run({"glossary", "list"}).out, "mine  2 entries");
}
