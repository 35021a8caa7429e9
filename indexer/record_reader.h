// The formats of bibliographic records: which one a file is in, where its records stand, what each says. Joins the rooms
// that must not know each other: `clean` decodes, `feed` reads XML, `record` the others.
//
// A reader is one thread's, the functions are immutable.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "indexer/feed/record_xml.h"
#include "indexer/record.h"
#include "indexer/record_cutter.h"

namespace meridian::indexer {

enum class RecordFormat { none, xml, json, ris, nbib, bibtex };

// By what stands in the first bytes, never by a name; none for feeds, pages, texts and JSONL. REQUIRES: UTF-8.
RecordFormat record_format(std::string_view head);

// Reads the records of one file, in order.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  virtual std::unique_ptr<RecordCutter> cutter() const = 0;
  // What one cut record says: several for a list of deletions, none for what only prepares others (BibTeX's @string).
  // invalid "xml.…", "json.malformed", "record.malformed", "record.unknown". REQUIRES: UTF-8.
  virtual base::Result<std::vector<Record>> read(std::string_view utf8) = 0;
};
// REQUIRES: not none.
std::unique_ptr<RecordReader> make_record_reader(RecordFormat format);

// A line of JSON that is a record of Crossref, Europe PMC, bioRxiv or CSL, and not of our own JSONL.
bool is_record_line(std::string_view json);

// An OAI-PMH answer as it came over the net; for the harvest of a repository. invalid as feed::parse.
base::Result<feed::OaiPage> read_oai_answer(std::string_view bytes, std::string_view content_type);

}  // namespace meridian::indexer
