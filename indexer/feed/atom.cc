// RFC 4287, and the Atom 0.3 draft for `mode`, `issued`, `modified`, `tagline`; RFC 5005 for links between documents; see
// atom.h. The authors of a feed are not taken for its entries' (RFC 4287, 4.2.1 would allow it): in feeds of journals
// that author is the publisher.
#include "indexer/feed/atom.h"

#include "indexer/feed/base64.h"
#include "indexer/feed/person.h"
#include "text/unicode.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::string_view kPlain = "text/plain", kHtml = "text/html", kXhtml = "application/xhtml+xml";
constexpr std::size_t kMaxLinks = 100, kMaxPersons = 10'000, kMaxTags = 1000;

// A type that is not given means text, but text with an end tag in it was meant as HTML.
bool looks_like_html(const std::string& text) {
  return text.find("</") != std::string::npos || text.find("/>") != std::string::npos;
}

std::string media_type(const Element& element) {
  const std::string type = attribute(element, "type");
  if (type == "text") return std::string(kPlain);
  if (type == "html") return std::string(kHtml);
  return type == "xhtml" ? std::string(kXhtml) : type;
}

bool is_xml(std::string_view type) {
  return type.ends_with("+xml") || type.ends_with("/xml");
}

// RFC 4287, 4.1.3.3: what is neither text nor XML is base64. A text that is no base64, or no text behind it, is kept as
// the letters it has.
std::optional<std::string> decoded(const Element& element, std::string_view type) {
  const bool encoded =
      attribute(element, "mode") == "base64" || attribute(element, "encoding") == "base64" ||
      (!type.empty() && !type.starts_with("text/") && !is_xml(type) && type.find('/') != std::string_view::npos &&
       element.Attribute("mode") == nullptr);
  if (!encoded || has_elements(element)) return std::nullopt;
  std::optional<std::string> bytes = decode_base64(text_of(element));
  if (bytes && (!text::is_valid_utf8(*bytes) || bytes->find('\0') != std::string::npos)) bytes.emplace();
  return bytes;
}

// RFC 4287, 3.1.1.3: the div around XHTML is no part of it. In 0.3 it is.
std::string without_div(const Element& element) {
  const Element* only = element.FirstChildElement();
  const bool wrapped = only && !only->NextSiblingElement() && std::string_view(only->Name()).ends_with("div") &&
                       media_type(element) == kXhtml &&
                       attribute(*element.GetDocument()->RootElement(), "version") != "0.3";
  return markup_of(wrapped ? *only : element);
}

struct Text {
  std::string html;
  std::string type;
};

Text read_text(const Element& element) {
  std::string type = media_type(element);
  if (std::optional<std::string> bytes = decoded(element, type)) {
    const bool plain = type.empty() || type == kPlain;
    if (!plain || looks_like_html(*bytes)) return {std::move(*bytes), type.empty() ? std::string(kHtml) : type};
    return {escaped(*bytes), std::string(kPlain)};
  }
  if (has_elements(element))
    return {without_div(element), type.empty() || type == kPlain ? std::string(kXhtml) : type};
  std::string text = text_of(element);
  const bool mode = attribute(element, "mode") == "escaped";
  if (type.empty()) type = mode || looks_like_html(text) ? kHtml : kPlain;
  if (type == kPlain || (type != kHtml && !mode && !is_xml(type))) return {escaped(text), std::move(type)};
  return {std::move(text), std::move(type)};
}

void set_text(const Element& element, const Scope& scope, std::string& html, TextForm& form) {
  if (!html.empty()) return;
  Text text = read_text(element);
  if (text.html.empty()) return;
  html = std::move(text.html);
  form = scope.form(element, std::move(text.type));
}

void read_content(const Element& element, const Scope& scope, Item& item) {
  if (item.content_html.empty() && item.content_form.type.empty()) {
    set_text(element, scope, item.content_html, item.content_form);
    const std::string address = attribute(element, "src");
    if (!address.empty() && item.content_html.empty())
      item.more_contents.push_back({{}, scope.form(element, media_type(element)), scope.resolved(element, address)});
  } else if (item.more_contents.size() < kMaxLinks) {
    Content content;
    set_text(element, scope, content.html, content.form);
    if (!content.html.empty()) item.more_contents.push_back(std::move(content));
  }
}

