// XML documents of bibliographic records: whether one is, where its records stand, what each says.
//
// PubMed, JATS (alone or in a pmc-articleset), Crossref, DataCite, OAI-PMH; several documents in one file too.
// The functions are immutable and may be shared freely; a cutter is one thread's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "indexer/feed/oai_pmh.h"
#include "indexer/record.h"
#include "indexer/record_cutter.h"

namespace meridian::indexer::feed {

// Whether a document that begins so (a few KiB are enough) holds records.
bool holds_xml_records(std::string_view head);

// Finds the outermost elements that are records, by their tags alone.
class XmlRecordCutter final : public RecordCutter {
 public:
  RecordCut next(std::string_view window, bool last) override;
  void give_up() override;

 private:
  std::string pending_;   // the name of the record that was not whole
  std::string passing_;   // of one that is passed over
};

// The records of one element that the cutter found; empty when it holds no work. invalid "xml.…" as clean_xml.
// REQUIRES as clean_xml's.
base::Result<std::vector<Record>> read_xml_record(std::string_view utf8);

// A whole OAI-PMH answer: its records and where the list goes on. Records that cannot be read are counted.
struct OaiPage {
  OaiAnswer answer;
  std::vector<Record> records;
  int unread = 0;
  bool partial = false;  // the answer ended early: whether the list goes on is not known
};
base::Result<OaiPage> read_oai_page(std::string_view utf8);

}  // namespace meridian::indexer::feed
