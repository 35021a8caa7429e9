// OAI-PMH 2.0: a record's header and whatever metadata it carries (oai_dc, arXiv, arXivRaw, DataCite, JATS, Crossref), and
// what an answer says of the harvest. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

// What stands around the records of one answer.
struct OaiAnswer {
  std::string response_date;     // when the repository answered: the next harvest's `from`
  std::string resumption_token;  // empty when the list is complete
  std::string error, message;    // "badResumptionToken", "noRecordsMatch", … and the repository's words
};

OaiAnswer read_oai_answer(const Element& root);
// A <record>: its metadata as a record, or a deleted one; nothing when its metadata is in no format that is read.
std::optional<Record> read_oai_record(const Element& record);

}  // namespace meridian::indexer::feed
