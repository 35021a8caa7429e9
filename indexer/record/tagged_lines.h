// Records of tagged lines: RIS ("TY  - JOUR") and MEDLINE, also called NBIB ("PMID- 123"), one field a line, with lines
// that go on. Private to this room; a cutter is one thread's, the rest immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/record_cutter.h"

namespace meridian::indexer::record {

struct TaggedLine {
  std::string_view tag;  // "TY", "PMID"
  std::string value;     // lines that go on joined by a blank
};

// Fields in order, at most 20,000. A line without a tag belongs to the field before it.
// `longest`: letters of a tag, 2 in RIS and 4 in MEDLINE; what only looks like one there is text.
std::vector<TaggedLine> tagged_lines(std::string_view record, std::size_t longest);
// The tag that a line begins with, or "": two to four letters or digits, blanks, and a hyphen in the fifth place (or the fourth).
std::string_view tag_of(std::string_view line);

// A record begins with the line of `first` and ends before the next one, or with the line of `end`.
class TaggedCutter final : public RecordCutter {
 public:
  TaggedCutter(std::string_view first, std::string_view end) : first_(first), end_(end) {}
  RecordCut next(std::string_view window, bool last) override;

 private:
  std::string_view first_, end_;
};

}  // namespace meridian::indexer::record
