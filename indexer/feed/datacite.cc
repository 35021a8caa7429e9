// See datacite.h.
#include "indexer/feed/datacite.h"

#include <iterator>

#include "base/partial_date.h"
#include "indexer/feed/date.h"
#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

std::string type_of(const Element* type) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {{"Dataset", "dataset"},
                                                                      {"Preprint", "preprint"},
                                                                      {"PeerReview", "review"}};
  const std::string general = type ? attribute(*type, "resourceTypeGeneral") : std::string();
  for (const auto& [datacite, ours] : kTypes)
    if (general == datacite) return std::string(ours);
  return line_of(type) == "Preprint" ? "preprint" : "";
}

// "Family, Given" unless the parts are given or the name is no person's.
RecordPerson person_of(const Element& creator) {
  RecordPerson person;
  person.family = line_of(child(&creator, "familyName"));
  person.given = line_of(child(&creator, "givenName"));
  const Element* name = child(&creator, "creatorName");
  const std::string whole = line_of(name);
  const std::size_t comma = whole.find(',');
  const bool group = name && attribute(*name, "nameType") == "Organizational";
  if (person.family.empty() && !group && comma != std::string::npos) {
    person.family = whole.substr(0, comma);
    person.given = whole.substr(std::min(whole.find_first_not_of(' ', comma + 1), whole.size()));
  } else if (person.family.empty() || group) {
    person = {"", "", "", whole, ""};
  }
  each_child(&creator, "nameIdentifier", [&](const Element& id) {
    if (attribute(id, "nameIdentifierScheme") == "ORCID") set_once(person.orcid, line_of(&id));
  });
  return person;
}

void add_texts(const Element& resource, Record& record) {
  each_child(child(&resource, "titles"), "title", [&](const Element& title) {
    const std::string type = attribute(title, "titleType"), language = attribute(title, "xml:lang");
    std::string html = inner_html(&title);
    if (html.empty()) return;
    if (type == "Subtitle" && !record.titles.empty())
      set_once(record.titles.front().subtitle_html, std::move(html));
    else if (type.empty() || type == "TranslatedTitle")
      record.titles.push_back({language.empty() && type.empty() ? record.language : language, std::move(html)});
  });
  each_child(child(&resource, "descriptions"), "description", [&](const Element& description) {
    const std::string language = attribute(description, "xml:lang");
    if (attribute(description, "descriptionType") == "Abstract")
      record.abstracts.push_back({language.empty() ? record.language : language, html_of(description)});
  });
}

void add_subjects(const Element& resource, Record& record) {
  each_child(child(&resource, "subjects"), "subject", [&](const Element& subject) {
    const std::string language = attribute(subject, "xml:lang"), word = line_of(&subject);
    if (word.empty()) return;
    if (!attribute(subject, "subjectScheme").empty()) {
      record.categories.push_back(escaped(word));
      return;
    }
    if (record.keywords.empty() || record.keywords.back().language != language)
      record.keywords.push_back({language, {}});
    record.keywords.back().words.push_back(escaped(word));
  });
}

void add_dates(const Element& resource, Record& record) {
  std::string issued, available, created;
  each_child(child(&resource, "dates"), "date", [&](const Element& date) {
    const std::string type = attribute(date, "dateType");
    const std::string text = line_of(&date);
    std::string day = iso_date(text.substr(0, text.find('/')));
    if (type == "Issued")
      set_once(issued, std::move(day));
    else if (type == "Available")
      set_once(available, std::move(day));
    else if (type == "Created")
      set_once(created, std::move(day));
    else if (type == "Updated")
      set_once(record.updated, std::move(day));
  });
  const std::string year = base::partial_date(line_at(&resource, {"publicationYear"}), "", "");
  // The year is the obligatory field; a day of another year is another event's.
  for (const std::string& day : {issued, available, created})
    if (year.empty() || day.starts_with(year)) set_once(record.published, day);
  set_once(record.published, year);
  set_once(record.published, issued);
}

void add_ids(const Element& resource, Record& record) {
  const Element* identifier = child(&resource, "identifier");
  if (identifier && attribute(*identifier, "identifierType") == "DOI") record.doi = line_of(identifier);
  each_child(child(&resource, "alternateIdentifiers"), "alternateIdentifier", [&](const Element& id) {
    const std::string type = attribute(id, "alternateIdentifierType");
    if (type == "arXiv") set_once(record.arxiv, line_of(&id));
    if (type == "url" || type == "URL") set_once(record.url, line_of(&id));
  });
  each_child(child(&resource, "relatedIdentifiers"), "relatedIdentifier", [&](const Element& id) {
    const std::string type = attribute(id, "relatedIdentifierType"), relation = attribute(id, "relationType");
    if (relation == "IsIdenticalTo" && type == "arXiv") set_once(record.arxiv, line_of(&id));
    if (type == "DOI" && !line_of(&id).empty() && (relation == "IsVersionOf" || relation == "IsPreviousVersionOf"))
      record.relations.push_back({"version", "doi:" + line_of(&id)});
  });
}

}  // namespace

Record read_datacite(const Element& resource) {
  Record record;
  record.format = "datacite";
  record.language = line_at(&resource, {"language"});
  add_ids(resource, record);
  add_texts(resource, record);
  each_child(child(&resource, "creators"), "creator", [&](const Element& creator) {
    RecordPerson person = person_of(creator);
    if ((!person.family.empty() || !person.whole.empty()) && record.authors.size() < kMaxAuthors)
      record.authors.push_back(std::move(person));
  });
  add_subjects(resource, record);
  add_dates(resource, record);
  record.publisher = line_at(&resource, {"publisher"});
  record.type = type_of(child(&resource, "resourceType"));
  record.id = record.doi.empty() ? std::string() : "doi:" + record.doi;
  return record;
}

}  // namespace meridian::indexer::feed
