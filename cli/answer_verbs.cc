// search, show, related, clusters, contrast, brief, today: ask the engine, print.
#include <cstdio>

#include "cli/context.h"
#include "query/answers_json.h"
#include "query/export/brief_document.h"

namespace meridian::cli {

namespace {

constexpr int kShown = 10, kGrouped = 100;

std::string joined(const std::vector<std::string>& words, std::string_view separator = " ") {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : std::string(separator)) + word;
  return out;
}

// Opens the engine, asks, prints the error when there is one. `ask` gives the exit code.
int with_engine(Context& context, const std::function<base::Result<int>(query::Engine&)>& ask) {
  auto engine = context.open_engine();
  if (!engine) return context.output.error(engine.error());
  const base::Result<int> code = ask(**engine);
  return code ? *code : context.output.error(code.error());
}

void print_warnings(const Output& out, const std::vector<query::Warning>& warnings) {
  for (const query::Warning& warning : warnings) out.message(out.dim("· " + printable(out.say(warning.text))));
}

void print_hits(const Output& out, const query::SearchReply& reply, int offset) {
  int rank = offset, on_page = 0;
  for (const query::Hit& hit : reply.hits) {
    if (on_page++ == reply.all_words_on_page && on_page > 0 && !hit.all_words)
      out.line(out.dim(out.say("──── below: some of the words ────", "──── 以下只含部分词 ────")));
    char number[16];
    std::snprintf(number, sizeof number, "%2d. ", ++rank);
    out.card(hit.article, number);
    if (!hit.passage.text.empty()) out.line("    " + out.snippet(hit.passage));
    if (!hit.without.empty())
      out.line("    " + out.dim(out.say("without: ", "缺少：") + printable(joined(hit.without, out.say(", ", "、")))));
    if (hit.copies.size() > 1)
      out.line("    " + out.dim(out.count(static_cast<std::int64_t>(hit.copies.size()), "copy", "copies", "个副本")));
  }
}

void print_search(const Output& out, const query::SearchReply& reply, int offset) {
  out.message(out.dim(printable(out.say(reply.reading.sentence))));
  for (const query::Expansion& group : reply.expansions)
    out.message(out.dim(out.say("also searched: ", "同时检索：") + printable(group.source + " → " + joined(group.synonyms, out.say(", ", "、")))));
  print_warnings(out, reply.warnings);
  if (reply.did_you_mean) out.message(out.say("Did you mean: ", "您是不是要找：") + printable(*reply.did_you_mean));
  print_hits(out, reply, offset);
  for (const query::Bilingual& why : reply.why_none) out.message(printable(out.say(why)));
  for (const query::Repair& repair : reply.repairs)
    out.message("  " + printable(out.say(repair.text)) + out.say(": ", "：") + out.bold(printable(repair.query)));
  std::string count = (reply.estimated ? out.say("about ", "约 ") : "") + out.count(reply.total, "paper", "papers", "篇");
  if (reply.total_any > reply.total)
    count += out.say(", and {1} with some of the words", "，另有 {1} 篇只含部分词", {std::to_string(reply.total_any - reply.total)});
  if (reply.total_learnt > 0)
    count += out.say(", {1} like the best without the words", "，另有 {1} 篇不含检索词而与最佳结果相近", {std::to_string(reply.total_learnt)});
  out.message(count);
}

void print_quote(const Output& out, const query::Quote& quote, std::string_view indent) {
  out.line(std::string(indent) + "“" + printable(quote.text) + "”");
  std::string from = "id:" + std::to_string(quote.article) + " [" + std::to_string(quote.span.begin) + "-" + std::to_string(quote.span.end) + "]";
  if (!quote.numbers.empty()) from += "  " + joined(quote.numbers, "; ");
  out.line(std::string(indent) + "  " + out.dim(printable(from)));
}

void print_side(const Output& out, const query::ContrastSide& side) {
  out.line(out.bold(printable(side.query)) + "  " + out.count(static_cast<std::int64_t>(side.members.size()), "paper", "papers", "篇"));
  out.line(out.say("  terms: ", "  特征词：") + printable(joined(side.terms, out.say(", ", "、"))));
  out.line(out.say("  findings: {1} report more, {2} less, {3} no effect", "  结果：{1} 句报告上升，{2} 句下降，{3} 句无效应",
                   {std::to_string(side.reporting_up), std::to_string(side.reporting_down), std::to_string(side.reporting_none)}));
  for (const query::Quote& quote : side.findings) print_quote(out, quote, "  ");
}

}  // namespace

int search(Context& context) {
  const Arguments& arguments = context.arguments;
  query::SearchRequest request;
  request.query = joined(arguments.words);
  request.limit = arguments.limit.value_or(kShown);
  request.offset = arguments.offset;
  request.expand = arguments.expand;
  request.facets = arguments.json;
  request.sort = arguments.sort == "newest" ? query::Sort::newest : arguments.sort == "oldest" ? query::Sort::oldest : query::Sort::relevance;
  request.match = arguments.match == "all" ? query::MatchMode::all : arguments.match == "any" ? query::MatchMode::any : query::MatchMode::tiers;
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    MERIDIAN_TRY_ASSIGN(const query::SearchReply reply, engine.search(request));
    if (arguments.json) context.output.line(query::dump(query::to_json(reply, context.output.language()), true));
    else print_search(context.output, reply, request.offset);
    return reply.hits.empty() ? kNothingFound : kDone;
  });
}

