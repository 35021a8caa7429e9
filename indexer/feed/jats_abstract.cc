// See jats_abstract.h.
#include "indexer/feed/jats_abstract.h"

#include <algorithm>
#include <array>

#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

// Marks and blanks aside, in lower case and without tags: "A<sc>bstract</sc>:" → "abstract".
std::string bare_label(std::string_view html) {
  std::string letters;
  bool tag = false;
  for (const char c : html) {
    if (c == '<') tag = true;
    const bool mark = c == ' ' || c == '.' || c == ':' || c == '\n' || c == '\t' || c == '\r';
    if (!tag && !mark) letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (c == '>') tag = false;
  }
  return letters;
}

// The name of the whole, not of a section.
bool is_label_of_all(std::string_view html) {
  const std::string label = bare_label(html);
  return label == "abstract" || label == "summary" || label == "摘要";
}

enum class Kind { abstract, other_text, picture };

// By its type, and by its title where the type says nothing.
Kind kind_of(const Element& abstract) {
  static constexpr std::array<std::string_view, 9> kAbstracts = {"",         "normal", "section",  "structured", "author",
                                                                 "abstract", "main",   "standard", "original"};
  static constexpr std::array<std::string_view, 12> kOthers = {
      "significance", "significancestatement", "authorsummary", "plainlanguagesummary", "plain-languagesummary", "laysummary",
      "layabstract",  "highlights",            "keypoints",     "keymessages",          "impactstatement",       "inbrief"};
  const std::string type = attribute(abstract, "abstract-type"), title = bare_label(inner_html(child(&abstract, "title"), is_no_jats_text));
  if (type == "toc" || type.starts_with("graphic") || type.starts_with("key-image") || title == "graphicalabstract") return Kind::picture;
  const bool named_so = std::find(kAbstracts.begin(), kAbstracts.end(), type) != kAbstracts.end();
  return named_so && std::find(kOthers.begin(), kOthers.end(), title) == kOthers.end() ? Kind::abstract : Kind::other_text;
}

bool says_something(std::string_view html) {
  bool tag = false;
  for (const char c : html) {
    if (c == '<') tag = true;
    if (!tag && c != ' ' && c != '\n' && c != '\t' && c != '\r') return true;
    if (c == '>') tag = false;
  }
  return false;
}

void append_paragraph(std::string& html, std::string& label, const std::string& inside) {
  if (!says_something(inside)) return;
  html += "<p>";
  if (!label.empty()) html += "<b>" + label + (label.ends_with(':') || label.ends_with('.') ? "</b> " : ":</b> ");
  html += inside + "</p>";
  label.clear();
}

// Sections give their title to their first paragraph.
void append_sections(const Element& parent, std::string label, std::string& html) {
  for (const Element* part = parent.FirstChildElement(); part; part = part->NextSiblingElement()) {
    if (is_named(*part, "title")) {
      std::string title = inner_html(part, is_no_jats_text);
      if (!is_label_of_all(title)) label = std::move(title);
    } else if (is_named_any(*part, {"p", "list", "def-list", "disp-quote", "disp-formula", "boxed-text"})) {
      append_paragraph(html, label, inner_html(part, is_no_jats_text));
    } else if (is_named(*part, "sec")) {
      append_sections(*part, label, html);
      label.clear();
    }
  }
}

std::string abstract_html(const Element& abstract) {
  std::string html;
  append_sections(abstract, "", html);
  if (!html.empty()) return html;
  // Publishers also write text without a paragraph.
  html = inner_html(&abstract, is_no_jats_text);
  return says_something(html) ? html : std::string();
}

std::string note_html(const Element& note) {
  std::string html = escaped(line_of(child(&note, "label")));
  each_child(&note, "p", [&](const Element& paragraph) {
    if (!html.empty()) html += ' ';
    html += inner_html(&paragraph, is_no_jats_text);
  });
  return html;
}

// What the marks in a title point at: notes inside it, or beside it in a list. They say where the data came from.
std::string notes_of(const Element* title, const Element* list) {
  std::string html;
  for (const Element* mark = title ? title->FirstChildElement() : nullptr; mark; mark = mark->NextSiblingElement()) {
    const Element* note = is_named(*mark, "fn") ? mark : nullptr;
    if (is_named(*mark, "xref"))
      each_child(list, "fn", [&](const Element& one) {
        if (const std::string id = attribute(one, "id"); !id.empty() && id == attribute(*mark, "rid")) note = &one;
      });
    if (const std::string text = note ? note_html(*note) : std::string(); says_something(text)) html += "<p>" + text + "</p>";
  }
  return html;
}

}  // namespace

bool is_no_jats_text(const Element& element) {
  if (is_named_any(element, {"fn", "fig", "fig-group", "alt-text", "inline-graphic", "graphic", "media", "object-id", "label", "annotation",
                             "annotation-xml", "supplementary-material"}))
    return true;
  if (is_named(element, "xref")) {
    const std::string type = attribute(element, "ref-type");
    return type == "fn" || type == "aff" || type == "corresp" || type == "author-notes";
  }
  if (!is_named(element, "tex-math")) return false;
  const auto* parent = element.Parent() ? element.Parent()->ToElement() : nullptr;
  return child(parent, "math") != nullptr;
}

void add_jats_abstracts(const Element* meta, const std::string& language, Record& record) {
  const Element* fallback = nullptr;
  const auto add = [&](const Element& abstract, const std::string& otherwise) {
    const std::string own = attribute(abstract, "xml:lang");
    if (std::string html = abstract_html(abstract); !html.empty())
      record.abstracts.push_back({own.empty() ? otherwise : own, std::move(html)});
  };
  each_child(meta, "abstract", [&](const Element& abstract) {
    const Kind kind = kind_of(abstract);
    if (kind == Kind::abstract)
      add(abstract, language);
    else if (kind == Kind::other_text && !fallback)
      fallback = &abstract;
  });
  if (record.abstracts.empty() && fallback) add(*fallback, language);
  each_child(meta, "trans-abstract", [&](const Element& abstract) {
    if (kind_of(abstract) == Kind::abstract) add(abstract, "");
  });
  if (record.abstracts.empty()) return;
  const Element* titles = child(meta, "title-group");
  record.abstracts.front().html += notes_of(child(titles, "article-title"), child(titles, "fn-group"));
}

}  // namespace meridian::indexer::feed
