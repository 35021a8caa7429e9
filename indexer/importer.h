// Files → Articles: bibliographic records (record_reader.h), saved feeds, HTML pages, plain text, JSONL; any of them gzipped.
//
// The format is told by the bytes, then by the name. A bad record costs that record. Files of records are streamed, so
// their size has no bound. A large one that was stopped is gone on with when it is imported again: the library knows how
// many of its records are in, and those are only counted. Anything else begins anew, and what is in already is only
// looked up.
// One thread at a time; a batch is stored by a thread of its own while the next is read, so the library is its until
// import_files returns or calls `after_batch`.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/warning.h"
#include "indexer/record.h"
#include "library/library.h"

namespace meridian::indexer {

struct ImportFailure {
  std::string file;
  std::int64_t line = 0;    // where the record begins; 0 = the whole file
  std::string code;         // of a base::Warning, with …
  std::vector<std::string> values;
};
// A file that an earlier import did not come to the end of.
struct ImportResumed {
  std::string file;
  std::int64_t records = 0;  // taken in by then
};
struct ImportReport {
  int files = 0;
  std::int64_t added = 0, updated = 0, unchanged = 0;
  std::int64_t linked = 0;                   // notices with their papers, preprints with their versions
  std::int64_t withdrawn = 0;                // removed, since their source deleted them
  std::vector<library::ArticleId> ids;       // of the first 1,000 articles
  std::vector<ImportFailure> failures;       // at most 1,000, then counted only
  std::int64_t failures_in_all = 0;
  std::vector<ImportResumed> resumed;
  double parse_s = 0, library_s = 0;         // seconds spent, for the bench
};

struct ImportChoice {
  bool from_the_start = false;                              // whatever an earlier import came to
  std::function<void(const ImportResumed&)> when_resumed;   // before it goes on
};

// Imports each file; `after_batch` runs after each committed batch, on the caller's thread.
base::Result<ImportReport> import_files(library::Library& library, const std::vector<std::filesystem::path>& files,
                                        const base::Config& config, const base::Clock& clock,
                                        const std::function<base::Status()>& after_batch = {}, const base::Progress& progress = {},
                                        const base::Cancelled& cancelled = {}, const ImportChoice& choice = {});

// What one record of a file gives, without a library: for looking at a file before importing it.
struct ReadArticle {
  std::string file;
  std::int64_t line = 0;
  library::Article article;
  Record record;  // as the file says it; without format when the file holds no records
};
base::Result<ImportReport> read_files(const std::vector<std::filesystem::path>& files, const base::Config& config,
                                      const base::Clock& clock, const std::function<void(const ReadArticle&)>& sink,
                                      const base::Cancelled& cancelled = {});

}  // namespace meridian::indexer
