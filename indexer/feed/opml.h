// OPML 1.0 and 2.0 (opml.org/spec2.opml): lists of subscriptions, in and out. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/warning.h"

namespace meridian::indexer::feed {

struct Subscription {
  std::string url;          // xmlUrl
  std::string title;        // title or text
  std::string site;         // htmlUrl
  std::string description;
  std::string folder;       // the text of the outlines above it, joined with " / "
  std::string type;         // "rss", as given
};

struct Opml {
  std::string title;
  std::vector<Subscription> subscriptions;
  std::vector<base::Warning> warnings;
};

bool is_opml(std::string_view utf8);
// invalid "opml.not_opml" and what clean_xml refuses. An outline without an address and without children is left out; at
// most 100,000 are kept, the rest noted (FAULTS 79). Texts are plain. REQUIRES: as parse.h.
base::Result<Opml> parse_opml(std::string_view utf8);
// An OPML 2.0 document, UTF-8; folders are outlines within outlines, as deep as they were read.
std::string write_opml(const Opml& opml);

}  // namespace meridian::indexer::feed
