// feeds, crawl, import: what brings papers in.
#include <filesystem>

#include "base/files.h"
#include "base/http_client.h"
#include "base/messages.h"
#include "base/url.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "cli/progress_bar.h"
#include "cli/record_json.h"
#include "indexer/crawl.h"
#include "indexer/importer.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

// What went wrong with a feed or a record, in the reader's language.
std::string told(const Output& out, const std::string& code, const std::vector<std::string>& values) {
  return printable(base::message_in(out.language(), base::Warning{code, values}));
}

int print_report(const Output& out, const indexer::CrawlReport& report, bool json) {
  if (json) {
    nlohmann::json feeds = nlohmann::json::array();
    for (const indexer::FeedOutcome& one : report.feeds)
      feeds.push_back({{"id", one.feed}, {"url", one.url}, {"title", one.title}, {"added", one.added}, {"updated", one.updated},
                       {"unchanged", one.unchanged}, {"not_modified", one.not_modified}, {"error", one.code},
                       {"message", one.code.empty() ? "" : told(out, one.code, {one.message})}, {"warnings", query::to_json(one.warnings, out.language())}});
    out.line(query::dump({{"feeds", feeds}, {"added", report.added}, {"updated", report.updated}, {"failed", report.failed},
                          {"not_modified", report.not_modified}, {"pages_fetched", report.pages_fetched}, {"pages_left", report.pages_left},
                          {"resumed", report.resumed}, {"offline", report.offline}}, true));
  } else {
    for (const indexer::FeedOutcome& one : report.feeds) {
      const std::string name = printable(one.title.empty() ? one.url : one.title);
      if (!one.code.empty()) out.message(name + out.say(": ", "：") + told(out, one.code, {one.message}) + " [" + one.code + "]");
      for (const base::Warning& warning : one.warnings) out.message(out.dim(name + out.say(": ", "：") + told(out, warning.code, warning.values)));
    }
    out.line(out.say("{1}: {2}, {3} updated, {4} failed", "{1}：新增 {2}，更新 {3} 篇，失败 {4} 个",
                     {out.count(static_cast<std::int64_t>(report.feeds.size()), "feed", "feeds", "个订阅源"), out.count(report.added, "new article", "new articles", "篇"),
                      std::to_string(report.updated), std::to_string(report.failed)}));
    if (report.resumed > 0)
      out.message(out.say("This went on with a round that was stopped; {1} asked then.", "接着上次中断的抓取；其余 {1}当时已抓取。",
                          {out.count(report.resumed, "other feed was", "other feeds were", "个订阅源")}));
    if (report.pages_fetched + report.pages_left > 0)
      out.message(out.say("{1} fetched, {2} left for a later round.", "抓取文章页面 {1}，留待下次 {2} 个。",
                          {out.count(report.pages_fetched, "article page", "article pages", "个"), std::to_string(report.pages_left)}));
    if (report.offline)
      out.message(out.say("meridian: the network seems to be away; the round ended early and no feed was marked as failing.",
                          "meridian：似乎没有网络；已提前结束，没有订阅源被标为失败。"));
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
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
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
  if (const auto derived = derive(context, **library, kDeriveSeconds, progress, cancelled); !derived) return out.error(derived.error());
  const int code = print_report(out, *report, context.arguments.json);
  if (!index_status && index_status.error().kind != base::ErrorKind::cancelled) return out.error(index_status.error());
  return code;
}

namespace {

void print_failures(const Output& out, const indexer::ImportReport& report) {
  for (const indexer::ImportFailure& one : report.failures)
    out.message(printable(one.file) + (one.line ? ":" + std::to_string(one.line) : "") + out.say(": ", "：") + told(out, one.code, one.values));
}

nlohmann::json failures_json(const Output& out, const indexer::ImportReport& report) {
  nlohmann::json failures = nlohmann::json::array();
  for (const indexer::ImportFailure& one : report.failures)
    failures.push_back({{"file", one.file}, {"line", one.line}, {"error", one.code}, {"message", told(out, one.code, one.values)}});
  return failures;
}

// What the files say, without a library: for a look before the import, and for measuring the readers.
int dry_import(Context& context, const std::vector<std::filesystem::path>& files) {
  const Output& out = context.output;
  const auto show = [&](const indexer::ReadArticle& read) {
    if (!context.arguments.json) {
      const std::string title = read.article.texts.empty() ? "" : read.article.main().title;
      out.line(printable(read.article.published + "\t" + read.article.source + "\t" + title));
      return;
    }
    nlohmann::json line = query::to_json(read.article);
    line.erase("id"), line.erase("added");
    line["file"] = read.file, line["line"] = read.line;
    if (!read.record.format.empty()) line["record"] = record_json(read.record);
    out.line(query::dump(line));
  };
  const auto report = indexer::read_files(files, context.config, *context.clock, show, watch_interrupts());
  if (!report) return out.error(report.error());
  if (context.arguments.json && report->failures_in_all > 0)
    out.line(query::dump({{"failures", failures_json(out, *report)}, {"failures_in_all", report->failures_in_all}}));
  else
    print_failures(out, *report);
  return report->failures_in_all > 0 ? kPartly : kDone;
}

// The index's writer, at work already, when the files hold so much that storing them takes a while. What fails here fails
// again, and is said, when the index must follow; by then the articles are stored.
base::Result<std::unique_ptr<indexer::IndexWriter>> begin_index(const Context& context, library::Library& library,
                                                                const std::vector<std::filesystem::path>& files) {
  constexpr std::uintmax_t kMuch = 4 << 20;
  std::uintmax_t bytes = 0;
  std::error_code ignored;
  for (const std::filesystem::path& file : files)
    if (const std::uintmax_t size = std::filesystem::file_size(file, ignored); !ignored) bytes += size;
  if (bytes < kMuch) return nullptr;
  MERIDIAN_TRY_ASSIGN(auto writer, index_writer(context));
  if (writer) MERIDIAN_TRY(writer->begin_ahead(library));
  return writer;
}

}  // namespace

int import(Context& context) {
  const Output& out = context.output;
  const std::vector<std::filesystem::path> files(context.arguments.words.begin(), context.arguments.words.end());
  if (context.arguments.dry_run) return dry_import(context, files);
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  const base::Cancelled cancelled = watch_interrupts();
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
  const base::Progress progress = bar.listener();
  const indexer::ImportChoice choice{context.arguments.again, [&](const indexer::ImportResumed& file) {
    out.message(out.say("{1}: goes on behind record {2}, where an earlier import stopped; --again begins anew", "{1}：上次导入在第 {2} 条之后中断，现在接着导入；要从头开始，请加 --again",
                        {printable(file.file), std::to_string(file.records)}));
  }};
  std::unique_ptr<indexer::IndexWriter> writer = begin_index(context, **library, files).value_or(nullptr);
  const auto report = indexer::import_files(**library, files, context.config, *context.clock, {}, progress, cancelled, choice);
  if (!report) return out.error(report.error());
  const auto followed = follow(context, **library, progress, cancelled, std::move(writer));
  const auto derived = followed ? derive(context, **library, kDeriveSeconds, progress, cancelled) : std::nullopt;
  if (context.arguments.json) {
    nlohmann::json resumed = nlohmann::json::array();
    for (const indexer::ImportResumed& file : report->resumed) resumed.push_back({{"file", file.file}, {"records", file.records}});
    out.line(query::dump({{"files", report->files}, {"added", report->added}, {"updated", report->updated}, {"unchanged", report->unchanged},
                          {"linked", report->linked}, {"withdrawn", report->withdrawn}, {"ids", report->ids}, {"resumed", std::move(resumed)}, {"failures", failures_json(out, *report)}, {"failures_in_all", report->failures_in_all}}, true));
  } else {
    print_failures(out, *report);
    out.line(out.say("{1}, {2} updated, {3} unchanged, {4} withdrawn, {5} failed", "新增 {1}，更新 {2} 篇，未变 {3} 篇，撤下 {4} 篇，失败 {5} 条",
                     {out.count(report->added, "new article", "new articles", "篇"), std::to_string(report->updated), std::to_string(report->unchanged),
                      std::to_string(report->withdrawn), std::to_string(report->failures_in_all)}));
  }
  if (!followed) return out.error(followed.error());
  if (!derived) return out.error(derived.error());
  return report->failures_in_all > 0 ? kPartly : kDone;
}

}  // namespace meridian::cli
