// feeds test, feeds discover, feeds starter: what to subscribe to.
#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/http_client.h"
#include "base/messages.h"
#include "base/url.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "indexer/feed_discovery.h"
#include "indexer/feed_probe.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

using nlohmann::json;

// For this one command the host that the reader names may be on the own network; nothing is written.
base::Result<std::unique_ptr<base::HttpClient>> client_for(const Context& context, base::FetchConfig& bounds,
                                                           const base::Url& url) {
  bounds = context.config.fetch;
  if (context.arguments.allow_private) bounds.allow_private.push_back({url.host, url.port});
  return base::make_http_client(bounds);
}

json to_json(const indexer::FeedProbe& probe, std::string_view language) {
  json out = {{"url", probe.url},
              {"http_status", probe.http_status},
              {"bytes", probe.bytes},
              {"content_type", probe.content_type},
              {"encoding", probe.encoding},
              {"format", probe.format},
              {"version", probe.version},
              {"title", probe.title},
              {"site", probe.site},
              {"language", probe.language},
              {"items", probe.items},
              {"articles", probe.articles},
              {"with",
               {{"abstract", probe.abstracts},
                {"teaser", probe.teasers},
                {"doi", probe.dois},
                {"authors", probe.authors},
                {"date", probe.dates},
                {"link", probe.links}}},
              {"languages", probe.languages},
              {"titles", probe.titles},
              {"newest", probe.newest},
              {"validators", probe.validators},
              {"rhythm_s", probe.rhythm_s},
              {"asked_pause_s", probe.asked_pause_s},
              {"next_due", base::rfc3339(probe.next_due)},
              {"warnings", query::to_json(probe.warnings, language)}};
  if (!probe.moved_to.empty()) out["moved_to"] = probe.moved_to;
  if (!probe.older.empty()) out["older"] = probe.older;
  return out;
}

// "abstract 18 (90 %)"
std::string share(const char* name, int count, int all) {
  return std::string(name) + " " + std::to_string(count) +
         (all > 0 ? " (" + std::to_string(count * 100 / all) + " %)" : std::string());
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

void print(const Output& out, const indexer::FeedProbe& probe) {
  const bool zh = out.language() == "zh";
  const auto row = [&](const char* english, const char* chinese, const std::string& value) {
    if (!value.empty()) out.line("  " + out.dim(zh ? chinese : english) + " " + printable(value));
  };
  out.line(out.bold(printable(probe.title.empty() ? probe.url : probe.title)));
  row("address", "地址", probe.url);
  row("moved for good to", "永久迁至", probe.moved_to);
  row("site", "网站", probe.site);
  row("format", "格式", probe.format + (probe.version.empty() ? "" : " " + probe.version) + ", " + probe.encoding + ", " +
                          std::to_string(probe.bytes / 1024) + " KiB");
  row("language", "语言", probe.languages.empty() ? probe.language : joined(probe.languages));
  row("items", "条目", std::to_string(probe.items) + (zh ? ",其中文章 " : ", articles of them ") + std::to_string(probe.articles));
  row("with", "含有",
      joined({share(zh ? "摘要" : "abstract", probe.abstracts, probe.articles),
              share(zh ? "其中不完整" : "of them teasers", probe.teasers, probe.articles),
              share("DOI", probe.dois, probe.articles), share(zh ? "作者" : "authors", probe.authors, probe.articles),
              share(zh ? "日期" : "date", probe.dates, probe.articles),
              share(zh ? "链接" : "link", probe.links, probe.articles)}));
  row("newest", "最新日期", probe.newest);
  row("would be asked again", "订阅后下次抓取", base::rfc3339(probe.next_due));
  row("conditional requests", "条件请求", probe.validators ? (zh ? "支持" : "yes") : (zh ? "不支持" : "no"));
  row("older items", "更早的条目", probe.older);
  for (const std::string& title : probe.titles) out.line("    · " + printable(fit(title, Output::width() - 8)));
  for (const base::Warning& warning : probe.warnings) out.message(printable(base::message_in(out.language(), warning)));
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    out.push_back(line.substr(at, tab - at));
    at = tab + 1;
  }
  return out;
}

// The rows of a shipped table below its first line; nothing when there is no such file.
std::optional<std::vector<std::vector<std::string>>> table(const std::filesystem::path& file, std::size_t columns) {
  std::ifstream stream(file);
  if (!stream) return std::nullopt;
  std::vector<std::vector<std::string>> rows;
  std::string line;
  for (std::getline(stream, line); std::getline(stream, line);)
    if (auto row = cells(line); row.size() == columns) rows.push_back(std::move(row));
  return rows;
}

int list_topics(const Output& out, const std::filesystem::path& folder, bool as_json) {
  const bool zh = out.language() == "zh";
  json list = json::array();
  const auto topics = table(folder / "topics.tsv", 3);
  if (!topics)
    return out.error({base::ErrorKind::not_found, "data.missing", "There is no " + (folder / "topics.tsv").string() + "."});
  for (const auto& topic : *topics) {
    const auto feeds = table(folder / (topic[0] + ".tsv"), 3);
    const std::size_t count = feeds ? feeds->size() : 0;
    if (as_json)
      list.push_back({{"topic", topic[0]}, {"en", topic[1]}, {"zh", topic[2]}, {"feeds", count}});
    else
      out.line(topic[0] + std::string(18 - std::min<std::size_t>(17, topic[0].size()), ' ') + (zh ? topic[2] : topic[1]) +
               "  " + out.dim(std::to_string(count) + (zh ? " 个" : " feeds")));
  }
  if (as_json)
    out.line(query::dump(list, true));
  else
    out.message(zh ? "查看某一主题:meridian feeds starter 主题；全部订阅：加上 --add"
                   : "See a topic: meridian feeds starter TOPIC; subscribe to all of it: add --add");
  return kDone;
}

