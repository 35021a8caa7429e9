// Which parts of a compound make one name: "IL-6-mediated" is the name il6 and the word mediated.
//
// The rule looks at the parts alone, never at a list of names, so text and query are cut alike:
// - parts with nothing between them are one name ("IL6", "TNFα", "5HT2A", "NFκB");
// - behind at most five letters a hyphen and a short whole number or a Greek letter go on with it ("IL-6", "TNF-α",
// "IL-1-beta");
// - behind a number a hyphen and one or two letters do ("5-HT", "3-D"); longer ones do not ("12|week");
// - every other hyphen parts two words ("low|back", "T|cell", "anti|IL-6", "beta|blocker", "interleukin|6").
// Immutable, share freely; SplitName: one thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace meridian::text {

// Parts [first, first + count) of a compound; a name when there are two or more.
struct Unit {
  std::size_t first = 0, count = 1;
  std::string joined;  // where a name's spellings meet: "il6"; empty for a single part
};
// The units of a compound of words, in order; together they are all its parts. `out` is overwritten.
void units_of(const Compound& compound, std::vector<Unit>& out);

// All parts without their hyphens: "lowback". Empty when nothing is gained by it: one part, or numbers only.
std::string joined_parts(const Compound& compound);

// A name that is written as words of their own ("IL 6", "TNF alpha", "TGF beta 1", "NF kappa B"), followed through a
// text.
class SplitName {
 public:
  // When the first unit of `compound` goes on with what came before: the name up to here, else empty. `between` is the
  // text between the last compound and this one. The last unit of `compound` may begin the next name.
  std::string_view follow(const Compound& compound, const std::vector<Unit>& units, std::string_view between);
  // Han characters end a name.
  void forget() { form_.clear(); }
  // Whether the name began with capitals ("IL"); a query takes only such words as one.
  bool capitals() const { return capitals_; }

 private:
  bool goes_on(const Part& part) const;
  void add(const Part& part);
  void begin(const Compound& compound, const Unit& unit);

  std::string form_;   // empty: nothing that a name may begin with
  std::string found_;  // what follow() returns a view of
  bool word_ = false;  // form_ is one part, which may be a stop word
  bool capitals_ = false, ends_greek_ = false, ends_number_ = false;
};

}  // namespace meridian::text
