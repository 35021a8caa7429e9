// A stored article and what a later fetch says of it → one article, field by field.
//
// A better field replaces a worse one, never the reverse. The same kind of source (feed, page, text, record: the part
// of its provenance before the colon) speaks again: it may correct itself. Another kind may add what is missing and
// replace only what it has better: a whole abstract for a teaser, a finer date, more authors. So a page's abstract
// outlives every later fetch of its feed. Pure; immutable, share freely.
#pragma once

#include "library/article.h"

namespace meridian::indexer {

// `stored` with the better fields of `fresh`; keeps its id, work, number and added. Equal to `stored` when nothing is
// new; an address or guid that merely changed its token is nothing new.
library::Article merged(const library::Article& stored, const library::Article& fresh);

}  // namespace meridian::indexer
