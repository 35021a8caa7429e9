// feeds parse, import, export: feeds and lists of feeds that stand in files.
#include <algorithm>
#include <iostream>

#include "base/config.h"
#include "base/files.h"
#include "base/messages.h"
#include "base/private_address.h"
#include "base/url.h"
#include "cli/context.h"
#include "cli/feed_json.h"
#include "indexer/feed_reader.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

constexpr std::int64_t kMaxFile = 64 << 20;

// A document's error or what it said; `plain` is the line for a reader.
struct Reading {
  nlohmann::json json;
  std::string plain;
  bool failed = false;
};

Reading failed(const Output& out, const base::Error& error) {
  Reading reading;
  reading.json["error"] = {{"code", error.code}, {"message", error.message}};
  reading.plain = printable(base::message_in(out.language(), error)) + " [" + error.code + "]";
  reading.failed = true;
  return reading;
}

Reading read_document(const Context& context, const std::string& bytes) {
  const Output& out = context.output;
  Reading reading;
  if (auto opml = indexer::read_opml(bytes, context.arguments.content_type)) {
    reading.json = to_json(*opml, out.language());
    reading.plain = "opml  " + out.count(static_cast<std::int64_t>(opml->subscriptions.size()), "feed", "feeds", "个订阅源");
    return reading;
  }
  const auto document = indexer::read_feed(bytes, context.arguments.url, context.arguments.content_type, context.config.fetch);
  if (!document) return failed(out, document.error());
  reading.json = to_json(*document, out.language());
  reading.plain = document->format + " " + document->version + "  " + printable(document->title) + "  " +
                  out.count(static_cast<std::int64_t>(document->items.size()), "item", "items", "条");
  for (const base::Warning& warning : document->warnings) reading.plain += "\n    " + printable(base::message_in(out.language(), warning));
  return reading;
}

// Private addresses come from the reader's own hand only, never from a list (FAULTS 84).
base::Status refuse_private(const base::Url& url, const base::Config& config) {
  const auto& allowed = config.fetch.allow_private;
  const bool listed = std::any_of(allowed.begin(), allowed.end(), [&](const auto& one) { return one.host == url.host && one.port == url.port; });
  if (listed || !base::names_private_address(url.host)) return {};
  return base::fail(base::ErrorKind::refused, "fetch.private_address",
                    "“" + url.text() + "” is an address of your own network; add it with `meridian feeds add --allow-private`.");
}

base::Result<library::Feed> feed_of(const indexer::feed::Subscription& one, const base::Config& config) {
  MERIDIAN_TRY_ASSIGN(const base::Url url, base::parse_url(one.url));
  MERIDIAN_TRY(refuse_private(url, config));
  library::Feed feed;
  feed.url = url.text();
  feed.title = one.title == one.url ? std::string() : one.title;
  feed.folder = one.folder;
  if (const auto site = base::parse_url(one.site)) feed.site = site->text();
  return feed;
}

struct Taken {
  int added = 0, known = 0;
  std::vector<base::Error> refused;
};

// In steps, so that a list of 100,000 holds the library for no long time (FAULTS 79).
base::Result<Taken> subscribe(const Context& context, library::Library& library, const indexer::feed::Opml& opml) {
  constexpr std::size_t kStep = 500;
  Taken taken;
  for (std::size_t begin = 0; begin < opml.subscriptions.size(); begin += kStep) {
    const std::size_t end = std::min(begin + kStep, opml.subscriptions.size());
    const auto written = library.write([&](library::Transaction& transaction) -> base::Status {
      for (std::size_t i = begin; i < end; ++i) {
        auto feed = feed_of(opml.subscriptions[i], context.config);
        if (!feed) {
          taken.refused.push_back(feed.error());
          continue;
        }
        const auto id = library.feeds().add(transaction, *feed);
        if (!id && id.error().code != "feed.known") return base::fail(id.error());
        ++(id ? taken.added : taken.known);
      }
      return {};
    });
    if (!written) return base::fail(written.error());
  }
  return taken;
}

int print_taken(const Context& context, const Taken& taken, const indexer::feed::Opml& opml) {
  const Output& out = context.output;
  if (context.arguments.json) {
    nlohmann::json refused = nlohmann::json::array();
    for (const base::Error& error : taken.refused) refused.push_back({{"code", error.code}, {"message", error.message}});
    out.line(query::dump({{"added", taken.added}, {"known", taken.known}, {"refused", refused}, {"warnings", query::to_json(opml.warnings, out.language())}}, true));
  } else {
    for (const base::Warning& warning : opml.warnings) out.message(printable(base::message_in(out.language(), warning)));
    for (const base::Error& error : taken.refused) out.error(error);
    out.line(out.say("{1} added, {2} known already, {3} refused", "新增 {1}，已有 {2} 个，拒绝 {3} 个",
                     {out.count(taken.added, "feed", "feeds", "个订阅源"), std::to_string(taken.known), std::to_string(taken.refused.size())}));
  }
  return taken.refused.empty() ? kDone : kPartly;
}

}  // namespace

int feeds_parse(Context& context) {
  const Output& out = context.output;
  int code = kDone;
  for (const std::string& file : context.arguments.words) {
    const auto bytes = base::read_file(file, kMaxFile);
    Reading reading = bytes ? read_document(context, *bytes) : failed(out, bytes.error());
    if (reading.failed) code = kPartly;
    if (context.arguments.json) {
      reading.json["file"] = file;
      out.line(query::dump(reading.json));
    } else {
      out.line(out.bold(printable(file)) + "  " + reading.plain);
    }
  }
  return code;
}

int feeds_import(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  int code = kDone;
  for (const std::string& file : context.arguments.words) {
    const auto bytes = base::read_file(file, kMaxFile);
    if (!bytes) return out.error(bytes.error());
    const auto opml = indexer::read_opml(*bytes);
    if (!opml) return out.error(opml.error());
    const auto taken = subscribe(context, **library, *opml);
    if (!taken) return out.error(taken.error());
    code = std::max(code, print_taken(context, *taken, *opml));
  }
  return code;
}

int feeds_export(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_only);
  if (!library) return out.error(library.error());
  const auto feeds = (*library)->feeds().list();
  if (!feeds) return out.error(feeds.error());
  indexer::feed::Opml opml;
  opml.title = out.language() == "zh" ? "脉络的订阅源" : "Feeds of Meridian";
  for (const library::Feed& feed : *feeds) {
    const std::string& url = feed.moved_to.empty() ? feed.url : feed.moved_to;
    opml.subscriptions.push_back({url, feed.title.empty() ? url : feed.title, feed.site, {}, feed.folder, "rss"});
  }
  std::cout << indexer::feed::write_opml(opml);
  return feeds->empty() ? kNothingFound : kDone;
}

}  // namespace meridian::cli
