// Sources, Help, and the pages that say no.
#include <algorithm>

#include "base/clock.h"
#include "base/messages.h"
#include "library/feed_state.h"
#include "library/index_schema.h"
#include "query/web/page.h"
#include "query/web/pages.h"

namespace meridian::query::web {

namespace {

constexpr std::size_t kWarningsShown = 3;

// "2026-11-21 13:59", in UTC as the caption says.
std::string when(std::int64_t time) {
  if (time == 0) return "—";
  std::string text = base::rfc3339(time).substr(0, 16);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

struct Example {
  const char* query;
  const char* en;
  const char* zh;
};

constexpr Example kExamples[] = {
    {"exercise low back pain", "papers with all words first, then those with some", "含全部词的在前，其次是含部分词的"},
    {"\"low back pain\" -surgery", "an exact phrase; a minus takes away", "精确短语；减号表示排除"},
    {"(yoga OR pilates) AND pain", "brackets, AND, OR, NOT", "括号、AND、OR、NOT"},
    {"慢性腰痛", "Chinese, in either script", "中文，简繁均可"},
    {"作者:王伟 2024..", "an author; a range of years", "作者；年份范围"},
    {"title:inflammation lang:en 30d", "a field, a language, the last thirty days", "字段、语言、最近三十天"},
    {"inflam*", "all words that begin so", "以此开头的词"},
    {"pain NEAR/5 exercise", "within five words of each other", "相距五个词以内"}};

}  // namespace

Response sources_page(const Request& request, Engine& engine, const std::optional<BackgroundRound>& round) {
  const Page page(request);
  const auto feeds = engine.feeds();
  if (!feeds) return page.error(feeds.error());
  const auto stats = engine.stats();
  Html content;
  content << "<h1>" << page.say("Sources", "来源") << "</h1>";
  if (stats)
    content << "<p class=\"note\">" << stats->works << page.say(" papers from ", " 篇文献，来自 ") << stats->articles << page.say(" articles", " 条记录") << " · "
            << page.say("index covers ", "索引进度 ") << stats->index_number << "/" << stats->library_number << "</p>";
  if (round) {
    content << "<p class=\"note\">" << page.say("Last crawl in the background, ended ", "上次后台抓取，结束于 ") << when(round->ended) << " UTC";
    if (round->exit_code != 0) content << page.say(", exit code ", "，退出码 ") << round->exit_code;
    if (!round->last_line.empty()) content << page.say(": ", "：") << round->last_line;
    content << "</p>";
  }
  if (feeds->empty()) content << "<p class=\"empty\">" << page.say("No feeds yet. Add one with “meridian feeds add URL”, then run “meridian crawl”.",
                                                                            "还没有订阅。请用 meridian feeds add URL 添加，再运行 meridian crawl。") << "</p>";
  else content << "<div class=\"wide\"><table class=\"feeds\"><tr><th>" << page.say("Feed", "订阅源") << "</th><th>" << page.say("State", "状态") << "</th><th>" << page.say("Papers", "文献")
          << "</th><th>" << page.say("Last fetched (UTC)", "上次抓取（UTC）") << "</th><th>" << page.say("Next due (UTC)", "下次（UTC）") << "</th></tr>";
  for (const library::Feed& feed : *feeds) {
    content << "<tr><td><a href=\"" << page.link("/search", {{"q", "feed:" + std::to_string(feed.id)}}) << "\">" << (feed.title.empty() ? feed.url : feed.title) << "</a><br><small>"
            << (feed.moved_to.empty() ? feed.url : feed.moved_to) << "</small>";
    if (!feed.error_message.empty())
      content << "<br><span class=\"warning\">" << base::message_in(page.language(), {base::ErrorKind::network, feed.error_code, feed.error_message}) << "</span>";
    for (std::size_t i = 0; i < std::min(feed.warnings.size(), kWarningsShown); ++i)
      content << "<br><small>" << base::message_in(page.language(), feed.warnings[i]) << "</small>";
    content << "</td><td data-caption=\"" << page.say("State", "状态") << "\">" << library::words_of(library::state_of(feed), page.language());
    if (feed.http_status > 0) content << " <small>HTTP " << feed.http_status << "</small>";
    content << "</td><td data-caption=\"" << page.say("Papers", "文献") << "\">" << feed.articles << "</td><td data-caption=\"" << page.say("Last fetched (UTC)", "上次抓取（UTC）") << "\">"
            << when(feed.last_success) << "</td><td data-caption=\"" << page.say("Next due (UTC)", "下次（UTC）") << "\">" << (feed.gone ? std::string("—") : when(feed.next_due)) << "</td></tr>";
  }
  if (!feeds->empty()) content << "</table></div>";
  return page.frame(page.say("Sources", "来源"), content);
}

Response help_page(const Request& request) {
  const Page page(request);
  Html content;
  content << "<h1>" << page.say("How to ask", "检索帮助") << "</h1><table>";
  for (const Example& example : kExamples)
    content << "<tr><td><a href=\"" << page.link("/search", {{"q", example.query}}) << "\"><code>" << std::string_view(example.query) << "</code></a></td><td>" << page.say(example.en, example.zh) << "</td></tr>";
  content << "</table><h2>" << page.say("Fields and filters", "字段与筛选") << "</h2><div class=\"wide\"><table class=\"fields\">";
  for (const library::FieldRow& row : library::kFields) {
    if (row.field == library::Field::work) continue;
    content << "<tr><td><code>" << row.name << ":</code> <small>" << row.aliases << "</small></td><td>" << (page.zh() ? row.help_zh : row.help_en) << "</td><td><a href=\""
            << page.link("/search", {{"q", std::string(row.example)}}) << "\"><code>" << row.example << "</code></a></td></tr>";
  }
  content << "</table></div>";
  return page.frame(page.say("Help", "帮助"), content);
}

Response not_found_page(const Request& request) {
  const Page page(request);
  Html content;
  content << "<h1>" << page.say("There is no such page", "没有这个页面") << "</h1><p>" << page.say("Search above, or go to ", "可在上方检索，或前往") << "<a href=\"" << page.link("/")
          << "\">" << page.say("Today", "今日") << "</a>" << page.say(".", "。") << "</p>";
  return page.frame(page.say("Page not found", "页面不存在"), content, {}, 404);
}

Response error_page(const Request& request, const base::Error& error) { return Page(request).error(error); }

}  // namespace meridian::query::web
