#include "indexer/oai_harvest.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/url.h"
#include "indexer/feed_schedule.h"
#include "indexer/intake.h"
#include "indexer/record_builder.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kDayBytes = 10;  // "2026-11-21"

// The address without the parameters that the harvest itself sets.
std::string without_resumption(const std::string& address) {
  const std::size_t question = address.find('?');
  std::string out = address.substr(0, question);
  char separator = '?';
  std::string_view left = question == std::string::npos ? std::string_view() : std::string_view(address).substr(question + 1);
  while (!left.empty()) {
    const std::size_t end = std::min(left.find('&'), left.size());
    const std::string_view pair = left.substr(0, end);
    left.remove_prefix(std::min(end + 1, left.size()));
    if (pair.starts_with("resumptionToken=") || pair.empty()) continue;
    out += separator + std::string(pair);
    separator = '&';
  }
  return out;
}

// continue_at holds the token and, behind a blank, the day that this harvest began.
std::string token_of(const library::Feed& feed) {
  return feed.continue_at.substr(0, feed.continue_at.find(' '));
}
std::string began_of(const library::Feed& feed) {
  const std::size_t blank = feed.continue_at.find(' ');
  return blank == std::string::npos ? std::string() : feed.continue_at.substr(blank + 1);
}

base::Status remove_deleted(library::Library& library, library::Transaction& transaction, const library::Feed& feed,
                            const feed::OaiPage& page, int& removed) {
  MERIDIAN_TRY_ASSIGN(const std::set<library::WorkId> starred, library.marks().with(library::Mark::starred));
  for (const Record& record : page.records) {
    if (!record.deleted || record.id.empty()) continue;
    library::Article sought;
    sought.guid = record.id, sought.feed = feed.id;
    sought.texts.emplace_back();
    MERIDIAN_TRY_ASSIGN(const library::Articles::Identity identity, library.articles().find_same(sought));
    MERIDIAN_TRY_ASSIGN(const std::vector<library::Article> found, library.articles().get_many(identity.by_address));
    for (const library::Article& article : found) {
      if (article.guid != record.id || article.feed != feed.id || starred.contains(article.work)) continue;
      MERIDIAN_TRY(library.articles().remove(transaction, article.id));
      ++removed;
    }
  }
  return {};
}

}  // namespace

bool is_harvest(std::string_view address) {
  const auto url = base::parse_url(address);
  return url && ("&" + url->query + "&").find("&verb=ListRecords&") != std::string::npos;
}

std::string harvest_address(const library::Feed& feed) {
  const std::string& address = feed.url;
  if (feed.continue_at.empty())
    return without_resumption(address) + (feed.harvested_to.empty() ? "" : "&from=" + feed.harvested_to);
  return address.substr(0, address.find('?')) +
         "?verb=ListRecords&resumptionToken=" + base::percent_encode(token_of(feed));
}

base::Result<HarvestTaken> take_in_harvest(library::Library& library, library::Feed& stored, const feed::OaiPage& page,
                                           const base::FetchConfig& bounds, const base::Clock& clock) {
  const base::UnixTime now = clock.now();
  library::Feed feed = stored;
  const std::string& error = page.answer.error;
  if (!error.empty() && error != "noRecordsMatch") {
    if (error == "badResumptionToken") stored.continue_at.clear();
    return base::fail(base::ErrorKind::invalid, "harvest.refused",
                      "The repository " + feed.url + " answers “" + error + "”: " + page.answer.message.substr(0, 300));
  }
  const std::string began = feed.continue_at.empty() ? page.answer.response_date.substr(0, kDayBytes) : began_of(feed);
  const std::string& token = page.answer.resumption_token;
  HarvestTaken out;
  out.more = !page.partial && !token.empty() && token.find(' ') == std::string::npos;
  // An answer that was cut is asked for again: where the list goes on stood behind the cut (FAULTS 9).
  if (!page.partial) feed.continue_at = out.more ? token + " " + began : std::string();
  if (!page.partial && !out.more && began.size() == kDayBytes) feed.harvested_to = began;
  feed.items_last = static_cast<int>(page.records.size());
  feed.warnings.clear();
  if (page.partial) feed.warnings.push_back({"fetch.truncated", {}});
  if (page.unread > 0) feed.warnings.push_back({"harvest.unread", {std::to_string(page.unread)}});

  std::vector<library::Article> articles;
  for (const Record& record : page.records) {
    std::optional<library::Article> article = record.deleted ? std::nullopt : article_from_record(record, now);
    if (!article) continue;
    article->feed = feed.id;
    article->guid = record.id;
    article->added = now;
    articles.push_back(std::move(*article));
  }
  library::Feed as_if_none = feed;
  note_success(as_if_none, 0, now, bounds);
  MERIDIAN_TRY_ASSIGN(const IntakeReport taken,
                      take_in(library, std::move(articles), [&](library::Transaction& transaction) -> base::Status {
                        MERIDIAN_TRY(remove_deleted(library, transaction, feed, page, out.removed));
                        return library.feeds().update(transaction, as_if_none);
                      }));
  out.added = taken.added, out.updated = taken.updated, out.unchanged = taken.unchanged;
  note_success(feed, taken.added, now, bounds);
  // A harvest that was not finished goes on as soon as manners allow.
  if (out.more) feed.next_due = now + bounds.min_interval_s;
  MERIDIAN_TRY(library.write(
      [&](library::Transaction& transaction) { return library.feeds().update(transaction, feed); }));
  stored = std::move(feed);
  return out;
}

}  // namespace meridian::indexer
