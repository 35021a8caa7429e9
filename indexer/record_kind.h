// What kind of publication a record is, by the words that publishers put into its title, type, section or category.
// Immutable, share freely.
#pragma once

#include <optional>
#include <string_view>

#include "library/article.h"

namespace meridian::indexer {

// "Erratum: …", "Retraction Note to …", "Editorial", reviews, data sets; else `otherwise`.
library::ArticleType type_of_title(std::string_view title, library::ArticleType otherwise);
// Of a whole label ("Review Article", "published erratum", "Data Paper", "综述"); nothing for any other word.
std::optional<library::ArticleType> type_of_label(std::string_view label);
// Contents lists, covers, mastheads, indexes and notices: what stands in a journal's feed and is no article.
bool is_no_article(std::string_view title);

}  // namespace meridian::indexer
