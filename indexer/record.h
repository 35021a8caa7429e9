// What a bibliographic record says, field by field, before an article is made of it. Every format of records gives this
// one model.
//
// Unlike the item of a feed (feed/item.h) a record names its fields: authors are parted into names, abstracts have a
// language, dates are dates. What the record does not say stays empty. Texts are valid UTF-8; `html` fields may hold
// markup and references. Plain structs; immutable, share freely.
#pragma once

#include <string>
#include <vector>

namespace meridian::indexer {

struct RecordPerson {
  std::string family, given, suffix;
  std::string whole;  // a group, or a name that the record does not part
  std::string orcid;  // as given
};

struct RecordText {
  std::string language;  // as given ("eng", "zh-CN"); empty when not said
  std::string html;
  std::string subtitle_html;  // of a title
};

struct RecordKeywords {
  std::string language;
  std::vector<std::string> words;
};

// What this record is to another one: "erratum", "retraction", "comment" of it, or the "version" of it in a journal.
struct RecordRelation {
  std::string kind;
  std::string identifier;  // "pmid:123", "doi:10.5555/1"
  friend bool operator==(const RecordRelation&, const RecordRelation&) = default;
};

struct Record {
  std::string format;  // "pubmed", "jats", "crossref", "datacite", "oai_dc", "arxiv", "ris", "bibtex", …
  std::string id;      // the source's own id: "pubmed:123", "oai:arXiv.org:0901.2443"
  bool deleted = false;  // the source took it back: nothing but `id` and identifiers is said
  std::string type;      // as library::name(ArticleType); empty = a plain article
  std::string language;  // of the work, as given

  std::vector<RecordText> titles, abstracts;  // the first is the main one
  std::vector<RecordKeywords> keywords;
  std::vector<std::string> categories;
  std::vector<RecordPerson> authors;

  std::string journal, publisher, section;
  std::string volume, issue, first_page, last_page;
  std::string published, updated;  // ISO with the precision given: "2026", "2026-06", "2026-06-23"
  std::string doi, arxiv, pmid, pmcid, issn, url;  // as given
  std::vector<RecordRelation> relations;
};

}  // namespace meridian::indexer
