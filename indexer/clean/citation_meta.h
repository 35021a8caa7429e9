// What a page's head says about its article: citation_* (Highwire), Dublin Core, PRISM, JSON-LD, Open Graph, and the
// HTML itself.
//
// Everything said is kept, in one fixed order of preference; a field's first value wins and those that contradict it
// stay beside it for provenance (FAULTS 59). Bounded: 10,000 values, JSON-LD of 1 MiB and 64 levels. Followed: Google
// Scholar's inclusion guidelines, DCMI terms, PRISM 3, schema.org/Article, ogp.me. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/clean/html.h"

namespace meridian::indexer::clean {

enum class MetaField {
  title,
  author,
  abstract,
  date,
  updated,
  journal,
  site,
  publisher,
  section,
  keywords,
  language,
  type,
  url,
  doi,
  arxiv,
  pmid,
  pmcid,
  issn,
  volume,
  issue,
  first_page,
  last_page
};

struct MetaValue {
  MetaField field;
  std::string value;   // one line, references decoded
  std::string source;  // "citation_title", "dc.title", "json-ld:headline", "og:title", "html:title"
  int rank = 0;        // smaller is preferred
};

class PageMetadata {
 public:
  explicit PageMetadata(std::vector<MetaValue> values);
  // The preferred value, or nullptr.
  const MetaValue* first(MetaField field) const;
  // All values of the preferred source (authors, keywords), in page order.
  std::vector<const MetaValue*> all(MetaField field) const;
  // Values of less preferred sources that say otherwise.
  std::vector<const MetaValue*> contradicting(MetaField field) const;

 private:
  std::vector<MetaValue> values_;  // by rank, then in page order
};

PageMetadata read_metadata(const HtmlTree& page);

}  // namespace meridian::indexer::clean
