// Translation and synonym pairs: which words mean the same, across spellings and languages.
//
// Format of data/glossary/*.tsv (docs in data/README.md): UTF-8, one concept a line, four tab-separated columns:
// English forms, Chinese forms (each separated by "|"; the first is the one to show), subject, note. '#' begins a
// comment line. Immutable once loaded, share freely.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/analyzer.h"

namespace meridian::text {

struct Concept {
  std::vector<std::string> english, chinese;  // the first of each is the preferred form
};

// A run of query words that is a form of a concept.
struct ConceptMatch {
  std::size_t first_word = 0, words = 0;  // in the vector given in
  const Concept* concept_ = nullptr;
};

class Glossary {
 public:
  // All *.tsv files of a folder, in name order. Lines that cannot be read are skipped and counted.
  static base::Result<std::shared_ptr<const Glossary>> load(const std::filesystem::path& folder,
                                                            std::shared_ptr<const Analyzer> analyzer);
  virtual ~Glossary() = default;
  // Longest matches from left to right, not overlapping; forms are compared by their stems (English) or folded text
  // (Chinese).
  virtual std::vector<ConceptMatch> find(const std::vector<QueryWord>& words) const = 0;
  // Concepts in running text, for clusters and labels that meet across languages; longest match.
  virtual std::vector<const Concept*> concepts_in(std::string_view utf8) const = 0;
  virtual std::size_t size() const = 0;
  virtual std::size_t skipped_lines() const = 0;
};

}  // namespace meridian::text
