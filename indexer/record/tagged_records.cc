// See tagged_records.h.
#include "indexer/record/tagged_records.h"

#include <algorithm>
#include <iterator>

#include "base/partial_date.h"
#include "indexer/record/json_fields.h"
#include "indexer/record/tagged_lines.h"

namespace meridian::indexer::record {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

void set_once(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

// Plain fields by tag; the first of a field's tags that has a value wins.
struct Row {
  std::string_view tag;
  std::string Record::*field;
};
constexpr Row kRis[] = {{"T2", &Record::journal}, {"JO", &Record::journal}, {"JF", &Record::journal}, {"JA", &Record::journal},
                        {"J2", &Record::journal}, {"BT", &Record::journal}, {"VL", &Record::volume},  {"IS", &Record::issue},
                        {"CP", &Record::issue},   {"SP", &Record::first_page}, {"EP", &Record::last_page}, {"SN", &Record::issn},
                        {"PB", &Record::publisher}, {"LA", &Record::language}, {"UR", &Record::url}, {"L2", &Record::url},
                        {"DO", &Record::doi}, {"ID", &Record::id}};
constexpr Row kNbib[] = {{"PMID", &Record::pmid}, {"PMC", &Record::pmcid}, {"JT", &Record::journal}, {"TA", &Record::journal},
                         {"VI", &Record::volume}, {"IP", &Record::issue}, {"IS", &Record::issn}, {"LA", &Record::language},
                         {"PB", &Record::publisher}};

template <std::size_t N>
bool read_row(const Row (&rows)[N], const TaggedLine& line, Record& record) {
  const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.tag == line.tag; });
  if (row == std::end(rows)) return false;
  set_once(record.*row->field, line.value);
  return true;
}

// "2020/03/15/spring", "2020-03-15", "2020".
std::string ris_date(std::string_view text) {
  std::string_view parts[3];
  for (std::string_view& part : parts) {
    const std::size_t end = text.find_first_of("/-");
    part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return base::partial_date(parts[0].substr(0, 4), parts[1], parts[2].substr(0, 2));
}

// "Okoro, Ada B., Jr".
RecordPerson ris_person(std::string_view name) {
  RecordPerson person = person_of(name);
  const std::size_t comma = person.given.find(", ");
  if (comma == std::string::npos) return person;
  person.suffix = person.given.substr(comma + 2);
  person.given.resize(comma);
  return person;
}

std::string ris_type(std::string_view type) {
  if (type == "DATA") return "dataset";
  if (type == "NEWS") return "news";
  return type == "PREPRINT" ? "preprint" : type == "ELEC" || type == "WEB" || type == "BLOG" ? "page" : "";
}

std::string brackets_off(std::string title) {
  if (title.ends_with('.') && !title.ends_with("..")) title.pop_back();
  if (title.size() > 2 && title.front() == '[' && title.back() == ']') title = title.substr(1, title.size() - 2);
  return title;
}

// "10.5555/1 [doi]", "PMC123 [pmc]".
void nbib_identifier(const std::string& value, Record& record) {
  if (value.ends_with(" [doi]")) set_once(record.doi, value.substr(0, value.size() - 6));
  if (value.ends_with(" [pmc]")) set_once(record.pmcid, value.substr(0, value.size() - 6));
}

void nbib_type(const std::string& type, Record& record) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {{"Retraction of Publication", "retraction"},
                                                                      {"Published Erratum", "erratum"},
                                                                      {"Preprint", "preprint"},
                                                                      {"Systematic Review", "review"},
                                                                      {"Meta-Analysis", "review"},
                                                                      {"Review", "review"},
                                                                      {"Editorial", "editorial"},
                                                                      {"Dataset", "dataset"}};
  for (const auto& [words, ours] : kTypes)
    if (type == words) set_once(record.type, std::string(ours));
}

// The number stands at the end: "PMID: 123".
void nbib_relation(std::string_view tag, const std::string& value, Record& record) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {{"EFR", "erratum"},      {"ROF", "retraction"},
                                                                      {"EIN", "has erratum"},  {"RIN", "has retraction"},
                                                                      {"CON", "comment"},      {"UOF", "version"},
                                                                      {"ECF", "concern"}};
  const std::size_t id = value.rfind("PMID: ");
  for (const auto& [known, kind] : kKinds)
    if (tag == known && id != std::string::npos)
      record.relations.push_back({std::string(kind), "pmid:" + value.substr(id + 6, value.find_first_not_of("0123456789", id + 6) - id - 6)});
}

