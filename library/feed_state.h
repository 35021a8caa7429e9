// How a feed is, in one word: what kind of trouble it is in, or that it is well.
//
// The error codes say exactly what happened; a reader of a list of three hundred feeds wants to know which ones need a
// new address, which ones patience, and which ones a look in a browser. Immutable, share freely.
#pragma once

#include <string_view>

#include "library/feed.h"

namespace meridian::library {

enum class FeedState {
  unread,        // not asked yet
  fine,
  empty,         // a feed without a single item
  network,       // no answer, or a broken one
  tls,           // could not prove who it is
  blocked,       // lets no programs in
  rate_limited,  // asks for a pause
  server,        // trouble of the server's own
  missing,       // not there at the moment
  gone,          // not there for good: asked no more
  web_page,      // HTML where a feed was
  parse,         // what came cannot be read
  flood,         // more new articles in a day than allowed
  refused,       // by our own rules: a private address, too large
};

FeedState state_of(const Feed& feed);
// The word that programs read: "rate_limited".
std::string_view name_of(FeedState state);
// The words that readers read; `language` is "en" or "zh".
std::string_view words_of(FeedState state, std::string_view language);

}  // namespace meridian::library
