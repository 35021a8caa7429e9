// See service_json.h.
#include "indexer/record/service_json.h"

#include <algorithm>

#include "base/partial_date.h"

namespace meridian::indexer::record {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

std::string day_of(const std::string& iso) {
  if (iso.size() < 4) return {};
  return base::partial_date(iso.substr(0, 4), iso.size() >= 7 ? iso.substr(5, 2) : "", iso.size() >= 10 ? iso.substr(8, 2) : "");
}

// "Okoro A, Li B." and "Okoro, A.; Li, B.".
std::vector<RecordPerson> people_in(std::string list, char mark) {
  std::vector<RecordPerson> people;
  if (mark == ',' && list.ends_with('.')) list.pop_back();
  for (std::size_t at = 0; at < list.size() && people.size() < kMaxAuthors;) {
    const std::size_t end = std::min(list.find(mark, at), list.size());
    RecordPerson person = person_of(std::string_view(list).substr(at, end - at));
    // MEDLINE's form: the last word is the initials.
    const std::size_t blank = person.whole.rfind(' ');
    const bool initials = blank != std::string::npos && person.whole.size() - blank <= 5 &&
                          std::all_of(person.whole.begin() + static_cast<std::ptrdiff_t>(blank) + 1, person.whole.end(),
                                      [](char c) { return c >= 'A' && c <= 'Z'; });
    if (mark == ',' && initials) person = {person.whole.substr(0, blank), person.whole.substr(blank + 1), "", "", ""};
    if (!person.whole.empty() || !person.family.empty()) people.push_back(std::move(person));
    at = end + 1;
  }
  return people;
}

RecordPerson epmc_author(const Json& author) {
  RecordPerson person;
  person.family = string_at(author, "lastName");
  person.given = string_at(author, "firstName");
  if (person.given.empty()) person.given = string_at(author, "initials");
  if (person.family.empty()) person.whole = string_at(author, "collectiveName");
  if (person.family.empty() && person.whole.empty()) person.whole = string_at(author, "fullName");
  const Json* id = member(author, "authorId");
  if (string_of(member(id, "type")) == "ORCID") person.orcid = string_of(member(id, "value"));
  return person;
}

std::string epmc_type(const Json& object) {
  std::string types = string_at(object, "pubType") + ";";
  if (const Json* list = member(object, "pubTypeList"))
    for (const std::string& type : strings_at(*list, "pubType")) types += type + ";";
  for (char& c : types)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  if (string_at(object, "source") == "PPR" || types.find("preprint") != std::string::npos) return "preprint";
  for (const auto& [words, ours] : {std::pair<std::string_view, const char*>{"retraction of publication", "retraction"},
                                    {"published erratum", "erratum"},
                                    {"correction", "erratum"},
                                    {"review", "review"},
                                    {"meta-analysis", "review"},
                                    {"editorial", "editorial"}})
    if (types.find(words) != std::string::npos) return ours;
  return {};
}

void epmc_journal(const Json& object, Record& record) {
  const Json* info = member(object, "journalInfo");
  const Json* journal = member(info, "journal");
  record.journal = string_of(member(journal, "title"));
  if (record.journal.empty()) record.journal = string_at(object, "journalTitle");
  record.issn = string_of(member(journal, "issn"));
  record.volume = info ? string_at(*info, "volume") : string_at(object, "journalVolume");
  record.issue = info ? string_at(*info, "issue") : string_at(object, "issue");
  const std::string pages = string_at(object, "pageInfo");
  record.first_page = pages.substr(0, pages.find('-'));
  if (pages.find('-') != std::string::npos) record.last_page = pages.substr(pages.find('-') + 1);
  const Json* book = member(object, "bookOrReportDetails");
  if (record.journal.empty()) record.journal = string_of(member(book, "publisher"));
  record.publisher = string_of(member(book, "publisher"));
}

}  // namespace

bool is_europe_pmc(const Json& object) {
  return member(object, "source") && member(object, "id") && member(object, "title") &&
         (member(object, "authorString") || member(object, "pubYear") || member(object, "firstPublicationDate"));
}

Record read_europe_pmc(const Json& object) {
  Record record;
  record.format = "europepmc";
  record.id = string_at(object, "source") + ":" + string_at(object, "id");
  record.doi = string_at(object, "doi");
  record.pmid = string_at(object, "pmid");
  record.pmcid = string_at(object, "pmcid");
  record.language = string_at(object, "language");
  std::string title = string_at(object, "title");
  if (title.ends_with('.') && !title.ends_with("..")) title.pop_back();
  if (!title.empty()) record.titles.push_back({"", std::move(title)});
  if (std::string abstract = string_at(object, "abstractText"); !abstract.empty())
    record.abstracts.push_back({"", std::move(abstract)});
  const Json* authors = member(member(object, "authorList"), "author");
  if (authors && authors->is_array()) {
    for (const Json& author : *authors)
      if (record.authors.size() < kMaxAuthors) record.authors.push_back(epmc_author(author));
  } else {
    record.authors = people_in(string_at(object, "authorString"), ',');
  }
  epmc_journal(object, record);
  const std::string first = day_of(string_at(object, "firstPublicationDate")), year = string_at(object, "pubYear");
  const Json* info = member(object, "journalInfo");
  record.published = first.empty() ? base::medline_date(string_of(member(info, "dateOfPublication"))) : first;
  if (record.published.empty()) record.published = base::partial_date(year, "", "");
  record.type = epmc_type(object);
  if (const Json* list = member(object, "keywordList"))
    if (RecordKeywords keywords{"", strings_at(*list, "keyword")}; !keywords.words.empty())
      record.keywords.push_back(std::move(keywords));
  record.url = "https://europepmc.org/article/" + string_at(object, "source") + "/" + string_at(object, "id");
  return record;
}

bool is_biorxiv(const Json& object) {
  return member(object, "biorxiv_doi") || member(object, "preprint_doi") ||
         (member(object, "doi") && member(object, "server") && member(object, "category"));
}

Record read_biorxiv(const Json& object) {
  const bool pubs = !member(object, "server");
  const auto field = [&](const char* plain, const char* in_pubs) { return string_at(object, pubs ? in_pubs : plain); };
  Record record;
  record.format = "biorxiv";
  record.type = "preprint";
  record.doi = member(object, "biorxiv_doi") ? string_at(object, "biorxiv_doi") : field("doi", "preprint_doi");
  record.id = "doi:" + record.doi;
  record.titles.push_back({"", field("title", "preprint_title")});
  if (std::string abstract = field("abstract", "preprint_abstract"); !abstract.empty())
    record.abstracts.push_back({"", std::move(abstract)});
  record.authors = people_in(field("authors", "preprint_authors"), ';');
  record.journal = field("server", "preprint_platform");
  if (record.journal == "biorxiv") record.journal = "bioRxiv";
  if (record.journal == "medrxiv") record.journal = "medRxiv";
  record.section = field("category", "preprint_category");
  record.published = day_of(field("date", "preprint_date"));
  const std::string published = string_at(object, pubs ? "published_doi" : "published");
  if (published.starts_with("10.")) record.relations.push_back({"version", "doi:" + published});
  record.url = "https://doi.org/" + record.doi;
  return record;
}

}  // namespace meridian::indexer::record
