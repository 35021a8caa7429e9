// See cdf.h. Addresses and dates stand in attributes, the base in BASE.
#include "indexer/feed/cdf.h"

namespace meridian::indexer::feed {
namespace {

void read_fields(const Element& element, const std::string& base, Item& item) {
  item.link = resolved_link(base, attribute(element, "HREF"));
  item.updated = attribute(element, "LASTMOD");
  if (!item.link.empty()) item.links.push_back({item.link, "alternate", {}, {}, {}, {}});
  for (const Element* child = element.FirstChildElement(); child; child = child->NextSiblingElement()) {
    const std::string_view name = child->Name();
    if (name == "TITLE") {
      set_once(item.title_html, html_of(*child));
      item.title_form = {"text/html", base, {}};
    } else if (name == "ABSTRACT") {
      set_once(item.summary_html, html_of(*child));
      item.summary_form = {"text/html", base, {}};
    }
  }
}

}  // namespace

void read_cdf(const Element& root, std::string_view url, std::size_t most, FeedDocument& feed) {
  std::string base = attribute(root, "BASE");
  if (base.empty()) base = url;
  read_fields(root, base, feed.channel);
  for (const Element* child = root.FirstChildElement("ITEM"); child && feed.items.size() < most; child = child->NextSiblingElement("ITEM"))
    read_fields(*child, base, feed.items.emplace_back());
  feed.title = feed.channel.title_html;
  feed.description = feed.channel.summary_html;
  feed.link = feed.channel.link;
}

}  // namespace meridian::indexer::feed
