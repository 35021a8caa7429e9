// JATS, the article format of publishers, PubMed Central and preprint servers (ANSI/NISO Z39.96-2019; NLM 2.3 and 3.0).
//
// Only what stands before the body is read. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

// Nothing when `article` has no <front> and no <front-stub>.
std::optional<Record> read_jats(const Element& article);
// The document up to the end of its <front>, closed: bodies are large and say nothing that is read here. As it stands
// when there is no front.
std::string front_of_jats(std::string_view xml);

}  // namespace meridian::indexer::feed
