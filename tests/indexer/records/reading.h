// A file's text → its records, as a file on the disk would be read.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/files.h"
#include "indexer/record_reader.h"
#include "indexer/record_stream.h"

namespace meridian::indexer {

inline std::vector<Record> records_in(const std::string& text) {
  const auto folder = base::TemporaryFolder::make("records-test");
  const std::filesystem::path file = folder->path() / "file";
  REQUIRE(base::write_file_atomically(file, text));
  FileBytes bytes(file);
  std::string head;
  bytes.more(head, 64 << 10);
  const RecordFormat format = record_format(head);
  REQUIRE(format != RecordFormat::none);
  const auto reader = make_record_reader(format);
  RecordStream stream(bytes, head, reader->cutter());
  std::vector<Record> records;
  for (RecordPiece piece; stream.next(piece);) {
    CAPTURE(piece.utf8);
    REQUIRE(piece.state == RecordPiece::State::whole);
    auto read = reader->read(piece.utf8);
    REQUIRE(read);
    for (Record& record : *read) records.push_back(std::move(record));
  }
  return records;
}

inline Record record_in(const std::string& text) {
  std::vector<Record> records = records_in(text);
  REQUIRE(records.size() == 1);
  return std::move(records.front());
}

// "Given Family Suffix" or the whole, parted by "; ".
inline std::string names_of(const Record& record) {
  std::string out;
  for (const RecordPerson& person : record.authors) {
    if (!out.empty()) out += "; ";
    out += person.whole.empty() ? person.given + "|" + person.family + (person.suffix.empty() ? "" : "|" + person.suffix)
                                : person.whole;
  }
  return out;
}

}  // namespace meridian::indexer
