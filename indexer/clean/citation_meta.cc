// The table of names and the walk over the page; JSON-LD is in json_ld.cc. See citation_meta.h.
#include "indexer/clean/citation_meta.h"

#include <algorithm>
#include <array>

#include "indexer/clean/ascii.h"
#include "indexer/clean/json_ld.h"
#include "indexer/clean/markup.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::size_t kMaxValues = 10'000;
constexpr std::size_t kMaxValueBytes = 64 << 10;  // an abstract; names and titles are bounded where they are stored

// Ranks of the families of names; a row may add to it.
enum Rank {
  kCitation = 0,
  kPrism = 100,
  kDublinCore = 200,
  kJsonLd = 300,
  kOpenGraph = 400,
  kPlainMeta = 500,
  kHtml = 600
};

struct Row {
  std::string_view name;  // of <meta name|property|itemprop>, lower case
  MetaField field;
  int rank;
};

// Order inside a family: the better name first.
constexpr Row kRows[] = {
    {"citation_title", MetaField::title, kCitation},
    {"citation_author", MetaField::author, kCitation},
    {"citation_authors", MetaField::author, kCitation + 1},
    {"citation_abstract", MetaField::abstract, kCitation},
    {"citation_publication_date", MetaField::date, kCitation},
    {"citation_online_date", MetaField::date, kCitation + 1},
    {"citation_date", MetaField::date, kCitation + 2},
    {"citation_year", MetaField::date, kCitation + 9},
    {"citation_journal_title", MetaField::journal, kCitation},
    {"citation_conference_title", MetaField::journal, kCitation + 1},
    {"citation_journal_abbrev", MetaField::journal, kCitation + 2},
    {"citation_publisher", MetaField::publisher, kCitation},
    {"citation_keywords", MetaField::keywords, kCitation},
    {"citation_keyword", MetaField::keywords, kCitation},
    {"citation_language", MetaField::language, kCitation},
    {"citation_article_type", MetaField::type, kCitation},
    {"citation_section", MetaField::section, kCitation},
    {"citation_abstract_html_url", MetaField::url, kCitation},
    {"citation_doi", MetaField::doi, kCitation},
    {"citation_arxiv_id", MetaField::arxiv, kCitation},
    {"citation_pmid", MetaField::pmid, kCitation},
    {"citation_pmcid", MetaField::pmcid, kCitation},
    {"citation_issn", MetaField::issn, kCitation},
    {"citation_volume", MetaField::volume, kCitation},
    {"citation_issue", MetaField::issue, kCitation},
    {"citation_firstpage", MetaField::first_page, kCitation},
    {"citation_lastpage", MetaField::last_page, kCitation},
    {"prism.doi", MetaField::doi, kPrism},
    {"prism.publicationname", MetaField::journal, kPrism},
    {"prism.publicationdate", MetaField::date, kPrism},
    {"prism.volume", MetaField::volume, kPrism},
    {"prism.number", MetaField::issue, kPrism},
    {"prism.startingpage", MetaField::first_page, kPrism},
    {"prism.endingpage", MetaField::last_page, kPrism},
    {"prism.issn", MetaField::issn, kPrism},
    {"prism.section", MetaField::section, kPrism},
    {"dc.title", MetaField::title, kDublinCore},
    {"dc.creator", MetaField::author, kDublinCore},
    {"dc.contributor", MetaField::author, kDublinCore + 1},
    {"dcterms.abstract", MetaField::abstract, kDublinCore},
    {"dc.description", MetaField::abstract, kDublinCore + 1},
    {"dcterms.issued", MetaField::date, kDublinCore},
    {"dc.date.issued", MetaField::date, kDublinCore},
    {"dc.date", MetaField::date, kDublinCore + 1},
    {"dcterms.modified", MetaField::updated, kDublinCore},
    {"dc.source", MetaField::journal, kDublinCore},
    {"dc.publisher", MetaField::publisher, kDublinCore},
    {"dc.subject", MetaField::keywords, kDublinCore},
    {"dc.language", MetaField::language, kDublinCore},
    {"dc.type", MetaField::type, kDublinCore},
    {"dc.identifier", MetaField::doi, kDublinCore},
    {"dc.identifier.doi", MetaField::doi, kDublinCore},
    {"og:title", MetaField::title, kOpenGraph},
    {"twitter:title", MetaField::title, kOpenGraph + 1},
    {"article:author", MetaField::author, kOpenGraph},
    {"og:description", MetaField::abstract, kOpenGraph},
    {"article:published_time", MetaField::date, kOpenGraph},
    {"og:article:published_time", MetaField::date, kOpenGraph},
    {"article:modified_time", MetaField::updated, kOpenGraph},
    {"og:updated_time", MetaField::updated, kOpenGraph + 1},
    {"og:site_name", MetaField::site, kOpenGraph},
    {"application-name", MetaField::site, kPlainMeta},
    {"article:section", MetaField::section, kOpenGraph},
    {"article:tag", MetaField::keywords, kOpenGraph},
    {"og:url", MetaField::url, kOpenGraph + 50},
    {"og:type", MetaField::type, kOpenGraph},
    {"author", MetaField::author, kPlainMeta},
    {"byl", MetaField::author, kPlainMeta + 1},
    {"parsely-author", MetaField::author, kPlainMeta + 2},
    {"description", MetaField::abstract, kPlainMeta},
    {"keywords", MetaField::keywords, kPlainMeta},
    {"news_keywords", MetaField::keywords, kPlainMeta - 1},
    {"date", MetaField::date, kPlainMeta},
    {"pubdate", MetaField::date, kPlainMeta - 1},
    {"publishdate", MetaField::date, kPlainMeta - 1},
    {"publish_date", MetaField::date, kPlainMeta - 1},
    {"datepublished", MetaField::date, kPlainMeta - 2},
    {"datemodified", MetaField::updated, kPlainMeta},
    {"last-modified", MetaField::updated, kPlainMeta + 1},
};

