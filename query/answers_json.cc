#include "query/answers_json.h"

#include <map>

#include "base/clock.h"
#include "base/messages.h"
#include "library/feed_state.h"

namespace meridian::query {

using nlohmann::json;

namespace {

json span(const Span& value) { return json::array({value.begin, value.end}); }

json warnings(const std::vector<Warning>& values, std::string_view language) {
  json out = json::array();
  for (const Warning& warning : values)
    out.push_back({{"code", warning.code}, {"text", warning.text.in(language)}, {"begin", warning.where.begin}, {"end", warning.where.end}});
  return out;
}

json snippet(const Snippet& value) {
  json marks = json::array();
  for (const Span& mark : value.marks) marks.push_back(span(mark));
  return {{"text", value.text}, {"marks", std::move(marks)}};
}

json facets(const std::vector<Facet>& values) {
  json out = json::object();
  for (const Facet& facet : values) {
    json& list = out[facet.field] = json::array();
    for (const FacetValue& value : facet.values)
      list.push_back({{"value", value.value}, {"label", value.label.empty() ? value.value : value.label}, {"count", value.count}});
  }
  return out;
}

json reading(const Reading& value, std::string_view language) {
  return {{"tree", value.tree}, {"sentence", value.sentence.in(language)}};
}

json explained_terms(const std::vector<ExplainedTerm>& values) {
  json out = json::array();
  for (const ExplainedTerm& one : values)
    out.push_back({{"terms", one.terms},
                   {"count", one.count},
                   {"length", one.length},
                   {"works", one.works},
                   {"idf", one.idf},
                   {"burst", one.burst},
                   {"times", one.times},
                   {"weight", one.weight},
                   {"part", one.part}});
  return out;
}

// The steps that gave anything, in their order; their parts sum to the score.
json explanation(const Explanation& value, std::string_view language) {
  json loans = json::array(), steps = json::array();
  for (const ExplainedLoan& one : value.loans)
    loans.push_back({{"work", one.from}, {"similarity", one.similarity}, {"part", one.part}});
  const auto add = [&](std::string_view step, double part, const char* what, json of) {
    if (part == 0 && step != "words") return;
    steps.push_back({{"step", step}, {"label", base::ranking_step_in(language, step)}, {"part", part}});
    if (what != nullptr) steps.back()[what] = std::move(of);
  };
  add("words", value.words, "terms", explained_terms(value.typed));
  add("feedback", value.feedback, "terms", explained_terms(value.learnt));
  add("neighbours", value.neighbours, "loans", std::move(loans));
  add("mixing", value.mixing, nullptr, nullptr);
  add("freshness", value.freshness, nullptr, nullptr);
  return {{"scale", value.scale}, {"steps", std::move(steps)}};
}

json hit(const Hit& value, std::string_view language) {
  json out = to_json(value.article);
  out["work"] = value.work;
  out["score"] = value.score;
  out["copies"] = value.copies;
  out["retracted"] = value.retracted;
  out["all_words"] = value.all_words;
  out["without"] = value.without;
  out["snippet"] = {{"title", snippet(value.title)}, {"passage", snippet(value.passage)}};
  if (value.explanation) out["explanation"] = explanation(*value.explanation, language);
  return out;
}

std::string_view name(Quote::Direction direction) {
  switch (direction) {
    case Quote::Direction::up: return "up";
    case Quote::Direction::down: return "down";
    case Quote::Direction::no_effect: return "no_effect";
    case Quote::Direction::associated: return "associated";
    case Quote::Direction::none_stated: break;
  }
  return "none_stated";
}

std::string_view name(library::LinkKind kind) {
  switch (kind) {
    case library::LinkKind::same: return "same";
    case library::LinkKind::shares_text: return "shares_text";
    case library::LinkKind::concerns: return "concerns";
    case library::LinkKind::merged: return "merged";
    case library::LinkKind::parted: break;
  }
  return "parted";
}

json member(const ClusterMember& value) {
  json out = to_json(value.article);
  out["work"] = value.work;
  out["score"] = value.score;
  return out;
}

json sentence(const BriefSentence& value) {
  json out = to_json(value.quote);
  out["reference"] = value.reference;
  return out;
}

json sentences(const std::vector<BriefSentence>& values) {
  json out = json::array();
  for (const BriefSentence& value : values) out.push_back(sentence(value));
  return out;
}

json side(const ContrastSide& value) {
  json members = json::array(), quotes = json::array();
  for (const ClusterMember& one : value.members) members.push_back(member(one));
  for (const Quote& quote : value.findings) quotes.push_back(to_json(quote));
  return {{"query", value.query},
          {"papers", std::move(members)},
          {"terms", value.terms},
          {"findings", std::move(quotes)},
          {"directions", {{"up", value.reporting_up}, {"down", value.reporting_down}, {"no_effect", value.reporting_none}}}};
}

json facet_values(const std::vector<FacetValue>& values) {
  json out = json::array();
  for (const FacetValue& value : values) out.push_back({{"value", value.value}, {"count", value.count}});
  return out;
}

}  // namespace

json to_json(const library::Article& article) {
  json texts = json::array(), authors = json::array();
  for (const library::LocalizedText& text : article.texts)
    texts.push_back({{"language", text.language}, {"title", text.title}, {"abstract", text.abstract}, {"keywords", text.keywords}});
  for (const library::Author& author : article.authors) {
    json one = {{"name", author.name}};
    if (!author.orcid.empty()) one["orcid"] = author.orcid;
    authors.push_back(std::move(one));
  }
  json provenance = json::object();
  for (const library::Provenance& from : article.provenance) provenance[from.field] = from.source;
  json out = {{"id", article.id},
              {"title", article.texts.empty() ? "" : article.main().title},
              {"abstract", article.texts.empty() ? "" : article.main().abstract},
              {"language", article.texts.empty() ? "" : article.main().language},
              {"texts", std::move(texts)},
              {"authors", std::move(authors)},
              {"source", article.source},
              {"published", article.published},
              {"type", library::name(article.type)},
              {"url", article.url},
              {"added", base::rfc3339(article.added)},
              {"provenance", std::move(provenance)}};
  const std::pair<const char*, const std::string*> optional[] = {
      {"section", &article.section}, {"journal", &article.journal}, {"citation", &article.citation}, {"updated", &article.updated},
      {"doi", &article.doi},         {"arxiv", &article.arxiv},     {"pmid", &article.pmid},         {"pmcid", &article.pmcid}};
  for (const auto& [key, value] : optional)
    if (!value->empty()) out[key] = *value;
  if (article.truncated) out["truncated"] = true;
  if (!article.categories.empty()) out["categories"] = article.categories;
  return out;
}

json to_json(const std::vector<base::Warning>& warnings, std::string_view language) {
  json list = json::array();
  for (const base::Warning& warning : warnings) list.push_back({{"code", warning.code}, {"text", base::message_in(language, warning)}});
  return list;
}

json to_json(const library::Feed& feed, std::string_view language) {
  json out = {{"id", feed.id},
              {"url", feed.url},
              {"title", feed.title},
              {"state", library::name_of(library::state_of(feed))},
              {"articles", feed.articles},
              {"items_last", feed.items_last},
              {"http_status", feed.http_status},
              {"failures", feed.failures},
              {"gone", feed.gone},
              {"error", feed.error_code}};
  if (!feed.moved_to.empty()) out["moved_to"] = feed.moved_to;
  if (!feed.error_message.empty()) out["error_message"] = base::message_in(language, base::Warning{feed.error_code, {feed.error_message}});
  if (!feed.warnings.empty()) out["warnings"] = to_json(feed.warnings, language);
  if (feed.rhythm_s > 0) out["rhythm_s"] = feed.rhythm_s;
  if (feed.asked_pause_s > 0) out["asked_pause_s"] = feed.asked_pause_s;
  if (!feed.folder.empty()) out["folder"] = feed.folder;
  if (feed.fetch_pages) out["fetch_pages"] = true;
  const std::pair<const char*, std::int64_t> times[] = {{"last_attempt", feed.last_attempt},
                                                        {"last_success", feed.last_success},
                                                        {"last_new", feed.last_new},
                                                        {"next_due", feed.next_due}};
  for (const auto& [key, time] : times) out[key] = time == 0 ? json(nullptr) : json(base::rfc3339(time));
  return out;
}

json to_json(const Quote& quote) {
  return {{"work", quote.work},     {"article", quote.article}, {"language", quote.language},       {"span", span(quote.span)},
          {"text", quote.text},     {"numbers", quote.numbers}, {"direction", name(quote.direction)}};
}

json to_json(const SearchReply& reply, std::string_view language) {
  json hits = json::array(), expansions = json::array(), why = json::array();
  for (const Hit& one : reply.hits) hits.push_back(hit(one, language));
  for (const Expansion& one : reply.expansions) expansions.push_back({{"source", one.source}, {"synonyms", one.synonyms}});
  for (const Bilingual& one : reply.why_none) why.push_back(one.in(language));
  json repairs = json::array();
  for (const Repair& one : reply.repairs)
    repairs.push_back({{"kind", one.kind}, {"query", one.query}, {"text", one.text.in(language)}});
  json out = {{"total", reply.total},
              {"total_any", reply.total_any},
              {"total_learnt", reply.total_learnt},
              {"generation", reply.generation},
              {"related_used", reply.related_used},
              {"counts_all_words", reply.counts_all_words},
              {"estimated", reply.estimated},
              {"all_words_on_page", reply.all_words_on_page},
              {"hits", std::move(hits)},
              {"facets", facets(reply.facets)},
              {"reading", reading(reply.reading, language)},
              {"warnings", warnings(reply.warnings, language)},
              {"expansions", std::move(expansions)},
              {"why_none", std::move(why)},
              {"repairs", std::move(repairs)},
              {"passed", reply.passed},
              {"milliseconds", reply.milliseconds}};
  if (reply.did_you_mean) out["did_you_mean"] = *reply.did_you_mean;
  if (!reply.next.empty()) out["next"] = reply.next;
  return out;
}

json to_json(const SuggestReply& reply) {
  json completions = json::array();
  for (const Completion& one : reply.completions)
    completions.push_back({{"query", one.query}, {"word", one.word}, {"works", one.works}});
  json out = {{"query", reply.query}, {"completions", std::move(completions)}};
  if (reply.did_you_mean) out["did_you_mean"] = *reply.did_you_mean;
  return out;
}

json to_json(const PaperReply& reply) {
  json out = to_json(reply.article);
  json copies = json::array(), links = json::array(), linked = json::array();
  for (const library::Article& copy : reply.copies) copies.push_back(to_json(copy));
  for (const library::Link& link : reply.links)
    links.push_back({{"a", link.a}, {"b", link.b}, {"kind", name(link.kind)}, {"reason", link.reason}});
  out["work"] = {{"id", reply.work.id}, {"representative", reply.work.representative}, {"articles", reply.work.articles}};
  out["copies"] = std::move(copies);
  for (const library::Article& article : reply.linked) linked.push_back(to_json(article));
  out["linked"] = std::move(linked);
  out["retracted"] = reply.work.retracted;
  out["links"] = std::move(links);
  return out;
}

json to_json(const RelatedReply& reply) {
  json hits = json::array();
  for (const RelatedHit& one : reply.hits) {
    json entry = to_json(one.article);
    entry["work"] = one.work;
    entry["score"] = one.score;
    entry["shared"] = one.shared;
    hits.push_back(std::move(entry));
  }
  return {{"source", to_json(reply.source)}, {"hits", std::move(hits)}};
}

json to_json(const ClusterReply& reply, std::string_view language) {
  json documents = json::array(), clusters = json::array(), rest = json::array();
  const auto add = [&](const ClusterMember& one) {
    documents.push_back(member(one));
    return documents.size() - 1;
  };
  for (const Cluster& cluster : reply.clusters) {
    json indexes = json::array();
    for (const ClusterMember& one : cluster.members) indexes.push_back(add(one));
    clusters.push_back({{"labels", cluster.labels}, {"documents", std::move(indexes)}, {"clusters", json::array()}, {"score", cluster.score}});
  }
  for (const ClusterMember& one : reply.rest) rest.push_back(add(one));
  return {{"query", reply.query},       {"documents", std::move(documents)}, {"clusters", std::move(clusters)},
          {"rest", std::move(rest)},    {"total", reply.total},              {"considered", reply.considered},
          {"warnings", warnings(reply.warnings, language)}};
}

json to_json(const ContrastReply& reply, std::string_view language) {
  return {{"a", side(reply.a)}, {"b", side(reply.b)}, {"on_both", reply.on_both}, {"warnings", warnings(reply.warnings, language)}};
}

json to_json(const Brief& brief, std::string_view language) {
  json themes = json::array(), disagreements = json::array(), references = json::array(), unused = json::array();
  for (const BriefTheme& theme : brief.themes)
    themes.push_back({{"label", theme.label}, {"works", theme.works}, {"findings", sentences(theme.findings)}});
  for (const Disagreement& one : brief.disagreements)
    disagreements.push_back({{"outcome", one.outcome}, {"one", sentence(one.one)}, {"other", sentence(one.other)}});
  for (const BriefReference& one : brief.references) {
    json entry = to_json(one.article);
    entry["number"] = one.number;
    entry["work"] = one.work;
    references.push_back(std::move(entry));
  }
  for (const library::Article& one : brief.unused) unused.push_back({{"id", one.id}, {"title", one.main().title}});
  return {{"question", brief.question},
          {"reading", reading(brief.reading, language)},
          {"found", brief.found},
          {"read", brief.read},
          {"oldest", brief.oldest},
          {"newest", brief.newest},
          {"languages", brief.languages},
          {"sources", brief.sources},
          {"themes", std::move(themes)},
          {"disagreements", std::move(disagreements)},
          {"gaps", sentences(brief.gaps)},
          {"references", std::move(references)},
          {"unused", std::move(unused)},
          {"warnings", warnings(brief.warnings, language)}};
}

json to_json(const TodayReply& reply) {
  json cards = json::array();
  for (const TodayCard& card : reply.cards) {
    json entry = to_json(card.article);
    entry["number"] = card.number;
    entry["work"] = card.work;
    entry["copies"] = card.copies;
    cards.push_back(std::move(entry));
  }
  return {{"day", reply.day},
          {"cards", std::move(cards)},
          {"total", reply.total},
          {"started_anew", reply.started_anew},
          {"token", reply.token},
          {"authors", facet_values(reply.authors)},
          {"sources", facet_values(reply.sources)}};
}

json to_json(const Stats& stats) {
  return {{"articles", stats.articles},
          {"works", stats.works},
          {"feeds", stats.feeds},
          {"feeds_failing", stats.feeds_failing},
          {"languages", stats.languages},
          {"types", stats.types},
          {"sources", stats.sources},
          {"oldest", stats.oldest},
          {"newest", stats.newest},
          {"library_bytes", stats.library_bytes},
          {"index_bytes", stats.index_bytes},
          {"library_number", stats.library_number},
          {"index_number", stats.index_number},
          {"generation", stats.generation},
          {"analyzer_version", stats.analyzer_version}};
}

json to_json(const base::Error& error, std::string_view language) {
  return {{"type", error.code}, {"title", base::name(error.kind)}, {"detail", base::message_in(language, error)}};
}

std::string dump(const json& value, bool indented) {
  const std::string text = value.dump(indented ? 2 : -1, ' ', false, json::error_handler_t::replace);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("</") || rest.starts_with("<!")) {
      out += "\\u003c";
    } else if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) {
      out += rest[2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace meridian::query
