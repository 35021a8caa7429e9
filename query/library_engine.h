// The engine over one library folder: SQLite read-only for what papers say, Xapian for finding them.
//
// engine.cc holds searching and reading, engine_explore.cc what is made of sets of hits, engine_today.cc the day's
// list. One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "library/derived.h"
#include "library/index.h"
#include "library/library.h"
#include "query/engine.h"
#include "query/explore/cluster.h"
#include "query/search/search.h"
#include "query/search/vocabulary.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::query {

// What an index must be made by to be read here.
std::string index_version();

// A Work with the article that shows it.
struct LoadedWork {
  library::Work work;
  library::Article article;
};

class LibraryEngine final : public Engine {
 public:
  LibraryEngine(base::Config config, const base::Clock& clock, std::unique_ptr<library::Library> library,
                std::shared_ptr<const text::Analyzer> analyzer, std::shared_ptr<const text::Glossary> glossary)
      : config_(std::move(config)),
        clock_(clock),
        library_(std::move(library)),
        analyzer_(std::move(analyzer)),
        glossary_(std::move(glossary)) {}

  base::Result<SearchReply> search(const SearchRequest& request) override;
  base::Result<SuggestReply> suggest(std::string_view query, int limit) override;
  base::Result<PaperReply> paper(library::ArticleId id) override;
  base::Result<RelatedReply> related(library::ArticleId id, int limit) override;
  base::Result<ClusterReply> clusters(std::string_view query, int considered) override;
  base::Result<ContrastReply> contrast(std::string_view a, std::string_view b) override;
  base::Result<Brief> brief(std::string_view query, std::string_view language) override;
  base::Result<TodayReply> today(const TodayRequest& request) override;
  base::Result<std::vector<library::Feed>> feeds() override;
  base::Result<Stats> stats() override;

 private:
  // The best hits of a query with their articles, for what is made of sets. `documents` points into `works`.
  struct HitSet {
    search::Found found;
    std::vector<LoadedWork> works;
    std::vector<explore::Document> documents;
  };

  // Opens the index when it is not open, else follows it.
  base::Result<library::Index*> fresh_index();
  // The stored related papers of the index in use; null while too few of them are made. REQUIRES: fresh_index().
  library::Derived* fresh_derived();
  base::Result<search::Found> find(const SearchRequest& request, const base::SearchConfig& bounds);
  std::shared_ptr<const search::Vocabulary> vocabulary(const library::Index& index, const Xapian::Database& database);
  base::Result<HitSet> hit_set(std::string_view query, int considered);
  // In the order asked. Works that went since the index was written, or whose rows are damaged, are left out.
  std::vector<LoadedWork> load(const std::vector<library::WorkId>& works);
  explore::Grouping group(const HitSet& set, std::string_view query, std::string_view language) const;
  base::Result<ContrastReply> contrast_clusters(std::string_view query);
  std::string reader_language(std::string_view query) const;
  std::int64_t today_number() const { return clock_.now() / 86'400; }

  base::Config config_;
  const base::Clock& clock_;
  std::unique_ptr<library::Library> library_;
  std::shared_ptr<const text::Analyzer> analyzer_;
  std::shared_ptr<const text::Glossary> glossary_;
  std::unique_ptr<library::Index> index_;
  std::shared_ptr<const search::Vocabulary> vocabulary_;  // of the generation named, when it had so many documents
  std::string vocabulary_of_;
  std::int64_t vocabulary_documents_ = 0;
  std::unique_ptr<library::Derived> derived_;
  std::string derived_generation_;
};

}  // namespace meridian::query
