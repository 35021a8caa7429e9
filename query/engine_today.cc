// The day's list: the newest Works, a batch at a time, narrowed by author and source chips.
//
// The list is the newest kPool Works in the library's own order. A page passes the last batch's token (the Work it
// ended with), so the server keeps nothing; the command line passes none, and the Works recorded as shown on this day
// are passed over. The library is open read-only here: whoever shows a batch records it with Marks::add_shown.
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "query/library_engine.h"

namespace meridian::query {
namespace {

constexpr int kPool = 500;
constexpr int kMostCards = 100;
constexpr std::size_t kMostChips = 20;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool wanted(const library::Article& article, const TodayRequest& request) {
  if (!request.sources.empty() && !contains(request.sources, article.source)) return false;
  if (request.authors.empty()) return true;
  return std::any_of(article.authors.begin(), article.authors.end(),
                     [&](const library::Author& author) { return contains(request.authors, author.name); });
}

std::vector<FacetValue> chips(const std::map<std::string, std::int64_t>& counts) {
  std::vector<FacetValue> values;
  for (const auto& [value, count] : counts)
    if (!value.empty()) values.push_back({value, {}, count});
  std::stable_sort(values.begin(), values.end(),
                   [](const FacetValue& a, const FacetValue& b) { return a.count > b.count; });
  if (values.size() > kMostChips) values.resize(kMostChips);
  return values;
}

base::Result<library::WorkId> work_of(std::string_view token) {
  library::WorkId work = 0;
  const auto [end, failure] = std::from_chars(token.data(), token.data() + token.size(), work);
  if (failure == std::errc() && end == token.data() + token.size() && work > 0) return work;
  return base::fail(base::ErrorKind::invalid, "cursor.invalid", "This is no place in today's list. Ask for it from the top.");
}

}  // namespace

base::Result<TodayReply> LibraryEngine::today(const TodayRequest& request) {
  TodayReply reply;
  reply.day = base::iso_day(clock_.now());
  MERIDIAN_TRY_ASSIGN(const auto newest, library_->works().newest(0, kPool));
  MERIDIAN_TRY_ASSIGN(const auto hidden, library_->marks().with(library::Mark::hidden));
  std::set<library::WorkId> shown;
  if (request.next && request.after.empty()) {
    MERIDIAN_TRY_ASSIGN(shown, library_->marks().shown(reply.day));
  }
  std::vector<LoadedWork> pool = load(newest);
  std::map<std::string, std::int64_t> authors, sources;
  std::erase_if(pool,
                [&](const LoadedWork& one) { return hidden.contains(one.work.id) || !wanted(one.article, request); });
  for (const LoadedWork& one : pool) {
    ++sources[one.article.source];
    for (const library::Author& author : one.article.authors) ++authors[author.name];
  }
  reply.total = static_cast<std::int64_t>(pool.size());
  reply.authors = chips(authors);
  reply.sources = chips(sources);

  auto begin = pool.begin();
  if (request.next && !request.after.empty()) {
    MERIDIAN_TRY_ASSIGN(const library::WorkId last, work_of(request.after));
    const auto place =
        std::find_if(pool.begin(), pool.end(), [last](const LoadedWork& one) { return one.work.id == last; });
    if (place != pool.end()) begin = place + 1;
  }
  const auto unseen = [&](const LoadedWork& one) { return !shown.contains(one.work.id); };
  if (!pool.empty() && std::none_of(begin, pool.end(), unseen)) {
    reply.started_anew = true;
    begin = pool.begin();
    shown.clear();
  }
  const auto limit = static_cast<std::size_t>(std::clamp(request.limit, 1, kMostCards));
  for (auto one = begin; one != pool.end() && reply.cards.size() < limit; ++one)
    if (unseen(*one))
      reply.cards.push_back({static_cast<int>(reply.cards.size()) + 1, one->work.id, std::move(one->article),
                             std::move(one->work.articles)});
  if (!reply.cards.empty()) reply.token = std::to_string(reply.cards.back().work);
  return reply;
}

}  // namespace meridian::query
