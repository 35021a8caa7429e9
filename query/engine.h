// The one object behind every face: pages, JSON, command line and, later, MCP ask it and nothing else.
//
// It opens the library read-only and the index, follows index commits and swaps, and joins search/ and explore/.
// One thread at a time: a server opens one engine per search thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "library/feed.h"
#include "query/answers.h"

namespace meridian::query {

class Engine {
 public:
  // `shipped_data` holds glossary/ (base::shipped_data_folder). The clock must outlive the engine.
  // not_found "library.missing"; incompatible "library.newer"; an absent or damaged index is not a failure: searches then
  // answer with storage "index.missing" or "index.rebuilding", the rest works.
  static base::Result<std::unique_ptr<Engine>> open(const base::Config& config, const std::filesystem::path& shipped_data,
                                                    const base::Clock& clock);
  virtual ~Engine() = default;

  // refused "query.too_long", "query.too_broad", "query.too_deep" … (FAULTS Q): a bound, by name, and how to narrow it. An empty
  // query is invalid "query.empty". Anything else gets an answer, with warnings.
  virtual base::Result<SearchReply> search(const SearchRequest& request) = 0;
  // Ways to go on with a query that is being typed, 1 to 20. refused "query.too_long".
  virtual base::Result<SuggestReply> suggest(std::string_view query, int limit) = 0;
  // Any article id of the Work. not_found "paper.unknown".
  virtual base::Result<PaperReply> paper(library::ArticleId id) = 0;
  virtual base::Result<RelatedReply> related(library::ArticleId id, int limit) = 0;
  // Over the best `considered` hits (at most 500).
  virtual base::Result<ClusterReply> clusters(std::string_view query, int considered) = 0;
  // Two queries set against each other; with an empty `b`, the two largest clusters of `a`.
  virtual base::Result<ContrastReply> contrast(std::string_view a, std::string_view b) = 0;
  // `language` is the reader's; quotes stay in theirs.
  virtual base::Result<Brief> brief(std::string_view query, std::string_view language) = 0;
  virtual base::Result<TodayReply> today(const TodayRequest& request) = 0;
  virtual base::Result<std::vector<library::Feed>> feeds() = 0;
  virtual base::Result<Stats> stats() = 0;
};

}  // namespace meridian::query
