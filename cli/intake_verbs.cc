// feeds, crawl, import: what brings papers in.
#include <filesystem>

#include "base/files.h"
#include "base/http_client.h"
#include "base/url.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "cli/progress_bar.h"
#include "indexer/crawl.h"
#include "indexer/importer.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

int print_report(const Output& out, const indexer::CrawlReport& report, bool json) {
  const bool zh = out.language() == "zh";
  if (json) {
    nlohmann::json feeds = nlohmann::json::array();
    for (const indexer::FeedOutcome& one : report.feeds)
      feeds.push_back({{"id", one.feed}, {"url", one.url}, {"title", one.title}, {"added", one.added}, {"updated", one.updated},
                       {"unchanged", one.unchanged}, {"not_modified", one.not_modified}, {"error", one.code}, {"message", one.message}, {"warnings", one.warnings}});
    out.line(query::dump({{"feeds", feeds}, {"added", report.added}, {"updated", report.updated}, {"failed", report.failed},
                          {"not_modified", report.not_modified}, {"pages_fetched", report.pages_fetched}, {"pages_left", report.pages_left},
                          {"resumed", report.resumed}, {"offline", report.offline}}, true));
  } else {
    for (const indexer::FeedOutcome& one : report.feeds) {
      const std::string name = printable(one.title.empty() ? one.url : one.title);
      if (!one.code.empty()) out.message(name + ": " + printable(one.message) + " [" + one.code + "]");
      for (const std::string& warning : one.warnings) out.message(out.dim(name + ": " + printable(warning)));
    }
    out.line(zh ? std::to_string(report.feeds.size()) + " 个订阅源:新增 " + std::to_string(report.added) + " 篇,更新 " + std::to_string(report.updated) +
                      " 篇,失败 " + std::to_string(report.failed) + " 个"
                : std::to_string(report.feeds.size()) + " feeds: " + std::to_string(report.added) + " new articles, " + std::to_string(report.updated) +
                      " updated, " + std::to_string(report.failed) + " feeds failed");
    if (report.resumed > 0)
      out.message(zh ? "接着上次中断的抓取:其余 " + std::to_string(report.resumed) + " 个订阅源当时已抓取。"
                     : "This went on with a round that was stopped; the other " + std::to_string(report.resumed) + " feeds were asked then.");
    if (report.pages_fetched + report.pages_left > 0)
      out.message(zh ? "抓取文章页面 " + std::to_string(report.pages_fetched) + " 个,留待下次 " + std::to_string(report.pages_left) + " 个。"
                     : std::to_string(report.pages_fetched) + " article pages fetched, " + std::to_string(report.pages_left) + " left for a later round.");
    if (report.offline)
      out.message(zh ? "meridian:似乎没有网络;已提前结束,没有订阅源被标为失败。" : "meridian: the network seems to be away; the round ended early and no feed was marked as failing.");
  }
  return report.failed > 0 || report.offline ? kPartly : kDone;
}

}  // namespace

int feeds_add(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  int code = kDone;
  for (const std::string& word : context.arguments.words) {
    const base::Result<base::Url> url = base::parse_url(word);
    if (!url) {
      code = out.error(url.error());
      continue;
    }
    if (context.arguments.allow_private) {
      const base::Status allowed = base::allow_private_address(context.config_file, {url->host, url->port});
      if (!allowed) return out.error(allowed.error());
    }
    library::Feed feed;
    feed.url = url->text();
    feed.title = context.arguments.title;
    feed.fetch_pages = context.arguments.pages;
    library::FeedId id = 0;
    const auto written = (*library)->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(id, (*library)->feeds().add(transaction, feed));
      return {};
    });
    if (!written) code = out.error(written.error());
    else out.line(std::to_string(id) + "  " + printable(feed.url));
  }
  return code;
}

int feeds_remove(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  int code = kDone;
  for (const std::string& word : context.arguments.words) {
    const auto removed = (*library)->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(const library::Feed feed, (*library)->feeds().find(word));
      return (*library)->feeds().remove(transaction, feed.id);
    });
    if (!removed) code = out.error(removed.error());
  }
  return code;
}

int crawl(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  const auto lock = base::FileLock::acquire(context.config.library / "crawl.lock", "meridian crawl");
  if (!lock) return out.error(lock.error());

  indexer::CrawlRequest request;
  request.all = context.arguments.all;
  request.pages = context.arguments.pages;
  request.backfill_pages = context.arguments.backfill_pages;
  for (const std::string& word : context.arguments.feeds) {
    const auto feed = (*library)->feeds().find(word);
    if (!feed) return out.error(feed.error());
    request.feeds.push_back(feed->id);
  }
  const base::Cancelled cancelled = watch_interrupts();
  ProgressBar bar(*context.clock, context.arguments.quiet);
  const base::Progress progress = bar.listener();
  const auto client = base::make_http_client(context.config.fetch);
  if (!client) return out.error(client.error());
  // A failing index never costs what was fetched: the library has it, and the index follows later.
  base::Status index_status;
  const auto after_batch = [&]() -> base::Status {
    const auto followed = follow(context, **library, progress, cancelled);
    if (!followed) index_status = base::fail(followed.error());
    return {};
  };
  const auto report = indexer::crawl(**library, **client, request, context.config, *context.clock, after_batch, progress, cancelled);
  if (!report) return out.error(report.error());
  const int code = print_report(out, *report, context.arguments.json);
  if (!index_status && index_status.error().kind != base::ErrorKind::cancelled) return out.error(index_status.error());
  return code;
}

int import(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  const base::Cancelled cancelled = watch_interrupts();
  ProgressBar bar(*context.clock, context.arguments.quiet);
  const base::Progress progress = bar.listener();
  const std::vector<std::filesystem::path> files(context.arguments.words.begin(), context.arguments.words.end());
  const auto report = indexer::import_files(**library, files, context.config, *context.clock, {}, progress, cancelled);
  if (!report) return out.error(report.error());
  const auto followed = follow(context, **library, progress, cancelled);
  if (context.arguments.json) {
    nlohmann::json failures = nlohmann::json::array();
    for (const indexer::ImportFailure& one : report->failures)
      failures.push_back({{"file", one.file}, {"line", one.line}, {"error", one.code}, {"message", one.message}});
    out.line(query::dump({{"files", report->files}, {"added", report->added}, {"updated", report->updated}, {"unchanged", report->unchanged},
                          {"ids", report->ids}, {"failures", failures}, {"failures_in_all", report->failures_in_all}}, true));
  } else {
    for (const indexer::ImportFailure& one : report->failures)
      out.message(printable(one.file) + (one.line ? ":" + std::to_string(one.line) : "") + ": " + printable(one.message));
    out.line(out.language() == "zh" ? "新增 " + std::to_string(report->added) + " 篇,更新 " + std::to_string(report->updated) + " 篇,未变 " +
                                          std::to_string(report->unchanged) + " 篇,失败 " + std::to_string(report->failures_in_all) + " 条"
                                    : std::to_string(report->added) + " new articles, " + std::to_string(report->updated) + " updated, " +
                                          std::to_string(report->unchanged) + " unchanged, " + std::to_string(report->failures_in_all) + " records failed");
  }
  if (!followed) return out.error(followed.error());
  return report->failures_in_all > 0 ? kPartly : kDone;
}

}  // namespace meridian::cli
