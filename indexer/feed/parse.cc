// Finds the items of any of the formats and gives each element to the vocabulary that knows it: publishers mix the
// vocabularies whatever version they declare (docs/feeds.md).
#include "indexer/feed/parse.h"

#include <algorithm>

#include "indexer/feed/atom.h"
#include "indexer/feed/cdf.h"
#include "indexer/feed/element.h"
#include "indexer/feed/json_feed.h"
#include "indexer/feed/pace.h"
#include "indexer/feed/rss.h"
#include "indexer/feed/scholarly.h"
#include "indexer/feed/xml.h"

namespace meridian::indexer::feed {
namespace {

bool is_json(std::string_view utf8) {
  const std::size_t first = utf8.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (utf8[first] == '{' || utf8[first] == '[');
}

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

// RSS declares a number; Atom and RDF declare a namespace.
std::string version_of(const Element& root) {
  if (const std::string declared = attribute(root, "version"); !declared.empty()) return declared;
  for (const auto* a = root.FirstAttribute(); a; a = a->Next()) {
    const std::string_view address = a->Value();
    if (address == "http://www.w3.org/2005/Atom") return "1.0";
    if (address == "http://purl.org/rss/1.0/") return "1.0";
    if (address == "http://my.netscape.com/rdf/simple/0.9/" || address == "http://channel.netscape.com/rdf/simple/0.9/")
      return "0.90";
  }
  return {};
}

std::string format_of(std::string_view root) {
  if (root == "rss") return "rss2";
  if (root == "rdf") return "rss1";
  if (root == "channel") return "cdf";
  return root == "feed" ? "atom" : "";
}

// One walk over one document.
class Walk {
 public:
  Walk(const Element& root, std::string_view url, std::size_t most, FeedDocument& feed)
      : scope_(root, url), most_(most), feed_(feed) {
    feed_.language = scope_.language(root);
    if (!attribute(root, "xml:base").empty()) feed_.channel.title_form.base = scope_.form(root, {}).base;
  }

  // Items stand in the channel (RSS), beside it (RDF) or in the root (Atom): one walk reads all three.
  void container(const Element& parent) {
    std::size_t children = 0;
    for (const Element* child = parent.FirstChildElement(); child; child = child->NextSiblingElement()) ++children;
    feed_.items.reserve(std::min(feed_.items.size() + children, most_));
    for (const Element* child = parent.FirstChildElement(); child && !full_; child = child->NextSiblingElement()) {
      const std::string_view local = scope_.name(*child).local;
      if (local == "channel" && &parent == parent.GetDocument()->RootElement()) {
        channel(*child);
      } else if (local == "item" || local == "entry") {
        add_item(*child);
      } else {
        channel_field(*child);
      }
    }
  }

  // What the channel said is known only now, since items may stand before it.
  void finish() {
    if (scope_.met_undeclared()) feed_.well_formed = false;
    Item& channel = feed_.channel;
    for (Item& item : feed_.items) inherit_from_channel(channel, item);
    feed_.title = channel.title_html;
    feed_.description = channel.summary_html;
    feed_.link = channel.link;
    set_once(channel.language, feed_.language);
    feed_.language = channel.language;
    feed_.update_every_s = pace_.seconds();
    feed_.silent_hours = pace_.silent_hours();
    feed_.silent_days = pace_.silent_days();
  }

 private:
  void channel(const Element& element) {
    set_once(feed_.channel.guid, attribute(element, "rdf:about"));
    scope_.enter(element);
    set_once(feed_.language, scope_.language(element));
    container(element);
    scope_.leave();
  }

  void add_item(const Element& element) {
    full_ = feed_.items.size() >= most_;
    if (full_) {
      feed_.warnings.push_back({"feed.too_many_items", {std::to_string(most_)}});
      return;
    }
    scope_.enter(element);
    feed_.items.push_back(item(element));
    scope_.leave();
  }

  // The feed's own words first, then the vocabularies that it took in, whatever the order they stand in.
  Item item(const Element& element) {
    Item item;
    fields_.clear();
    for (const Element* child = element.FirstChildElement(); child; child = child->NextSiblingElement())
      fields_.emplace_back(scope_.name(*child), child);
    for (const auto& [name, child] : fields_) own_field(name, *child, item);
    for (const auto& [name, child] : fields_) read_scholarly_field(name, *child, scope_, item);
    complete_rss_item(element, item);
    if (item.link.empty() && feed_.format == "atom" && is_web_address(item.guid)) item.link = item.guid;
    set_once(item.language, scope_.language(element));
    return item;
  }

