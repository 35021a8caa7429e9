// An engine that answers everything with one hostile paper, and the pages over it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "query/web/site.h"

namespace meridian::query::web {

inline constexpr const char* kHostile = "<script>alert('x')</script>";

inline library::Article hostile_paper(library::ArticleId id) {
  library::Article article;
  article.id = id;
  article.work = id;
  article.texts = {{"en", std::string("Title ") + kHostile, std::string("Abstract ") + kHostile, {"key"}}};
  article.authors = {{kHostile, ""}, {"王伟", ""}};
  article.source = std::string("Source ") + kHostile;
  article.published = "2026-06-23";
  article.url = "javascript:alert(1)";
  article.doi = "10.5555/x<1::aid#1>3.0";
  article.provenance = {{"title", "feed:title"}};
  return article;
}

// Answers everything with one hostile paper, and remembers what was asked.
class FakeEngine final : public Engine {
 public:
  base::Result<SearchReply> search(const SearchRequest& request) override {
    MERIDIAN_TRY(possible(request.query));
    SearchReply reply;
    Hit hit;
    hit.article = hostile_paper(1);
    hit.title = {hit.article.main().title, {{0, 5}}};
    hit.passage = {"a " + std::string(kHostile), {{2, 10}}};
    hit.score = 1.5;
    if (request.explain) {
      const ExplainedTerm term{{"Zpain"}, 1, 10, 3, 2, 1, 1, 1, 1};
      hit.explanation = Explanation{1, .1, .2, .2, .1, 1, {term}, {term}, {{3, .5, .2}}};
    }
    reply.hits = {hit};
    reply.hits.push_back(hit);
    reply.hits.back().all_words = false;
    reply.hits.back().without = {kHostile};
    reply.total = 1, reply.total_any = 2, reply.all_words_on_page = 1;
    reply.facets = {{"source", {{kHostile, "", 2}}}, {"year", {{"2026", "", 2}, {"2025", "", 1}, {"2024", "", 1}}}};
    reply.reading.sentence = {"reading en", "reading zh"};
    reply.warnings = {{"query.range", {0, 1}, {kHostile, kHostile}}};
    reply.expansions = {{kHostile, {kHostile}}};
    reply.did_you_mean = kHostile;
    if (request.query == "nothing") {
      reply.hits.clear();
      reply.total = reply.total_any = 0;
      reply.why_none = {{kHostile, kHostile}};
      reply.repairs = {{"drop", kHostile, {kHostile, kHostile}}};
    }
    return reply;
  }
  base::Result<SuggestReply> suggest(std::string_view query, int) override {
    if (query.size() > 100) return base::fail(base::ErrorKind::refused, "query.too_long", "Too long.");
    return SuggestReply{std::string(query), {{kHostile, kHostile, 3}}, kHostile};
  }
  base::Result<PaperReply> paper(library::ArticleId id) override {
    if (id != 1) return base::fail(base::ErrorKind::not_found, "paper.unknown", "There is no such article.");
    PaperReply reply;
    reply.work = {1, 1, 1, {1, 2}};
    reply.article = hostile_paper(1);
    reply.copies = {hostile_paper(2)};
    return reply;
  }
  base::Result<RelatedReply> related(library::ArticleId id, int) override {
    if (id != 1) return base::fail(base::ErrorKind::not_found, "paper.unknown", "There is no such article.");
    return RelatedReply{hostile_paper(id), {{hostile_paper(3), 3, 1.0, {kHostile}}}};
  }
  base::Result<ClusterReply> clusters(std::string_view query, int considered) override {
    MERIDIAN_TRY(possible(query));
    ClusterReply reply;
    reply.query = query;
    if (query == "nothing") return reply;
    reply.clusters = {{{kHostile}, {{1, hostile_paper(1), 1}}, 1}, {{"b"}, {{2, hostile_paper(2), 1}}, 1}};
    reply.considered = considered;
    return reply;
  }
  base::Result<ContrastReply> contrast(std::string_view a, std::string_view b) override {
    MERIDIAN_TRY(possible(a));
    ContrastReply reply;
    reply.a.query = a, reply.b.query = b;
    if (a == "nothing") return reply;
    reply.a.findings = {{1, 1, "en", {0, 8}, kHostile, {"p = 0.01"}, Quote::Direction::down}};
    return reply;
  }
  base::Result<Brief> brief(std::string_view query, std::string_view) override {
    MERIDIAN_TRY(possible(query));
    Brief brief;
    brief.question = query;
    if (query == "nothing") return brief;
    brief.themes = {{kHostile, 1, {{{1, 1, "en", {0, 8}, kHostile, {}, Quote::Direction::up}, 1}}}};
    brief.references = {{1, 1, hostile_paper(1)}};
    brief.languages = {{"en", 1}};
    brief.found = brief.read = 1;
    brief.oldest = brief.newest = "2026-06-23";
    return brief;
  }
  base::Result<TodayReply> today(const TodayRequest& request) override {
    TodayReply reply;
    reply.day = "2026-11-21";
    reply.cards = {{1, 1, hostile_paper(1), {1, 2}}};
    reply.total = 20;
    reply.token = "next-token";
    reply.authors = {{"Nwosu", "", 2}};
    asked_authors = request.authors;
    return reply;
  }
  base::Result<std::vector<library::Feed>> feeds() override {
    library::Feed feed;
    feed.title = kHostile, feed.url = kHostile, feed.error_code = "feed.gone", feed.error_message = kHostile;
    return std::vector<library::Feed>{feed};
  }
  base::Result<Stats> stats() override { return Stats{}; }

  std::vector<std::string> asked_authors;

 private:
  static base::Status possible(std::string_view query) {
    if (query.empty()) return base::fail(base::ErrorKind::invalid, "query.empty", "Say what to look for.");
    if (query.size() > 100) return base::fail(base::ErrorKind::refused, "query.too_long", "Too long.");
    return {};
  }
};

inline Handler site() {
  return make_site(base::Config{}, [] { return base::Result<std::unique_ptr<Engine>>(std::make_unique<FakeEngine>()); });
}

inline Response get(const std::string& path, std::vector<std::pair<std::string, std::string>> parameters = {}, std::map<std::string, std::string> headers = {}) {
  return site()({"GET", path, std::move(parameters), std::move(headers), ""}, 0);
}

// Every page, with what it is asked: the path, then its parameters.
inline const std::vector<std::pair<std::string, std::string>> kPages[] = {{{"", "/"}}, {{"", "/search"}, {"q", kHostile}}, {{"", "/papers/1"}}, {{"", "/clusters"}, {"q", kHostile}},
                                                                   {{"", "/contrast"}, {"a", kHostile}, {"b", kHostile}}, {{"", "/brief"}, {"q", kHostile}}, {{"", "/sources"}}, {{"", "/help"}}};

}  // namespace meridian::query::web
