// Clusters, Contrast, Briefing: what a set of papers says, each sentence with the way to its source.
#include <algorithm>

#include "query/web/page.h"
#include "query/web/parameters.h"
#include "query/web/pages.h"

namespace meridian::query::web {

namespace {

constexpr int kClustered = 100;

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(separator)) + word;
  return out;
}

// A sentence's own address: its article with the span marked.
std::string source_of(const Page& page, const Quote& quote) {
  return page.link("/papers/" + std::to_string(quote.article),
                   {{"text", quote.language}, {"from", std::to_string(quote.span.begin)}, {"to", std::to_string(quote.span.end)}}) + "#quote";
}

Html quote(const Page& page, const Quote& quote, int reference) {
  Html out;
  out << "<blockquote lang=\"" << quote.language << "\">" << quote.text << " <a class=\"cite\" href=\"" << source_of(page, quote) << "\">";
  if (reference > 0) out << "[" << reference << "]";
  else out << page.say("source", "出处");
  out << "</a>";
  if (!quote.numbers.empty()) out << "<br><span class=\"numbers\">" << joined(quote.numbers, " · ") << "</span>";
  return out << "</blockquote>";
}

void members(Html& out, const Page& page, const std::vector<ClusterMember>& list) {
  out << "<ol>";
  for (const ClusterMember& one : list)
    out << "<li><a href=\"" << page.link("/papers/" + std::to_string(one.article.id)) << "\" lang=\"" << one.article.main().language << "\">" << one.article.main().title
        << "</a> <small>" << one.article.source << " <time>" << one.article.published << "</time></small></li>";
  out << "</ol>";
}

// One bar a cluster, as long as the cluster is large: the picture of the set (SVG, no script). The words stand beside the drawing, not
// in it, so that they keep their size on a small screen.
Html picture(const Page& page, const ClusterReply& reply) {
  constexpr int kWidth = 1000;
  std::size_t most = 1;
  for (const Cluster& cluster : reply.clusters) most = std::max(most, cluster.members.size());
  Html out;
  out << "<ul class=\"map\" aria-label=\"" << page.say("size of each cluster", "各类大小") << "\">";
  for (std::size_t i = 0; i < reply.clusters.size(); ++i) {
    const Cluster& cluster = reply.clusters[i];
    out << "<li><a href=\"#c" << i << "\"><svg aria-hidden=\"true\" viewBox=\"0 0 " << kWidth << " 1\" preserveAspectRatio=\"none\"><rect width=\""
        << static_cast<int>(cluster.members.size() * kWidth / most) << "\" height=\"1\"/></svg><span>" << cluster.members.size() << "  " << joined(cluster.labels, " / ")
        << "</span></a></li>";
  }
  return out << "</ul>";
}

Html side(const Page& page, const ContrastSide& side) {
  Html out;
  out << "<section class=\"side\"><h2>" << side.query << " <small>" << side.members.size() << page.say(side.members.size() == 1 ? " paper" : " papers", " 篇") << "</small></h2><p class=\"chips\">";
  for (const std::string& term : side.terms) out << "<a class=\"chip\" href=\"" << page.link("/search", {{"q", term}}) << "\">" << term << "</a>";
  out << "</p><table class=\"directions\"><tr><td>↑ " << page.say("report more", "上升") << "</td><td>" << side.reporting_up << "</td></tr><tr><td>↓ "
      << page.say("report less", "下降") << "</td><td>" << side.reporting_down << "</td></tr><tr><td>= " << page.say("report no effect", "无效应") << "</td><td>"
      << side.reporting_none << "</td></tr></table>";
  for (const Quote& one : side.findings) out << quote(page, one, 0);
  members(out, page, side.members);
  return out << "</section>";
}

void sentences(Html& out, const Page& page, const std::vector<BriefSentence>& list) {
  for (const BriefSentence& one : list) out << quote(page, one.quote, one.reference);
}

Html brief_head(const Page& page, const Brief& brief) {
  Html out;
  out << "<h1>" << brief.question << "</h1><p class=\"reading\">" << brief.reading.sentence.in(page.language()) << "</p>" << page.warnings(brief.warnings) << "<p class=\"note\">"
      << brief.found << page.say(brief.found == 1 ? " paper found, " : " papers found, ", " 篇文献，阅读了 ") << brief.read << page.say(" read", " 篇");
  if (!brief.oldest.empty()) out << " · " << (brief.oldest == brief.newest ? brief.oldest : brief.oldest + " – " + brief.newest);
  for (const auto& [language, count] : brief.languages) out << " · " << page.name_of(language) << " " << count;
  return out << " · " << page.say("every sentence is verbatim; its number opens the source", "每句均为原文，点编号可见出处") << "</p>";
}

}  // namespace

