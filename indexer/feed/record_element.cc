// See record_element.h.
#include "indexer/feed/record_element.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/partial_date.h"

namespace meridian::indexer::feed {
namespace {

using base::is_blank;
using base::trimmed;

constexpr std::size_t kMaxField = 2 << 20;

// A formula that Springer sends as a whole LaTeX document.
std::string_view formula_of(std::string_view text) {
  constexpr std::string_view kBegin = "\\begin{document}", kEnd = "\\end{document}";
  if (text.find("\\documentclass") == std::string_view::npos) return text;
  const std::size_t begin = text.find(kBegin), end = text.find(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return text;
  return text.substr(begin + kBegin.size(), end - begin - kBegin.size());
}

void append_inner(const Element& element, const std::function<bool(const Element&)>& skip, std::string& out) {
  for (const auto* node = element.FirstChild(); node && out.size() < kMaxField; node = node->NextSibling()) {
    if (const tinyxml2::XMLText* text = node->ToText()) {
      out += escaped(formula_of(std::string_view(text->Value()).substr(0, kMaxField - out.size())));
    } else if (const Element* inside = node->ToElement(); inside && !(skip && skip(*inside))) {
      out.append("<").append(local_name(*inside)).append(">");
      append_inner(*inside, skip, out);
      out.append("</").append(local_name(*inside)).append(">");
    }
  }
}

}  // namespace

std::string_view local_name(const Element& element) {
  const std::string_view name = element.Name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_named(const Element& element, std::string_view name) {
  return local_name(element) == name;
}

bool is_named_any(const Element& element, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return is_named(element, name); });
}

const Element* child(const Element* parent, std::string_view name) {
  if (!parent) return nullptr;
  for (const Element* one = parent->FirstChildElement(); one; one = one->NextSiblingElement())
    if (is_named(*one, name)) return one;
  return nullptr;
}

const Element* descend(const Element* parent, std::initializer_list<std::string_view> path) {
  for (const std::string_view name : path) parent = child(parent, name);
  return parent;
}

void each_child(const Element* parent, std::string_view name, const std::function<void(const Element&)>& visit) {
  if (!parent) return;
  for (const Element* one = parent->FirstChildElement(); one; one = one->NextSiblingElement())
    if (is_named(*one, name)) visit(*one);
}

std::string line_of(const Element* element) {
  std::string line;
  if (!element) return line;
  bool blank = false;
  for (const char c : text_of(*element)) {
    if (is_blank(c)) {
      blank = true;
      continue;
    }
    if (blank && !line.empty()) line += ' ';
    blank = false;
    line += c;
  }
  return line;
}

std::string inner_html(const Element* element, const std::function<bool(const Element&)>& skip) {
  std::string out;
  if (element) append_inner(*element, skip, out);
  return std::string(trimmed(out));
}

std::string date_of_children(const Element* date) {
  return base::partial_date(line_of(child(date, "year")), line_of(child(date, "month")), line_of(child(date, "day")));
}

}  // namespace meridian::indexer::feed
