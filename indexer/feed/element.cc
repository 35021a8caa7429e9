// See element.h. Depth, attributes and elements are bounded by clean_xml before a tree exists, so recursion here is
// bounded too.
#include "indexer/feed/element.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/url.h"

namespace meridian::indexer::feed {
namespace {

using base::is_blank;

constexpr std::size_t kMaxField = 2 << 20;
constexpr std::string_view kBlanks = " \t\r\n";

struct Known {
  std::string_view mark;  // part of the namespace's address
  Space space;
};
// PRISM alone has five addresses in use, Dublin Core two: a part that all share is enough.
constexpr Known kAddresses[] = {
    {"purl.org/dc/", Space::dc},
    {"prismstandard.org/namespaces", Space::prism},
    {"rss/1.0/modules/prism", Space::prism},
    {"rss/1.0/modules/content", Space::content},
    {"search.yahoo.com/mrss", Space::media},
    {"w3.org/2005/atom", Space::atom},
    {"purl.org/atom/ns", Space::atom},
    {"w3.org/1999/02/22-rdf-syntax-ns", Space::rdf},
    {"arxiv.org/schemas/atom", Space::arxiv},
    {"schema.highwire.org", Space::hwp},
    {"purl.org/syndication/history", Space::history},
    {"rssnamespace.org/feedburner", Space::feedburner},
    {"w3.org/1999/xhtml", Space::xhtml},
    {"purl.org/rss/1.0/modules", Space::foreign},
    {"purl.org/rss/1.0", Space::plain},
    {"my.netscape.com/rdf/simple", Space::plain},
    {"my.netscape.com/publish/formats/rss", Space::plain},
    {"backend.userland.com/rss", Space::plain},
    {"channel.netscape.com/rdf/simple", Space::plain},
};
constexpr Known kPrefixes[] = {
    {"dc", Space::dc},           {"dcterms", Space::dc},  {"dct", Space::dc},    {"prism", Space::prism},
    {"content", Space::content}, {"media", Space::media}, {"atom", Space::atom}, {"a10", Space::atom},
    {"rdf", Space::rdf},         {"arxiv", Space::arxiv}, {"rss", Space::plain}, {"hwp", Space::hwp},
    {"fh", Space::history},  {"xhtml", Space::xhtml}, {"feedburner", Space::feedburner},
};

std::optional<Space> space_of_address(std::string_view address) {
  std::string lowered(address.substr(0, 256));
  for (char& c : lowered)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  for (const Known& known : kAddresses)
    if (lowered.find(known.mark) != std::string::npos) return known.space;
  return std::nullopt;
}

Space space_of_prefix(std::string_view prefix) {
  const auto* known =
      std::find_if(std::begin(kPrefixes), std::end(kPrefixes), [&](const Known& k) { return k.mark == prefix; });
  if (known != std::end(kPrefixes)) return known->space;
  return prefix.empty() ? Space::plain : Space::foreign;
}

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The prefix that an attribute declares: "dc" of xmlns:dc, "" of xmlns.
std::optional<std::string_view> declared_prefix(std::string_view attribute) {
  if (attribute == "xmlns") return std::string_view();
  if (attribute.starts_with("xmlns:")) return attribute.substr(6);
  return std::nullopt;
}

Space space_declared(std::string_view prefix, std::string_view address) {
  return space_of_address(address).value_or(space_of_prefix(prefix));
}

// RFC 3986, 3.1: a scheme is a letter and then letters, digits, '+', '-' or '.'.
bool has_scheme(std::string_view link) {
  const std::size_t colon = link.find_first_of(":/?#");
  return colon != std::string_view::npos && colon > 0 && link[colon] == ':' &&
         std::all_of(link.begin(), link.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
                  c == '.';
         });
}

// An absolute address stays as it was given: what it is the same as is for identity to say, not for us.
std::string based_on(const std::string& base, const std::string& link) {
  if (link.empty()) return base;
  if (has_scheme(link) && std::none_of(link.begin(), link.end(), is_blank)) return link;
  const auto base_url = base::parse_url(base);
  const auto url = base_url ? base::resolve_url(*base_url, link) : base::parse_url(link);
  return url ? url->text() : link;
}

std::string trimmed(std::string text) {
  text.resize(text.find_last_not_of(kBlanks) + 1);
  return text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
}

void append_escaped(std::string_view text, std::string& out) {
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const std::string_view reference = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : "";
    if (reference.empty()) continue;
    out.append(text, done, at - done).append(reference);
    done = at + 1;
  }
  out.append(text, done);
}

enum class Form { text, html, markup };

