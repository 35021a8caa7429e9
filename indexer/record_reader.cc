// See record_reader.h.
#include "indexer/record_reader.h"

#include "indexer/clean/ascii.h"
#include "indexer/clean/encoding.h"
#include "indexer/clean/entities.h"
#include "indexer/record/bibtex.h"
#include "indexer/record/json_cutter.h"
#include "indexer/record/json_records.h"
#include "indexer/record/tagged_lines.h"
#include "indexer/record/tagged_records.h"

namespace meridian::indexer {
namespace {

using Records = base::Result<std::vector<Record>>;

class XmlReader final : public RecordReader {
 public:
  std::unique_ptr<RecordCutter> cutter() const override { return std::make_unique<feed::XmlRecordCutter>(); }
  Records read(std::string_view utf8) override {
    Records records = feed::read_xml_record(clean::xml_references(utf8));
    if (records && records->empty())
      return base::fail(base::ErrorKind::invalid, "record.unknown", "The element describes no publication in a format that is read.");
    return records;
  }
};

class JsonReader final : public RecordReader {
 public:
  std::unique_ptr<RecordCutter> cutter() const override { return std::make_unique<record::JsonCutter>(); }
  Records read(std::string_view utf8) override {
    base::Result<Record> one = record::read_json_record(utf8);
    if (!one) return base::fail(std::move(one).error());
    return std::vector<Record>{std::move(*one)};
  }
};

class BibtexFileReader final : public RecordReader {
 public:
  std::unique_ptr<RecordCutter> cutter() const override { return std::make_unique<record::BibtexCutter>(); }
  Records read(std::string_view utf8) override {
    base::Result<std::optional<Record>> one = reader_.read(utf8);
    if (!one) return base::fail(std::move(one).error());
    std::vector<Record> records;
    if (*one) records.push_back(std::move(**one));
    return records;
  }

 private:
  record::BibtexReader reader_;
};

class TaggedReader final : public RecordReader {
 public:
  explicit TaggedReader(bool ris) : ris_(ris) {}
  std::unique_ptr<RecordCutter> cutter() const override {
    return ris_ ? std::make_unique<record::TaggedCutter>("TY", "ER") : std::make_unique<record::TaggedCutter>("PMID", "");
  }
  Records read(std::string_view utf8) override {
    return std::vector<Record>{ris_ ? record::read_ris(utf8) : record::read_nbib(utf8)};
  }

 private:
  bool ris_;
};

}  // namespace

RecordFormat record_format(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = clean::trim(head);
  if (head.starts_with('<')) return feed::holds_xml_records(head) ? RecordFormat::xml : RecordFormat::none;
  if (head.starts_with('{') || head.starts_with('['))
    return record::is_json_list(head) ? RecordFormat::json : RecordFormat::none;
  // Some programs put a line of their own before the first record.
  for (int lines = 0; lines < 5 && !head.empty(); ++lines) {
    const std::string_view tag = record::tag_of(head.substr(0, head.find('\n')));
    if (tag == "TY") return RecordFormat::ris;
    if (tag == "PMID") return RecordFormat::nbib;
    if (head.starts_with('@') || head.starts_with('%')) break;
    head = clean::trim(head.substr(std::min(head.find('\n'), head.size())));
  }
  return record::is_bibtex(head) ? RecordFormat::bibtex : RecordFormat::none;
}

std::unique_ptr<RecordReader> make_record_reader(RecordFormat format) {
  switch (format) {
    case RecordFormat::json:
      return std::make_unique<JsonReader>();
    case RecordFormat::ris:
      return std::make_unique<TaggedReader>(true);
    case RecordFormat::nbib:
      return std::make_unique<TaggedReader>(false);
    case RecordFormat::bibtex:
      return std::make_unique<BibtexFileReader>();
    case RecordFormat::xml:
    case RecordFormat::none:
      break;
  }
  return std::make_unique<XmlReader>();
}

bool is_record_line(std::string_view json) {
  return record::may_be_service_json(json);
}

base::Result<feed::OaiPage> read_oai_answer(std::string_view bytes, std::string_view content_type) {
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(bytes, content_type));
  return feed::read_oai_page(clean::xml_references(decoded.utf8));
}

}  // namespace meridian::indexer