// Subscribes to the rows; how many were not known yet.
base::Result<int> subscribe(const Context& context, const std::vector<std::vector<std::string>>& rows) {
  MERIDIAN_TRY_ASSIGN(const auto library, context.open_library(library::OpenMode::read_write));
  int added = 0;
  MERIDIAN_TRY(library->write([&](library::Transaction& transaction) -> base::Status {
    for (const auto& row : rows) {
      library::Feed feed;
      feed.title = row[0], feed.url = row[1];
      const auto id = library->feeds().add(transaction, feed);
      if (!id && id.error().code != "feed.known") return base::fail(id.error());
      added += id ? 1 : 0;
    }
    return {};
  }));
  return added;
}

}  // namespace

int feeds_test(Context& context) {
  const Output& out = context.output;
  int code = kDone;
  for (const std::string& word : context.arguments.words) {
    const auto url = base::parse_url(word);
    if (!url) {
      code = out.error(url.error());
      continue;
    }
    base::FetchConfig bounds;
    const auto client = client_for(context, bounds, *url);
    if (!client) return out.error(client.error());
    const auto probe = indexer::probe_feed(**client, url->text(), bounds, context.clock->now());
    if (!probe) {
      code = out.error(probe.error());
      if (context.arguments.json)
        out.line(query::dump({{"url", url->text()}, {"error", probe.error().code}, {"message", probe.error().message}}, true));
    } else if (context.arguments.json) {
      out.line(query::dump(to_json(*probe, out.language()), true));
    } else {
      print(out, *probe);
    }
  }
  return code;
}

int feeds_discover(Context& context) {
  const Output& out = context.output;
  const bool zh = out.language() == "zh";
  const auto url = base::parse_url(context.arguments.words.front());
  if (!url) return out.error(url.error());
  base::FetchConfig bounds;
  const auto client = client_for(context, bounds, *url);
  if (!client) return out.error(client.error());
  const auto found = indexer::discover_feeds(**client, url->text(), bounds, *context.clock, watch_interrupts());
  if (!found) return out.error(found.error());
  if (context.arguments.json) {
    json feeds = json::array();
    for (const indexer::FeedProbe& probe : found->feeds) feeds.push_back(to_json(probe, out.language()));
    out.line(query::dump({{"feeds", feeds}, {"asked", found->asked}, {"not_feeds", found->not_feeds}}, true));
  } else {
    for (const indexer::FeedProbe& probe : found->feeds) {
      out.line(printable(probe.url));
      out.line("    " + out.dim(printable(probe.title) + "  " + probe.format + "  " + std::to_string(probe.articles) +
                                (zh ? " 篇" : " articles")));
    }
    for (const std::string& why : found->not_feeds) out.message(out.dim(printable(why)));
    if (found->feeds.empty())
      out.message(zh ? "这个页面没有找到订阅源(试过 " + std::to_string(found->asked) + " 个地址)。"
                     : "No feed was found for this page (" + std::to_string(found->asked) + " addresses were tried).");
  }
  return found->feeds.empty() ? kNothingFound : kDone;
}

int feeds_starter(Context& context) {
  const Output& out = context.output;
  const bool zh = out.language() == "zh";
  const std::filesystem::path folder = context.shipped_data / "starter";
  if (context.arguments.words.empty()) return list_topics(out, folder, context.arguments.json);
  const std::string& topic = context.arguments.words.front();
  const bool named = topic.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos && topic != "topics";
  const auto rows = named ? table(folder / (topic + ".tsv"), 3) : std::nullopt;
  if (!rows)
    return out.error({base::ErrorKind::not_found, "starter.unknown",
                      "There is no topic “" + topic.substr(0, 60) + "”: `meridian feeds starter` lists them."});
  int added = 0;
  if (context.arguments.add) {
    const auto done = subscribe(context, *rows);
    if (!done) return out.error(done.error());
    added = *done;
  }
  if (context.arguments.json) {
    json feeds = json::array();
    for (const auto& row : *rows) feeds.push_back({{"title", row[0]}, {"url", row[1]}, {"language", row[2]}});
    out.line(query::dump({{"topic", topic}, {"checked_live", false}, {"feeds", feeds}, {"added", added}}, true));
    return kDone;
  }
  for (const auto& row : *rows) out.line(printable(row[0]) + "\n    " + out.dim(printable(row[1])));
  out.message(zh ? "这些地址来自公开列表，没有逐一在线核对；失效的会在抓取时指出。"
                 : "These addresses come from public lists and were not checked live; a crawl names those that fail.");
  if (context.arguments.add)
    out.message(zh ? "已订阅 " + std::to_string(added) + " 个(其余原已订阅)。接下来:meridian crawl"
                   : std::to_string(added) + " feeds added (the others were subscribed already). Next: meridian crawl");
  return kDone;
}

}  // namespace meridian::cli
