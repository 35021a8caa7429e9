// A Xapian index in memory with a few documents of our own, written as docs/index_schema.md says.
#pragma once

#include <xapian.h>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/clock.h"
#include "query/search/search.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::tests {

struct SmallDocument {
  std::string title, abstract, language = "en", source = "Test Weekly";
  int year = 2024;
  std::vector<std::string> authors;
};

class SmallIndex {
 public:
  explicit SmallIndex(const std::vector<SmallDocument>& documents, const std::string& glossary_lines = "");

  base::Result<query::search::Found> find(const query::SearchRequest& request);
  base::Result<query::search::Found> find(const std::string& query, int limit = 100);
  // The same over another database, which holds the same documents.
  base::Result<query::search::Found> find_in(const Xapian::Database& database, const query::SearchRequest& request);
  // The Work ids found, in order: document number n is Work n, from 1.
  std::string works(const std::string& query);
  Xapian::WritableDatabase& database() { return database_; }
  const text::Analyzer& analyzer() const { return *analyzer_; }
  // One more document; the Work is the next number.
  void add(const SmallDocument& document) { add(++works_, document); }
  base::SearchConfig& bounds() { return bounds_; }
  query::search::Outside* outside = nullptr;
  library::Number number = 1;  // of the library
  std::string generation = "000001";

 private:
  void add(library::WorkId work, const SmallDocument& document);
  void add_text(Xapian::Document& out, library::Field field, const std::string& text, std::uint32_t wdf,
                std::uint32_t& position);

  std::shared_ptr<const text::Analyzer> analyzer_;
  std::shared_ptr<const text::Glossary> glossary_;
  Xapian::WritableDatabase database_;
  base::SearchConfig bounds_;
  library::WorkId works_ = 0;
  std::unordered_set<std::string> in_abstract_;  // of the document being added
};

}  // namespace meridian::tests
