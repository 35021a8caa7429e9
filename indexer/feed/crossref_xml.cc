// See crossref_xml.h. A deposit holds a work inside its container: an article in a journal, a paper in a conference, a
// chapter in a book. Where the inner one is missing, the container is the work.
#include "indexer/feed/crossref_xml.h"

#include <algorithm>
#include <iterator>

#include "indexer/feed/jats_abstract.h"
#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

// Where each kind of work stands, what says of its container, and what we call it; the inner one first.
struct Shape {
  std::string_view container, work, container_data, type;
};
constexpr Shape kShapes[] = {{"journal", "journal_article", "journal_metadata", ""},
                             {"journal", "journal_issue", "journal_metadata", ""},
                             {"journal", "journal_metadata", "", ""},
                             {"conference", "conference_paper", "proceedings_series_metadata", ""},
                             {"conference", "conference_paper", "proceedings_metadata", ""},
                             {"conference", "conference_paper", "", ""},
                             {"conference", "proceedings_metadata", "", ""},
                             {"book", "content_item", "book_metadata", ""},
                             {"book", "content_item", "book_series_metadata", ""},
                             {"book", "content_item", "book_set_metadata", ""},
                             {"book", "book_metadata", "", ""},
                             {"book", "book_series_metadata", "", ""},
                             {"book", "book_set_metadata", "", ""},
                             {"posted_content", "", "", "preprint"},
                             {"dissertation", "", "", ""},
                             {"report-paper", "report-paper_metadata", "", ""},
                             {"database", "dataset", "database_metadata", "dataset"},
                             {"standard", "standard_metadata", "", ""},
                             {"peer_review", "", "", "review"}};

const Element* crossref_of(const Element& root) {
  if (is_named(root, "crossref")) return &root;
  for (const auto& path : {std::initializer_list<std::string_view>{"crossref"},
                           {"doi_record", "crossref"},
                           {"crossref_metadata", "doi_record", "crossref"},
                           {"query_result", "body", "query", "doi_record", "crossref"},
                           {"query_result", "body", "crossref_metadata", "doi_record", "crossref"}})
    if (const Element* found = descend(&root, path)) return found;
  return nullptr;
}

std::string date_in(const Element* work, std::string_view name) {
  std::string print, online;
  each_child(work, name, [&](const Element& date) {
    std::string& field = attribute(date, "media_type") == "print" ? print : online;
    if (std::string day = date_of_children(&date); day.size() > field.size()) field = std::move(day);
  });
  return online.size() >= print.size() ? online : print;
}

std::string published_of(const Element* work, const Element* container) {
  std::string date = date_in(work, "publication_date");
  for (const char* other : {"posted_date", "approval_date", "database_date"}) set_once(date, date_in(work, other));
  set_once(date, date_in(descend(work, {"database_date"}), "publication_date"));
  for (const char* part : {"journal_issue", "proceedings_metadata", "book_metadata", "book_series_metadata"})
    set_once(date, date_in(child(container, part), "publication_date"));
  return date;
}

void add_people(const Element* contributors, std::string_view role, Record& record) {
  for (const Element* one = contributors ? contributors->FirstChildElement() : nullptr; one;
       one = one->NextSiblingElement()) {
    if (attribute(*one, "contributor_role") != role || record.authors.size() >= kMaxAuthors) continue;
    RecordPerson person;
    if (is_named(*one, "person_name")) {
      person.family = line_of(child(one, "surname"));
      person.given = line_of(child(one, "given_name"));
      person.suffix = line_of(child(one, "suffix"));
      person.orcid = line_of(child(one, "ORCID"));
    } else {
      person.whole = line_of(one);
    }
    if (!person.family.empty() || !person.given.empty() || !person.whole.empty())
      record.authors.push_back(std::move(person));
  }
}

void add_titles(const Element* work, Record& record) {
  each_child(work, "titles", [&](const Element& titles) {
    std::string title = inner_html(child(&titles, "title"));
    if (title.empty()) return;
    record.titles.push_back({record.language, std::move(title), inner_html(child(&titles, "subtitle"))});
    if (const Element* original = child(&titles, "original_language_title"))
      record.titles.push_back({attribute(*original, "language"), inner_html(original)});
  });
  if (record.titles.empty())
    if (std::string title = inner_html(child(work, "full_title")); !title.empty())
      record.titles.push_back({record.language, std::move(title)});
}

void add_source(const Element* container, std::string_view data, Record& record) {
  const Element* metadata = child(container, data);
  if (is_named(*container, "journal")) {
    metadata = child(container, "journal_metadata");
    record.journal = line_at(metadata, {"full_title"});
    record.issn = line_at(metadata, {"issn"});
    record.volume = line_at(container, {"journal_issue", "journal_volume", "volume"});
    record.issue = line_at(container, {"journal_issue", "issue"});
  } else if (metadata) {
    record.journal = line_at(metadata, {"proceedings_title"});
    set_once(record.journal, line_at(metadata, {"titles", "title"}));
    record.volume = line_at(metadata, {"volume"});
    record.publisher = line_at(metadata, {"publisher", "publisher_name"});
  }
  set_once(record.journal, line_at(container, {"proceedings_metadata", "proceedings_title"}));
  set_once(record.journal, line_at(container, {"institution", "institution_name"}));
}

}  // namespace

std::optional<Record> read_crossref_xml(const Element& doi_record) {
  const Element* crossref = crossref_of(doi_record);
  for (const Shape& shape : kShapes) {
    const Element* container = child(crossref, shape.container);
    const Element* work = shape.work.empty() ? container : child(container, shape.work);
    if (!work || (!shape.container_data.empty() && is_named(*work, "conference_paper") && !child(container, shape.container_data)))
      continue;
    Record record;
    record.format = "crossref";
    record.type = shape.type;
    record.language = attribute(*work, "language");
    if (record.language.empty()) record.language = attribute(*container, "language");
    add_titles(work, record);
    add_jats_abstracts(work, record.language, record);
    add_people(child(work, "contributors"), "author", record);
    // A volume without authors is its editors'.
    if (record.authors.empty() && is_named(*container, "book") && is_named(*work, "book_metadata"))
      add_people(child(work, "contributors"), "editor", record);
    add_source(container, shape.container_data, record);
    record.published = published_of(work, container);
    record.first_page = line_at(work, {"pages", "first_page"});
    record.last_page = line_at(work, {"pages", "last_page"});
    set_once(record.first_page, line_at(work, {"publisher_item", "item_number"}));
    record.doi = line_at(work, {"doi_data", "doi"});
    record.url = line_at(work, {"doi_data", "resource"});
    record.section = line_at(work, {"group_title"});
    record.id = record.doi.empty() ? std::string() : "doi:" + record.doi;
    return record;
  }
  return std::nullopt;
}

}  // namespace meridian::indexer::feed
