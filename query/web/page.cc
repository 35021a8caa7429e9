#include "query/web/page.h"

#include "base/messages.h"
#include "base/url.h"

namespace meridian::query::web {

namespace {

// Chinese when it is asked for before English.
bool prefers_chinese(std::string_view accept_language) {
  const std::size_t zh = accept_language.find("zh"), en = accept_language.find("en");
  return zh != std::string_view::npos && (en == std::string_view::npos || zh < en);
}

}  // namespace

Page::Page(const Request& request) : request_(request) {
  const std::string_view asked = request.parameter("lang");
  chosen_ = asked == "en" || asked == "zh";
  const auto header = request.headers.find("accept-language");
  language_ = chosen_ ? std::string(asked) : header != request.headers.end() && prefers_chinese(header->second) ? "zh" : "en";
}

std::string Page::link(std::string_view path, const Parameters& parameters) const {
  std::string out(path);
  char separator = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    out += separator + std::string(name) + "=" + base::percent_encode(value);
    separator = '&';
  };
  for (const auto& [name, value] : parameters)
    if (!value.empty()) add(name, value);
  if (chosen_) add("lang", language_);
  return out;
}

std::string Page::own_address(const Parameters& parameters) const {
  Parameters kept;
  for (const auto& [name, value] : parameters)
    if (name != "lang" && name != "offset" && name != "cursor" && name != "after") kept.emplace_back(name, value);
  return link(request_.path, kept);
}

std::string Page::with(std::string_view name, std::string_view value) const {
  Parameters parameters = request_.parameters;
  parameters.emplace_back(name, value);
  return own_address(parameters);
}

std::string Page::without(std::string_view name, std::string_view value) const {
  Parameters parameters;
  for (const auto& parameter : request_.parameters)
    if (parameter.first != name || parameter.second != value) parameters.push_back(parameter);
  return own_address(parameters);
}

std::string Page::only(std::string_view name, std::string_view value) const {
  Parameters parameters;
  for (const auto& parameter : request_.parameters)
    if (parameter.first != name) parameters.push_back(parameter);
  parameters.emplace_back(name, value);
  return own_address(parameters);
}

std::string Page::titled(std::string_view query, std::string_view view) const {
  return query.empty() ? std::string(view) : std::string(query) + " · " + std::string(view);
}

Response Page::frame(std::string_view title, const Html& content, std::string_view query, int status, const Html& head) const {
  const std::string lang_attribute = zh() ? "zh-CN" : "en", hidden_lang = chosen_ ? language_ : "";
  Parameters other = request_.parameters;
  std::erase_if(other, [](const auto& parameter) { return parameter.first == "lang"; });
  other.emplace_back("lang", zh() ? "en" : "zh");
  std::string switch_to = request_.path;
  for (std::size_t i = 0; i < other.size(); ++i)
    switch_to += (i == 0 ? "?" : "&") + base::percent_encode(other[i].first) + "=" + base::percent_encode(other[i].second);

  Html page;
  page << "<!doctype html>\n<html lang=\"" << lang_attribute << "\"><head><meta charset=\"utf-8\">"
       << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" << title << " · " << say("Meridian", "脉络")
       << "</title><link rel=\"stylesheet\" href=\"/style.css\"><link rel=\"icon\" href=\"/icon.svg\">"
       << "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Meridian\" href=\"/opensearch.xml\">" << head
       << "</head><body><a class=\"skip\" href=\"#main\">" << say("Skip to content", "跳到正文") << "</a><header class=\"top\"><nav><a class=\"brand\" href=\""
       << link("/") << "\">" << say("Meridian", "脉络") << "</a><a href=\"" << link("/") << "\">" << say("Today", "今日") << "</a><a href=\""
       << link("/sources") << "\">" << say("Sources", "来源") << "</a><a href=\"" << link("/help") << "\">" << say("Help", "帮助")
       << "</a><a class=\"right\" rel=\"alternate\" href=\"" << switch_to << "\">" << say("中文", "English") << "</a></nav>"
       << "<form role=\"search\" action=\"/search\" method=\"get\"><input type=\"search\" name=\"q\" maxlength=\"16384\" accesskey=\"s\" aria-label=\""
       << say("Search", "检索") << "\" placeholder=\"" << say("Words, “phrases”, author:name, 2024.., 腰痛", "词、“短语”、作者:姓名、2024..、low back pain")
       << "\" value=\"" << query << "\">";
  if (!hidden_lang.empty()) page << "<input type=\"hidden\" name=\"lang\" value=\"" << hidden_lang << "\">";
  page << "<button>" << say("Search", "检索") << "</button></form></header><main id=\"main\">" << content << "</main><footer>"
       << say("Everything stays on this machine.", "一切数据只在本机。") << "</footer></body></html>\n";
  return {status, "text/html; charset=utf-8", page.str(), {}};
}

