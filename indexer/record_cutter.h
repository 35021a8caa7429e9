// Where one record ends and the next begins, told without reading what is in them: so files of any size are read record
// by record, and a damaged one costs itself.
//
// One thread at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace meridian::indexer {

struct RecordCut {
  enum class Kind {
    record,   // [begin, end) is one record
    damaged,  // [begin, end) was meant as one and is cut off or unbalanced
    more,     // nothing is whole yet; what stands before `begin` is not needed again
    end       // nothing more, and `window` was the last
  };
  Kind kind = Kind::end;
  std::size_t begin = 0, end = 0;
};

class RecordCutter {
 public:
  virtual ~RecordCutter() = default;
  // `window`: what follows the last record; `last`: nothing follows it. Time is linear in the window.
  virtual RecordCut next(std::string_view window, bool last) = 0;
  // The record that `more` was said of is over the bound: what is left of it is passed over.
  virtual void give_up() {}
};

}  // namespace meridian::indexer
