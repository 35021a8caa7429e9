// Today / 今日: numbered cards, chips, 换一批.
#include <cstdio>

#include "query/web/page.h"
#include "query/web/parameters.h"
#include "query/web/pages.h"

namespace meridian::query::web {

namespace {

constexpr int kCards = 10;
constexpr std::size_t kChipsOffered = 12;

// Chosen ones can be taken off; others can be put on.
void chips(Html& out, const Page& page, std::string_view name, std::string_view caption, const std::vector<std::string>& chosen,
           const std::vector<FacetValue>& offered) {
  for (const std::string& value : chosen)
    out << "<a class=\"chip on\" href=\"" << page.without(name, value) << "\">" << caption << value << " ×</a>";
  std::size_t shown = 0;
  for (const FacetValue& value : offered) {
    if (shown == kChipsOffered) break;
    bool on = false;
    for (const std::string& one : chosen) on = on || one == value.value;
    if (on) continue;
    ++shown;
    out << "<a class=\"chip\" href=\"" << page.with(name, value.value) << "\">" << value.value << " <small>" << value.count << "</small></a>";
  }
}

void card(Html& out, const Page& page, const TodayCard& card) {
  char number[8];
  std::snprintf(number, sizeof number, "%02d.", card.number);
  const library::Article& article = card.article;
  out << "<article class=\"card\"><p class=\"number\">" << std::string(number) << "</p><div>" << page.byline(article, true) << "<h2 lang=\""
      << article.main().language << "\"><a href=\"" << page.link("/papers/" + std::to_string(article.id)) << "\">" << article.main().title
      << "</a></h2>";
  if (!article.main().abstract.empty())
    out << "<p class=\"abstract\" lang=\"" << article.main().language << "\">" << article.main().abstract << "</p>";
  if (card.copies.size() > 1) out << "<p class=\"note\">" << card.copies.size() << page.say(" copies", " 个副本") << "</p>";
  out << "</div></article>";
}

}  // namespace

Response today_page(const Request& request, Engine& engine) {
  const Page page(request);
  const auto limit = number(request, "limit", 1, 50, kCards);
  if (!limit) return page.error(limit.error());
  TodayRequest asked;
  asked.authors = request.all("author");
  asked.sources = request.all("source");
  asked.limit = *limit;
  asked.after = std::string(request.parameter("after"));
  asked.next = !asked.after.empty();
  const auto reply = engine.today(asked);
  if (!reply) return page.error(reply.error());

  Html content;
  content << "<h1>" << page.say("Today", "今日") << " <small>" << reply->day << " · " << reply->total << page.say(reply->total == 1 ? " paper" : " papers", " 篇") << "</small></h1><p class=\"chips\">";
  chips(content, page, "author", page.say("Author: ", "作者: "), asked.authors, reply->authors);
  content << "</p><p class=\"chips\">";
  chips(content, page, "source", page.say("Source: ", "来源: "), asked.sources, reply->sources);
  content << "</p>";
  if (reply->started_anew) content << "<p class=\"note\">" << page.say("You have seen them all; this starts from the top.", "已全部看过，从头开始。") << "</p>";
  if (reply->cards.empty())
    content << "<p class=\"empty\">" << page.say("Nothing here yet. Add a feed with “meridian feeds add URL”, then run “meridian crawl”.",
                                                 "这里还没有内容。请用 meridian feeds add URL 添加订阅，再运行 meridian crawl。") << "</p>";
  for (const TodayCard& one : reply->cards) card(content, page, one);
  if (!reply->cards.empty() && reply->total > static_cast<std::int64_t>(reply->cards.size())) {
    Parameters next;
    for (const std::string& author : asked.authors) next.emplace_back("author", author);
    for (const std::string& source : asked.sources) next.emplace_back("source", source);
    next.emplace_back("after", reply->token);
    content << "<p class=\"more\"><a class=\"button\" rel=\"next\" href=\"" << page.link("/", next) << "\">" << page.say("Another batch", "换一批") << "</a></p>";
  }
  return page.frame(page.say("Today", "今日"), content);
}

}  // namespace meridian::query::web
