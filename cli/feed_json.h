// What a feed document said, as JSON: the model of docs/feeds.md, empty fields left out. Immutable, share freely.
#pragma once

#include <nlohmann/json.hpp>

#include "indexer/feed/item.h"
#include "indexer/feed/opml.h"

namespace meridian::cli {

nlohmann::json to_json(const indexer::feed::FeedDocument& document, std::string_view language);
nlohmann::json to_json(const indexer::feed::Opml& opml, std::string_view language);

}  // namespace meridian::cli
