// RSS 2.0 (cyber.harvard.edu/rss/rss.html), RSS 1.0 (web.resource.org/rss/1.0/spec); see rss.h.
#include "indexer/feed/rss.h"

namespace meridian::indexer::feed {
namespace {

void read_guid(const Element& element, Item& item) {
  if (!item.guid.empty()) return;
  item.guid = text_of(element);
  item.guid_is_permalink = attribute(element, "isPermaLink") != "false";
}

}  // namespace

bool read_rss_field(const Name& name, const Element& element, const Scope& scope, Item& item) {
  const std::string_view field = name.local;
  if (name.space != Space::plain) return false;
  if (field == "title")
    set_once(item.title_html, html_of(element));
  else if (field == "link" && attribute(element, "href").empty())
    set_once(item.link, scope.resolved(element, text_of(element)));
  else if (field == "description")
    set_once(item.summary_html, html_of(element));
  else if (field == "guid")
    read_guid(element, item);
  else if (field == "pubDate" || field == "pubdate")
    set_once(item.published, text_of(element));
  else if (field == "author" && !has_elements(element))
    item.creators.push_back(html_of(element));
  else if (field == "category" && attribute(element, "term").empty())
    item.categories.push_back(html_of(element));
  else if (field == "enclosure")
    set_once(item.enclosure, scope.resolved(element, attribute(element, "url")));
  else
    return false;
  return true;
}

void complete_rss_item(const Element& element, Item& item) {
  if (item.guid.empty()) item.guid = attribute(element, "rdf:about");
  const bool address = item.guid.starts_with("http://") || item.guid.starts_with("https://");
  if (item.link.empty() && address && (item.guid_is_permalink || element.Attribute("rdf:about"))) item.link = item.guid;
}

}  // namespace meridian::indexer::feed
