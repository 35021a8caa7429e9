// Article: the record, where each field came from, copies, related papers with the words that tie, a citation.
#include <algorithm>

#include "base/url.h"
#include "query/web/page.h"
#include "query/web/parameters.h"
#include "query/web/pages.h"

namespace meridian::query::web {

namespace {

constexpr int kRelated = 8;
constexpr int kMostBytes = 1 << 30;

// The abstract, with the quoted span marked when the address names one.
Html abstract_of(const library::LocalizedText& text, int begin, int end) {
  Html out;
  const std::string_view all = text.abstract;
  const auto from = static_cast<std::size_t>(begin), to = static_cast<std::size_t>(end);
  if (from >= to || to > all.size()) return out << all;
  return out << all.substr(0, from) << "<mark id=\"quote\">" << all.substr(from, to - from) << "</mark>" << all.substr(to);
}

Html meta(const library::Article& article) {
  Html out;
  const auto one = [&out](Literal name, const std::string& value) {
    if (!value.empty()) out << "<meta name=\"" << name << "\" content=\"" << value << "\">";
  };
  one("citation_title", article.main().title);
  for (const library::Author& author : article.authors) one("citation_author", author.name);
  one("citation_publication_date", article.published);
  one("citation_journal_title", article.journal);
  one("citation_doi", article.doi);
  one("citation_pmid", article.pmid);
  one("citation_arxiv_id", article.arxiv);
  one("citation_language", article.main().language);
  return out;
}

// DOIs hold "#", "?", "<": each segment is escaped, the slashes stay (DOI Handbook 3.8).
std::string doi_address(std::string_view doi) {
  std::string out = "https://doi.org";
  for (std::size_t at = 0; at <= doi.size();) {
    const std::size_t end = std::min(doi.find('/', at), doi.size());
    out += "/" + base::percent_encode(doi.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string citation(const library::Article& article) {
  std::string out;
  for (std::size_t i = 0; i < article.authors.size() && i < 6; ++i) out += (i ? ", " : "") + article.authors[i].name;
  if (article.authors.size() > 6) out += ", et al";
  out += (out.empty() ? "" : ". ") + article.main().title + ". " + (article.journal.empty() ? article.source : article.journal);
  if (!article.published.empty()) out += ". " + article.published;
  if (!article.citation.empty()) out += ";" + article.citation;
  if (!article.doi.empty()) out += ". https://doi.org/" + article.doi;
  return out + ".";
}

// The reader's word for a field of the record; the field's own name when there is none.
std::string_view field_name(const Page& page, std::string_view field) {
  struct Named {
    std::string_view field, zh;
  };
  static constexpr Named kNames[] = {{"title", "标题"}, {"abstract", "摘要"}, {"authors", "作者"}, {"date", "日期"}, {"keywords", "关键词"}, {"categories", "分类"},
                                     {"journal", "期刊"}, {"source", "来源"}, {"section", "栏目"}, {"url", "网址"}, {"type", "类型"}, {"record", "记录"},
                                     {"language", "语言"}, {"citation", "卷期页"}};
  for (const Named& one : kNames)
    if (page.zh() && one.field == field) return one.zh;
  return field;
}

void row(Html& out, std::string_view name, const std::string& value) {
  if (!value.empty()) out << "<dt>" << name << "</dt><dd>" << value << "</dd>";
}

Html record(const Page& page, const PaperReply& paper) {
  const library::Article& article = paper.article;
  Html out;
  out << "<details><summary>" << page.say("Record and where it came from", "记录与出处") << "</summary><dl>";
  row(out, page.say("id", "编号"), std::to_string(article.id));
  row(out, page.say("type", "类型"), page.name_of(library::name(article.type)));
  row(out, page.say("journal", "期刊"), article.journal + (article.citation.empty() ? "" : " " + article.citation));
  row(out, "PMID", article.pmid);
  row(out, "arXiv", article.arxiv);
  for (const library::Provenance& from : article.provenance) row(out, field_name(page, from.field), "← " + from.source);
  return out << "</dl></details>";
}

Html copies(const Page& page, const PaperReply& paper) {
  Html out;
  if (paper.copies.empty()) return out;
  out << "<section><h2>" << page.say("Copies and versions", "副本与版本") << "</h2><ul>";
  for (const library::Article& copy : paper.copies) {
    std::string reason;
    for (const library::Link& link : paper.links)
      if ((link.kind == library::LinkKind::same || link.kind == library::LinkKind::merged) && (link.a == copy.id || link.b == copy.id)) reason = link.reason;
    out << "<li><a href=\"" << page.link("/papers/" + std::to_string(copy.id)) << "\">" << copy.main().title << "</a> — " << copy.source << " " << copy.published;
    if (!reason.empty()) out << " <small>" << page.say("same: ", "依据：") << reason << "</small>";
    out << "</li>";
  }
  return out << "</ul></section>";
}

// Notices, and papers that share text without being the same.
Html linked(const Page& page, const PaperReply& paper) {
  Html out;
  if (paper.linked.empty()) return out;
  out << "<section><h2>" << page.say("Notices and shared text", "相关声明与文本重合") << "</h2><ul>";
  for (const library::Article& other : paper.linked) {
    bool notice = false;
    for (const library::Link& link : paper.links)
      notice = notice || (link.kind == library::LinkKind::concerns && (link.a == other.id || link.b == other.id));
    const std::string_view relation = notice ? page.say("notice or its original", "声明或其所涉文献") : page.say("shares text", "文本重合");
    out << "<li><a href=\"" << page.link("/papers/" + std::to_string(other.id)) << "\">" << other.main().title << "</a> — "
        << relation << " <small>" << other.source << " " << other.published << "</small></li>";
  }
  return out << "</ul></section>";
}

Html related(const Page& page, const RelatedReply& reply) {
  Html out;
  if (reply.hits.empty()) return out;
  out << "<section><h2>" << page.say("Related papers", "相关文献") << "</h2><ol class=\"related\">";
  for (const RelatedHit& hit : reply.hits) {
    out << "<li><a href=\"" << page.link("/papers/" + std::to_string(hit.article.id)) << "\">" << hit.article.main().title << "</a> <small>" << hit.article.source
        << " " << hit.article.published << "</small><br><span class=\"shared\">";
    for (std::size_t i = 0; i < hit.shared.size(); ++i) out << std::string(i ? " · " : "") << hit.shared[i];
    out << "</span></li>";
  }
  return out << "</ol></section>";
}

}  // namespace

Response paper_page(const Request& request, Engine& engine, library::ArticleId id) {
  const Page page(request);
  const auto paper = engine.paper(id);
  if (!paper) return page.error(paper.error());
  const auto begin = number(request, "from", 0, kMostBytes, 0), end = number(request, "to", 0, kMostBytes, 0);
  if (!begin) return page.error(begin.error());
  if (!end) return page.error(end.error());
  const library::Article& article = paper->article;

  Html content;
  content << "<article class=\"paper\">" << page.byline(article, true) << "<h1 lang=\"" << article.main().language << "\">" << article.main().title << page.retracted(paper->work.retracted) << "</h1>";
  for (const library::LocalizedText& text : article.texts) {
    const bool main = &text == &article.texts.front();
    const bool quoted = request.parameter("text") == text.language || (main && request.parameter("text").empty());
    if (!main) content << "<h2 lang=\"" << text.language << "\">" << text.title << "</h2>";
    content << "<p class=\"full\" lang=\"" << text.language << "\">" << abstract_of(text, quoted ? *begin : 0, quoted ? *end : 0) << "</p>";
    if (text.keywords.empty()) continue;
    content << "<p class=\"chips\">";
    for (const std::string& keyword : text.keywords)
      content << "<a class=\"chip\" href=\"" << page.link("/search", {{"q", "\"" + keyword + "\""}}) << "\">" << keyword << "</a>";
    content << "</p>";
  }
  if (article.truncated) content << "<p class=\"warning\">" << page.say("The source gives only the beginning of this text.", "来源只给出了开头部分。") << "</p>";
  content << "<p class=\"links\">";
  if (safe_href(article.url) != "#") content << "<a rel=\"noopener noreferrer\" href=\"" << safe_href(article.url) << "\">" << page.say("At the source", "查看来源") << "</a> ";
  if (!article.doi.empty()) content << "<a rel=\"noopener noreferrer\" href=\"" << doi_address(article.doi) << "\">doi:" << article.doi << "</a>";
  content << "</p><p class=\"citation\"><span>" << page.say("Cite as", "引用") << "</span> " << citation(article) << "</p>" << record(page, *paper) << "</article>" << copies(page, *paper) << linked(page, *paper);
  if (const auto like = engine.related(id, kRelated)) content << related(page, *like);
  return page.frame(article.main().title, content, {}, 200, meta(article));
}

}  // namespace meridian::query::web
