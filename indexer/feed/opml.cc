// See opml.h. Attribute names are matched without regard to case, and `url` is taken for `xmlUrl`: programs write both.
// In OPML 2.0 the `url` of an outline of type "link" or "include" is a page or another list, and no feed.
#include "indexer/feed/opml.h"

#include <algorithm>
#include <map>

#include "indexer/feed/element.h"
#include "indexer/feed/xml.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxOutlines = 100'000, kMaxFolder = 512, kMaxNested = 16;
constexpr std::string_view kBetweenFolders = " / ";

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return lower(x) == lower(y);
  });
}

std::string said(const Element& outline, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names)
    for (const auto* a = outline.FirstAttribute(); a; a = a->Next())
      if (same_name(a->Name(), name) && a->Value()[0] != 0) return attribute(outline, a->Name());
  return {};
}

std::string address_of(const Element& outline, std::string_view type) {
  if (same_name(type, "link") || same_name(type, "include")) return said(outline, {"xmlUrl"});
  return said(outline, {"xmlUrl", "url"});
}

class Reader {
 public:
  explicit Reader(Opml& opml) : opml_(opml) {}

  void outlines(const Element& parent, const std::string& folder) {
    for (const Element* child = parent.FirstChildElement(); child; child = child->NextSiblingElement())
      if (same_name(child->Name(), "outline")) outline(*child, folder);
  }

 private:
  void outline(const Element& element, const std::string& folder) {
    const std::string type = said(element, {"type"});
    Subscription one{address_of(element, type),      said(element, {"title", "text"}), said(element, {"htmlUrl"}),
                     said(element, {"description"}), folder,                           type};
    const std::string name = one.title;
    if (one.url.empty()) {
      const std::string inner = folder.empty() || name.empty() ? folder + name : folder + std::string(kBetweenFolders) + name;
      return outlines(element, inner.size() > kMaxFolder ? folder : inner);
    }
    if (one.title.empty()) one.title = one.site.empty() ? one.url : one.site;
    if (opml_.subscriptions.size() < kMaxOutlines)
      opml_.subscriptions.push_back(std::move(one));
    else if (!std::exchange(told_, true))
      opml_.warnings.push_back({"feed.list_too_long", {}});
    outlines(element, folder);
  }

  Opml& opml_;
  bool told_ = false;
};

// Folders within folders, as an exported list has them.
struct Folder {
  std::map<std::string, Folder> inside;
  std::vector<const Subscription*> feeds;

  Folder& at(std::string_view path) {
    Folder* folder = this;
    for (std::size_t depth = 0; !path.empty(); ++depth) {
      const std::size_t end = depth < kMaxNested ? std::min(path.find(kBetweenFolders), path.size()) : path.size();
      if (end > 0) folder = &folder->inside[std::string(path.substr(0, end))];
      path.remove_prefix(std::min(end + kBetweenFolders.size(), path.size()));
    }
    return *folder;
  }
};

void write_feed(const Subscription& one, const std::string& indent, std::string& out) {
  out.append(indent).append("<outline type=\"rss\" text=\"").append(escaped(one.title)).append("\" xmlUrl=\"");
  out.append(escaped(one.url)).append("\"");
  if (!one.site.empty()) out.append(" htmlUrl=\"").append(escaped(one.site)).append("\"");
  if (!one.description.empty()) out.append(" description=\"").append(escaped(one.description)).append("\"");
  out.append("/>\n");
}

void write_folder(const Folder& folder, const std::string& indent, std::string& out) {
  for (const Subscription* one : folder.feeds) write_feed(*one, indent, out);
  for (const auto& [name, inner] : folder.inside) {
    out.append(indent).append("<outline text=\"").append(escaped(name)).append("\">\n");
    write_folder(inner, indent + "  ", out);
    out.append(indent).append("</outline>\n");
  }
}

}  // namespace

bool is_opml(std::string_view utf8) {
  const std::string_view head = utf8.substr(0, 4096);
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1))
    if (same_name(head.substr(at + 1, 4), "opml")) return true;
  return false;
}

base::Result<Opml> parse_opml(std::string_view utf8) {
  MERIDIAN_TRY_ASSIGN(CleanXml xml, clean_xml(utf8));
  if (xml.root != "opml")
    return base::fail(base::ErrorKind::invalid, "opml.not_opml", "The document is no OPML list of feeds; export one from your reader.");
  tinyxml2::XMLDocument document;
  if (document.Parse(xml.text.data(), xml.text.size()) != tinyxml2::XML_SUCCESS || !document.RootElement())
    return base::fail(base::ErrorKind::invalid, "xml.malformed", "The list's XML cannot be read; export it again from your reader.");
  Opml opml;
  opml.warnings = std::move(xml.warnings);
  Reader reader(opml);
  for (const Element* child = document.RootElement()->FirstChildElement(); child; child = child->NextSiblingElement()) {
    if (same_name(child->Name(), "head"))
      opml.title = child_text(*child, "title");
    else if (same_name(child->Name(), "body"))
      reader.outlines(*child, "");
  }
  reader.outlines(*document.RootElement(), "");
  return opml;
}

std::string write_opml(const Opml& opml) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>" +
                    escaped(opml.title) + "</title>\n  </head>\n  <body>\n";
  Folder all;
  for (const Subscription& one : opml.subscriptions) all.at(one.folder).feeds.push_back(&one);
  write_folder(all, "    ", out);
  return out + "  </body>\n</opml>\n";
}

}  // namespace meridian::indexer::feed
