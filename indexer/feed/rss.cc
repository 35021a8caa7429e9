// RSS 2.0 (cyber.harvard.edu/rss/rss.html), RSS 1.0 (web.resource.org/rss/1.0/spec); see rss.h.
#include "indexer/feed/rss.h"

#include "indexer/feed/atom.h"
#include "indexer/feed/person.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxCreators = 10'000, kMaxTags = 1000;

void read_guid(const Element& element, Item& item) {
  if (!item.guid.empty()) return;
  item.guid = text_of(element);
  item.guid_is_permalink = attribute(element, "isPermaLink") != "false";
}

// RSS has no types: its texts are HTML.
void set_html(const Element& element, const Scope& scope, std::string& html, TextForm& form) {
  if (!html.empty()) return;
  html = html_of(element);
  if (!html.empty()) form = scope.form(element, has_elements(element) ? "application/xhtml+xml" : "text/html");
}

void read_author(const Element& element, Item& item) {
  std::string name = html_of(element);
  if (name.empty() || item.creators.size() >= kMaxCreators) return;
  item.authors.push_back(read_person(text_of(element)));
  item.creators.push_back(std::move(name));
}

void read_category(const Element& element, Item& item) {
  std::string name = html_of(element);
  if (name.empty() || item.tags.size() >= kMaxTags) return;
  item.tags.push_back({text_of(element), attribute(element, "domain"), {}});
  item.categories.push_back(std::move(name));
}

void read_enclosure(const Element& element, const Scope& scope, Item& item) {
  add_link({scope.resolved(element, attribute(element, "url")), "enclosure", attribute(element, "type"), {}, {},
            attribute(element, "length")},
           item);
}

// <source url="…">Another journal</source>: where the item was taken from.
void read_source(const Element& element, const Scope& scope, Item& item) {
  if (!item.source.empty()) return;
  Item source;
  set_html(element, scope, source.title_html, source.title_form);
  source.link = scope.resolved(element, attribute(element, "url"));
  item.source.push_back(std::move(source));
}

// Of two descriptions the second is taken for the content.
void read_description(const Element& element, const Scope& scope, Item& item) {
  if (item.summary_html.empty())
    set_html(element, scope, item.summary_html, item.summary_form);
  else
    set_html(element, scope, item.content_html, item.content_form);
}

// The texts that a browser was meant to show in full; the last two were used before content:encoded was.
bool is_content(const Name& name) {
  return (name.space == Space::xhtml && (name.local == "body" || name.local == "div")) ||
         (name.space == Space::plain && (name.local == "body" || name.local == "fullitem"));
}

bool read_text_field(const Name& name, const Element& element, const Scope& scope, Item& item) {
  if (is_content(name)) {
    if (item.content_html.empty()) {
      item.content_html = name.space == Space::xhtml ? markup_of(element) : html_of(element);
      item.content_form = scope.form(element, name.space == Space::xhtml ? "application/xhtml+xml" : "text/html");
    }
    return true;
  }
  if (name.space != Space::plain) return false;
  if (name.local == "title")
    set_html(element, scope, item.title_html, item.title_form);
  else if (name.local == "description" || name.local == "summary")
    read_description(element, scope, item);
  else if (name.local == "copyright")
    set_html(element, scope, item.rights_html, item.rights_form);
  else
    return false;
  return true;
}

}  // namespace

bool read_rss_field(const Name& name, const Element& element, const Scope& scope, Item& item) {
  const std::string_view field = name.local;
  if (read_text_field(name, element, scope, item)) return true;
  if (name.space != Space::plain) return false;
  if (field == "link" && attribute(element, "href").empty())
    add_link({scope.resolved(element, text_of(element)), "alternate", {}, {}, {}, {}}, item);
  else if (field == "guid")
    read_guid(element, item);
  else if (field == "pubDate" || field == "pubdate")
    set_once(item.published, text_of(element));
  else if (field == "lastBuildDate")
    set_once(item.updated, text_of(element));
  else if (field == "expirationDate")
    set_once(item.expired, text_of(element));
  else if ((field == "author" || field == "managingEditor") && !has_elements(element))
    read_author(element, item);
  else if (field == "webMaster" && !has_elements(element))
    item.publisher_contact = read_person(text_of(element));
  else if (field == "category" && attribute(element, "term").empty())
    read_category(element, item);
  else if (field == "enclosure")
    read_enclosure(element, scope, item);
  else if (field == "comments")
    set_once(item.comments, scope.resolved(element, text_of(element)));
  else if (field == "source" && !has_elements(element))
    read_source(element, scope, item);
  else if (field == "language")
    set_once(item.language, text_of(element));
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
