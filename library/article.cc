// See article.h.
#include "library/article.h"

#include <array>

namespace meridian::library {
namespace {

// In the order of ArticleType.
constexpr std::array<std::string_view, 9> kTypeNames{"article",    "preprint", "review", "editorial", "erratum",
                                                     "retraction", "dataset",  "news",   "page"};

}  // namespace

std::string_view name(ArticleType type) {
  return kTypeNames.at(static_cast<std::size_t>(type));
}

ArticleType article_type(std::string_view name) {
  for (std::size_t i = 0; i < kTypeNames.size(); ++i)
    if (kTypeNames[i] == name) return static_cast<ArticleType>(i);
  return ArticleType::article;
}

}  // namespace meridian::library
