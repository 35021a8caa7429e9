// check, reindex, derive, stats: upkeep.
#include "base/messages.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "cli/progress_bar.h"
#include "indexer/index_writer.h"
#include "query/answers_json.h"
#include "query/derive.h"
#include "query/learn_translations.h"

namespace meridian::cli {

namespace {

base::Result<indexer::IndexReport> rebuild(const Context& context, library::Library& library, const base::Progress& progress) {
  MERIDIAN_TRY_ASSIGN(auto analyzer, text::Analyzer::open());
  MERIDIAN_TRY_ASSIGN(auto writer, indexer::IndexWriter::open(context.config.library, analyzer));
  return writer->rebuild(library, progress, watch_interrupts());
}

int print_check(const Context& context, const std::vector<base::Warning>& library_findings, const std::vector<base::Warning>& index_findings) {
  const Output& out = context.output;
  const auto tell = [&out](const std::string& where, const std::vector<base::Warning>& findings) {
    for (const base::Warning& finding : findings) out.line(where + printable(base::message_in(out.language(), finding)));
  };
  if (context.arguments.json) {
    out.line(query::dump({{"library", query::to_json(library_findings, out.language())}, {"index", query::to_json(index_findings, out.language())}, {"sound", library_findings.empty() && index_findings.empty()}}, true));
  } else {
    tell(out.say("library: ", "文献库："), library_findings);
    tell(out.say("index: ", "索引："), index_findings);
    if (library_findings.empty() && index_findings.empty()) out.line(out.say("library == index", "文献库与索引一致。"));
    else if (!index_findings.empty() && !context.arguments.repair)
      out.message(out.say("Run: meridian reindex", "运行 meridian reindex 可重建索引。"));
  }
  return library_findings.empty() && index_findings.empty() ? kDone : kUnusable;
}

}  // namespace

int check(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(context.arguments.repair ? library::OpenMode::read_write : library::OpenMode::read_only);
  if (!library) return out.error(library.error());
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
  const base::Progress progress = bar.listener();
  const auto analyzer = text::Analyzer::open();
  if (!analyzer) return out.error(analyzer.error());
  const auto library_findings = (*library)->check(progress);
  if (!library_findings) return out.error(library_findings.error());
  auto index_findings = indexer::compare_index(**library, context.config.library, **analyzer, progress);
  if (index_findings && !index_findings->empty() && context.arguments.repair) {
    const auto rebuilt = rebuild(context, **library, progress);
    if (!rebuilt) return out.error(rebuilt.error());
    index_findings = indexer::compare_index(**library, context.config.library, **analyzer, progress);
  }
  if (!index_findings) return out.error(index_findings.error());
  return print_check(context, *library_findings, *index_findings);
}

int reindex(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
  const auto report = rebuild(context, **library, bar.listener());
  if (!report) return out.error(report.error());
  if (const auto derived = derive(context, **library, kDeriveSeconds, bar.listener(), watch_interrupts()); !derived) return out.error(derived.error());
  if (context.arguments.json) out.line(query::dump({{"documents", report->documents}, {"number", report->number}}, true));
  else out.line(out.say("{1} indexed anew", "已为{1}重建索引", {out.count(report->documents, "paper", "papers", "篇文献")}));
  return kDone;
}

int derive_verb(Context& context) {
  const Output& out = context.output;
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
  const auto learnt = query::learn_translations(**library, context.config, context.shipped_data, bar.listener(), watch_interrupts());
  if (!learnt) return out.error(learnt.error());
  const auto report = query::derive(**library, context.config, *context.clock, context.arguments.seconds, bar.listener(), watch_interrupts());
  if (!report) return out.error(report.error());
  if (context.arguments.json) out.line(query::dump({{"works", report->works}, {"left", report->left}}, true));
  else out.line(out.say("{1} related, {2} left", "已为{1}整理相关文献，还剩 {2} 篇", {out.count(report->works, "paper", "papers", "篇文献"), std::to_string(report->left)}));
  return kDone;
}

int stats(Context& context) {
  const Output& out = context.output;
  auto engine = context.open_engine();
  if (!engine) return out.error(engine.error());
  const auto stats = (*engine)->stats();
  if (!stats) return out.error(stats.error());
  if (context.arguments.json) {
    out.line(query::dump(query::to_json(*stats), true));
    return kDone;
  }
  const auto row = [&](const char* en, const char* chinese, const std::string& value) { out.line(out.say(en, chinese) + out.say(": ", "：") + printable(value)); };
  row("articles", "文章", std::to_string(stats->articles));
  row("works", "文献", std::to_string(stats->works));
  row("feeds", "订阅源", out.say("{1} ({2} failing)", "{1}（{2} 个失败）", {std::to_string(stats->feeds), std::to_string(stats->feeds_failing)}));
  row("dates", "日期", stats->oldest + " … " + stats->newest);
  for (const auto& [language, count] : stats->languages) row("language", "语言", language + " " + std::to_string(count));
  row("library bytes", "文献库字节", std::to_string(stats->library_bytes));
  row("index bytes", "索引字节", std::to_string(stats->index_bytes));
  row("index covers", "索引进度", std::to_string(stats->index_number) + "/" + std::to_string(stats->library_number));
  return kDone;
}

}  // namespace meridian::cli
