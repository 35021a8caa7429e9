// A library in memory, a folder for its index, and the real analyzer, for the tests of the index.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/files.h"
#include "indexer/index_writer.h"
#include "library/index.h"
#include "library/library.h"
#include "text/analyzer.h"

namespace meridian::indexer {

struct IndexDesk {
  base::FakeClock clock{1'780'000'000};  // 2026-05-28
  base::TemporaryFolder folder = *base::TemporaryFolder::make("meridian-writer");
  std::unique_ptr<library::Library> library = std::move(*library::Library::in_memory(clock));
  std::shared_ptr<const text::Analyzer> analyzer = *text::Analyzer::open();

  library::ArticleId add(const library::Article& article) {
    library::ArticleId id = 0;
    REQUIRE(library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(id, library->articles().add(transaction, article));
      return {};
    }));
    return id;
  }
  void link(library::ArticleId a, library::ArticleId b) {
    REQUIRE(library->write([&](library::Transaction& transaction) {
      return library->works().set_links(transaction, b, {{a, b, library::LinkKind::same, "doi"}});
    }));
  }
  void remove(library::ArticleId id) {
    REQUIRE(
        library->write([&](library::Transaction& transaction) { return library->articles().remove(transaction, id); }));
  }
  IndexReport catch_up() {
    const auto writer = IndexWriter::open(folder.path(), analyzer);
    REQUIRE(writer);
    auto report = (*writer)->catch_up(*library);
    if (!report) FAIL(report.error().message);
    return *report;
  }
  std::unique_ptr<library::Index> open() {
    auto index = library::Index::open(folder.path(), current_version());
    if (!index) FAIL(index.error().message);
    return std::move(*index);
  }
  std::vector<base::Warning> compare() {
    auto findings = compare_index(*library, folder.path(), *analyzer);
    if (!findings) FAIL(findings.error().message);
    return *findings;
  }
};

inline library::Article paper(const std::string& title, const std::string& abstract) {
  library::Article article;
  article.texts = {{"en", title, abstract, {"aerobic exercise"}}};
  article.authors = {{"Ada Quill", ""}, {"王小伟", ""}};
  article.source = "Journal of Examples";
  article.journal = "Journal of Examples";
  article.section = "Medicine";
  article.published = "2026-03-04";
  article.type = library::ArticleType::preprint;
  article.url = "https://example.org/" + title;
  article.guid = title;
  return article;
}

}  // namespace meridian::indexer
