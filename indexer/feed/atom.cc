// RFC 4287, and the Atom 0.3 draft for `mode`, `issued`, `modified`; see atom.h. The authors of a feed are not taken
// for its entries' (RFC 4287, 4.2.1 would allow it): in feeds of journals that author is the publisher.
#include "indexer/feed/atom.h"

namespace meridian::indexer::feed {
namespace {

// A type that is not given means text, but text with an end tag in it was meant as HTML.
bool means_html(std::string_view type, const std::string& text) {
  if (type.empty()) return text.find("</") != std::string::npos || text.find("/>") != std::string::npos;
  return type == "html" || type == "text/html" || type == "application/xhtml+xml" || type == "xhtml";
}

void read_person(const Element& element, Item& item) {
  std::string name;
  for (const Element* child = element.FirstChildElement(); child && name.empty(); child = child->NextSiblingElement())
    if (std::string_view(child->Name()).ends_with("name")) name = escaped(text_of(*child));
  if (name.empty() && !has_elements(element)) name = html_of(element);
  if (!name.empty()) item.creators.push_back(std::move(name));
}

void read_link(const Element& element, const Scope& scope, Item& item) {
  const std::string relation = attribute(element, "rel"), reference = attribute(element, "href");
  const std::string address = scope.resolved(element, reference.empty() ? text_of(element) : reference);
  if (relation == "enclosure")
    set_once(item.enclosure, address);
  else if (relation == "related" && attribute(element, "title") == "doi")
    item.identifiers.push_back(address);
  else if (relation.empty() || relation == "alternate")
    set_once(item.link, address);
}

void read_category(const Element& element, Item& item) {
  const std::string term = attribute(element, "term"), label = attribute(element, "label");
  if (!term.empty() || !label.empty()) item.categories.push_back(escaped(label.empty() ? term : label));
}

}  // namespace

std::string atom_html(const Element& element) {
  const std::string type = attribute(element, "type"), mode = attribute(element, "mode");
  if (mode == "base64") return {};
  if (has_elements(element)) return markup_of(element);
  std::string text = text_of(element);
  return mode == "escaped" || means_html(type, text) ? text : escaped(text);
}

bool read_atom_field(const Name& name, const Element& element, const Scope& scope, Item& item) {
  const std::string_view field = name.local;
  if (name.space != Space::atom && name.space != Space::plain) return false;
  if (field == "title")
    set_once(item.title_html, atom_html(element));
  else if (field == "link")
    read_link(element, scope, item);
  else if (field == "id")
    set_once(item.guid, text_of(element));
  else if (field == "summary")
    set_once(item.summary_html, atom_html(element));
  else if (field == "content")
    set_once(item.content_html, atom_html(element));
  else if (field == "author")
    read_person(element, item);
  else if (field == "category")
    read_category(element, item);
  else if (field == "published" || field == "issued")
    set_once(item.published, text_of(element));
  else if (field == "updated" || field == "modified")
    set_once(item.updated, text_of(element));
  else
    return false;
  return true;
}

}  // namespace meridian::indexer::feed