Person person_of(const Element& element, const Scope& scope) {
  if (!has_elements(element)) return read_person(text_of(element));
  Person person{child_text(element, "name"), child_text(element, "email"), child_text(element, "uri")};
  for (const char* old : {"url", "homepage"})
    if (person.uri.empty()) person.uri = child_text(element, old);
  person.uri = scope.resolved(element, person.uri);
  if (person.name.empty() && person.email.empty()) person.name = text_of(element);
  return person;
}

void read_author(const Element& element, const Scope& scope, Item& item) {
  if (item.authors.size() >= kMaxPersons) return;
  Person person = person_of(element, scope);
  if (person.name.empty() && person.email.empty() && person.uri.empty()) return;
  const std::string name =
      has_elements(element) ? escaped(person.name.empty() ? person.email : person.name) : html_of(element);
  if (!name.empty()) item.creators.push_back(name);
  item.authors.push_back(std::move(person));
}

void read_category(const Element& element, Item& item) {
  Category tag{attribute(element, "term"), attribute(element, "scheme"), attribute(element, "label")};
  if ((tag.term.empty() && tag.label.empty()) || item.tags.size() >= kMaxTags) return;
  item.categories.push_back(escaped(tag.label.empty() ? tag.term : tag.label));
  item.tags.push_back(std::move(tag));
}

// RFC 4287, 4.2.11: where an entry that was taken over came from.
void read_source(const Element& element, Scope& scope, Item& item) {
  if (!item.source.empty()) return;
  Item source;
  scope.enter(element);
  for (const Element* child = element.FirstChildElement(); child; child = child->NextSiblingElement())
    if (const Name name = scope.name(*child); name.local != "source") read_atom_field(name, *child, scope, source);
  scope.leave();
  item.source.push_back(std::move(source));
}

// "alternate" of the registry's full address (RFC 4287, 4.2.7.2) is the bare word.
std::string relation(const Element& element) {
  std::string rel = attribute(element, "rel");
  constexpr std::string_view kRegistry = "http://www.iana.org/assignments/relation/";
  if (rel.starts_with(kRegistry)) rel.erase(0, kRegistry.size());
  return rel.empty() ? "alternate" : rel;
}

bool read_text_field(std::string_view field, const Element& element, const Scope& scope, Item& item) {
  if (field == "title")
    set_text(element, scope, item.title_html, item.title_form);
  else if (field == "summary" || field == "subtitle" || field == "tagline")
    set_text(element, scope, item.summary_html, item.summary_form);
  else if (field == "content")
    read_content(element, scope, item);
  else if (field == "info" && item.more_contents.empty())
    item.more_contents.push_back({}), set_text(element, scope, item.more_contents[0].html, item.more_contents[0].form);
  else if (field == "rights" || field == "copyright")
    set_text(element, scope, item.rights_html, item.rights_form);
  else
    return false;
  return true;
}

}  // namespace

std::string atom_html(const Element& element) {
  return read_text(element).html;
}

Link read_link(const Element& element, const Scope& scope) {
  const char* reference = element.Attribute("href");
  return {reference ? scope.reference(element, attribute(element, "href")) : scope.resolved(element, text_of(element)),
          relation(element),
          attribute(element, "type"),
          attribute(element, "title"),
          attribute(element, "hreflang"),
          attribute(element, "length")};
}

void add_link(Link link, Item& item) {
  if (link.href.empty() || item.links.size() >= kMaxLinks) return;
  if (link.rel == "enclosure")
    set_once(item.enclosure, link.href);
  else if (link.rel == "related" && link.title == "doi")
    item.identifiers.push_back(link.href);
  else if (link.rel == "alternate")
    set_once(item.link, link.href);
  item.links.push_back(std::move(link));
}

bool read_atom_field(const Name& name, const Element& element, Scope& scope, Item& item) {
  const std::string_view field = name.local;
  if (name.space != Space::atom && name.space != Space::plain) return false;
  if (read_text_field(field, element, scope, item)) return true;
  if (field == "link")
    add_link(read_link(element, scope), item);
  else if (field == "id")
    set_once(item.guid, text_of(element));
  else if (field == "author")
    read_author(element, scope, item);
  else if (field == "contributor" && item.contributors.size() < kMaxPersons)
    item.contributors.push_back(person_of(element, scope));
  else if (field == "category")
    read_category(element, item);
  else if (field == "published" || field == "issued")
    set_once(item.published, text_of(element));
  else if (field == "updated" || field == "modified")
    set_once(item.updated, text_of(element));
  else if (field == "created")
    set_once(item.created, text_of(element));
  else if (field == "source" && has_elements(element))
    read_source(element, scope, item);
  else
    return false;
  return true;
}

}  // namespace meridian::indexer::feed