void append_tag(const Element& element, std::string& out) {
  out.append("<").append(without_prefix(element.Name()));
  for (const auto* a = element.FirstAttribute(); a && out.size() < kMaxField; a = a->Next())
    if (!declared_prefix(a->Name()))
      out.append(" ").append(a->Name()).append("=\""), append_escaped(a->Value(), out), out += '"';
  out.append(">");
}

void append_inner(const Element& element, Form form, std::string& out) {
  for (const auto* child = element.FirstChild(); child && out.size() < kMaxField; child = child->NextSibling()) {
    if (const tinyxml2::XMLText* text = child->ToText()) {
      const std::string_view value = std::string_view(text->Value()).substr(0, kMaxField - out.size());
      const bool is_html = form == Form::text || (form == Form::html && text->CData());
      if (is_html)
        out += value;
      else
        append_escaped(value, out);
    } else if (const Element* inside = child->ToElement()) {
      if (form != Form::text) append_tag(*inside, out);
      append_inner(*inside, form, out);
      if (form != Form::text) out.append("</").append(without_prefix(inside->Name())).append(">");
    }
  }
}

std::string inner(const Element& element, Form form) {
  std::string out;
  append_inner(element, form, out);
  return trimmed(std::move(out));
}

}  // namespace

Scope::Scope(const Element& root, std::string_view url) : root_prefix_(prefix_of(root.Name())) {
  levels_.push_back({0, std::string(url), {}});
  enter(root);
}

void Scope::declare(const Element& element) {
  for (const auto* a = element.FirstAttribute(); a; a = a->Next())
    if (const auto prefix = declared_prefix(a->Name()))
      declarations_.push_back({*prefix, space_declared(*prefix, a->Value())});
}

void Scope::enter(const Element& element) {
  levels_.push_back({declarations_.size(), base(element), language(element)});
  declare(element);
}

void Scope::leave() {
  declarations_.resize(levels_.back().declarations);
  levels_.pop_back();
}

Name Scope::name(const Element& element) const {
  const std::string_view prefix = prefix_of(element.Name()), local = without_prefix(element.Name());
  for (const auto* a = element.FirstAttribute(); a; a = a->Next())
    if (declared_prefix(a->Name()) == prefix) return {space_declared(prefix, a->Value()), local};
  const auto found = std::find_if(declarations_.rbegin(), declarations_.rend(),
                                  [&](const Declaration& declaration) { return declaration.prefix == prefix; });
  if (found == declarations_.rend() && !prefix.empty() && prefix != "xml") met_undeclared_ = true;
  const Space space = found == declarations_.rend() ? space_of_prefix(prefix) : found->space;
  return {space == Space::foreign && !prefix.empty() && prefix == root_prefix_ ? Space::plain : space, local};
}

// A base that links cannot start from (javascript:, mailto:) is as if not given.
std::string Scope::base(const Element& element) const {
  const std::string& outer = levels_.back().base;
  if (!element.Attribute("xml:base")) return outer;
  std::string inner = based_on(outer, attribute(element, "xml:base"));
  const bool usable = inner.starts_with("http://") || inner.starts_with("https://") || outer.empty();
  return usable ? inner : outer;
}

std::string Scope::reference(const Element& element, std::string_view link) const {
  return based_on(base(element), std::string(link));
}

std::string Scope::resolved(const Element& element, std::string_view link) const {
  return link.empty() ? std::string() : based_on(base(element), std::string(link));
}

std::string Scope::language(const Element& element) const {
  if (!element.Attribute("xml:lang")) return levels_.back().language;
  std::string language = attribute(element, "xml:lang");
  std::replace(language.begin(), language.end(), '_', '-');
  return language;
}

TextForm Scope::form(const Element& element, std::string type) const {
  return {std::move(type), base(element), language(element)};
}

void Scope::set_fallback_base(const std::string& link) {
  for (Level& level : levels_)
    if (level.base.empty()) level.base = link;
}

std::string resolved_link(const std::string& base, const std::string& link) {
  return link.empty() ? std::string() : based_on(base, link);
}

std::string attribute(const Element& element, const char* name) {
  const char* value = element.Attribute(name);
  return value ? trimmed(value) : std::string();
}

void set_once(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_escaped(text, out);
  return out;
}

bool has_elements(const Element& element) {
  return element.FirstChildElement() != nullptr;
}
std::string text_of(const Element& element) {
  return inner(element, Form::text);
}
std::string child_text(const Element& element, std::string_view local) {
  for (const Element* child = element.FirstChildElement(); child; child = child->NextSiblingElement())
    if (without_prefix(child->Name()) == local) return text_of(*child);
  return {};
}
std::string html_of(const Element& element) {
  return inner(element, has_elements(element) ? Form::html : Form::text);
}
std::string markup_of(const Element& element) {
  return inner(element, Form::markup);
}

}  // namespace meridian::indexer::feed
