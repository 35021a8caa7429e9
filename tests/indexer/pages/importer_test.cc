// Files of every kind into a library in memory.
#include "indexer/importer.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/files.h"

namespace {

using namespace meridian;
namespace fs = std::filesystem;

struct Desk {
  base::FakeClock clock;
  base::Config config;
  std::unique_ptr<library::Library> library;
  base::TemporaryFolder folder;

  Desk()
      : library(std::move(*library::Library::in_memory(clock))),
        folder(std::move(*base::TemporaryFolder::make("importer-test"))) {}
  fs::path file(const std::string& name, const std::string& content) {
    std::ofstream(folder.path() / name, std::ios::binary) << content;
    return folder.path() / name;
  }
  indexer::ImportReport import(const std::vector<fs::path>& files) {
    auto report = indexer::import_files(*library, files, config, clock);
    REQUIRE(report.has_value());
    return std::move(*report);
  }
};

}  // namespace

TEST_CASE("import: JSONL, a feed, a page and a text, each by its bytes") {
  Desk desk;
  const indexer::ImportReport report = desk.import(
      {desk.file("a.data",
                 "\n{\"title\":\"Tides of the shelf\",\"abstract\":\"Heat.\"}\n{\"title\":\"Light at "
                 "night\",\"doi\":\"10.5555/l.1\"}\n"),
       desk.file("b.data",
                 "<?xml version='1.0'?><rss version='2.0'><channel><title>Example</title><item><title>Bells and "
                 "towers</title><link>https://example.org/b</link></item></channel></rss>"),
       desk.file("c.data",
                 "<!doctype html><html><head><title>Worms</title></head><body><p>Earthworms turn fallen leaves into "
                 "humus, and a square metre of good garden soil holds hundreds of them.</p></body></html>"),
       desk.file("d.data",
                 "Rivers remember\n\nWhen a river is straightened it does not forget, and after a great flood the "
                 "water often finds its way back to loops that were cut off long before.\n")});
  CHECK(report.files == 4);
  CHECK(report.added == 5);
  CHECK(report.ids.size() == 5);
  CHECK(report.failures_in_all == 0);
}

TEST_CASE("fault_083 import: a bad record costs that record, a bad file that file, both are named") {
  Desk desk;
  const fs::path lines = desk.file("a.jsonl", "{\"title\":\"One\"}\nnot json\n{}\n{\"title\":\"Two\"}");
  const fs::path pdf = desk.file("b.pdf", "%PDF-1.4");
  const indexer::ImportReport report =
      desk.import({lines, pdf, desk.folder.path() / "missing.txt", desk.folder.path()});
  CHECK(report.added == 2);
  REQUIRE(report.failures.size() == 5);
  CHECK(report.failures[0].line == 2);
  CHECK(report.failures[0].code == "json.malformed");
  CHECK(report.failures[1].line == 3);
  CHECK(report.failures[2].code == "file.binary");
  CHECK(report.failures[3].code == "file.unreadable");
  CHECK(report.failures[4].code == "file.folder");
}

TEST_CASE("import: the same file again adds nothing") {
  Desk desk;
  const fs::path file = desk.file(
      "a.jsonl",
      "{\"title\":\"Tides of the shelf\",\"doi\":\"10.5555/t.1\",\"abstract\":\"Heat is lost on the slope.\"}\n");
  CHECK(desk.import({file}).added == 1);
  const indexer::ImportReport again = desk.import({file});
  CHECK(again.added == 0);
  CHECK(again.unchanged == 1);
}

TEST_CASE("import: batches are committed one by one, and cancelling keeps them") {
  Desk desk;
  std::string lines;
  for (int i = 0; i < 2500; ++i)
    lines += "{\"title\":\"Record number " + std::to_string(i) + " of the series\",\"doi\":\"10.5555/r." +
             std::to_string(i) + "\"}\n";
  int batches = 0;
  const auto stopped = indexer::import_files(
      *desk.library, {desk.file("a.jsonl", lines)}, desk.config, desk.clock, [&] { return ++batches, base::Status(); },
      {}, [&] { return batches == 2; });
  REQUIRE_FALSE(stopped.has_value());
  CHECK(stopped.error().kind == base::ErrorKind::cancelled);
  CHECK(*desk.library->articles().count() == 2000);
}

TEST_CASE("fault_077 import: a line without end is left out, those after it are read") {
  Desk desk;
  const indexer::ImportReport report = desk.import({desk.file(
      "a.jsonl", "{\"title\":\"One\"}\n{\"title\":\"" + std::string(20 << 20, 'x') + "\"}\n{\"title\":\"Two\"}\n")});
  CHECK(report.added == 2);
  REQUIRE(report.failures.size() == 1);
  CHECK(report.failures[0].line == 2);
  CHECK(report.failures[0].code == "json.line_too_long");
}
