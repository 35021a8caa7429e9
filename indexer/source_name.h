// Who published: the name to show and the section inside it.
//
// Feeds call themselves "Wiley: TAXON: Table of Contents" or "bioRxiv Subject Collection: Plant Biology"; people say
// TAXON, and bioRxiv, section Plant Biology. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::indexer {

struct SourceName {
  std::string name, section;
};
// Of a feed's title.
SourceName source_of_feed(std::string_view feed_title);
// The display name of the preprint server that `text` (journal, source, feed title, address) names, or ""; a server that we do not
// know but that calls itself one ("Open Preprints") is shown as it calls itself.
std::string preprint_server(std::string_view text);

}  // namespace meridian::indexer
