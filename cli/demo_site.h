// The demo's publishers: serves data/demo as if it were journals and magazines, with dates counted back from today.
//
// data/demo/feeds.tsv lists the feeds (file, content type, title); every other file is an article page. In every file
// "{{day 3}}" (2026-11-18), "{{rfc822 3}}", "{{rfc3339 3}}", "{{zh 3}}" (2026年11月18日) and "{{year 3}}" stand for the day three days
// ago, and "{{origin}}" for the address of this server. Answers carry an ETag and honour If-None-Match.
// Safe from many threads once made.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "query/web/server.h"

namespace meridian::cli {

struct DemoFeed {
  std::string path;          // "/journals/pain-science.rdf"
  std::string content_type;
  std::string title;
};

// Placeholders replaced; bytes that are not UTF-8 (a GB18030 feed) pass through.
std::string fill_placeholders(std::string_view text, base::UnixTime now, std::string_view origin);
// storage "disk.read", or invalid "demo.feeds" naming the line.
base::Result<std::vector<DemoFeed>> read_demo_feeds(const std::filesystem::path& folder);
// Files of `folder`, read once; no path is built from a request.
base::Result<query::web::Handler> make_demo_site(const std::filesystem::path& folder, const std::vector<DemoFeed>& feeds, base::UnixTime now);

}  // namespace meridian::cli