// "DCTERMS.creator" and "dc:creator" are "dc.creator": one spelling for the table.
std::string canonical_name(std::string_view given) {
  std::string name = lower(trim(given));
  for (std::string_view prefix : {"dc:", "prism:", "dcterms:"})
    if (name.starts_with(prefix)) name[prefix.size() - 1] = '.';
  const auto known = [&] {
    return std::any_of(std::begin(kRows), std::end(kRows), [&](const Row& row) { return row.name == name; });
  };
  if (name.starts_with("dcterms.") && !known()) name = "dc." + name.substr(8);
  return name;
}

class Reader {
 public:
  explicit Reader(const HtmlTree& page) : page_(page) {}

  std::vector<MetaValue> read() {
    for (NodeId node = 0; node < static_cast<NodeId>(page_.nodes.size()) && values_.size() < kMaxValues; ++node) {
      const std::string& tag = page_.nodes[static_cast<std::size_t>(node)].tag;
      if (tag == "meta")
        meta(node);
      else if (tag == "link")
        link(node);
      else if (tag == "script")
        script(node);
      else if (tag == "time")
        time(node);
      else if (tag == "html")
        add(MetaField::language, page_.attribute(node, "lang"), "html:lang", kHtml);
      else if (tag == "title" && !title_seen_)
        add(MetaField::title, page_.text_of(node), "html:title", kHtml + 1), title_seen_ = true;
      else if (tag == "h1")
        add(MetaField::title, page_.text_of(node), "html:h1", kHtml);
      else if (tag == "a" && page_.attribute(node, "rel") == "author")
        add(MetaField::author, page_.text_of(node), "html:rel=author", kHtml);
      else if (page_.attribute(node, "itemprop") == "author" && tag != "meta")
        add(MetaField::author, page_.text_of(node), "html:itemprop=author", kHtml + 1);
    }
    return std::move(values_);
  }

 private:
  void add(MetaField field, std::string_view value, std::string source, int rank) {
    if (value.size() > kMaxValueBytes || values_.size() >= kMaxValues) return;
    std::string text = field == MetaField::abstract ? plain_text(value) : one_line(value);
    if (!text.empty()) values_.push_back({field, std::move(text), std::move(source), rank});
  }
  void meta(NodeId node) {
    const std::string_view content = page_.attribute(node, "content");
    for (std::string_view key : {"name", "property", "itemprop"}) {
      const std::string name = canonical_name(page_.attribute(node, key));
      if (name.empty()) continue;
      for (const Row& row : kRows)
        if (row.name == name) return add(row.field, content, name, row.rank);
    }
  }
  void link(NodeId node) {
    if (lower(page_.attribute(node, "rel")) == "canonical")
      add(MetaField::url, page_.attribute(node, "href"), "html:canonical", kOpenGraph);
  }
  void time(NodeId node) {
    if (time_seen_) return;
    const std::string_view date = page_.attribute(node, "datetime");
    time_seen_ = !date.empty();
    add(MetaField::date, date, "html:time", kHtml);
  }
  void script(NodeId node) {
    if (lower(trim(page_.attribute(node, "type"))) != "application/ld+json") return;
    const NodeId text = page_.nodes[static_cast<std::size_t>(node)].first_child;
    if (text == kNoNode) return;
    for (const JsonLdValue& value : read_json_ld(page_.nodes[static_cast<std::size_t>(text)].text))
      add(value.field, value.value, "json-ld:" + value.property, kJsonLd);
  }

  const HtmlTree& page_;
  std::vector<MetaValue> values_;
  bool time_seen_ = false, title_seen_ = false;
};

}  // namespace

PageMetadata::PageMetadata(std::vector<MetaValue> values) : values_(std::move(values)) {
  std::stable_sort(values_.begin(), values_.end(),
                   [](const MetaValue& a, const MetaValue& b) { return a.rank < b.rank; });
}

const MetaValue* PageMetadata::first(MetaField field) const {
  const auto found =
      std::find_if(values_.begin(), values_.end(), [&](const MetaValue& value) { return value.field == field; });
  return found == values_.end() ? nullptr : &*found;
}

std::vector<const MetaValue*> PageMetadata::all(MetaField field) const {
  std::vector<const MetaValue*> result;
  const MetaValue* preferred = first(field);
  for (const MetaValue& value : values_)
    if (value.field == field && value.rank == preferred->rank) result.push_back(&value);
  return result;
}

std::vector<const MetaValue*> PageMetadata::contradicting(MetaField field) const {
  std::vector<const MetaValue*> result;
  const MetaValue* preferred = first(field);
  for (const MetaValue& value : values_)
    if (value.field == field && value.rank != preferred->rank && value.value != preferred->value)
      result.push_back(&value);
  return result;
}

PageMetadata read_metadata(const HtmlTree& page) {
  return PageMetadata(Reader(page).read());
}

}  // namespace meridian::indexer::clean
