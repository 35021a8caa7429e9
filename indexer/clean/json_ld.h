// schema.org articles in a page's <script type="application/ld+json">.
//
// ScholarlyArticle, NewsArticle, Article and their kin, alone, in an array or in an @graph. Bounded: 1 MiB, 64 levels;
// what is not JSON gives nothing. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::indexer::clean {

enum class MetaField;

struct JsonLdValue {
  MetaField field;
  std::string property;  // "headline", "author"
  std::string value;
};
std::vector<JsonLdValue> read_json_ld(std::string_view script);

}  // namespace meridian::indexer::clean
