#include "query/engine.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "query/engine_outside.h"
#include "query/library_engine.h"
#include "query/search/acronym_offers.h"
#include "query/search/snippet.h"

namespace meridian::query {
namespace {

using base::ErrorKind;

constexpr int kMostCompletions = 20;
// Lists of a part of the papers would lend weight to these alone.
constexpr double kEnoughLists = 0.95;

}  // namespace

std::string index_version() {
  return std::to_string(library::kSchemaVersion) + "/" + std::to_string(text::kAnalyzerVersion);
}

base::Result<std::unique_ptr<Engine>> Engine::open(const base::Config& config,
                                                   const std::filesystem::path& shipped_data,
                                                   const base::Clock& clock) {
  MERIDIAN_TRY_ASSIGN(auto library, library::Library::open(config.library, library::OpenMode::read_only, clock));
  MERIDIAN_TRY_ASSIGN(auto analyzer, text::Analyzer::open());
  MERIDIAN_TRY_ASSIGN(auto glossary, text::Glossary::load(shipped_data / "glossary", analyzer, config.library / "glossary"));
  return std::make_unique<LibraryEngine>(config, clock, std::move(library), std::move(analyzer), std::move(glossary));
}

base::Result<library::Index*> LibraryEngine::fresh_index() {
  if (index_ && index_->refresh()) return index_.get();
  auto opened = library::Index::open(config_.library, index_version());
  if (!opened) {
    index_.reset();
    base::Error error = opened.error();
    error.kind = ErrorKind::storage;
    return base::fail(std::move(error));
  }
  index_ = std::move(*opened);
  return index_.get();
}

library::Derived* LibraryEngine::fresh_derived() {
  const std::string& generation = index_->state().generation;
  if (!derived_ || derived_generation_ != generation) {
    derived_.reset();
    auto opened = library::Derived::open(library::index_folder(config_.library) / generation);
    if (!opened) return nullptr;
    derived_ = std::move(*opened);
    derived_generation_ = generation;
  }
  const auto state = derived_->state();
  if (!state) derived_.reset();
  const bool enough = state && static_cast<double>(state->works) >= kEnoughLists * index_->database().get_doccount();
  return enough ? derived_.get() : nullptr;
}

base::Result<search::Found> LibraryEngine::find(const SearchRequest& request, const base::SearchConfig& bounds) {
  MERIDIAN_TRY_ASSIGN(library::Index* const index, fresh_index());
  return index->read<search::Found>([&](Xapian::Database& database) {
    LibraryOutside outside(*library_, database);
    const search::Tools tools{.analyzer = *analyzer_,
                              .glossary = *glossary_,
                              .bounds = bounds,
                              .today = today_number(),
                              .outside = &outside,
                              .vocabulary = [&] { return vocabulary(*index, database); },
                              .index = index->state().library_id + "/" + index->state().generation,
                              .number = index->state().number,
                              .related = fresh_derived(),
                              .generation = index->state().generation};
    return search::search(database, tools, request);
  });
}

// Words come and go slowly: they are read again for another index, or one that has grown or shrunk by a tenth.
std::shared_ptr<const search::Vocabulary> LibraryEngine::vocabulary(const library::Index& index,
                                                                    const Xapian::Database& database) {
  const auto documents = static_cast<std::int64_t>(database.get_doccount());
  const bool same_index = vocabulary_ && vocabulary_of_ == index.state().generation;
  if (!same_index || std::abs(documents - vocabulary_documents_) > vocabulary_documents_ / 10) {
    vocabulary_ = search::Vocabulary::read(database);
    vocabulary_of_ = index.state().generation;
    vocabulary_documents_ = documents;
  }
  return vocabulary_;
}

std::vector<LoadedWork> LibraryEngine::load(const std::vector<library::WorkId>& works) {
  std::vector<LoadedWork> answer;
  const auto known = library_->works().many(works);
  if (!known) return answer;
  std::vector<library::ArticleId> ids;
  for (const library::Work& work : *known) ids.push_back(work.representative);
  std::map<library::ArticleId, library::Article> articles;
  if (auto all = library_->articles().get_many(ids)) {
    for (library::Article& article : *all) articles.emplace(article.id, std::move(article));
  } else {
    // One damaged row costs that paper only.
    for (const library::ArticleId id : ids)
      if (auto article = library_->articles().get(id)) articles.emplace(id, std::move(*article));
  }
  for (const library::Work& work : *known)
    if (const auto article = articles.find(work.representative);
        article != articles.end() && !article->second.texts.empty())
      answer.push_back({work, std::move(article->second)});
  return answer;
}

base::Result<SearchReply> LibraryEngine::search(const SearchRequest& request) {
  const std::int64_t began = clock_.steady_ms();
  MERIDIAN_TRY_ASSIGN(search::Found found, find(request, config_.search));
  std::vector<library::WorkId> ids;
  for (const search::FoundWork& work : found.works) ids.push_back(work.work);
  std::map<library::WorkId, LoadedWork> loaded;
  for (LoadedWork& work : load(ids)) loaded.emplace(work.work.id, std::move(work));

  SearchReply reply = std::move(found.reply);
  reply.all_words_on_page = 0;
  for (search::FoundWork& work : found.works) {
    const auto it = loaded.find(work.work);
    if (it == loaded.end()) continue;
    Hit hit;
    hit.work = work.work;
    hit.article = std::move(it->second.article);
    hit.copies = std::move(it->second.work.articles);
    hit.retracted = it->second.work.retracted;
    hit.score = work.score;
    hit.all_words = work.all_words;
    hit.without = std::move(work.without);
    hit.explanation = std::move(work.explanation);
    if (request.snippets) search::add_snippets(hit, found.marked, *analyzer_);
    if (hit.all_words) ++reply.all_words_on_page;
    reply.hits.push_back(std::move(hit));
  }
  if (reply.hits.size() < found.works.size())
    reply.warnings.push_back({"library.missing_rows",
                              {},
                              {"Some papers of this page could not be read from the library; run `meridian check`.",
                               "本页部分文献无法从文献库读出，请运行 meridian check。"}});
  if (request.expand)
    for (Repair& offer : search::offer_acronyms(found.root, reply.hits, reply.expansions, *analyzer_))
      reply.repairs.push_back(std::move(offer));
  reply.milliseconds = static_cast<double>(clock_.steady_ms() - began);
  return reply;
}

base::Result<SuggestReply> LibraryEngine::suggest(std::string_view query, int limit) {
  MERIDIAN_TRY_ASSIGN(library::Index* const index, fresh_index());
  return index->read<SuggestReply>([&](Xapian::Database& database) {
    const search::Tools tools{.analyzer = *analyzer_,
                              .glossary = *glossary_,
                              .bounds = config_.search,
                              .today = today_number(),
                              .vocabulary = [&] { return vocabulary(*index, database); }};
    return search::suggest(database, tools, query, std::clamp(limit, 1, kMostCompletions));
  });
}

namespace {
// Links that are shown between two papers; the others say what one paper is.
bool ties_two_papers(library::LinkKind kind) {
  return kind == library::LinkKind::shares_text || kind == library::LinkKind::concerns;
}
}  // namespace

base::Result<PaperReply> LibraryEngine::paper(library::ArticleId id) {
  PaperReply reply;
  MERIDIAN_TRY_ASSIGN(reply.article, library_->articles().get(id));
  MERIDIAN_TRY_ASSIGN(reply.work, library_->works().of(id));
  std::vector<library::ArticleId> others;
  for (const library::ArticleId other : reply.work.articles)
    if (other != id) others.push_back(other);
  MERIDIAN_TRY_ASSIGN(reply.copies, library_->articles().get_many(others));
  for (const library::ArticleId member : reply.work.articles) {
    MERIDIAN_TRY_ASSIGN(const auto links, library_->works().links_of(member));
    for (const library::Link& link : links)
      if (std::find(reply.links.begin(), reply.links.end(), link) == reply.links.end()) reply.links.push_back(link);
  }
  std::vector<library::ArticleId> elsewhere;
  for (const library::Link& link : reply.links)
    for (const library::ArticleId end : {link.a, link.b})
      if (ties_two_papers(link.kind) &&
          !std::binary_search(reply.work.articles.begin(), reply.work.articles.end(), end))
        elsewhere.push_back(end);
  MERIDIAN_TRY_ASSIGN(reply.linked, library_->articles().get_many(elsewhere));
  return reply;
}

base::Result<std::vector<library::Feed>> LibraryEngine::feeds() {
  return library_->feeds().list();
}

base::Result<Stats> LibraryEngine::stats() {
  Stats stats;
  MERIDIAN_TRY_ASSIGN(stats.articles, library_->articles().count());
  MERIDIAN_TRY_ASSIGN(stats.works, library_->works().count());
  MERIDIAN_TRY_ASSIGN(const auto feeds, library_->feeds().list());
  stats.feeds = static_cast<std::int64_t>(feeds.size());
  stats.feeds_failing =
      std::count_if(feeds.begin(), feeds.end(), [](const library::Feed& feed) { return !feed.error_code.empty(); });
  MERIDIAN_TRY_ASSIGN(auto counts, library_->articles().counts());
  stats.languages = std::move(counts["language"]);
  stats.types = std::move(counts["type"]);
  stats.sources = std::move(counts["source"]);
  MERIDIAN_TRY_ASSIGN(const auto dates, library_->articles().date_range());
  stats.oldest = dates.first;
  stats.newest = dates.second;
  MERIDIAN_TRY_ASSIGN(stats.library_bytes, library_->bytes());
  MERIDIAN_TRY_ASSIGN(stats.library_number, library_->number());
  stats.analyzer_version = std::to_string(text::kAnalyzerVersion);
  if (const auto index = fresh_index()) {
    stats.index_bytes = (*index)->bytes();
    stats.index_number = (*index)->state().number;
    stats.generation = (*index)->state().generation;
  }
  return stats;
}

}  // namespace meridian::query
