// See pubmed.h. Dates: of ArticleDate (the day of electronic publication), PubDate and History the one that the article is
// cited by, PubDate, is taken; where it is only a year or a season, an ArticleDate of the same year makes it precise.
#include "indexer/feed/pubmed.h"

#include <algorithm>

#include "base/partial_date.h"
#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kMaxAuthors = 10'000;

struct TypeRow {
  std::string_view pubmed, ours;
};
// In order of what says most. A retracted paper stays what it is; its notice is the retraction.
constexpr TypeRow kTypes[] = {{"Retraction of Publication", "retraction"},
                              {"Retraction Notice", "retraction"},
                              {"Published Erratum", "erratum"},
                              {"Preprint", "preprint"},
                              {"Systematic Review", "review"},
                              {"Meta-Analysis", "review"},
                              {"Review", "review"},
                              {"Scientific Integrity Review", "review"},
                              {"Editorial", "editorial"},
                              {"Dataset", "dataset"},
                              {"News", "news"},
                              {"Newspaper Article", "news"}};

struct RelationRow {
  std::string_view pubmed, kind;
};
constexpr RelationRow kRelations[] = {{"ErratumFor", "erratum"},
                                      {"RetractionOf", "retraction"},
                                      {"ExpressionOfConcernFor", "concern"},
                                      {"CommentOn", "comment"},
                                      {"UpdateOf", "version"},
                                      {"ErratumIn", "has erratum"},
                                      {"RetractionIn", "has retraction"},
                                      {"ExpressionOfConcernIn", "has concern"},
                                      {"UpdateIn", "has version"}};

std::string type_of(const Element* list) {
  for (const TypeRow& row : kTypes) {
    bool found = false;
    each_child(list, "PublicationType", [&](const Element& type) { found = found || line_of(&type) == row.pubmed; });
    if (found) return std::string(row.ours);
  }
  return {};
}

std::string date_of(const Element* date) {
  if (!date) return {};
  if (const Element* medline = child(date, "MedlineDate")) return base::medline_date(line_of(medline));
  return base::partial_date(line_of(child(date, "Year")), line_of(child(date, "Month")), line_of(child(date, "Day")));
}

std::string published_of(const Element* article) {
  const std::string cited = date_of(descend(article, {"Journal", "JournalIssue", "PubDate"}));
  std::string best = cited;
  each_child(article, "ArticleDate", [&](const Element& date) {
    const std::string electronic = date_of(&date);
    if (best.empty() || (electronic.size() > best.size() && electronic.starts_with(best))) best = electronic;
  });
  return best;
}

// Translated titles stand in brackets; all end with a full stop that is not theirs.
std::string title_html(const Element* element) {
  std::string title = inner_html(element);
  if (title.size() > 2 && title.ends_with('.') && !title.ends_with("..")) title.pop_back();
  if (title.size() > 2 && title.front() == '[' && title.back() == ']' && title.find(']') == title.size() - 1)
    title = title.substr(1, title.size() - 2);
  if (title.size() > 2 && title.ends_with('.') && !title.ends_with("..")) title.pop_back();
  return title;
}

std::string abstract_html(const Element* abstract) {
  std::string html;
  each_child(abstract, "AbstractText", [&](const Element& part) {
    const std::string text = inner_html(&part);
    const std::string label = attribute(part, "Label");
    if (text.empty()) return;
    html += "<p>";
    if (!label.empty() && label != "UNLABELLED") html += "<b>" + escaped(label) + ":</b> ";
    html += text + "</p>";
  });
  return html;
}

RecordPerson person_of(const Element& author) {
  RecordPerson person;
  person.whole = line_of(child(&author, "CollectiveName"));
  person.family = line_of(child(&author, "LastName"));
  person.given = line_of(child(&author, "ForeName"));
  if (person.given.empty()) person.given = line_of(child(&author, "FirstName"));
  if (person.given.empty()) person.given = line_of(child(&author, "Initials"));
  person.suffix = line_of(child(&author, "Suffix"));
  each_child(&author, "Identifier", [&](const Element& id) {
    if (attribute(id, "Source") == "ORCID") set_once(person.orcid, line_of(&id));
  });
  return person;
}

void add_authors(const Element* article, Record& record) {
  each_child(article, "AuthorList", [&](const Element& list) {
    if (attribute(list, "Type") == "editors") return;
    each_child(&list, "Author", [&](const Element& author) {
      RecordPerson person = person_of(author);
      const bool named = !person.whole.empty() || !person.family.empty() || !person.given.empty();
      if (named && attribute(author, "ValidYN") != "N" && record.authors.size() < kMaxAuthors)
        record.authors.push_back(std::move(person));
    });
  });
}

void add_keywords(const Element* citation, Record& record) {
  each_child(citation, "KeywordList", [&](const Element& list) {
    RecordKeywords words;
    each_child(&list, "Keyword", [&](const Element& word) { words.words.push_back(line_of(&word)); });
    if (!words.words.empty()) record.keywords.push_back(std::move(words));
  });
  each_child(child(citation, "MeshHeadingList"), "MeshHeading",
             [&](const Element& heading) { record.categories.push_back(line_of(child(&heading, "DescriptorName"))); });
}

void add_pages(const Element* article, Record& record) {
  const std::string pages = line_at(article, {"Pagination", "MedlinePgn"});
  const std::size_t dash = pages.find('-');
  record.first_page = pages.substr(0, dash);
  if (dash != std::string::npos) record.last_page = pages.substr(dash + 1);
  set_once(record.first_page, line_at(article, {"Pagination", "StartPage"}));
  set_once(record.last_page, line_at(article, {"Pagination", "EndPage"}));
}

