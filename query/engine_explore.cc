// What the engine makes of sets of hits: related papers, clusters, contrasts, briefings. The science is explore's; this
// joins it with searching and with the library.
#include <algorithm>

#include "query/explore/briefing.h"
#include "query/explore/related.h"
#include "query/library_engine.h"
#include "text/unicode.h"

namespace meridian::query {
namespace {

constexpr int kMostConsidered = 500;
constexpr int kContrasted = 100;  // hits of each side
constexpr int kBriefed = 50;      // hits that a briefing reads
constexpr int kMostRelated = 100;

std::vector<ClusterMember> members(const std::vector<explore::Document>& documents,
                                   const std::vector<std::size_t>& indexes) {
  std::vector<ClusterMember> answer;
  for (const std::size_t i : indexes) answer.push_back({documents[i].work, *documents[i].article, documents[i].score});
  return answer;
}

std::vector<explore::Document> part(const std::vector<explore::Document>& documents,
                                    const std::vector<std::size_t>& indexes) {
  std::vector<explore::Document> answer;
  for (const std::size_t i : indexes) answer.push_back(documents[i]);
  return answer;
}

std::string label(const explore::Group& group) {
  return group.labels.empty() ? "" : group.labels.front();
}

std::string whole_text(const library::Article& article) {
  std::string text;
  for (const auto& part : article.texts) text += part.title + "\n" + part.abstract + "\n";
  return text;
}

}  // namespace

base::Result<LibraryEngine::HitSet> LibraryEngine::hit_set(std::string_view query, int considered) {
  SearchRequest request;
  request.query = query;
  request.limit = std::clamp(considered, 1, kMostConsidered);
  request.facets = request.snippets = request.beyond_words = false;
  base::SearchConfig bounds = config_.search;
  bounds.max_page_size = std::max(bounds.max_page_size, kMostConsidered);
  HitSet set;
  MERIDIAN_TRY_ASSIGN(set.found, find(request, bounds));
  std::vector<library::WorkId> ids;
  for (const search::FoundWork& work : set.found.works) ids.push_back(work.work);
  set.works = load(ids);
  auto next = set.found.works.begin();
  for (const LoadedWork& loaded : set.works) {
    while (next->work != loaded.work.id) ++next;
    set.documents.push_back({loaded.work.id, &loaded.article, next->score});
  }
  return set;
}

std::string LibraryEngine::reader_language(std::string_view query) const {
  if (!config_.language.empty()) return config_.language;
  const std::string language = text::language_of(query);
  return language.empty() ? "en" : language;
}

explore::Grouping LibraryEngine::group(const HitSet& set, std::string_view query, std::string_view language) const {
  return explore::cluster(set.documents, query, language, *analyzer_, *glossary_);
}

base::Result<RelatedReply> LibraryEngine::related(library::ArticleId id, int limit) {
  RelatedReply reply;
  MERIDIAN_TRY_ASSIGN(reply.source, library_->articles().get(id));
  MERIDIAN_TRY_ASSIGN(library::Index* const index, fresh_index());
  const library::WorkId work = reply.source.work;
  const auto found = index->read<std::vector<explore::RelatedWork>>(
      [&](Xapian::Database& database) { return explore::related(database, work, std::clamp(limit, 1, kMostRelated)); });
  // The index has not seen this paper yet: nothing is like it, so far.
  if (!found && found.error().kind == base::ErrorKind::not_found) return reply;
  if (!found) return base::fail(found.error());
  std::vector<library::WorkId> ids;
  for (const explore::RelatedWork& one : *found) ids.push_back(one.work);
  const std::string source_text = whole_text(reply.source);
  auto next = found->begin();
  for (LoadedWork& loaded : load(ids)) {
    while (next->work != loaded.work.id) ++next;
    RelatedHit hit;
    hit.work = loaded.work.id;
    hit.score = next->score;
    const std::string hit_text = whole_text(loaded.article);
    for (const std::string& term : next->shared_terms) {
      std::string surface = explore::surface_of(term, source_text, *analyzer_);
      if (surface.empty()) surface = explore::surface_of(term, hit_text, *analyzer_);
      if (!surface.empty() && std::find(hit.shared.begin(), hit.shared.end(), surface) == hit.shared.end())
        hit.shared.push_back(std::move(surface));
    }
    hit.article = std::move(loaded.article);
    reply.hits.push_back(std::move(hit));
  }
  return reply;
}

base::Result<ClusterReply> LibraryEngine::clusters(std::string_view query, int considered) {
  MERIDIAN_TRY_ASSIGN(const HitSet set, hit_set(query, considered));
  const explore::Grouping grouping = group(set, query, reader_language(query));
  ClusterReply reply;
  reply.query = query;
  reply.total = set.found.reply.total_any;
  reply.considered = static_cast<int>(set.documents.size());
  reply.warnings = set.found.reply.warnings;
  for (const explore::Group& one : grouping.groups)
    reply.clusters.push_back({one.labels, members(set.documents, one.members), one.cohesion});
  reply.rest = members(set.documents, grouping.rest);
  return reply;
}

base::Result<ContrastReply> LibraryEngine::contrast(std::string_view a, std::string_view b) {
  if (b.empty()) return contrast_clusters(a);
  MERIDIAN_TRY_ASSIGN(const HitSet left, hit_set(a, kContrasted));
  MERIDIAN_TRY_ASSIGN(const HitSet right, hit_set(b, kContrasted));
  ContrastReply reply =
      explore::contrast(std::string(a), left.documents, std::string(b), right.documents, *analyzer_, *glossary_);
  reply.warnings = left.found.reply.warnings;
  reply.warnings.insert(reply.warnings.end(), right.found.reply.warnings.begin(), right.found.reply.warnings.end());
  return reply;
}

// The two largest clusters of one query.
base::Result<ContrastReply> LibraryEngine::contrast_clusters(std::string_view query) {
  MERIDIAN_TRY_ASSIGN(const HitSet set, hit_set(query, kContrasted));
  const explore::Grouping grouping = group(set, query, reader_language(query));
  const bool two = grouping.groups.size() > 1;
  std::vector<explore::Document> left, right;
  if (!grouping.groups.empty()) left = part(set.documents, grouping.groups[0].members);
  if (two) right = part(set.documents, grouping.groups[1].members);
  const std::string left_name = two ? label(grouping.groups[0]) : std::string(query);
  ContrastReply reply =
      explore::contrast(left_name, left, two ? label(grouping.groups[1]) : "", right, *analyzer_, *glossary_);
  reply.warnings = set.found.reply.warnings;
  if (!two)
    reply.warnings.push_back(
        {"contrast.one_group",
         {},
         {"The papers found do not fall into two groups; give two queries to set against each other.",
          "找到的文献没有分成两组；请给出两个检索式进行对比。"}});
  return reply;
}

base::Result<Brief> LibraryEngine::brief(std::string_view query, std::string_view language) {
  MERIDIAN_TRY_ASSIGN(const HitSet set, hit_set(query, kBriefed));
  const explore::Grouping grouping = group(set, query, language);
  Brief brief = explore::brief(query, set.documents, grouping, language, *analyzer_, *glossary_);
  brief.question = query;
  brief.reading = set.found.reply.reading;
  brief.found = set.found.reply.total_any;
  brief.warnings.insert(brief.warnings.begin(), set.found.reply.warnings.begin(), set.found.reply.warnings.end());
  return brief;
}

}  // namespace meridian::query
