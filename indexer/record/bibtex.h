// BibTeX and BibLaTeX (Patashnik 1988; Kime, Wemheuer, Lehman, biblatex 3): entries, @string macros, values joined by #.
//
// One thread at a time: macros are defined in one entry and used in later ones.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "indexer/record.h"
#include "indexer/record_cutter.h"

namespace meridian::indexer::record {

// Cuts at '@' + letters + '{' or '('. An entry whose braces do not balance ends where the next one begins a line.
class BibtexCutter final : public RecordCutter {
 public:
  RecordCut next(std::string_view window, bool last) override;
};

class BibtexReader {
 public:
  // Nothing for @string, @comment and @preamble. invalid "record.malformed".
  base::Result<std::optional<Record>> read(std::string_view entry);

 private:
  std::map<std::string, std::string, std::less<>> macros_;  // names in lower case
};

// Whether a document that begins so is BibTeX: its first '@' at the beginning of a line opens an entry.
bool is_bibtex(std::string_view head);

}  // namespace meridian::indexer::record
