// Work → document; parallel analysis, batches, commits. The only writer of the index.
//
// The index follows the library: catch_up reads the Works changed since the number stored in the last index commit and
// replaces their documents. Only the holder of the index lock may do so. A commit that threw, another library id,
// version, or an index ahead of the library mean: build beside and swap (FAULTS 146, 147, 152, 166-169). One thread at
// a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "base/warning.h"
#include "library/library.h"
#include "text/analyzer.h"

namespace meridian::indexer {

// What an index must be made by to be used: kSchemaVersion "/" kAnalyzerVersion (kMetaVersion).
std::string current_version();

struct IndexReport {
  std::int64_t documents = 0;          // written or dropped
  bool rebuilt = false;                // a new generation was built and swapped in
  library::Number number = 0;          // the library's number that the index now covers
  double analysis_s = 0, write_s = 0;  // seconds of all threads together
};

class IndexWriter {
 public:
  // refused "lock.held" when another process makes the index follow (its work covers ours: not a failure for crawl and
  // import).
  static base::Result<std::unique_ptr<IndexWriter>> open(const std::filesystem::path& library_folder,
                                                         std::shared_ptr<const text::Analyzer> analyzer);
  virtual ~IndexWriter() = default;
  // For who is about to fill the library with much: where a new index must be built anyway, begins it beside with the
  // cores that storing leaves, and the next catch_up goes on from there. Does nothing where the index only has to follow.
  virtual base::Status begin_ahead(library::Library& library) = 0;
  // Makes the index cover the library as it is now. Rebuilds when it must, or when so much is new that shards built
  // side by side are quicker. What was committed stays when cancelled.
  virtual base::Result<IndexReport> catch_up(library::Library& library, const base::Progress& progress = {},
                                             const base::Cancelled& cancelled = {}) = 0;
  // A new generation from the library: shards side by side, joined by compact, checked, swapped.
  virtual base::Result<IndexReport> rebuild(library::Library& library, const base::Progress& progress = {},
                                            const base::Cancelled& cancelled = {}) = 0;
};

// Compares index and library: ids, numbers, content of every document's terms. One sentence a finding; empty = equal.
base::Result<std::vector<base::Warning>> compare_index(library::Library& library,
                                                     const std::filesystem::path& library_folder,
                                                     const text::Analyzer& analyzer,
                                                     const base::Progress& progress = {});

}  // namespace meridian::indexer