  void own_field(const Name& name, const Element& element, Item& item) {
    if (feed_.format == "atom")
      read_atom_field(name, element, scope_, item) || read_rss_field(name, element, scope_, item);
    else
      read_rss_field(name, element, scope_, item) || read_atom_field(name, element, scope_, item);
  }

  void channel_field(const Element& element) {
    const Name name = scope_.name(element);
    if (pace_.read(name.local, element)) return;
    if (name.space == Space::atom && name.local == "link") return channel_link(element);
    if (name.space == Space::plain && name.local == "link" && !attribute(element, "href").empty())
      return channel_link(element);
    if (document_field(name, element)) return;
    const bool is_own = name.space == Space::plain || name.space == Space::atom;
    if (is_own)
      own_field(name, element, feed_.channel);
    else
      read_scholarly_field(name, element, scope_, feed_.channel);
    if (is_own && name.local == "link") scope_.set_fallback_base(feed_.channel.link);
  }

  // Links of a feed are about the document: its own address, the next page, the archive (RFC 5005), the hub (WebSub).
  void channel_link(const Element& element) {
    Link link = read_link(element, scope_);
    if (link.rel == "self")
      set_once(feed_.self, link.href);
    else if (link.rel == "hub")
      set_once(feed_.hub, link.href);
    else if (link.rel == "next" || link.rel == "prev-archive")
      set_once(feed_.older, link.href);
    add_link(std::move(link), feed_.channel);
    scope_.set_fallback_base(feed_.channel.link);
  }

  // What a feed says of the document and an item has not.
  bool document_field(const Name& name, const Element& element) {
    if (name.space == Space::history) {
      feed_.archive = feed_.archive || name.local == "archive";
      feed_.complete = feed_.complete || name.local == "complete";
      return true;
    }
    for (const DocumentField& row : kDocumentFields)
      if (row.local == name.local && (row.space == name.space || (row.space == Space::plain && name.space == Space::atom))) {
        set_once(feed_.*row.field, text_of(element));
        return true;
      }
    return false;
  }

  struct DocumentField {
    Space space;
    std::string_view local;
    std::string FeedDocument::*field;
  };
  static constexpr DocumentField kDocumentFields[] = {
      {Space::plain, "generator", &FeedDocument::generator},
      {Space::plain, "icon", &FeedDocument::icon},
      {Space::plain, "logo", &FeedDocument::logo},
  };

  Scope scope_;
  std::vector<std::pair<Name, const Element*>> fields_;  // of the item that is read
  std::size_t most_;
  FeedDocument& feed_;
  Pace pace_;
  bool full_ = false;
};

base::Result<FeedDocument> refuse(std::string code, std::string message) {
  return base::fail(base::ErrorKind::invalid, std::move(code), std::move(message));
}

}  // namespace

base::Result<FeedDocument> parse(std::string_view utf8, std::string_view url, const base::FetchConfig& bounds) {
  if (is_json(utf8)) return parse_json_feed(utf8, url, bounds);
  base::Result<CleanXml> xml = clean_xml(utf8);
  if (!xml) return base::fail(std::move(xml).error());
  if (xml->root == "html")
    return refuse("feed.not_a_feed",
                  "This address gives a web page, not a feed; `meridian feeds discover` finds a page's feeds.");
  FeedDocument feed;
  feed.format = format_of(xml->root);
  if (feed.format.empty())
    return refuse("feed.unknown_format",
                  "The document is XML but no feed Meridian knows (RSS, RDF, Atom); check the address.");
  tinyxml2::XMLDocument document;
  if (document.Parse(xml->text.data(), xml->text.size()) != tinyxml2::XML_SUCCESS || !document.RootElement())
    return refuse("xml.malformed", "The feed's XML cannot be read; try again later or tell the publisher.");
  feed.warnings = std::move(xml->warnings);
  feed.partial = xml->partial;
  feed.well_formed = xml->well_formed;
  feed.version = version_of(*document.RootElement());
  const auto most = static_cast<std::size_t>(bounds.max_items_per_feed);
  if (feed.format == "cdf") {
    read_cdf(*document.RootElement(), url, most, feed);
    return feed;
  }
  Walk walk(*document.RootElement(), url, most, feed);
  walk.container(*document.RootElement());
  walk.finish();
  return feed;
}

}  // namespace meridian::indexer::feed