void add_journal(const Element* article, Record& record) {
  const Element* journal = child(article, "Journal");
  record.journal = line_at(journal, {"Title"});
  set_once(record.journal, line_at(journal, {"ISOAbbreviation"}));
  record.issn = line_at(journal, {"ISSN"});
  record.volume = line_at(journal, {"JournalIssue", "Volume"});
  record.issue = line_at(journal, {"JournalIssue", "Issue"});
  add_pages(article, record);
}

// The ids of the article itself: those inside its reference list are others'.
void add_ids(const Element* list, Record& record) {
  each_child(list, "ArticleId", [&](const Element& id) {
    const std::string type = attribute(id, "IdType");
    if (type == "doi")
      set_once(record.doi, line_of(&id));
    else if (type == "pmc")
      set_once(record.pmcid, line_of(&id));
    else if (type == "pubmed")
      set_once(record.pmid, line_of(&id));
  });
}

void add_relations(const Element* citation, Record& record) {
  each_child(child(citation, "CommentsCorrectionsList"), "CommentsCorrections", [&](const Element& relation) {
    const std::string type = attribute(relation, "RefType"), pmid = line_of(child(&relation, "PMID"));
    const auto row = std::find_if(std::begin(kRelations), std::end(kRelations),
                                  [&](const RelationRow& known) { return known.pubmed == type; });
    if (row != std::end(kRelations) && !pmid.empty())
      record.relations.push_back({std::string(row->kind), "pmid:" + pmid});
  });
}

void add_texts(const Element* citation, const Element* article, Record& record) {
  record.language = line_of(child(article, "Language"));
  const std::string original = title_html(child(article, "VernacularTitle"));
  const std::string title = title_html(child(article, "ArticleTitle"));
  const bool not_given = title.empty() || title == "Not Available" || title == "In Process Citation";
  // The title of the record is English whatever the language of the paper.
  if (!not_given) record.titles.push_back({"en", title});
  if (!original.empty() && original != title) record.titles.push_back({record.language, original});
  if (std::string abstract = abstract_html(child(article, "Abstract")); !abstract.empty())
    record.abstracts.push_back({"en", std::move(abstract)});
  each_child(citation, "OtherAbstract", [&](const Element& other) {
    std::string html = abstract_html(&other);
    if (!html.empty()) record.abstracts.push_back({attribute(other, "Language"), std::move(html)});
  });
}

Record read_citation(const Element* citation, const Element* data) {
  Record record;
  record.format = "pubmed";
  record.pmid = line_of(child(citation, "PMID"));
  record.id = "pubmed:" + record.pmid;
  const Element* article = child(citation, "Article");
  add_texts(citation, article, record);
  add_authors(article, record);
  add_journal(article, record);
  record.published = published_of(article);
  record.type = type_of(child(article, "PublicationTypeList"));
  add_ids(child(data, "ArticleIdList"), record);
  each_child(article, "ELocationID", [&](const Element& id) {
    if (attribute(id, "EIdType") == "doi" && attribute(id, "ValidYN") != "N") set_once(record.doi, line_of(&id));
  });
  each_child(citation, "OtherID", [&](const Element& id) {
    if (const std::string other = line_of(&id); other.starts_with("PMC"))
      set_once(record.pmcid, other.substr(0, other.find(' ')));
  });
  add_keywords(citation, record);
  add_relations(citation, record);
  if (!record.pmid.empty()) record.url = "https://pubmed.ncbi.nlm.nih.gov/" + record.pmid + "/";
  return record;
}

Record read_book(const Element* document, const Element* data) {
  Record record;
  record.format = "pubmed";
  record.pmid = line_of(child(document, "PMID"));
  record.id = "pubmed:" + record.pmid;
  const Element* book = child(document, "Book");
  record.language = line_of(child(document, "Language"));
  record.titles.push_back({"", title_html(child(document, "ArticleTitle"))});
  if (record.titles[0].html.empty()) record.titles[0].html = title_html(child(book, "BookTitle"));
  if (std::string abstract = abstract_html(child(document, "Abstract")); !abstract.empty())
    record.abstracts.push_back({"", std::move(abstract)});
  add_authors(document, record);
  if (record.authors.empty()) add_authors(book, record);
  record.journal = line_at(book, {"BookTitle"});
  record.publisher = line_at(book, {"Publisher", "PublisherName"});
  record.published = date_of(child(document, "ContributionDate"));
  set_once(record.published, date_of(child(book, "PubDate")));
  record.type = type_of(document);
  add_ids(child(document, "ArticleIdList"), record);
  add_ids(child(data, "ArticleIdList"), record);
  add_keywords(document, record);
  record.url = "https://pubmed.ncbi.nlm.nih.gov/" + record.pmid + "/";
  return record;
}

std::vector<Record> read_deletions(const Element& root) {
  std::vector<Record> records;
  for (const char* name : {"PMID", "DeleteCitation"})
    each_child(&root, name, [&](const Element& pmid) {
      Record record;
      record.format = "pubmed";
      record.pmid = line_of(&pmid);
      record.id = "pubmed:" + record.pmid;
      record.deleted = true;
      if (!record.pmid.empty()) records.push_back(std::move(record));
    });
  return records;
}

}  // namespace

std::vector<Record> read_pubmed(const Element& root) {
  if (is_named(root, "PubmedArticle"))
    return {read_citation(child(&root, "MedlineCitation"), child(&root, "PubmedData"))};
  if (is_named(root, "MedlineCitation")) return {read_citation(&root, nullptr)};
  if (is_named(root, "PubmedBookArticle"))
    return {read_book(child(&root, "BookDocument"), child(&root, "PubmedBookData"))};
  if (is_named(root, "DeleteCitation") || is_named(root, "DeleteDocument")) return read_deletions(root);
  return {};
}

}  // namespace meridian::indexer::feed