Response clusters_page(const Request& request, Engine& engine) {
  const Page page(request);
  const std::string query(request.parameter("q"));
  const auto limit = number(request, "limit", 1, 500, kClustered);
  if (!limit) return page.error(limit.error(), query);
  const auto reply = engine.clusters(query, *limit);
  if (!reply) return page.error(reply.error(), query);

  const std::string title = page.titled(query, page.say("Clusters", "聚类"));
  Html content;
  content << "<h1 class=\"unseen\">" << title << "</h1>" << page.views(query, "/clusters") << page.warnings(reply->warnings) << "<p class=\"count\">" << reply->considered << page.say(" of ", " / ") << reply->total
          << page.say(reply->total == 1 ? " paper grouped" : " papers grouped", " 篇已分组") << "</p>";
  if (reply->clusters.size() > 1) content << picture(page, *reply);
  if (reply->clusters.empty() && reply->rest.empty()) content << page.nothing_found(engine);
  for (std::size_t i = 0; i < reply->clusters.size(); ++i) {
    const Cluster& cluster = reply->clusters[i];
    content << "<section class=\"cluster\" id=\"c" << i << "\"><h2>"
            << (cluster.labels.empty() ? std::string(page.say("One list: too few papers to group", "一个列表：文献太少，不分组")) : joined(cluster.labels, " / ")) << " <small>"
            << cluster.members.size() << "</small></h2>";
    if (reply->clusters.size() > 1 && !cluster.labels.empty()) {
      const Cluster& other = reply->clusters[i == 0 ? 1 : 0];
      if (!other.labels.empty())
        content << "<p><a href=\"" << page.link("/contrast", {{"a", query + " \"" + cluster.labels.front() + "\""}, {"b", query + " \"" + other.labels.front() + "\""}}) << "\">"
                << page.say("set against: ", "对照：") << other.labels.front() << "</a></p>";
    }
    members(content, page, cluster.members);
    content << "</section>";
  }
  if (!reply->rest.empty()) {
    content << "<section class=\"cluster\"><h2>" << page.say("The rest", "其他") << " <small>" << reply->rest.size() << "</small></h2>";
    members(content, page, reply->rest);
    content << "</section>";
  }
  return page.frame(title, content, query);
}

Response contrast_page(const Request& request, Engine& engine) {
  const Page page(request);
  const std::string a(request.parameter("a")), b(request.parameter("b"));
  const auto reply = engine.contrast(a, b);
  if (!reply) return page.error(reply.error(), a);
  const std::string title = page.titled(b.empty() ? a : a + " / " + b, page.say("Contrast", "对照"));
  Html content;
  content << "<h1 class=\"unseen\">" << title << "</h1>" << page.views(a, "/contrast") << "<form class=\"two\" action=\"/contrast\"><input name=\"a\" aria-label=\"" << page.say("First query", "第一个查询") << "\" value=\"" << a << "\"> <input name=\"b\" aria-label=\"" << page.say("Second query", "第二个查询") << "\" value=\"" << b
          << "\" placeholder=\"" << page.say("empty: the two largest clusters of the first", "留空：第一个查询中最大的两类") << "\">";
  if (!request.parameter("lang").empty()) content << "<input type=\"hidden\" name=\"lang\" value=\"" << page.language() << "\">";
  content << "<button>" << page.say("Set against each other", "对照") << "</button></form>" << page.warnings(reply->warnings);
  if (!reply->on_both.empty()) content << "<p class=\"note\">" << reply->on_both.size() << page.say(reply->on_both.size() == 1 ? " paper is on both sides" : " papers are on both sides", " 篇文献两边都有") << "</p>";
  if (reply->a.members.empty() && reply->b.members.empty() && reply->a.findings.empty() && reply->b.findings.empty()) content << page.nothing_found(engine);
  else content << "<div class=\"sides\">" << side(page, reply->a) << side(page, reply->b) << "</div>";
  return page.frame(title, content, a);
}

Response brief_page(const Request& request, Engine& engine) {
  const Page page(request);
  const std::string query(request.parameter("q"));
  const auto brief = engine.brief(query, page.language());
  if (!brief) return page.error(brief.error(), query);
  Html content;
  content << page.views(query, "/brief") << brief_head(page, *brief);
  if (brief->references.empty()) {
    if (brief->found == 0) content << page.nothing_found(engine);
    else content << "<p class=\"empty\">" << page.say("The papers found hold nothing to quote.", "检索到的文献中没有可引用的内容。") << "</p>";
    return page.frame(page.titled(query, page.say("Briefing", "简报")), content, query);
  }
  content << "<p><a class=\"button\" href=\"" << page.link("/brief.md", {{"q", query}}) << "\" download=\"briefing.md\">"
          << page.say("Download (Markdown)", "下载（Markdown）") << "</a></p>";
  for (const BriefTheme& theme : brief->themes) {
    content << "<section><h2>" << (theme.label.empty() ? std::string(page.say("Findings", "发现")) : theme.label) << " <small>" << theme.works << "</small></h2>";
    sentences(content, page, theme.findings);
    content << "</section>";
  }
  if (!brief->disagreements.empty()) content << "<h2>" << page.say("Reported in opposite directions", "方向相反的报告") << "</h2>";
  for (const Disagreement& one : brief->disagreements)
    content << "<section><h3>" << one.outcome << "</h3>" << quote(page, one.one.quote, one.one.reference) << quote(page, one.other.quote, one.other.reference) << "</section>";
  if (!brief->gaps.empty()) content << "<h2>" << page.say("What they say is still open", "仍待研究") << "</h2>";
  sentences(content, page, brief->gaps);
  content << "<h2>" << page.say("References", "参考文献") << "</h2><ol class=\"references\">";
  for (const BriefReference& one : brief->references)
    content << "<li><a href=\"" << page.link("/papers/" + std::to_string(one.article.id)) << "\">" << one.article.main().title << "</a> " << page.byline(one.article) << "</li>";
  content << "</ol>";
  if (!brief->unused.empty()) {
    content << "<details><summary>" << page.say("Found, not quoted", "检索到但未引用") << " (" << brief->unused.size() << ")</summary><ul>";
    for (const library::Article& one : brief->unused)
      content << "<li><a href=\"" << page.link("/papers/" + std::to_string(one.id)) << "\">" << one.main().title << "</a></li>";
    content << "</ul></details>";
  }
  return page.frame(page.titled(query, page.say("Briefing", "简报")), content, query);
}

}  // namespace meridian::query::web
