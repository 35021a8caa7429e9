// Translation and synonym pairs: which words mean the same, across spellings and languages.
//
// Two kinds stand behind it. The shipped files (data/glossary/*.tsv, described in data/README.md) hold concepts: all
// forms of a line mean one thing, and no form stands in two. A reader's own files (LIBRARY/glossary,
// text/glossary_pairs.h) are dictionaries in which a word stands in many entries; they are asked for translations only.
//
// A form is found as it is written first, number and case aside, and by its stem only where one concept has that stem
// ("organs" is not "organisation"). Immutable once loaded, share freely.
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
  bool general = false;  // of every subject ("increase"): translated in a query, says nothing of what a text is about
};

// A run of query words that is a form of a concept.
struct ConceptMatch {
  std::size_t first_word = 0, words = 0;  // in the vector given in
  const Concept* concept_ = nullptr;      // the glossary's own, or `joined`
  std::shared_ptr<const Concept> joined;  // put together from several files for this match
};

class Glossary {
 public:
  // All *.tsv files of `shipped`, in name order, and the reader's own of `own` where that folder exists. Lines that
  // cannot be read are skipped and counted, files of `own` passed over. not_found "glossary.missing"; storage
  // "disk.read".
  static base::Result<std::shared_ptr<const Glossary>> load(const std::filesystem::path& shipped,
                                                            std::shared_ptr<const Analyzer> analyzer,
                                                            const std::filesystem::path& own = {});
  virtual ~Glossary() = default;
  // Longest concepts with a subject from left to right, not overlapping.
  virtual std::vector<ConceptMatch> find(const std::vector<QueryWord>& words) const = 0;
  // What a search asks for: longest terms of any file, general ones too, with all that the files say of a term in one
  // concept. Stop words alone are no terms.
  virtual std::vector<ConceptMatch> groups(const std::vector<QueryWord>& words) const = 0;
  // Concepts with a subject in running text, for clusters and labels that meet across languages; longest match.
  virtual std::vector<const Concept*> concepts_in(std::string_view utf8) const = 0;
  virtual std::size_t size() const = 0;           // shipped concepts
  virtual std::size_t skipped_lines() const = 0;  // of the shipped files
};

}  // namespace meridian::text
