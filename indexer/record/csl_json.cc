// See csl_json.h. Crossref's `issued` is the earliest of its dates; where it is coarse, a date online or in print that
// begins with it makes it precise.
#include "indexer/record/csl_json.h"

#include <algorithm>
#include <iterator>

#include "base/partial_date.h"

namespace meridian::indexer::record {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

struct TypeRow {
  std::string_view given, ours;
};
constexpr TypeRow kTypes[] = {{"posted-content", "preprint"}, {"preprint", "preprint"}, {"dataset", "dataset"},
                              {"peer-review", "review"},      {"review", "review"},     {"article-newspaper", "news"},
                              {"post-weblog", "news"},        {"webpage", "page"}};
// What Crossref's `update-to` says a notice is.
constexpr TypeRow kNotices[] = {{"retraction", "retraction"},   {"withdrawal", "retraction"}, {"removal", "retraction"},
                                {"erratum", "erratum"},         {"corrigendum", "erratum"},   {"correction", "erratum"},
                                {"addendum", "erratum"},        {"expression_of_concern", "concern"}};

std::string row_of(const auto& rows, const std::string& given) {
  const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const TypeRow& r) { return r.given == given; });
  return row == std::end(rows) ? std::string() : std::string(row->ours);
}

std::string part(const Json& parts, std::size_t at) {
  return at < parts.size() ? string_of(&parts[at]) : std::string();
}

// {"date-parts":[[2021,3,7]]}, {"raw":"2021-03-07"}, {"literal":"2021"}.
std::string date_at(const Json& object, const char* key) {
  const Json* date = member(object, key);
  const Json* list = member(date, "date-parts");
  if (list && list->is_array() && !list->empty() && list->front().is_array()) {
    const Json& parts = list->front();
    return base::partial_date(part(parts, 0), part(parts, 1), part(parts, 2));
  }
  for (const char* text : {"raw", "literal"}) {
    const std::string said = string_of(member(date, text));
    if (said.size() >= 4)
      return base::partial_date(said.substr(0, 4), said.size() >= 7 ? said.substr(5, 2) : "",
                                said.size() >= 10 ? said.substr(8, 2) : "");
  }
  return {};
}

std::string published_of(const Json& object) {
  std::string best = date_at(object, "issued");
  for (const char* key : {"published-online", "published-print", "published", "posted"})
    if (const std::string date = date_at(object, key); best.empty() || (date.size() > best.size() && date.starts_with(best)))
      best = date;
  return best;
}

RecordPerson author_of(const Json& author) {
  RecordPerson person;
  person.family = string_at(author, "family");
  for (const char* particle : {"non-dropping-particle", "dropping-particle"})
    if (const std::string word = string_at(author, particle); !word.empty()) person.family = word + " " + person.family;
  person.given = string_at(author, "given");
  person.suffix = string_at(author, "suffix");
  person.orcid = string_at(author, "ORCID");
  if (person.family.empty()) {
    person.whole = string_at(author, "literal");
    if (person.whole.empty()) person.whole = string_at(author, "name");
  }
  return person;
}

// JATS inside a string: prefixes go, the titles of sections become labels of their first paragraph.
std::string jats_string(std::string html) {
  for (const std::string_view prefix : {"<jats:", "</jats:"})
    for (std::size_t at = html.find(prefix); at != std::string::npos; at = html.find(prefix, at))
      html.erase(at + prefix.size() - 5, 5);
  std::string out;
  std::string label;
  std::size_t from = 0;
  for (std::size_t at = html.find("<title>"); at != std::string::npos; at = html.find("<title>", from)) {
    const std::size_t end = html.find("</title>", at);
    if (end == std::string::npos) break;
    label = html.substr(at + 7, end - at - 7);
    out.append(html, from, at - from);
    from = end + 8;
    const bool whole = label == "Abstract" || label == "ABSTRACT" || label == "Summary" || label == "SUMMARY" || label == "摘要";
    const std::size_t text = html.find_first_not_of(" \t\r\n", from);
    if (whole || text == std::string::npos || html.compare(text, 3, "<p>") != 0) continue;
    out += "<p><b>" + label + (label.ends_with(':') || label.ends_with('.') ? "</b> " : ":</b> ");
    from = text + 3;
  }
  return out.append(html, from, std::string::npos);
}

