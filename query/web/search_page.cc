// Search: hits with highlighted passages, facets, how the query was read, expansions that can be taken off.
#include <algorithm>
#include <tuple>

#include "query/web/page.h"
#include "query/web/parameters.h"
#include "query/web/pages.h"

namespace meridian::query::web {

namespace {

constexpr int kHits = 10;
constexpr std::size_t kFacetValuesShown = 8;

std::string_view caption(const Page& page, std::string_view field) {
  if (field == "year") return page.say("Year", "年份");
  if (field == "source") return page.say("Source", "来源");
  if (field == "lang") return page.say("Language", "语言");
  if (field == "author") return page.say("Author", "作者");
  return page.say("Type", "类型");
}

// A facet's value as a reader says it; names of sources, authors and years stand for themselves.
std::string value_name(const Page& page, std::string_view field, const FacetValue& value) {
  if (field == "lang" || field == "type") return page.name_of(value.value);
  return value.label.empty() ? value.value : value.label;
}

// `field:value` as a filter that keeps the rest of the query as it stands.
std::string narrowed(const std::string& query, std::string_view field, const std::string& value) {
  std::string quoted;
  for (const char c : value)
    if (c != '"') quoted += c;
  // Of a person the name as printed, which is what was counted, and not others who are cited so.
  const char* whole = field == "author" ? "=" : "";
  return query + " " + std::string(field) + ":\"" + whole + quoted + "\"";
}

Html year_histogram(const Page& page, const Facet& facet, const std::string& query) {
  constexpr int kBar = 14, kHeight = 48;
  std::vector<FacetValue> years = facet.values;
  std::reverse(years.begin(), years.end());
  if (years.size() > 24) years.erase(years.begin(), years.end() - 24);
  std::int64_t most = 1;
  for (const FacetValue& year : years) most = std::max(most, year.count);
  Html out;
  out << "<svg class=\"years\" role=\"img\" aria-label=\"" << page.say("papers by year", "按年份的文献数") << "\" viewBox=\"0 0 " << static_cast<int>(years.size()) * kBar << " " << kHeight << "\">";
  for (std::size_t i = 0; i < years.size(); ++i) {
    const auto height = std::max<std::int64_t>(2, years[i].count * kHeight / most);
    out << "<a href=\"" << page.only("q", narrowed(query, "year", years[i].value)) << "\"><rect x=\"" << static_cast<int>(i) * kBar << "\" y=\"" << kHeight - height
        << "\" width=\"" << kBar - 2 << "\" height=\"" << height << "\"><title>" << years[i].value << ": " << years[i].count << "</title></rect></a>";
  }
  return out << "</svg>";
}

Html facets(const Page& page, const SearchReply& reply, const std::string& query) {
  Html out;
  out << "<aside class=\"facets\" aria-label=\"" << page.say("Narrow", "筛选") << "\">";
  for (const Facet& facet : reply.facets) {
    if (facet.values.empty()) continue;
    out << "<section><h2>" << caption(page, facet.field) << "</h2>";
    if (facet.field == "year" && facet.values.size() > 2) out << year_histogram(page, facet, query);
    out << "<ul>";
    for (std::size_t i = 0; i < facet.values.size() && i < kFacetValuesShown; ++i) {
      const FacetValue& value = facet.values[i];
      out << "<li><a href=\"" << page.only("q", narrowed(query, facet.field, value.value)) << "\">" << value_name(page, facet.field, value)
          << "</a> <small>" << value.count << "</small></li>";
    }
    out << "</ul></section>";
  }
  return out << "</aside>";
}

Html hit(const Page& page, const Hit& hit, int rank) {
  Html out;
  const std::string language = hit.article.main().language;
  out << "<article class=\"hit\"><h2 lang=\"" << language << "\"><span class=\"rank\">" << rank << ".</span> <a href=\""
      << page.link("/papers/" + std::to_string(hit.article.id)) << "\">";
  if (hit.title.text.empty()) out << hit.article.main().title;
  else out << page.marked(hit.title);
  out << "</a>" << page.retracted(hit.retracted) << "</h2>" << page.byline(hit.article);
  if (!hit.passage.text.empty()) out << "<p class=\"passage\" lang=\"" << language << "\">" << page.marked(hit.passage) << "</p>";
  if (!hit.without.empty()) {
    out << "<p class=\"note\">" << page.say("without: ", "缺少：");
    for (std::size_t i = 0; i < hit.without.size(); ++i) out << std::string(i ? ", " : "") << hit.without[i];
    out << "</p>";
  }
  if (hit.copies.size() > 1) out << "<p class=\"note\">" << hit.copies.size() << page.say(" copies", " 个副本") << "</p>";
  return out << "</article>";
}

Html how_read(const Page& page, const SearchReply& reply) {
  Html out;
  out << "<p class=\"reading\">" << reply.reading.sentence.in(page.language()) << "</p>" << page.warnings(reply.warnings);
  if (!reply.expansions.empty() || !page.request().all("without").empty()) {
    out << "<p class=\"chips\">";
    for (const Expansion& group : reply.expansions) {
      std::string synonyms;
      for (const std::string& one : group.synonyms) synonyms += (synonyms.empty() ? "" : ", ") + one;
      out << "<a class=\"chip on\" title=\"" << page.say("search without these", "不用这些同义词") << "\" href=\"" << page.with("without", group.source) << "\">" << group.source << " → " << synonyms << " ×</a>";
    }
    for (const std::string& off : page.request().all("without"))
      out << "<a class=\"chip\" href=\"" << page.without("without", off) << "\">" << off << " +</a>";
    out << "</p>";
  }
  if (reply.did_you_mean)
    out << "<p>" << page.say("Did you mean ", "您是不是要找 ") << "<a href=\"" << page.only("q", *reply.did_you_mean) << "\">" << *reply.did_you_mean << "</a></p>";
  return out;
}

// Each a link to another query.
Html repairs(const Page& page, const SearchReply& reply) {
  Html out;
  out << "<ul class=\"repairs\">";
  for (const Repair& one : reply.repairs)
    out << "<li><a href=\"" << page.only("q", one.query) << "\">" << one.text.in(page.language()) << "</a></li>";
  return out << "</ul>";
}

// Forward by the answer's cursor, so that a crawl in between neither repeats nor skips a paper; back by number.
Html paging(const Page& page, const SearchReply& reply, const std::string& query, int limit, int deepest) {
  Html out;
  const auto at = [&](const char* name, const std::string& where) {
    Parameters parameters = page.request().parameters;
    std::erase_if(parameters, [](const auto& one) {
      return one.first == "offset" || one.first == "cursor" || one.first == "lang" || one.first == "q";
    });
    parameters.insert(parameters.begin(), {"q", query});
    parameters.emplace_back(name, where);
    return page.link("/search", parameters);
  };
  const std::int64_t before = reply.passed, behind = before + limit;
  out << "<p class=\"more\">";
  if (before > 0)
    out << "<a class=\"button\" rel=\"prev\" href=\""
        << at("offset", before > limit ? std::to_string(before - limit) : std::string()) << "\">"
        << page.say("Previous", "上一页") << "</a> ";
  if (behind < std::min<std::int64_t>(std::max(reply.total, reply.total_any) + reply.total_learnt, deepest))
    out << "<a class=\"button\" rel=\"next\" href=\""
        << (reply.next.empty() ? at("offset", std::to_string(behind)) : at("cursor", reply.next)) << "\">"
        << page.say("Next", "下一页") << "</a>";
  return out << "</p>";
}

std::string counted(const Page& page, const SearchReply& reply) {
  std::string out = (reply.estimated ? std::string(page.say("about ", "约 ")) : "") + std::to_string(reply.total) + std::string(page.say(reply.total == 1 ? " paper" : " papers", " 篇"));
  if (reply.total_any > reply.total)
    out += std::string(page.say(" with all words, ", "含全部词，另有 ")) + std::to_string(reply.total_any - reply.total) + std::string(page.say(" more with some", " 篇只含部分词"));
  if (reply.total_learnt > 0)
    out += std::string(page.say(", ", "，")) + std::to_string(reply.total_learnt) + std::string(page.say(" like the best without the words", " 篇不含检索词而与最佳结果相近"));
  return out;
}

}  // namespace

Response search_page(const Request& request, Engine& engine, const base::SearchConfig& bounds) {
  const Page page(request);
  SearchRequest asked;
  asked.query = std::string(request.parameter("q"));
  const auto offset = number(request, "offset", 0, bounds.max_hit, 0), limit = number(request, "limit", 1, bounds.max_page_size, kHits);
  if (!offset) return page.error(offset.error(), asked.query);
  if (!limit) return page.error(limit.error(), asked.query);
  const std::string_view sort = request.parameter("sort");
  asked.offset = *offset;
  asked.cursor = std::string(request.parameter("cursor"));
  asked.limit = *limit;
  asked.sort = sort_named(sort);
  asked.expand = request.parameter("expand") != "0";
  asked.without_expansion = request.all("without");
  const auto reply = engine.search(asked);
  if (!reply) return page.error(reply.error(), asked.query);

  const std::string title = page.titled(asked.query, page.say("Papers", "文献"));
  Html content;
  content << "<h1 class=\"unseen\">" << title << "</h1>" << page.views(asked.query, "/search") << how_read(page, *reply) << "<div class=\"results\"><section class=\"hits\"><p class=\"count\">" << counted(page, *reply) << " · ";
  for (const auto& [name, en, zh] : {std::tuple{"relevance", "by relevance", "按相关度"}, {"fresh", "relevant and recent", "相关且较新"}, {"newest", "newest first", "最新在前"}, {"oldest", "oldest first", "最早在前"}}) {
    const bool current = sort == name || (sort.empty() && std::string_view(name) == "relevance");
    content << "<a href=\"" << page.only("sort", name) << "\"" << (current ? Literal(" aria-current=\"true\"") : Literal("")) << ">" << page.say(en, zh) << "</a> ";
  }
  content << "</p>";
  if (reply->hits.empty()) {
    content << page.nothing_found(engine);
    for (const Bilingual& why : reply->why_none) content << "<p class=\"note\">" << why.in(page.language()) << "</p>";
  }
  if (!reply->repairs.empty()) content << repairs(page, *reply);
  auto rank = static_cast<int>(reply->passed);
  bool line_drawn = false;
  for (const Hit& one : reply->hits) {
    if (!one.all_words && !line_drawn) {
      content << "<p class=\"line\">" << page.say("Below: papers that hold some of the words", "以下文献只含部分词") << "</p>";
      line_drawn = true;
    }
    content << hit(page, one, ++rank);
  }
  content << paging(page, *reply, asked.query, *limit, bounds.max_hit) << "</section>" << facets(page, *reply, asked.query) << "</div>";
  return page.frame(title, content, asked.query);
}

}  // namespace meridian::query::web
