// merge, split: the reader's word on what is one paper. No later crawl undoes it.
#include "cli/context.h"
#include "cli/progress_bar.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

using Decision = base::Status (library::Works::*)(library::Transaction&, const std::vector<library::ArticleId>&);

// Stores the decision, lets the index follow, and shows the papers as they are now.
int decide(Context& context, Decision decision) {
  const Output& out = context.output;
  std::vector<library::ArticleId> articles;
  for (const std::string& word : context.arguments.words) {
    const auto id = article_id(word);
    if (!id) return out.error(id.error());
    articles.push_back(*id);
  }
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  library::Works& works = (*library)->works();
  const auto stored = (*library)->write([&](library::Transaction& transaction) { return (works.*decision)(transaction, articles); });
  if (!stored) return out.error(stored.error());
  ProgressBar bar(*context.clock, out.language(), context.arguments.quiet);
  if (const auto followed = follow(context, **library, bar.listener(), {}); !followed) return out.error(followed.error());
  for (const library::ArticleId id : articles) {
    const auto work = works.of(id);
    if (!work) return out.error(work.error());
    std::string members;
    for (const library::ArticleId member : work->articles) members += (members.empty() ? "" : ", ") + std::to_string(member);
    if (context.arguments.json) out.line(query::dump({{"id", id}, {"work", work->id}, {"articles", work->articles}}, false));
    else out.line(out.say("{1} is in paper {2}: {3}", "{1} 属于文献 {2}：{3}", {std::to_string(id), std::to_string(work->id), members}));
  }
  return kDone;
}

}  // namespace

int merge(Context& context) {
  return decide(context, &library::Works::merge);
}

int split(Context& context) {
  return decide(context, &library::Works::split);
}

}  // namespace meridian::cli
