// Finds the items of any of the formats and gives each element to the vocabulary that knows it: publishers mix the
// vocabularies whatever version they declare (docs/feeds.md).
#include "indexer/feed/parse.h"

#include "indexer/feed/atom.h"
#include "indexer/feed/element.h"
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

std::string format_of(std::string_view root) {
  if (root == "rss") return "rss2";
  if (root == "rdf") return "rss1";
  return root == "feed" ? "atom" : "";
}

// One walk over one document.
class Walk {
 public:
  Walk(const Element& root, std::string_view url, std::size_t most, FeedDocument& feed)
      : scope_(root, url), most_(most), feed_(feed) {}

  // Items stand in the channel (RSS), beside it (RDF) or in the root (Atom): one walk reads all three.
  void container(const Element& parent) {
    for (const Element* child = parent.FirstChildElement(); child && !full_; child = child->NextSiblingElement()) {
      const std::string_view local = scope_.name(*child).local;
      if (local == "channel" && &parent == parent.GetDocument()->RootElement()) {
        scope_.enter(*child);
        container(*child);
        scope_.leave();
      } else if (local == "item" || local == "entry") {
        add_item(*child);
      } else {
        channel_field(*child);
      }
    }
  }
  void finish() {
    for (Item& item : feed_.items) inherit_from_channel(channel_, item);
    feed_.update_every_s = pace_.seconds();
  }

 private:
  void add_item(const Element& element) {
    full_ = feed_.items.size() >= most_;
    if (full_) {
      feed_.warnings.push_back("The feed has more than " + std::to_string(most_) + " items; the first ones are kept.");
      return;
    }
    scope_.enter(element);
    feed_.items.push_back(item(element));
    scope_.leave();
  }

  // The feed's own words first, then the vocabularies that it took in, whatever the order they stand in.
  Item item(const Element& element) const {
    Item item;
    for (const bool own : {true, false})
      for (const Element* child = element.FirstChildElement(); child; child = child->NextSiblingElement()) {
        const Name name = scope_.name(*child);
        if (own)
          own_field(name, *child, item);
        else
          read_scholarly_field(name, *child, item);
      }
    complete_rss_item(element, item);
    set_once(item.language, attribute(element, "xml:lang"));
    return item;
  }

  void own_field(const Name& name, const Element& element, Item& item) const {
    if (feed_.format == "atom")
      read_atom_field(name, element, scope_, item) || read_rss_field(name, element, scope_, item);
    else
      read_rss_field(name, element, scope_, item) || read_atom_field(name, element, scope_, item);
  }

  void channel_field(const Element& element) {
    const Name name = scope_.name(element);
    if (pace_.read(name.local, element)) return;
    if (name.space != Space::plain && name.space != Space::atom) {
      if (name.space == Space::dc && name.local == "language") set_once(feed_.language, text_of(element));
      read_scholarly_field(name, element, channel_);
    } else if (name.local == "title") {
      set_once(feed_.title, feed_.format == "atom" ? atom_html(element) : html_of(element));
    } else if (name.local == "description" || name.local == "subtitle" || name.local == "tagline") {
      set_once(feed_.description, feed_.format == "atom" ? atom_html(element) : html_of(element));
    } else if (name.local == "language") {
      set_once(feed_.language, text_of(element));
    } else if (name.local == "link") {
      channel_link(element);
    }
  }

  void channel_link(const Element& element) {
    const std::string relation = attribute(element, "rel"), address = attribute(element, "href");
    if (relation == "self") {
      set_once(feed_.self, scope_.resolved(element, address));
    } else if ((relation == "next" || relation == "prev-archive") && !address.empty()) {
      set_once(feed_.older, scope_.resolved(element, address));
    } else if (relation.empty() || relation == "alternate") {
      set_once(feed_.link, scope_.resolved(element, address.empty() ? text_of(element) : address));
      scope_.set_fallback_base(feed_.link);
    }
  }

  Scope scope_;
  std::size_t most_;
  FeedDocument& feed_;
  Item channel_;
  Pace pace_;
  bool full_ = false;
};

base::Result<FeedDocument> refuse(std::string code, std::string message) {
  return base::fail(base::ErrorKind::invalid, std::move(code), std::move(message));
}

}  // namespace

base::Result<FeedDocument> parse(std::string_view utf8, std::string_view url, const base::FetchConfig& bounds) {
  if (is_json(utf8))
    return refuse("feed.unknown_format",
                  "The document is JSON, which Meridian does not read as a feed; look for an RSS or Atom address.");
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
  Walk walk(*document.RootElement(), url, static_cast<std::size_t>(bounds.max_items_per_feed), feed);
  walk.container(*document.RootElement());
  walk.finish();
  return feed;
}

}  // namespace meridian::indexer::feed
