// See oai_formats.h. In oai_dc every field may be repeated and none says what kind it is: the first description that is
// no comment is the abstract, the first date is taken, identifiers are told by their form.
#include "indexer/feed/oai_formats.h"

#include "indexer/feed/date.h"
#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

RecordPerson person_of(const std::string& name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string::npos) return {"", "", "", name, ""};
  return {name.substr(0, comma), name.substr(std::min(name.find_first_not_of(' ', comma + 1), name.size())), "", "", ""};
}

void add_identifier(const std::string& id, Record& record) {
  if (id.find("10.") != std::string::npos && (id.starts_with("10.") || id.starts_with("doi:") || id.find("doi.org/") != std::string::npos || id.starts_with("DOI")))
    set_once(record.doi, id);
  else if (id.find("arxiv.org/") != std::string::npos || id.starts_with("arXiv:"))
    set_once(record.arxiv, id);
  if (id.starts_with("http")) set_once(record.url, id);
}

// "math.AG hep-th": the first is the main one.
void add_categories(const std::string& list, Record& record) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    if (end > at) record.categories.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  if (!record.categories.empty()) record.section = record.categories.front();
}

void add_arxiv_parts(const Element& arxiv, Record& record) {
  record.format = "arxiv";
  record.type = "preprint";
  record.journal = "arXiv";
  record.arxiv = "arXiv:" + line_at(&arxiv, {"id"});
  record.url = "https://arxiv.org/abs/" + line_at(&arxiv, {"id"});
  record.titles.push_back({"", inner_html(child(&arxiv, "title"))});
  if (std::string abstract = inner_html(child(&arxiv, "abstract")); !abstract.empty())
    record.abstracts.push_back({"", std::move(abstract)});
  record.doi = line_at(&arxiv, {"doi"});
  record.doi = record.doi.substr(0, record.doi.find(' '));  // of two, the first
  add_categories(line_at(&arxiv, {"categories"}), record);
}

// "A. Author, B. Author and C. Author (Some Institute)": names in one field, affiliations in brackets.
std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  std::string name;
  int depth = 0;
  const auto flush = [&] {
    while (name.ends_with(' ')) name.pop_back();
    const std::size_t first = name.find_first_not_of(' ');
    if (first != std::string::npos) names.push_back(name.substr(first));
    name.clear();
  };
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] == '(') ++depth;
    if (depth == 0 && list[at] == ',')
      flush();
    else if (depth == 0 && list.compare(at, 5, " and ") == 0)
      flush(), at += 4;
    else if (depth == 0)
      name += list[at];
    if (list[at] == ')' && depth > 0) --depth;
  }
  flush();
  return names;
}

}  // namespace

Record read_oai_dc(const Element& dc) {
  Record record;
  record.format = "oai_dc";
  record.language = line_at(&dc, {"language"});
  each_child(&dc, "title", [&](const Element& title) {
    if (std::string html = inner_html(&title); !html.empty())
      record.titles.push_back({attribute(title, "xml:lang"), std::move(html)});
  });
  each_child(&dc, "creator", [&](const Element& creator) {
    if (const std::string name = line_of(&creator); !name.empty() && record.authors.size() < kMaxAuthors)
      record.authors.push_back(person_of(name));
  });
  each_child(&dc, "description", [&](const Element& description) {
    std::string html = html_of(description);
    if (!html.empty() && !html.starts_with("Comment:"))
      record.abstracts.push_back({attribute(description, "xml:lang"), std::move(html)});
  });
  each_child(&dc, "subject", [&](const Element& subject) { record.categories.push_back(escaped(line_of(&subject))); });
  each_child(&dc, "date", [&](const Element& date) { set_once(record.published, iso_date(line_of(&date))); });
  each_child(&dc, "identifier", [&](const Element& id) { add_identifier(line_of(&id), record); });
  record.publisher = line_at(&dc, {"publisher"});
  record.journal = line_at(&dc, {"source"});
  if (!record.arxiv.empty()) record.type = "preprint", record.journal = "arXiv";
  return record;
}

Record read_arxiv(const Element& arxiv) {
  Record record;
  add_arxiv_parts(arxiv, record);
  record.published = iso_date(line_at(&arxiv, {"created"}));
  record.updated = iso_date(line_at(&arxiv, {"updated"}));
  each_child(child(&arxiv, "authors"), "author", [&](const Element& author) {
    RecordPerson person;
    person.family = line_at(&author, {"keyname"});
    person.given = line_at(&author, {"forenames"});
    person.suffix = line_at(&author, {"suffix"});
    if (record.authors.size() < kMaxAuthors) record.authors.push_back(std::move(person));
  });
  return record;
}

Record read_arxiv_raw(const Element& arxiv) {
  Record record;
  add_arxiv_parts(arxiv, record);
  std::string last;
  each_child(&arxiv, "version", [&](const Element& version) {
    last = iso_date(line_at(&version, {"date"}));
    set_once(record.published, last);
  });
  if (last != record.published) record.updated = last;
  for (std::string& name : names_in(line_at(&arxiv, {"authors"})))
    if (record.authors.size() < kMaxAuthors) record.authors.push_back({"", "", "", std::move(name), ""});
  return record;
}

}  // namespace meridian::indexer::feed
