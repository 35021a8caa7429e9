// Dublin Core elements and terms, PRISM 1.2 to 3.0, RSS's content module, arXiv's Atom extension; see scholarly.h.
#include "indexer/feed/scholarly.h"

#include <iterator>

namespace meridian::indexer::feed {
namespace {

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

bool read_dublin_core(std::string_view local, const Element& element, Item& item) {
  if (read_row(kDublinCore, local, element, item)) return true;
  if (local == "creator")
    add(item.creators, html_of(element));
  else if (local == "subject")
    add(item.categories, html_of(element));
  else if (local == "identifier")
    add(item.identifiers, text_of(element));
  else if (local == "date" || local == "issued" || local == "created")
    read_date(element, item);
  else if (local == "modified")
    set_once(item.updated, text_of(element));
  else
    return false;
  return true;
}

bool read_prism(std::string_view local, const Element& element, Item& item) {
  if (read_row(kPrism, local, element, item)) return true;
  if (local == "doi" || local == "url")
    add(item.identifiers, text_of(element));
  else if (local == "publicationDate" || local == "coverDate" || local == "coverDisplayDate" || local == "onlineDate")
    add(item.other_dates, text_of(element));
  else
    return false;
  return true;
}

bool read_arxiv(std::string_view local, const Element& element, Item& item) {
  if (local == "doi")
    add(item.identifiers, text_of(element));
  else if (local == "announce_type")
    set_once(item.announce_type, text_of(element));
  else if (local == "primary_category")
    item.categories.insert(item.categories.begin(), escaped(attribute(element, "term")));
  else
    return false;
  return true;
}

}  // namespace

bool read_scholarly_field(const Name& name, const Element& element, Item& item) {
  switch (name.space) {
    case Space::dc:
      return read_dublin_core(name.local, element, item);
    case Space::prism:
      return read_prism(name.local, element, item);
    case Space::arxiv:
      return read_arxiv(name.local, element, item);
    case Space::content:
      if (name.local != "encoded") return false;
      set_once(item.content_html, html_of(element));
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
