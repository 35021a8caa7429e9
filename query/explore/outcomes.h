// What a finding says its direction about: "IL-6 was reduced" is about IL-6 (METHODS 4.3).
//
// Only the words that stand at the cue itself are taken, so that two findings are held against each other only when
// both name the same thing. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/explore/direction.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::query::explore {

struct Outcome {
  std::string key;   // equal for equal outcomes, across inflections and, through the glossary, languages
  std::string text;  // as it stands in the sentence
};

// REQUIRES: `stated` came from stated_direction(sentence).
std::optional<Outcome> outcome_of(std::string_view sentence, const StatedDirection& stated,
                                  const text::Analyzer& analyzer, const text::Glossary& glossary);

}  // namespace meridian::query::explore
