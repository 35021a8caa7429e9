#include "query/export/brief_document.h"

#include <functional>

namespace meridian::query {

namespace {

// The parts of a document, written once and dressed twice.
struct Dress {
  std::function<std::string(std::string_view)> escape;
  std::function<std::string(int level, const std::string& text)> heading;
  std::function<std::string(const std::string& text)> paragraph;
  std::function<std::string(const std::string& text, const std::string& note)> quote;
  std::function<std::string(int number, const std::string& text)> reference;
};

std::string markdown_escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|!~&").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string html_escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

Dress markdown() {
  return {markdown_escape, [](int level, const std::string& text) { return std::string(level, '#') + " " + text + "\n\n"; },
          [](const std::string& text) { return text + "\n\n"; },
          [](const std::string& text, const std::string& note) { return "- “" + text + "” " + note + "\n"; },
          [](int number, const std::string& text) { return std::to_string(number) + ". " + text + "\n"; }};
}

Dress html() {
  return {html_escape,
          [](int level, const std::string& text) {
            const std::string tag = "h" + std::to_string(level);
            return "<" + tag + ">" + text + "</" + tag + ">\n";
          },
          [](const std::string& text) { return "<p>" + text + "</p>\n"; },
          [](const std::string& text, const std::string& note) { return "<blockquote>“" + text + "” <small>" + note + "</small></blockquote>\n"; },
          [](int number, const std::string& text) { return "<p id=\"r" + std::to_string(number) + "\">" + std::to_string(number) + ". " + text + "</p>\n"; }};
}

std::string counted(const std::map<std::string, int>& counts) {
  std::string out;
  for (const auto& [name, count] : counts) out += (out.empty() ? "" : ", ") + name + " " + std::to_string(count);
  return out;
}

std::string citation(const library::Article& article) {
  constexpr std::size_t kAuthors = 6;
  std::string out;
  for (std::size_t i = 0; i < article.authors.size() && i < kAuthors; ++i) out += (i ? ", " : "") + article.authors[i].name;
  if (article.authors.size() > kAuthors) out += ", et al";
  out += (out.empty() ? "" : ". ") + article.main().title + ". " + article.source;
  if (!article.published.empty()) out += ". " + article.published;
  if (!article.citation.empty()) out += ";" + article.citation;
  if (!article.doi.empty()) out += ". doi:" + article.doi;
  return out + ".";
}

std::string sentence(const Dress& dress, const BriefSentence& one) {
  const Quote& quote = one.quote;
  const std::string note = "[" + std::to_string(one.reference) + "] (id:" + std::to_string(quote.article) + " " + quote.language + " " +
                           std::to_string(quote.span.begin) + "-" + std::to_string(quote.span.end) + ")";
  return dress.quote(dress.escape(quote.text), dress.escape(note));
}

std::string body(const Brief& brief, std::string_view language, const Dress& dress) {
  const bool zh = language == "zh";
  std::string out = dress.heading(1, dress.escape((zh ? "简报：" : "Briefing: ") + brief.question));
  out += dress.paragraph(dress.escape(brief.reading.sentence.in(language)));
  std::string searched = zh ? "检索到 " + std::to_string(brief.found) + " 篇，阅读 " + std::to_string(brief.read) + " 篇"
                            : std::to_string(brief.found) + " papers found, " + std::to_string(brief.read) + " read";
  if (!brief.oldest.empty()) searched += zh ? "(" + brief.oldest + " 至 " + brief.newest + ")" : ", dated " + brief.oldest + " to " + brief.newest;
  searched += zh ? "；语言：" : "; languages: ";
  searched += counted(brief.languages) + (zh ? "；来源：" : "; sources: ") + counted(brief.sources);
  searched += zh ? "。每一句均为原文摘录。" : ". Every sentence is quoted verbatim.";
  out += dress.paragraph(dress.escape(searched));

  for (const BriefTheme& theme : brief.themes) {
    const std::string label = theme.label.empty() ? (zh ? "发现" : "Findings") : theme.label;
    out += dress.heading(2, dress.escape(label + " (" + std::to_string(theme.works) + ")"));
    for (const BriefSentence& one : theme.findings) out += sentence(dress, one);
    out += "\n";
  }
  if (!brief.disagreements.empty()) out += dress.heading(2, zh ? "方向相反的报告" : "Reported in opposite directions");
  for (const Disagreement& one : brief.disagreements) {
    out += dress.paragraph(dress.escape(one.outcome));
    out += sentence(dress, one.one) + sentence(dress, one.other) + "\n";
  }
  if (!brief.gaps.empty()) out += dress.heading(2, zh ? "仍待研究" : "What they say is still open");
  for (const BriefSentence& one : brief.gaps) out += sentence(dress, one);
  out += "\n" + dress.heading(2, zh ? "参考文献" : "References");
  for (const BriefReference& one : brief.references) out += dress.reference(one.number, dress.escape(citation(one.article)));
  if (!brief.unused.empty()) {
    out += "\n" + dress.heading(2, zh ? "检索到但未引用" : "Found, not quoted");
    for (const library::Article& one : brief.unused) out += dress.paragraph(dress.escape(one.main().title + " (id:" + std::to_string(one.id) + ")"));
  }
  return out;
}

}  // namespace

std::string brief_markdown(const Brief& brief, std::string_view language) { return body(brief, language, markdown()); }

std::string brief_html(const Brief& brief, std::string_view language) {
  return "<!doctype html>\n<html lang=\"" + std::string(language == "zh" ? "zh-CN" : "en") + "\"><meta charset=\"utf-8\"><title>" +
         html_escape(brief.question) + "</title>\n<body>\n" + body(brief, language, html()) + "</body></html>\n";
}

}  // namespace meridian::query
