// The reader's marks and radars from the library, and what makes a paper itself from explore/, for queries that name
// them. One thread at a time.
#pragma once

#include <xapian.h>

#include "library/library.h"
#include "query/search/outside.h"

namespace meridian::query {

class LibraryOutside final : public search::Outside {
 public:
  // Both must outlive it.
  LibraryOutside(library::Library& library, const Xapian::Database& database)
      : library_(library), database_(database) {}

  std::optional<std::vector<library::WorkId>> marked(library::Field field, std::string_view value) override;
  std::optional<std::string> radar(std::string_view name) override;
  std::vector<std::string> radar_names() override;
  std::optional<search::PaperTerms> paper(library::ArticleId id) override;

 private:
  library::Library& library_;
  const Xapian::Database& database_;
};

}  // namespace meridian::query