void nbib_authors(const std::vector<TaggedLine>& lines, Record& record) {
  const bool full = std::any_of(lines.begin(), lines.end(), [](const TaggedLine& line) { return line.tag == "FAU"; });
  for (const TaggedLine& line : lines) {
    if (record.authors.size() >= kMaxAuthors) break;
    if (line.tag == (full ? "FAU" : "AU")) {
      RecordPerson person = ris_person(line.value);
      const std::size_t blank = person.whole.rfind(' ');
      if (blank != std::string::npos && !full) person = {person.whole.substr(0, blank), person.whole.substr(blank + 1), "", "", ""};
      record.authors.push_back(std::move(person));
    } else if (line.tag == "CN") {
      record.authors.push_back({"", "", "", line.value, ""});
    } else if (line.tag == "AUID" && !record.authors.empty() && line.value.starts_with("ORCID:")) {
      record.authors.back().orcid = line.value.substr(6 + (line.value.size() > 6 && line.value[6] == ' '));
    }
  }
}

}  // namespace

Record read_ris(std::string_view utf8) {
  Record record;
  record.format = "ris";
  RecordKeywords keywords;
  std::string title, abstract, other_title, published;
  for (const TaggedLine& line : tagged_lines(utf8, 2)) {
    if (line.value.empty() || read_row(kRis, line, record)) continue;
    if (line.tag == "TY")
      record.type = ris_type(line.value);
    else if (line.tag == "TI" || line.tag == "T1" || line.tag == "CT")
      set_once(title, line.value);
    else if (line.tag == "TT")
      set_once(other_title, line.value);
    else if (line.tag == "AB" || line.tag == "N2")
      set_once(abstract, line.value);
    else if ((line.tag == "AU" || line.tag == "A1") && record.authors.size() < kMaxAuthors)
      record.authors.push_back(ris_person(line.value));
    else if (line.tag == "KW")
      keywords.words.push_back(escaped(line.value));
    else if (line.tag == "PY" || line.tag == "Y1" || line.tag == "DA")
      if (std::string date = ris_date(line.value); date.size() > published.size()) published = std::move(date);
  }
  record.published = std::move(published);
  if (!title.empty()) record.titles.push_back({"", escaped(title)});
  if (!other_title.empty() && other_title != title) record.titles.push_back({"", escaped(other_title)});
  if (!abstract.empty()) record.abstracts.push_back({"", escaped(abstract)});
  if (!keywords.words.empty()) record.keywords.push_back(std::move(keywords));
  if (record.doi.empty() && record.url.find("doi.org/") != std::string::npos) record.doi = record.url;
  if (!record.doi.empty()) record.id = "doi:" + record.doi;
  return record;
}

Record read_nbib(std::string_view utf8) {
  Record record;
  record.format = "pubmed";
  const std::vector<TaggedLine> lines = tagged_lines(utf8, 4);
  RecordKeywords keywords;
  std::string title, original, electronic;
  for (const TaggedLine& line : lines) {
    if (line.value.empty() || read_row(kNbib, line, record)) continue;
    if (line.tag == "TI" || line.tag == "BTI")
      set_once(title, brackets_off(line.value));
    else if (line.tag == "TT")
      set_once(original, brackets_off(line.value));
    else if (line.tag == "AB")
      record.abstracts.insert(record.abstracts.begin(), {"en", escaped(line.value)});
    else if (line.tag == "OAB")
      record.abstracts.push_back({"", escaped(line.value)});
    else if (line.tag == "OABL" && !record.abstracts.empty())
      record.abstracts.back().language = line.value;
    else if (line.tag == "DP")
      record.published = base::medline_date(line.value);
    else if (line.tag == "DEP" && line.value.size() == 8)
      electronic = base::partial_date(line.value.substr(0, 4), line.value.substr(4, 2), line.value.substr(6, 2));
    else if (line.tag == "PG")
      record.first_page = line.value.substr(0, line.value.find('-')),
      record.last_page = line.value.find('-') == std::string::npos ? "" : line.value.substr(line.value.find('-') + 1);
    else if (line.tag == "AID" || line.tag == "LID")
      nbib_identifier(line.value, record);
    else if (line.tag == "OT")
      keywords.words.push_back(escaped(line.value));
    else if (line.tag == "MH")
      record.categories.push_back(escaped(line.value.substr(line.value.starts_with('*'), line.value.find('/'))));
    else if (line.tag == "PT")
      nbib_type(line.value, record);
    else
      nbib_relation(line.tag, line.value, record);
  }
  if (record.published.empty() || (electronic.size() > record.published.size() && electronic.starts_with(record.published)))
    record.published = electronic;
  if (!title.empty()) record.titles.push_back({"en", escaped(title)});
  if (!original.empty() && original != title) record.titles.push_back({record.language, escaped(original)});
  if (!keywords.words.empty()) record.keywords.push_back(std::move(keywords));
  nbib_authors(lines, record);
  record.id = "pubmed:" + record.pmid;
  if (!record.pmid.empty()) record.url = "https://pubmed.ncbi.nlm.nih.gov/" + record.pmid + "/";
  return record;
}

}  // namespace meridian::indexer::record
