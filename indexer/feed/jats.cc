// See jats.h. Of the dates the day of electronic publication comes first, then print, then that of the collection; a
// date that is more precise than the one before it is preferred when both name the same time.
#include "indexer/feed/jats.h"

#include <algorithm>
#include <iterator>

#include "base/partial_date.h"
#include "indexer/feed/jats_abstract.h"
#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

struct TypeRow {
  std::string_view jats, ours;
};
constexpr TypeRow kTypes[] = {{"review-article", "review"},      {"systematic-review", "review"},
                              {"editorial", "editorial"},        {"correction", "erratum"},
                              {"corrigendum", "erratum"},        {"erratum", "erratum"},
                              {"addendum", "erratum"},           {"retraction", "retraction"},
                              {"expression-of-concern", "erratum"}, {"preprint", "preprint"},
                              {"news", "news"},                  {"dataset", "dataset"}};

bool is_author(const Element& contributor) {
  const std::string type = attribute(contributor, "contrib-type");
  if (type.find("non-byline") != std::string::npos) return false;
  return type.empty() || type.starts_with("author") || type.starts_with("collab") || type == "group" || type == "corresp" ||
         type == "person";
}

std::string collab_name(const Element& collab) {
  if (const Element* institution = child(&collab, "institution"); institution && !child(&collab, "named-content"))
    return line_of(institution);
  std::string name;
  for (const auto* node = collab.FirstChild(); node; node = node->NextSibling()) {
    if (node->ToText())
      name += node->Value();
    else if (const Element* inside = node->ToElement();
             inside && !is_named_any(*inside, {"contrib-group", "xref", "aff", "address", "email", "uri", "contrib-id", "fn"}))
      name += line_of(inside);
  }
  std::string line;
  for (const char c : name) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (line.ends_with(' ') || line.ends_with(',') || line.ends_with(';')) line.pop_back();
  return line;
}

// The name itself, else of several ones the western; names in one field stay whole.
const Element* name_of(const Element& contributor) {
  const Element* best = nullptr;
  for (const Element* holder : {&contributor, child(&contributor, "name-alternatives")})
    for (const Element* one = holder ? holder->FirstChildElement() : nullptr; one; one = one->NextSiblingElement()) {
      if (!is_named_any(*one, {"name", "string-name"})) continue;
      const bool western = attribute(*one, "name-style") == "western";
      if (!best || (western && holder != &contributor && best->Parent() == one->Parent() && attribute(*best, "name-style") != "western"))
        best = one;
    }
  return best;
}

RecordPerson person_of(const Element& contributor) {
  RecordPerson person;
  if (const Element* name = name_of(contributor)) {
    person.family = line_of(child(name, "surname"));
    person.given = line_of(child(name, "given-names"));
    person.suffix = line_of(child(name, "suffix"));
    if (person.family.empty() && person.given.empty()) person.whole = line_of(name);
  } else if (const Element* named = child(&contributor, "collab-name")) {
    person.whole = line_of(named);
  } else if (const Element* collab = child(&contributor, "collab")) {
    person.whole = collab_name(*collab);
  } else if (const Element* group = child(child(&contributor, "collab-alternatives"), "collab")) {
    person.whole = collab_name(*group);
  }
  each_child(&contributor, "contrib-id", [&](const Element& id) {
    if (attribute(id, "contrib-id-type") == "orcid") set_once(person.orcid, line_of(&id));
  });
  return person;
}

// A collaboration's members, who stand inside its name, follow it.
void add_group(const Element& group, int depth, Record& record) {
  constexpr int kMaxGroups = 4;
  const auto members = [&](const Element* collab) {
    if (depth < kMaxGroups)
      each_child(collab, "contrib-group", [&](const Element& inner) { add_group(inner, depth + 1, record); });
  };
  for (const Element* one = group.FirstChildElement(); one; one = one->NextSiblingElement()) {
    const bool contributor = is_named(*one, "contrib") && is_author(*one);
    if (!contributor && !is_named(*one, "collab")) continue;
    RecordPerson person = contributor ? person_of(*one) : RecordPerson{"", "", "", collab_name(*one), ""};
    if ((!person.family.empty() || !person.given.empty() || !person.whole.empty()) &&
        record.authors.size() < kMaxAuthors)
      record.authors.push_back(std::move(person));
    members(contributor ? child(one, "collab") : one);
  }
}

void add_authors(const Element* meta, Record& record) {
  each_child(meta, "contrib-group", [&](const Element& group) {
    if (attribute(group, "content-type") != "collaborators") add_group(group, 0, record);
  });
}

// 0 = the one to take.
int date_rank(const Element& date) {
  const std::string type = attribute(date, "pub-type"), kind = attribute(date, "date-type"),
                    format = attribute(date, "publication-format");
  if (type == "epub" || (format == "electronic" && (kind == "pub" || kind.empty())) || type == "epub-original" || kind == "epub")
    return 0;
  if (type == "epub-ppub" || type == "ppub" || (format == "print" && kind != "collection") || kind == "ppub") return 1;
  if (type == "pub" || kind == "pub" || (type.empty() && kind.empty())) return 2;
  if (type == "collection" || kind == "collection") return 4;
  return type == "nihms-submitted" || type == "pmc-release" || kind == "retracted" || kind == "corrected" ? 9 : 3;
}

std::string date_of(const Element& date) {
  std::string given = date_of_children(&date);
  const std::string iso = attribute(date, "iso-8601-date");
  if (given.size() < 10 && iso.size() >= 10 && iso[4] == '-')
    set_once(given, base::partial_date(iso.substr(0, 4), iso.substr(5, 2), iso.substr(8, 2)));
  return given;
}

