// What we keep of one publication as one source gave it, and the Work it belongs to. Plain structs.
//
// Texts are valid UTF-8 without NUL (FAULTS R6), in Unicode NFC, as published: folding is text/'s business.
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace meridian::library {

using ArticleId = std::int64_t;  // never changes, never reused; 0 = not stored yet
using WorkId = std::int64_t;     // the smallest id of its articles
using Number = std::int64_t;     // the library's counter: commit order

enum class ArticleType { article, preprint, review, editorial, erratum, retraction, dataset, news, page };
// "article", "preprint", … as in JSON, type: filters and the database.
std::string_view name(ArticleType type);
ArticleType article_type(std::string_view name);  // article when unknown

struct Author {
  std::string name;   // as printed, for display: "Chinedu Nwosu", "王伟"
  std::string orcid;  // bare, or empty
  friend bool operator==(const Author&, const Author&) = default;
};

// Title, abstract and keywords in one language. A bilingual record has one per language.
struct LocalizedText {
  std::string language;  // "en", "zh", or "" when it cannot be told
  std::string title;
  std::string abstract;  // the abstract, or the main text of a page that has none
  std::vector<std::string> keywords;
  friend bool operator==(const LocalizedText&, const LocalizedText&) = default;
};

// Where a field came from: {"abstract", "feed:dc:description"}, {"doi", "page:citation_doi"}, {"date", "text:citation"}.
struct Provenance {
  std::string field;
  std::string source;
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

struct Article {
  ArticleId id = 0;
  WorkId work = 0;
  Number number = 0;                 // of the write that last changed it

  std::vector<LocalizedText> texts;  // at least one; the first is the main one
  std::vector<Author> authors;
  std::string source;                // shown before the title: journal, server or site name
  std::string section;               // the source's own section or category ("Medicine")
  std::string journal;               // empty for pages
  std::string citation;              // volume(issue):pages as the source gives it: "2001;26(8):909-919"
  std::string published;             // ISO with its true precision: "2026", "2026-06", "2026-06-23"; "" unknown
  std::string updated;               // the same
  std::string doi;                   // canonical (library/identifiers.h), as are the next three; empty when none
  std::string arxiv;
  std::string pmid;
  std::string pmcid;
  std::string url;                   // to click on
  ArticleType type = ArticleType::article;
  bool truncated = false;            // the abstract is a teaser
  std::vector<std::string> categories;
  std::vector<Provenance> provenance;

  std::int64_t feed = 0;             // the feed that brought it first; 0 = imported
  std::string guid;                  // the feed's own id for it
  std::int64_t added = 0;            // Unix seconds of the first sight
  std::string content_hash;          // hex of all that is above from texts to categories; set by the store

  const LocalizedText& main() const { return texts.front(); }
  // The text in `language`, or the main one.
  const LocalizedText& in(std::string_view language) const {
    for (const auto& text : texts)
      if (text.language == language) return text;
    return texts.front();
  }
};

// Articles that are the same paper.
struct Work {
  WorkId id = 0;
  Number number = 0;
  ArticleId representative = 0;        // the copy that is shown
  std::vector<ArticleId> articles;     // ascending, the representative among them
  bool retracted = false;              // a notice of retraction concerns one of its articles
};

// Why two articles are tied. `same` joins them into one Work; `shares_text` and `concerns` (an erratum or retraction and its
// original) are shown as links only. The reader's own word stands above these and outlives every crawl: `merged` joins,
// `parted` keeps apart, whatever else ties them. Stored as numbers: append only.
enum class LinkKind { same, shares_text, concerns, merged, parted };
struct Link {
  ArticleId a = 0, b = 0;   // a < b
  LinkKind kind = LinkKind::same;
  std::string reason;       // "doi", "arxiv", "pmid", "title+author", "text .87", "reworded .42", "by hand"
  friend bool operator==(const Link&, const Link&) = default;
};

}  // namespace meridian::library
