// RSS, RDF and Atom into one model, by local names: publishers mix the vocabularies whatever version they declare (docs/feeds.md).
// The only file that sees tinyxml2.
#include "indexer/feed/parse.h"

#include <tinyxml2.h>

#include "base/url.h"
#include "indexer/feed/xml.h"

namespace meridian::indexer::feed {
namespace {

using tinyxml2::XMLElement;
using tinyxml2::XMLNode;

constexpr std::size_t kMaxField = 2 << 20;

std::string_view local_name(const XMLElement& element) {
  const std::string_view name = element.Name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}
std::string_view prefix(const XMLElement& element) {
  const std::string_view name = element.Name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}
std::string attribute(const XMLElement& element, const char* name) {
  const char* value = element.Attribute(name);
  return value ? value : "";
}

// All that is inside, in order: text, CDATA, and inline elements as markup. Depth is bounded by clean_xml.
void append_inner(const XMLNode& node, std::string& out) {
  for (const XMLNode* child = node.FirstChild(); child && out.size() < kMaxField; child = child->NextSibling()) {
    if (const tinyxml2::XMLText* text = child->ToText()) {
      out += text->Value();
    } else if (const XMLElement* element = child->ToElement()) {
      out.append("<").append(local_name(*element)).append(">");
      append_inner(*element, out);
      out.append("</").append(local_name(*element)).append(">");
    }
  }
}
std::string inner(const XMLElement& element) {
  std::string out;
  append_inner(element, out);
  const std::size_t first = out.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return out.substr(first, std::min(out.find_last_not_of(" \t\r\n") + 1 - first, kMaxField));
}

void set_once(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

std::string resolved(const std::string& link, std::string_view base_address) {
  const auto base_url = base::parse_url(base_address);
  if (!base_url) return link;
  const auto url = base::resolve_url(*base_url, link);
  return url ? url->text() : link;
}

void read_author(const XMLElement& element, Item& item) {
  for (const XMLElement* child = element.FirstChildElement(); child; child = child->NextSiblingElement())
    if (local_name(*child) == "name") {
      item.creators.push_back(inner(*child));
      return;
    }
  std::string name = inner(element);
  if (!name.empty()) item.creators.push_back(std::move(name));
}

void read_link(const XMLElement& element, Item& item) {
  const std::string relation = attribute(element, "rel"), address = attribute(element, "href");
  if (relation == "enclosure") set_once(item.enclosure, address);
  else if (!address.empty() && (relation.empty() || relation == "alternate")) set_once(item.link, address);
  else if (address.empty()) set_once(item.link, inner(element));
}

bool read_scholarly(std::string_view name, const XMLElement& element, Item& item) {
  if (name == "publicationName") set_once(item.journal, inner(element));
  else if (name == "section") set_once(item.section, inner(element));
  else if (name == "volume") set_once(item.volume, inner(element));
  else if (name == "number") set_once(item.number, inner(element));
  else if (name == "startingPage") set_once(item.starting_page, inner(element));
  else if (name == "endingPage") set_once(item.ending_page, inner(element));
  else if (name == "issn" || name == "eIssn") set_once(item.issn, inner(element));
  else if (name == "publisher") set_once(item.publisher, inner(element));
  else if (name == "language") set_once(item.language, inner(element));
  else if (name == "announce_type") set_once(item.announce_type, inner(element));
  else if (name == "identifier" || name == "doi") item.identifiers.push_back(inner(element));
  else if (name == "url" && prefix(element) == "prism") item.identifiers.push_back(inner(element));
  else if (name == "publicationDate" || name.starts_with("cover")) item.other_dates.push_back(inner(element));
  else return false;
  return true;
}

void read_field(const XMLElement& element, Item& item) {
  const std::string_view name = local_name(element), space = prefix(element);
  if (space == "media") return;
  if (name == "title") set_once(item.title_html, inner(element));
  else if (name == "link") read_link(element, item);
  else if (name == "guid" || name == "id") {
    set_once(item.guid, inner(element));
    item.guid_is_permalink = name == "guid" && attribute(element, "isPermaLink") != "false";
  } else if (name == "description" && space == "dc") set_once(item.dc_description_html, inner(element));
  else if (name == "description" || name == "summary") set_once(item.summary_html, inner(element));
  else if (name == "encoded" || name == "content") set_once(item.content_html, inner(element));
  else if (name == "creator" || name == "author") read_author(element, item);
  else if (name == "category" || name == "subject" || name == "primary_category") {
    std::string term = attribute(element, "term");
    item.categories.push_back(term.empty() ? inner(element) : std::move(term));
  } else if (name == "pubDate" || name == "published" || name == "issued" || name == "date") set_once(item.published, inner(element));
  else if (name == "updated" || name == "modified") set_once(item.updated, inner(element));
  else if (name == "source" && space == "dc") set_once(item.journal, inner(element));
  else if (name == "enclosure") set_once(item.enclosure, attribute(element, "url"));
  else read_scholarly(name, element, item);
}

Item read_item(const XMLElement& element, std::string_view url) {
  Item item;
  item.guid = attribute(element, "rdf:about");
  item.language = attribute(element, "xml:lang");
  for (const XMLElement* child = element.FirstChildElement(); child; child = child->NextSiblingElement()) read_field(*child, item);
  if (!item.link.empty()) item.link = resolved(item.link, url);
  return item;
}

void read_channel_field(const XMLElement& element, FeedDocument& feed) {
  const std::string_view name = local_name(element);
  if (name == "title") set_once(feed.title, inner(element));
  else if (name == "description" || name == "subtitle") set_once(feed.description, inner(element));
  else if (name == "language") set_once(feed.language, inner(element));
  else if (name == "link" && attribute(element, "rel") == "self") set_once(feed.self, attribute(element, "href"));
  else if (name == "link" && attribute(element, "href").empty()) set_once(feed.link, inner(element));
  else if (name == "link" && (attribute(element, "rel").empty() || attribute(element, "rel") == "alternate"))
    set_once(feed.link, attribute(element, "href"));
}

// Items stand in the channel (RSS), beside it (RDF) or in the root (Atom): one walk reads all three.
void read_items(const XMLElement& parent, std::string_view url, std::size_t most, FeedDocument& feed) {
  for (const XMLElement* child = parent.FirstChildElement(); child; child = child->NextSiblingElement()) {
    const std::string_view name = local_name(*child);
    if (name == "channel") read_items(*child, url, most, feed);
    else if (name != "item" && name != "entry") read_channel_field(*child, feed);
    else if (feed.items.size() < most) feed.items.push_back(read_item(*child, url));
    else {
      feed.warnings.push_back("The feed has more than " + std::to_string(most) + " items; the first ones are kept.");
      return;
    }
  }
}

}  // namespace

base::Result<FeedDocument> parse(std::string_view utf8, std::string_view url, const base::FetchConfig& bounds) {
  MERIDIAN_TRY_ASSIGN(CleanXml xml, clean_xml(utf8));
  FeedDocument feed;
  feed.format = xml.root == "rss" ? "rss2" : xml.root == "rdf" ? "rss1" : xml.root == "feed" ? "atom" : "";
  if (xml.root == "html")
    return base::fail(base::ErrorKind::invalid, "feed.not_a_feed",
                      "This address gives a web page, not a feed; `meridian feeds discover` finds a page's feeds.");
  if (feed.format.empty())
    return base::fail(base::ErrorKind::invalid, "feed.unknown_format",
                      "The document is XML but no feed Meridian knows (RSS, RDF, Atom); check the address.");
  tinyxml2::XMLDocument document;
  if (document.Parse(xml.text.data(), xml.text.size()) != tinyxml2::XML_SUCCESS || !document.RootElement())
    return base::fail(base::ErrorKind::invalid, "xml.malformed", "The feed's XML cannot be read; try again later or tell the publisher.");
  feed.warnings = std::move(xml.warnings);
  feed.partial = xml.partial;
  read_items(*document.RootElement(), url, static_cast<std::size_t>(bounds.max_items_per_feed), feed);
  return feed;
}

}  // namespace meridian::indexer::feed