int show(Context& context) {
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    for (const std::string& word : context.arguments.words) {
      MERIDIAN_TRY_ASSIGN(const library::ArticleId id, article_id(word));
      MERIDIAN_TRY_ASSIGN(const query::PaperReply paper, engine.paper(id));
      const Output& out = context.output;
      if (context.arguments.json) {
        out.line(query::dump(query::to_json(paper), true));
        continue;
      }
      out.card(paper.article);
      if (!paper.article.url.empty()) out.line("    " + printable(paper.article.url));
      for (const library::LocalizedText& text : paper.article.texts) {
        if (&text != &paper.article.texts.front()) out.line("\n" + out.bold(printable(text.title)));
        out.line("\n" + printable(text.abstract));
        if (!text.keywords.empty()) out.line(out.dim(printable(joined(text.keywords, "; "))));
      }
      for (const library::Provenance& from : paper.article.provenance) out.line(out.dim(printable("  " + from.field + " ← " + from.source)));
      for (const library::Article& copy : paper.copies) {
        out.line();
        out.card(copy, out.say("copy: ", "副本："));
      }
      for (const library::Link& link : paper.links) out.line(out.dim(std::to_string(link.a) + " – " + std::to_string(link.b) + "  " + printable(link.reason)));
    }
    return kDone;
  });
}

int related(Context& context) {
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    MERIDIAN_TRY_ASSIGN(const library::ArticleId id, article_id(context.arguments.words.front()));
    MERIDIAN_TRY_ASSIGN(const query::RelatedReply reply, engine.related(id, context.arguments.limit.value_or(kShown)));
    if (context.arguments.json) {
      context.output.line(query::dump(query::to_json(reply), true));
    } else {
      for (const query::RelatedHit& hit : reply.hits) {
        context.output.card(hit.article);
        context.output.line("    " + context.output.dim(printable(joined(hit.shared, " · "))));
      }
    }
    return reply.hits.empty() ? kNothingFound : kDone;
  });
}

int clusters(Context& context) {
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    MERIDIAN_TRY_ASSIGN(const query::ClusterReply reply, engine.clusters(joined(context.arguments.words), context.arguments.limit.value_or(kGrouped)));
    const Output& out = context.output;
    if (context.arguments.json) {
      out.line(query::dump(query::to_json(reply, out.language()), true));
      return reply.clusters.empty() ? kNothingFound : kDone;
    }
    const auto list = [&](const std::vector<query::ClusterMember>& members) {
      for (const query::ClusterMember& one : members)
        out.line("    " + out.dim(std::to_string(one.article.id) + "  ") + fit(printable(one.article.main().title), Output::width() - 14));
    };
    print_warnings(out, reply.warnings);
    for (const query::Cluster& cluster : reply.clusters) {
      out.line(out.bold(printable(joined(cluster.labels, " / "))) + "  (" + std::to_string(cluster.members.size()) + ")");
      list(cluster.members);
    }
    if (!reply.rest.empty()) out.line(out.bold(out.say("the rest", "其他")) + "  (" + std::to_string(reply.rest.size()) + ")");
    list(reply.rest);
    return reply.clusters.empty() ? kNothingFound : kDone;
  });
}

int contrast(Context& context) {
  const std::vector<std::string>& words = context.arguments.words;
  if (words.size() > 2) {
    context.output.message(context.output.say("meridian: contrast takes one query or two; put a query of several words into quotes.",
                                              "meridian：contrast 需要一个或两个检索式；多个词的检索式请加引号。"));
    return kUsage;
  }
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    MERIDIAN_TRY_ASSIGN(const query::ContrastReply reply, engine.contrast(words.front(), words.size() == 2 ? words.back() : ""));
    const Output& out = context.output;
    if (context.arguments.json) {
      out.line(query::dump(query::to_json(reply, out.language()), true));
    } else {
      print_warnings(out, reply.warnings);
      print_side(out, reply.a);
      out.line();
      print_side(out, reply.b);
    }
    return reply.a.members.empty() && reply.b.members.empty() ? kNothingFound : kDone;
  });
}

int brief(Context& context) {
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    const std::string& language = context.output.language();
    MERIDIAN_TRY_ASSIGN(const query::Brief brief, engine.brief(joined(context.arguments.words), language));
    const std::string& format = context.arguments.format;
    if (context.arguments.json || format == "json") context.output.line(query::dump(query::to_json(brief, language), true));
    else context.output.line(printable(format == "html" ? query::brief_html(brief, language) : query::brief_markdown(brief, language)));
    return brief.references.empty() ? kNothingFound : kDone;
  });
}

int today(Context& context) {
  query::TodayRequest request{context.arguments.authors, context.arguments.sources, context.arguments.limit.value_or(kShown), context.arguments.next, {}};
  return with_engine(context, [&](query::Engine& engine) -> base::Result<int> {
    MERIDIAN_TRY_ASSIGN(const query::TodayReply reply, engine.today(request));
    MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_write));
    std::vector<library::WorkId> shown;
    for (const query::TodayCard& card : reply.cards) shown.push_back(card.work);
    MERIDIAN_TRY(library->write([&](library::Transaction& transaction) -> base::Status {
      if (reply.started_anew || !request.next) MERIDIAN_TRY(library->marks().clear_shown(transaction, reply.day));
      return library->marks().add_shown(transaction, reply.day, shown);
    }));
    const Output& out = context.output;
    if (context.arguments.json) out.line(query::dump(query::to_json(reply), true));
    for (const query::TodayCard& card : reply.cards) {
      if (context.arguments.json) break;
      char number[16];
      std::snprintf(number, sizeof number, "%02d. ", card.number);
      out.card(card.article, number);
    }
    return reply.cards.empty() ? kNothingFound : kDone;
  });
}

}  // namespace meridian::cli
