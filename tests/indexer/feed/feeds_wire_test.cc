// Feeds as publishers served them, where they are at hand: MERIDIAN_DATA names a folder that holds feeds-wire. Nothing
// of them is kept here; without the folder the tests say so and pass.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "indexer/article_builder.h"
#include "indexer/feed/date.h"
#include "indexer/feed_reader.h"

namespace meridian::indexer {
namespace {

namespace fs = std::filesystem;

fs::path wire_folder() {
  const char* data = std::getenv("MERIDIAN_DATA");
  return data ? fs::path(data) / "feeds-wire" : fs::path();
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::vector<fs::path> documents(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string kind = entry.path().extension().string();
    if (entry.is_regular_file() && (kind == ".xml" || kind == ".rss" || kind == ".rdf" || kind == ".atom"))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t found = 0;
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if (const char next = text.substr(at + word.size(), 1).empty() ? ' ' : text[at + word.size()];
        next == '>' || next == ' ')
      ++found;
  return found;
}

struct Counts {
  std::size_t documents = 0, read = 0, empty = 0, items = 0, titles = 0, creators = 0, dates = 0, unread_dates = 0,
              texts = 0, ids = 0, partial = 0;
  std::map<std::string, int> refused;
};

void add(const feed::FeedDocument& feed, Counts& counts) {
  ++counts.read;
  counts.empty += feed.items.empty();
  counts.partial += feed.partial;
  for (const feed::Item& item : feed.items) {
    ++counts.items;
    counts.titles += !item.title_html.empty();
    counts.creators += !item.creators.empty();
    counts.dates += !feed::iso_date(item.published.empty() ? item.updated : item.published).empty();
    counts.unread_dates += !item.published.empty() && feed::iso_date(item.published).empty();
    counts.texts += !(item.summary_html + item.content_html + item.dc_description_html).empty();
    counts.ids += !(item.guid + item.link).empty() || !item.identifiers.empty();
    if (!item.published.empty() && feed::iso_date(item.published).empty()) MESSAGE("no date: ", item.published);
  }
}

Counts walk(const std::string& group) {
  Counts counts;
  for (const fs::path& file : documents(wire_folder() / group)) {
    CAPTURE(file.filename().string());
    ++counts.documents;
    const std::string bytes = bytes_of(file);
    const auto feed = read_feed(bytes, "https://example.org/feed", "", {});
    if (!feed) {
      ++counts.refused[feed.error().code];
      continue;
    }
    CHECK(feed->items.size() == count(bytes, "<item") + count(bytes, "<entry"));
    add(*feed, counts);
  }
  std::string refused;
  for (const auto& [code, number] : counts.refused) refused += " " + code + " " + std::to_string(number);
  MESSAGE(group, ": ", counts.documents, " documents, ", counts.read, " read, ", counts.empty, " without items, ",
          counts.partial, " partial; refused:", refused, "; ", counts.items, " items, of them titles ", counts.titles,
          ", creators ", counts.creators, ", dates ", counts.dates, " (unread ", counts.unread_dates, "), texts ",
          counts.texts, ", ids ", counts.ids);
  return counts;
}

TEST_CASE("feeds on the wire: every item that a document holds is read" * doctest::skip(wire_folder().empty())) {
  for (const std::string group :
       {"biorss", "arxiv-api", "chinese-econ-derived", "chem-feed-cache-derived", "zotero-feeds", "longitudinal"}) {
    const Counts counts = walk(group);
    CHECK(counts.titles * 100 >= counts.items * 90);
    CHECK(counts.ids == counts.items);
    CHECK(counts.unread_dates == 0);
    CHECK(counts.partial == 0);
  }
}

TEST_CASE("feeds on the wire: GBK and GB18030, declared or not, give the text of the UTF-8 original" *
          doctest::skip(wire_folder().empty())) {
  std::size_t compared = 0, equal = 0;
  for (const fs::path& file : documents(wire_folder() / "derived-gbk")) {
    if (file.parent_path().filename() == "utf8") continue;
    const std::string name = file.filename().string();
    const std::string stem = name.substr(0, name.rfind(".g"));
    const auto derived = read_feed(bytes_of(file), "", "", {});
    const auto gold = read_feed(bytes_of(file.parent_path() / "utf8" / (stem + ".xml")), "", "", {});
    CAPTURE(name);
    REQUIRE(gold);
    REQUIRE(derived);
    bool same = gold->title == derived->title && gold->items.size() == derived->items.size();
    for (std::size_t i = 0; same && i < gold->items.size(); ++i) {
      const feed::Item &a = gold->items[i], &b = derived->items[i];
      same = a.title_html == b.title_html && a.summary_html == b.summary_html && a.content_html == b.content_html &&
             a.creators == b.creators && a.guid == b.guid && a.link == b.link && a.categories == b.categories;
    }
    CHECK(same);
    ++compared;
    equal += same;
  }
  MESSAGE(equal, " of ", compared, " GBK documents equal their originals");
}

TEST_CASE("feeds on the wire: speed" * doctest::skip(wire_folder().empty())) {
  std::vector<std::string> all;
  std::size_t size = 0;
  for (const fs::path& file : documents(wire_folder() / "biorss")) size += all.emplace_back(bytes_of(file)).size();
  const double megabytes = static_cast<double>(size) / 1e6;
  for (const bool to_articles : {false, true}) {
    std::size_t articles = 0;
    const std::clock_t begin = std::clock();
    for (const std::string& bytes : all) {
      const auto feed = read_feed(bytes, "", "", {});
      if (!feed || !to_articles) continue;
      for (const feed::Item& item : feed->items) articles += article_from_item(item, *feed, {"", "", 1}).has_value();
    }
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    MESSAGE(megabytes, " MB at ", megabytes / took, " MB/s of a core, articles made: ", articles);
  }
}

}  // namespace
}  // namespace meridian::indexer
