// feeds list, feeds set: how the subscriptions are, and what the reader wants of each.
#include <algorithm>
#include <string>
#include <vector>

#include "base/messages.h"
#include "cli/context.h"
#include "library/feed_state.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

constexpr std::size_t kWarningsShown = 3;

// "4 h", "3 days": as exact as a reader cares.
std::string span_of_time(std::int64_t seconds, bool zh) {
  if (seconds < 7200) return std::to_string(std::max<std::int64_t>(1, seconds / 60)) + (zh ? " 分钟" : " min");
  if (seconds < 2 * 86'400) return std::to_string(seconds / 3600) + (zh ? " 小时" : " h");
  return std::to_string(seconds / 86'400) + (zh ? " 天" : " days");
}

std::string times_of(const library::Feed& feed, bool zh) {
  std::string line;
  const auto say = [&](const char* english, const char* chinese, const std::string& value) {
    line += (line.empty() ? "" : zh ? "；" : "; ") + std::string(zh ? chinese : english) + value;
  };
  if (feed.last_success > 0) say("read ", "读取于 ", base::rfc3339(feed.last_success));
  if (feed.last_new > 0) say("last news ", "最近新增 ", base::rfc3339(feed.last_new));
  if (!feed.gone) say("next ", "下次 ", feed.next_due > 0 ? base::rfc3339(feed.next_due) : zh ? "立即" : "at once");
  if (feed.rhythm_s > 0) say("news about every ", "大约更新间隔 ", span_of_time(feed.rhythm_s, zh));
  if (feed.asked_pause_s > 0) say("asks not to be asked more often than every ", "对方要求访问间隔不少于 ", span_of_time(feed.asked_pause_s, zh));
  if (feed.silent_hours != 0 || feed.silent_days != 0) say("not asked at the hours or days that it leaves out", "按对方要求避开某些时段", "");
  if (feed.fetch_pages) say("article pages are fetched", "同时抓取文章页面", "");
  return line;
}

// What was kept, for a feed in trouble.
std::string kept_of(const library::Feed& feed, bool zh) {
  const std::string count = std::to_string(feed.articles);
  return zh ? "已有 " + count + " 篇文章保留。" : count + (feed.articles == 1 ? " article stays." : " articles stay.");
}

void print_feed(const Output& out, const library::Feed& feed) {
  const bool zh = out.language() == "zh";
  const library::FeedState state = library::state_of(feed);
  out.line(std::to_string(feed.id) + "  " + out.bold(printable(feed.title.empty() ? feed.url : feed.title)) + "  " +
           std::string(library::words_of(state, out.language())) + "  " + out.count(feed.articles, "article", "articles", "篇"));
  out.line("    " + out.dim(printable(feed.url)));
  if (!feed.folder.empty()) out.line("    " + out.dim((zh ? "分组：" : "in ") + printable(feed.folder)));
  if (!feed.moved_to.empty()) out.line("    " + out.dim((zh ? "已迁至 " : "moved to ") + printable(feed.moved_to)));
  if (const std::string times = times_of(feed, zh); !times.empty()) out.line("    " + out.dim(times));
  if (!feed.error_message.empty()) {
    const base::Error error{base::ErrorKind::network, feed.error_code, feed.error_message};
    out.line("    " + printable(base::message_in(out.language(), error)) + " " + kept_of(feed, zh));
  }
  for (std::size_t i = 0; i < std::min(feed.warnings.size(), kWarningsShown); ++i)
    out.line("    " + out.dim(printable(base::message_in(out.language(), feed.warnings[i]))));
  if (feed.warnings.size() > kWarningsShown) out.line("    " + out.dim(out.say("… more warnings: --json", "……更多提示见 --json")));
}

}  // namespace

int feeds_list(Context& context) {
  const Output& out = context.output;
  auto engine = context.open_engine();
  if (!engine) return out.error(engine.error());
  const auto feeds = (*engine)->feeds();
  if (!feeds) return out.error(feeds.error());
  if (context.arguments.json) {
    nlohmann::json list = nlohmann::json::array();
    for (const library::Feed& feed : *feeds) list.push_back(query::to_json(feed, out.language()));
    out.line(query::dump(list, true));
  } else {
    for (const library::Feed& feed : *feeds) print_feed(out, feed);
    if (feeds->empty())
      out.message(out.say("No feeds yet. Add one with: meridian feeds add URL", "还没有订阅。请用 meridian feeds add URL 添加。"));
  }
  return feeds->empty() ? kNothingFound : kDone;
}

int feeds_set(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  const Arguments& wanted = context.arguments;
  int code = kDone;
  for (const std::string& word : wanted.words) {
    const auto written = (*library)->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(library::Feed feed, (*library)->feeds().find(word));
      if (!wanted.title.empty()) feed.title = wanted.title;
      if (!wanted.pages_of_feed.empty()) feed.fetch_pages = wanted.pages_of_feed == "on";
      return (*library)->feeds().update(transaction, feed);
    });
    if (!written) code = out.error(written.error());
  }
  return code;
}

}  // namespace meridian::cli
