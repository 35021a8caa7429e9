// Takes built articles into the library: new, changed, or seen before; and into their Works.
//
// The one way in, for crawl and import alike. Identity of a re-fetched item: DOI/arXiv/PMID, then address or guid, then
// title and source (CNKI changes guid and link on every fetch); never when the titles differ strongly, since feeds give
// one guid to many items and a DOI may move. Another feed's copy is an article of its own in the same Work. A better
// field replaces a worse one, never the reverse (field_merge.h). One thread at a time.
#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "library/library.h"

namespace meridian::indexer {

struct IntakeReport {
  int added = 0, updated = 0, unchanged = 0;
  int joined = 0;                       // articles that fell into a Work with others
  int refused = 0;                      // had neither title nor text
  std::vector<library::ArticleId> ids;  // of the batch, in order; 0 = refused
};

// Makes the links of one stored article anew, from its identifiers, title and text, and with them its Work; and, where
// it shows that a text stands under many titles, those of the articles that carry it.
base::Status relink(library::Library& library, library::Transaction& transaction, library::ArticleId article);

// One transaction: the articles, their links and Works, and what `also` writes (a feed's new state, for example).
base::Result<IntakeReport> take_in(library::Library& library, std::vector<library::Article> batch,
                                   const std::function<base::Status(library::Transaction&)>& also = {});

}  // namespace meridian::indexer