int status_of(const base::Error& error) {
  if (error.code == "query.too_long") return 413;
  if (error.code == "serve.busy") return 503;
  switch (error.kind) {
    case base::ErrorKind::not_found: return error.code.starts_with("paper.") || error.code.starts_with("page.") ? 404 : 503;
    case base::ErrorKind::invalid:
    case base::ErrorKind::refused: return 400;
    case base::ErrorKind::bug: return 500;
    default: return 503;
  }
}

Response Page::error(const base::Error& error, std::string_view query) const {
  Html content;
  content << "<h1>" << say("This did not work", "未能完成") << "</h1><p class=\"error\">" << base::message_in(language_, error) << "</p><p>"
          << "<a href=\"" << link("/help") << "\">" << say("How to ask", "检索帮助") << "</a></p><p class=\"note\">" << say("Code for reports: ", "报告用代码：") << "<code>" << error.code << "</code></p>";
  Response response = frame(say("Error", "出错"), content, query, status_of(error));
  if (response.status == 503) response.headers.emplace_back("Retry-After", "5");
  return response;
}

std::string Page::name_of(std::string_view code) const {
  struct Named {
    std::string_view code, en, zh;
  };
  static constexpr Named kNames[] = {{"en", "English", "英文"}, {"zh", "Chinese", "中文"}, {"article", "article", "论文"}, {"preprint", "preprint", "预印本"},
                                     {"review", "review", "综述"}, {"news", "news", "新闻"}, {"editorial", "editorial", "社论"}, {"page", "web page", "网页"},
                                     {"erratum", "erratum", "勘误"}, {"retraction", "retraction", "撤稿"}, {"dataset", "dataset", "数据集"}};
  for (const Named& one : kNames)
    if (one.code == code) return std::string(say(one.en, one.zh));
  return std::string(code);
}

Html Page::retracted(bool is) const {
  Html out;
  if (is) out << " <small class=\"retracted\">" << say("Retracted", "已撤稿") << "</small>";
  return out;
}

Html Page::byline(const library::Article& article, bool author_chips) const {
  constexpr std::size_t kAuthorsShown = 8;
  Html out;
  out << "<p class=\"source\">" << article.source;
  if (!article.section.empty()) out << " (" << article.section << ")";
  out << " <time>" << (article.published.empty() ? std::string(say("date unknown", "日期不详")) : article.published) << "</time></p>";
  if (article.authors.empty()) return out;
  out << "<p class=\"authors\">";
  for (std::size_t i = 0; i < article.authors.size() && i < kAuthorsShown; ++i) {
    const std::string& name = article.authors[i].name;
    if (i > 0) out << (zh() ? Literal("、") : Literal(", "));
    if (author_chips) out << "<a href=\"" << link("/", {{"author", name}}) << "\">" << name << "</a>";
    else out << name;
  }
  if (article.authors.size() > kAuthorsShown) out << say(" et al.", " 等");
  return out << "</p>";
}

Html Page::marked(const Snippet& snippet) const {
  Html out;
  const std::string_view text = snippet.text;
  std::size_t at = 0;
  for (const Span& mark : snippet.marks) {
    out << text.substr(at, mark.begin - at) << "<mark>" << text.substr(mark.begin, mark.end - mark.begin) << "</mark>";
    at = mark.end;
  }
  return out << text.substr(at);
}

Html Page::warnings(const std::vector<Warning>& warnings) const {
  Html out;
  for (const Warning& warning : warnings) out << "<p class=\"warning\">" << warning.text.in(language_) << "</p>";
  return out;
}

Html Page::nothing_found(Engine& engine) const {
  Html out;
  out << "<p class=\"empty\">" << say("Nothing was found.", "没有找到。") << "</p>";
  const auto stats = engine.stats();
  if (stats && stats->works == 0)
    out << "<p>" << say("The library is empty. Add a feed with “meridian feeds add URL” and run “meridian crawl”, or bring in files with “meridian import FILE”.",
                        "文献库还是空的。请用 meridian feeds add URL 添加订阅，再运行 meridian crawl；也可以用 meridian import FILE 导入文件。") << "</p>";
  return out;
}

Html Page::views(std::string_view query, std::string_view current) const {
  struct View {
    const char* path;
    const char* en;
    const char* zh;
    const char* name;
  };
  static constexpr View kViews[] = {{"/search", "Papers", "文献", "q"}, {"/clusters", "Clusters", "聚类", "q"},
                                    {"/contrast", "Contrast", "对照", "a"}, {"/brief", "Briefing", "简报", "q"}};
  Html out;
  out << "<nav class=\"views\">";
  for (const View& view : kViews) {
    out << "<a href=\"" << link(view.path, {{view.name, std::string(query)}}) << "\"";
    if (current == view.path) out << " aria-current=\"page\"";
    out << ">" << say(view.en, view.zh) << "</a>";
  }
  return out << "</nav>";
}

}  // namespace meridian::query::web