std::string published_of(const Element* meta) {
  std::string best;
  int best_rank = 9;
  each_child(meta, "pub-date", [&](const Element& date) {
    const std::string day = date_of(date);
    const int rank = date_rank(date);
    if (day.empty() || rank >= 9) return;
    const bool finer = day.size() > best.size() && day.starts_with(best);
    if (best.empty() || (rank < best_rank && !best.starts_with(day)) || finer) best = day, best_rank = rank;
  });
  return best;
}

void add_ids(const Element* meta, Record& record) {
  each_child(meta, "article-id", [&](const Element& id) {
    const std::string type = attribute(id, "pub-id-type");
    if (type == "doi")
      set_once(record.doi, line_of(&id));
    else if (type == "pmid")
      set_once(record.pmid, line_of(&id));
    else if (type == "pmc" || type == "pmcid")
      set_once(record.pmcid, line_of(&id).starts_with("PMC") ? line_of(&id) : "PMC" + line_of(&id));
    else if (type == "arxiv")
      set_once(record.arxiv, line_of(&id));
  });
}

void add_titles(const Element* meta, const std::string& language, Record& record) {
  const Element* group = child(meta, "title-group");
  const auto add = [&](const std::string& said, const Element* title, const Element* subtitle) {
    std::string html = inner_html(title, is_no_jats_text);
    if (!html.empty()) record.titles.push_back({said, std::move(html), inner_html(subtitle, is_no_jats_text)});
  };
  add(language, child(group, "article-title"), child(group, "subtitle"));
  if (record.titles.empty()) add(language, child(group, "alt-title"), nullptr);
  each_child(group, "trans-title-group", [&](const Element& other) {
    add(attribute(other, "xml:lang"), child(&other, "trans-title"), child(&other, "trans-subtitle"));
  });
  each_child(group, "trans-title", [&](const Element& other) { add(attribute(other, "xml:lang"), &other, nullptr); });
}

void add_keywords(const Element* meta, const std::string& language, Record& record) {
  each_child(meta, "kwd-group", [&](const Element& group) {
    const std::string type = attribute(group, "kwd-group-type");
    if (type.starts_with("abbr") || type == "ocis" || type == "pacs" || type == "inspec") return;
    const std::string own = attribute(group, "xml:lang");
    RecordKeywords keywords{own.empty() ? language : own, {}};
    each_child(&group, "kwd", [&](const Element& word) { keywords.words.push_back(inner_html(&word, is_no_jats_text)); });
    each_child(&group, "compound-kwd", [&](const Element& word) {
      keywords.words.push_back(line_of(child(&word, "compound-kwd-part")));
    });
    if (!keywords.words.empty()) record.keywords.push_back(std::move(keywords));
  });
}

void add_journal(const Element* front, const Element* meta, Record& record) {
  const Element* journal = child(front, "journal-meta");
  record.journal = line_at(journal, {"journal-title-group", "journal-title"});
  set_once(record.journal, line_at(journal, {"journal-title"}));
  record.issn = line_at(journal, {"issn"});
  record.publisher = line_at(journal, {"publisher", "publisher-name"});
  record.volume = line_at(meta, {"volume"});
  record.issue = line_at(meta, {"issue"});
  record.first_page = line_at(meta, {"fpage"});
  set_once(record.first_page, line_at(meta, {"elocation-id"}));
  record.last_page = line_at(meta, {"lpage"});
  record.section = line_at(meta, {"article-categories", "subj-group", "subject"});
}

void add_relations(const Element* meta, Record& record) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"corrected-article", "erratum"},     {"retracted-article", "retraction"},
      {"object-of-concern", "concern"},     {"correction-forward", "has erratum"},
      {"retraction-forward", "has retraction"}, {"commentary-article", "comment"},
      {"preprint", "version"}};
  each_child(meta, "related-article", [&](const Element& related) {
    const std::string type = attribute(related, "related-article-type"), id = attribute(related, "xlink:href");
    if (attribute(related, "ext-link-type") != "doi" || id.empty()) return;
    for (const auto& [jats, kind] : kKinds)
      if (type == jats) record.relations.push_back({std::string(kind), "doi:" + id});
  });
}

std::string type_of(const Element& article) {
  const std::string type = attribute(article, "article-type");
  const auto row = std::find_if(std::begin(kTypes), std::end(kTypes), [&](const TypeRow& r) { return r.jats == type; });
  return row == std::end(kTypes) ? std::string() : std::string(row->ours);
}

}  // namespace

std::optional<Record> read_jats(const Element& article) {
  const Element* front = child(&article, "front");
  const Element* meta = front ? child(front, "article-meta") : child(&article, "front-stub");
  if (!meta) return std::nullopt;
  Record record;
  record.format = "jats";
  record.language = attribute(article, "xml:lang");
  add_titles(meta, record.language, record);
  add_jats_abstracts(meta, record.language, record);
  add_keywords(meta, record.language, record);
  add_authors(meta, record);
  add_journal(front, meta, record);
  add_ids(meta, record);
  add_relations(meta, record);
  record.published = published_of(meta);
  record.type = type_of(article);
  if (const Element* self = child(meta, "self-uri"))
    if (const std::string link = attribute(*self, "xlink:href"); link.starts_with("http")) record.url = link;
  record.id = record.doi.empty() ? std::string() : "doi:" + record.doi;
  return record;
}

std::string front_of_jats(std::string_view xml) {
  const std::size_t end = xml.find("</front>");
  const std::size_t body = xml.find("<body");
  if (end == std::string_view::npos || (body != std::string_view::npos && body < end)) return std::string(xml);
  return std::string(xml.substr(0, end + 8)) + "</article>";
}

}  // namespace meridian::indexer::feed