void add_titles(const Json& object, Record& record) {
  const std::string title = string_at(object, "title");
  std::string second = string_at(object, "subtitle");
  if (title.find(second) != std::string::npos) second.clear();
  if (!title.empty()) record.titles.push_back({record.language, title, std::move(second)});
  if (const std::string original = string_at(object, "original-title"); !original.empty() && original != title)
    record.titles.push_back({"", original});
}

void add_keywords(const Json& object, Record& record) {
  const std::string list = string_at(object, "keyword");
  RecordKeywords keywords;
  const char mark = list.find(';') != std::string::npos ? ';' : ',';
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(mark, at), list.size());
    if (end > at) keywords.words.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  if (!keywords.words.empty()) record.keywords.push_back(std::move(keywords));
  record.categories = strings_at(object, "subject");
}

void add_relations(const Json& object, Record& record) {
  if (const Json* updates = member(object, "update-to"); updates && updates->is_array())
    for (const Json& update : *updates) {
      const std::string kind = row_of(kNotices, string_at(update, "type")), doi = string_at(update, "DOI");
      if (kind.empty() || doi.empty()) continue;
      record.relations.push_back({kind, "doi:" + doi});
      if (record.type.empty()) record.type = kind == "concern" ? "erratum" : kind;
    }
  const Json* relations = member(object, "relation");
  for (const auto& [key, kind] : {std::pair{"is-preprint-of", "version"}, {"has-preprint", "has version"}})
    if (const Json* list = member(relations, key); list && list->is_array())
      for (const Json& other : *list)
        if (string_at(other, "id-type") == "doi") record.relations.push_back({kind, "doi:" + string_at(other, "id")});
}

void add_pages(const Json& object, Record& record) {
  const std::string pages = string_at(object, "page");
  const std::size_t dash = pages.find_first_of("-\xE2");  // a hyphen or the first byte of a dash
  record.first_page = pages.substr(0, dash);
  if (dash != std::string::npos) {
    const std::size_t digits = pages.find_first_not_of("-\xE2\x80\x93\x94", dash);
    if (digits != std::string::npos) record.last_page = pages.substr(digits);
  }
  if (record.first_page.empty()) record.first_page = string_at(object, "article-number");
}

}  // namespace

bool is_csl(const Json& object) {
  const bool titled = member(object, "title") || member(object, "container-title");
  return titled && (member(object, "DOI") || member(object, "issued") || member(object, "container-title") ||
                    member(member(object, "author"), "family") || member(object, "type"));
}

Record read_csl(const Json& object) {
  Record record;
  const bool crossref = member(object, "indexed") || member(object, "deposited") || string_at(object, "source") == "Crossref";
  record.format = crossref ? "crossref" : "csl";
  record.language = string_at(object, "language");
  record.type = row_of(kTypes, string_at(object, "type"));
  // In CSL a plain "article" is a preprint; a review reviews a book.
  if (!crossref && string_at(object, "type") == "article") record.type = "preprint";
  add_titles(object, record);
  if (std::string abstract = jats_string(string_at(object, "abstract")); !abstract.empty())
    record.abstracts.push_back({record.language, std::move(abstract)});
  if (const Json* authors = member(object, "author"); authors && authors->is_array())
    for (const Json& author : *authors)
      if (record.authors.size() < kMaxAuthors) record.authors.push_back(author_of(author));
  record.journal = string_at(object, "container-title");
  record.publisher = string_at(object, "publisher");
  if (record.journal.empty()) record.journal = string_of(member(member(object, "institution") ? *member(object, "institution") : object, "name"));
  record.section = string_at(object, "group-title");
  record.volume = string_at(object, "volume");
  record.issue = string_at(object, "issue");
  add_pages(object, record);
  record.published = published_of(object);
  record.doi = string_at(object, "DOI");
  record.pmid = string_at(object, "PMID");
  record.pmcid = string_at(object, "PMCID");
  record.issn = string_at(object, "ISSN");
  record.url = string_at(object, "URL");
  add_keywords(object, record);
  add_relations(object, record);
  record.id = record.doi.empty() ? string_at(object, "id") : "doi:" + record.doi;
  return record;
}

}  // namespace meridian::indexer::record
