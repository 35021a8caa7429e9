// medRxiv's and bioRxiv's transliterations: "{beta}" → "β", "{Delta}" → "Δ", "{micro}" → "µ", "{+/-}" → "±" …
// A name that is in no table stays as it stands. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::indexer::clean {

std::string repair_greek(std::string_view utf8);

}  // namespace meridian::indexer::clean
