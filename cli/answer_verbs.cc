// search, show, related, clusters, contrast, brief, today: ask the engine, print.
#include <cmath>
#include <cstdio>

#include "base/messages.h"
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

std::string decimals(double value, int places) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", places, value);
  return text;
}

// A term of the index as a reader knows it: without the mark of a stem.
std::string word_of(const std::string& term) {
  return term.starts_with('Z') ? term.substr(1) : term;
}

void print_terms(const Output& out, const std::vector<query::ExplainedTerm>& terms) {
  for (const query::ExplainedTerm& one : terms) {
    std::vector<std::string> words;
    for (const std::string& term : one.terms) words.push_back(word_of(term));
    const std::string times = std::abs(one.times - 1) < 5e-4 ? "" : " × " + decimals(one.times, 3);
    out.line("      " + out.dim(printable(joined(words, " | ")) +
                                out.say(": {1} of {2} words, in {3} papers; idf {4} × burst {5}{6} = {7}, gives {8}",
                                        "：{2} 词中 {1} 次，见于 {3} 篇；idf {4} × 突发 {5}{6} = {7}，计 {8}",
                                        {std::to_string(one.count), std::to_string(one.length), decimals(one.works, 0), decimals(one.idf, 3),
                                         decimals(one.burst, 3), times, decimals(one.weight, 4), decimals(one.part, 4)})));
  }
}

// The score as the sum of its steps, and what is behind each.
void print_explanation(const Output& out, const query::Hit& hit) {
  const query::Explanation& why = *hit.explanation;
  out.line("    " + out.say("score", "得分") + " " + decimals(hit.score, 4));
  const auto step = [&](const char* name, double part) {
    if (part != 0) out.line("    " + decimals(part, 4) + "  " + base::ranking_step_in(out.language(), name));
    return part != 0;
  };
  if (step("words", why.words)) print_terms(out, why.typed);
  if (step("feedback", why.feedback)) print_terms(out, why.learnt);
  if (step("neighbours", why.neighbours))
    for (const query::ExplainedLoan& loan : why.loans)
      out.line("      " + out.dim(out.say("id:{1}, alike {2}: gives {3}", "id:{1}，相近度 {2}：计 {3}",
                                          {std::to_string(loan.from), decimals(loan.similarity, 3), decimals(loan.part, 4)})));
  step("mixing", why.mixing);
  step("freshness", why.freshness);
}

// Said before the title: who reads no further has read it.
std::string retracted(const Output& out, bool is) {
  return is ? out.say("[Retracted] ", "【已撤稿】") : std::string();
}

void print_hits(const Output& out, const query::SearchReply& reply, int offset) {
  int rank = offset, on_page = 0;
  for (const query::Hit& hit : reply.hits) {
    if (on_page++ == reply.all_words_on_page && on_page > 0 && !hit.all_words)
      out.line(out.dim(out.say("──── below: some of the words ────", "──── 以下只含部分词 ────")));
    char number[16];
    std::snprintf(number, sizeof number, "%2d. ", ++rank);
    out.card(hit.article, number + retracted(out, hit.retracted));
    if (!hit.passage.text.empty()) out.line("    " + out.snippet(hit.passage));
    if (!hit.without.empty())
      out.line("    " + out.dim(out.say("without: ", "缺少：") + printable(joined(hit.without, out.say(", ", "、")))));
    if (hit.copies.size() > 1)
      out.line("    " + out.dim(out.count(static_cast<std::int64_t>(hit.copies.size()), "copy", "copies", "个副本")));
    if (hit.explanation) print_explanation(out, hit);
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
  request.explain = arguments.explain;
  request.sort = query::sort_named(arguments.sort);
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
      out.card(paper.article, retracted(out, paper.work.retracted));
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
