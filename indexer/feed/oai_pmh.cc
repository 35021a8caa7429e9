// See oai_pmh.h.
#include "indexer/feed/oai_pmh.h"

#include "indexer/feed/crossref_xml.h"
#include "indexer/feed/datacite.h"
#include "indexer/feed/jats.h"
#include "indexer/feed/oai_formats.h"
#include "indexer/feed/record_element.h"

namespace meridian::indexer::feed {
namespace {

std::optional<Record> read_metadata(const Element& metadata) {
  if (is_named(metadata, "dc")) return read_oai_dc(metadata);
  if (is_named(metadata, "arXiv")) return read_arxiv(metadata);
  if (is_named(metadata, "arXivRaw")) return read_arxiv_raw(metadata);
  if (is_named(metadata, "resource")) return read_datacite(metadata);
  if (is_named(metadata, "article")) return read_jats(metadata);
  // DataCite's own service wraps the resource in a payload.
  if (const Element* resource = descend(&metadata, {"payload", "resource"})) return read_datacite(*resource);
  return read_crossref_xml(metadata);
}

// arXiv's identifiers name the paper.
void add_header(const Element* header, Record& record) {
  record.id = line_at(header, {"identifier"});
  constexpr std::string_view kArxiv = "oai:arXiv.org:";
  if (record.id.starts_with(kArxiv)) set_once(record.arxiv, "arXiv:" + record.id.substr(kArxiv.size()));
}

}  // namespace

OaiAnswer read_oai_answer(const Element& root) {
  OaiAnswer answer;
  answer.response_date = line_at(&root, {"responseDate"});
  if (const Element* error = child(&root, "error")) {
    answer.error = attribute(*error, "code");
    answer.message = line_of(error);
  }
  for (const char* verb : {"ListRecords", "ListIdentifiers", "ListSets"})
    set_once(answer.resumption_token, line_at(&root, {verb, "resumptionToken"}));
  return answer;
}

std::optional<Record> read_oai_record(const Element& element) {
  const Element* header = child(&element, "header");
  if (header && attribute(*header, "status") == "deleted") {
    Record record;
    record.format = "oai";
    record.deleted = true;
    add_header(header, record);
    return record;
  }
  const Element* metadata = child(&element, "metadata");
  const Element* inside = metadata ? metadata->FirstChildElement() : nullptr;
  if (!inside) return std::nullopt;
  std::optional<Record> record = read_metadata(*inside);
  if (record) add_header(header, *record);
  return record;
}

}  // namespace meridian::indexer::feed
