// Dublin Core elements and terms, PRISM 1.2 to 3.0, RSS's content module, arXiv's Atom extension; see scholarly.h.
#include "indexer/feed/scholarly.h"

#include <iterator>

#include "indexer/feed/atom.h"
#include "indexer/feed/person.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxCreators = 10'000, kMaxTags = 1000;

struct Row {
  std::string_view local;
  std::string Item::*field;
};
constexpr Row kPrism[] = {
    {"publicationName", &Item::journal},
    {"publicationTitle", &Item::journal},
    {"section", &Item::section},
    {"volume", &Item::volume},
    {"number", &Item::number},
    {"startingPage", &Item::starting_page},
    {"endingPage", &Item::ending_page},
    {"issn", &Item::issn},
    {"eIssn", &Item::issn},
    {"eissn", &Item::issn},
};
constexpr Row kDublinCore[] = {
    {"title", &Item::title_html},
    {"description", &Item::dc_description_html},
    {"abstract", &Item::dc_description_html},
    {"source", &Item::journal},
    {"publisher", &Item::publisher},
    {"language", &Item::language},
};

template <std::size_t N>
bool read_row(const Row (&rows)[N], std::string_view local, const Element& element, Item& item) {
  for (const Row& row : rows)
    if (row.local == local) {
      set_once(item.*row.field, html_of(element));
      return true;
    }
  return false;
}

void add(std::vector<std::string>& values, std::string value) {
  if (!value.empty()) values.push_back(std::move(value));
}

void read_date(const Element& element, Item& item) {
  if (item.published.empty())
    item.published = text_of(element);
  else
    add(item.other_dates, text_of(element));
}

// The end of a DCMI period ("start=…; end=2026-01-01; …").
std::string validity_end(const std::string& period) {
  const std::size_t end = period.find("end=");
  if (end == std::string::npos) return {};
  return period.substr(end + 4, period.find_first_of("; ", end + 4) - end - 4);
}

void add_author(const Element& element, Item& item) {
  if (item.creators.size() >= kMaxCreators) return;
  std::string name = html_of(element);
  if (name.empty()) return;
  item.authors.push_back(read_person(text_of(element)));
  item.creators.push_back(std::move(name));
}

void add_tag(std::string html, std::string term, Item& item) {
  if (html.empty() || item.tags.size() >= kMaxTags) return;
  item.tags.push_back({std::move(term), {}, {}});
  item.categories.push_back(std::move(html));
}

bool read_dublin_core(std::string_view local, const Element& element, Item& item) {
  if (local == "publisher" && item.publisher_contact.name.empty() && item.publisher_contact.email.empty())
    item.publisher_contact = read_person(text_of(element));
  if (read_row(kDublinCore, local, element, item)) return true;
  if (local == "creator" || local == "author")
    add_author(element, item);
  else if (local == "contributor" && item.contributors.size() < kMaxCreators)
    item.contributors.push_back(read_person(text_of(element)));
  else if (local == "subject")
    add_tag(html_of(element), text_of(element), item);
  else if (local == "rights")
    set_once(item.rights_html, html_of(element));
  else if (local == "type")
    add(item.types, text_of(element));
  else if (local == "identifier" || local == "doi")
    add(item.identifiers, text_of(element));
  else if (local == "created")
    set_once(item.created, text_of(element)), read_date(element, item);
  else if (local == "valid")
    set_once(item.expired, validity_end(text_of(element)));
  else if (local == "date" || local == "issued")
    read_date(element, item);
  else if (local == "modified")
    set_once(item.updated, text_of(element));
  else
    return false;
  return true;
}

// "909-919", "909–919", "e12".
void read_page_range(const std::string& range, Item& item) {
  constexpr std::string_view kDash = "\xE2\x80\x93";
  std::size_t dash = range.find('-'), width = 1;
  if (dash == std::string::npos) dash = range.find(kDash), width = kDash.size();
  set_once(item.starting_page, range.substr(0, dash));
  if (dash != std::string::npos) set_once(item.ending_page, range.substr(dash + width));
}

bool read_prism(std::string_view local, const Element& element, Item& item) {
  if (read_row(kPrism, local, element, item)) return true;
  if (local == "pageRange")
    read_page_range(text_of(element), item);
  else if (local == "genre" || local == "contentType")
    add(item.types, text_of(element));
  else if (local == "modificationDate")
    set_once(item.updated, text_of(element));
  else if (local == "doi" || local == "url")
    add(item.identifiers, text_of(element));
  else if (local == "publicationDate" || local == "coverDate" || local == "coverDisplayDate" || local == "onlineDate")
    add(item.other_dates, text_of(element));
  else
    return false;
  return true;
}

bool read_arxiv(std::string_view local, const Element& element, Item& item) {
  if (local == "doi" || local == "DOI")
    add(item.identifiers, text_of(element));
  else if (local == "announce_type")
    set_once(item.announce_type, text_of(element));
  else if (local == "primary_category")
    item.categories.insert(item.categories.begin(), escaped(attribute(element, "term")));
  else
    return false;
  return true;
}

bool read_encoded(const Element& element, const Scope& scope, Item& item) {
  if (!item.content_html.empty()) return true;
  item.content_html = html_of(element);
  if (!item.content_html.empty()) item.content_form = scope.form(element, "text/html");
  return true;
}

// Media RSS: a file beside the item. Its title and description are the file's (a photograph's), not the item's.
bool read_media(std::string_view local, const Element& element, const Scope& scope, Item& item) {
  if (local == "content") {
    add_link({scope.resolved(element, attribute(element, "url")), "enclosure", attribute(element, "type"), {}, {},
              attribute(element, "fileSize")},
             item);
  } else if (local == "group") {
    for (const Element* child = element.FirstChildElement(); child; child = child->NextSiblingElement())
      if (const Name name = scope.name(*child); name.space == Space::media && name.local != "group")
        read_media(name.local, *child, scope, item);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool read_scholarly_field(const Name& name, const Element& element, const Scope& scope, Item& item) {
  switch (name.space) {
    case Space::dc:
      return read_dublin_core(name.local, element, item);
    case Space::prism:
      return read_prism(name.local, element, item);
    case Space::arxiv:
      return read_arxiv(name.local, element, item);
    case Space::content:
      return name.local == "encoded" && read_encoded(element, scope, item);
    case Space::media:
      return read_media(name.local, element, scope, item);
    case Space::hwp:
      if (name.local != "doi" && name.local != "pmid") return false;
      add(item.identifiers, text_of(element));
      return true;
    case Space::feedburner:
      // FeedBurner puts its own address into link and keeps the publisher's here.
      if (name.local != "origLink") return false;
      item.link = scope.resolved(element, text_of(element));
      return true;
    case Space::plain:
      return name.local != "url" && read_prism(name.local, element, item);
    default:
      return false;
  }
}

void inherit_from_channel(const Item& channel, Item& item) {
  for (std::string Item::*field : {&Item::journal, &Item::issn, &Item::volume, &Item::number, &Item::publisher})
    if ((item.*field).empty()) item.*field = channel.*field;
}

}  // namespace meridian::indexer::feed
