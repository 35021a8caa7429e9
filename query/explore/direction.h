// What a finding states: more, less, no effect, or an association, by explicit words only (METHODS 4.3).
//
// Words can be shown to have been read; what they imply cannot. So anything hedged ("may reduce"), meant ("in order to
// reduce") or said both ways states nothing here, and improvement is `up` only where no other word says what rose or
// fell. Immutable, share freely.
#pragma once

#include <string_view>

#include "query/answers.h"

namespace meridian::query::explore {

struct StatedDirection {
  Quote::Direction direction = Quote::Direction::none_stated;
  Span cue;                  // the word that says it, in the sentence; empty for none_stated
  bool of_quantity = false;  // rises or falls; "improved" and "worsened" judge and cannot contradict those
  bool cue_is_noun = false;  // "a reduction in …", "no difference in …": what follows it is what changed
};

// Of the first clause that states one.
StatedDirection stated_direction(std::string_view sentence);

}  // namespace meridian::query::explore
