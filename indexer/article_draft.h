// One article under construction: each field set once, bounded, storable, with its provenance.
//
// The one place where FAULTS' bounds on stored text are kept: title 4 KiB, text 2 MiB, address 2 KiB, id 512 bytes.
// One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/abstract_reader.h"
#include "library/article.h"

namespace meridian::indexer {

class ArticleDraft {
 public:
  // Sets a field that is still empty; an empty value changes nothing. `source` as in library::Provenance.
  void title(std::string_view html, std::string_view source);
  // The title in a language that is known.
  void title_in(std::string_view language, std::string_view html, std::string_view source);
  void source(std::string_view name, std::string_view source);
  void section(std::string_view name, std::string_view source);
  void journal(std::string_view name, std::string_view source);
  void citation(std::string_view text, std::string_view source);
  void published(std::string_view raw, std::string_view source);  // any date text; kept when it can be read
  void updated(std::string_view raw, std::string_view source);
  void url(std::string_view address, std::string_view source);  // http and https only
  void authors(const std::vector<std::string>& creators, std::string_view source);
  void people(std::vector<library::Author> authors, std::string_view source);  // names that are parted already
  void keywords(std::string_view language, const std::vector<std::string>& words, std::string_view source);
  void categories(const std::vector<std::string>& names, std::string_view source);
  // Every identifier that `text` is: DOI, arXiv, PMID, PMCID.
  void identifier(std::string_view text, std::string_view source);
  // Abstracts by language (the better one stays), and what else the text said.
  void abstract(const ReadAbstract& read, std::string_view source);
  // A whole abstract in a language that is known: plain text, paragraphs parted by empty lines.
  void abstract_in(std::string_view language, std::string_view text, std::string_view source);
  // A field's value that lost against another: kept in provenance only.
  void contradiction(std::string_view field, std::string_view value, std::string_view source);

  library::Article article;
  bool from_china = false;  // the publisher's midnight is China's, whatever the text's language

  // Titles meet their texts, empty texts go, types are told. REQUIRES: called once, last.
  library::Article finish(library::ArticleType type);
  bool empty() const;  // neither title nor text

 private:
  bool set(std::string& field, std::string_view name, std::string value, std::string_view source);
  library::LocalizedText& in(std::string_view language);
};

// A date in any form that feeds, pages and people use → ISO with its true precision; "" when it is none.
std::string iso_date(std::string_view raw);

}  // namespace meridian::indexer
