// What a query names and the index does not hold: the reader's marks and tags, saved radars, a paper to be like.
//
// The library knows these and explore/ knows what makes a paper itself; search/ sees neither, so whoever asks it brings
// them. One thread at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "library/article.h"
#include "library/index_schema.h"

namespace meridian::query::search {

// An index term that says what a paper is about, and how often it says so.
struct TellingTerm {
  std::string term;
  double times = 1;
};

struct PaperTerms {
  library::WorkId work = 0;
  std::vector<TellingTerm> terms;  // strongest first
};

class Outside {
 public:
  virtual ~Outside() = default;
  // The Works that bear a mark (`field` is, "starred") or a tag; nothing when the value is no mark of the reader's.
  virtual std::optional<std::vector<library::WorkId>> marked(library::Field field, std::string_view value) = 0;
  // The query of a saved radar.
  virtual std::optional<std::string> radar(std::string_view name) = 0;
  virtual std::vector<std::string> radar_names() = 0;
  // What the Work of an article is about; nothing when the library or the index does not hold it.
  virtual std::optional<PaperTerms> paper(library::ArticleId id) = 0;
};

}  // namespace meridian::query::search
