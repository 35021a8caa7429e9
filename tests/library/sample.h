// A library in memory and articles for the tests of this room.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "base/clock.h"
#include "library/library.h"

namespace meridian::library {

struct Desk {
  base::FakeClock clock{1'780'000'000};  // 2026-05-28
  std::unique_ptr<Library> library = std::move(*Library::in_memory(clock));

  ArticleId add(const Article& article) {
    ArticleId id = 0;
    const auto done = library->write([&](Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(id, library->articles().add(transaction, article));
      return {};
    });
    REQUIRE(done);
    return id;
  }
  Number link(ArticleId article, const std::vector<Link>& links) {
    const auto done = library->write(
        [&](Transaction& transaction) { return library->works().set_links(transaction, article, links); });
    REQUIRE(done);
    return *done;
  }
  Number remove(ArticleId article) {
    const auto done =
        library->write([&](Transaction& transaction) { return library->articles().remove(transaction, article); });
    REQUIRE(done);
    return *done;
  }
};

inline Article sample(const std::string& title, const std::string& doi = "") {
  Article article;
  article.texts = {{"en", title, "Walking lowered the markers of interest in forty adults.", {"walking", "adults"}}};
  article.authors = {{"Ada Quill", "0000-0002-1825-0097"}, {"王伟", ""}};
  article.source = "Journal of Examples";
  article.journal = "Journal of Examples";
  article.published = "2026-03-04";
  article.doi = doi;
  article.url = "https://example.org/" + title;
  article.guid = "guid of " + title;
  article.categories = {"Medicine"};
  article.provenance = {{"title", "feed:title"}};
  return article;
}

}  // namespace meridian::library
