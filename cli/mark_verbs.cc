// star, read, hide, tag: the reader's marks on papers. They live in the library and are joined when a query runs.
#include <functional>

#include "cli/context.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

using Change = std::function<base::Status(library::Marks&, library::Transaction&, library::WorkId)>;

void print(const Context& context, library::ArticleId id, library::WorkId work, const library::MarksOfWork& marks) {
  const Output& out = context.output;
  std::vector<std::string> names;
  for (const library::Mark mark : marks.marks) names.emplace_back(library::name(mark));
  if (context.arguments.json) {
    out.line(query::dump({{"id", id}, {"work", work}, {"marks", names}, {"tags", marks.tags}}, false));
    return;
  }
  std::string line = std::to_string(id) + ":";
  for (const std::string& name : names) line += " is:" + name;
  for (const std::string& tag : marks.tags) line += " tag:" + tag;
  out.line(printable(names.empty() && marks.tags.empty() ? line + out.say(" no marks", " 没有标记") : line));
}

// All papers in one write: one that is unknown changes nothing.
base::Result<int> change(Context& context, const Change& apply) {
  std::vector<library::ArticleId> ids;
  for (const std::string& word : context.arguments.words) {
    MERIDIAN_TRY_ASSIGN(const library::ArticleId id, article_id(word));
    ids.push_back(id);
  }
  MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_write));
  MERIDIAN_TRY(library->write([&](library::Transaction& transaction) -> base::Status {
    for (const library::ArticleId id : ids) {
      MERIDIAN_TRY_ASSIGN(const library::Work work, library->works().of(id));
      MERIDIAN_TRY(apply(library->marks(), transaction, work.id));
    }
    return {};
  }));
  for (const library::ArticleId id : ids) {
    MERIDIAN_TRY_ASSIGN(const library::Work work, library->works().of(id));
    MERIDIAN_TRY_ASSIGN(const auto marks, library->marks().of(work.id));
    print(context, id, work.id, marks);
  }
  return kDone;
}

int mark(Context& context, const Change& apply) {
  const auto code = change(context, apply);
  return code ? *code : context.output.error(code.error());
}

int set(Context& context, library::Mark which) {
  const bool on = !context.arguments.off;
  return mark(context, [&](library::Marks& marks, library::Transaction& transaction, library::WorkId work) {
    return marks.set(transaction, work, which, on);
  });
}

}  // namespace

int star(Context& context) {
  return set(context, library::Mark::starred);
}

int read(Context& context) {
  return set(context, library::Mark::read);
}

int hide(Context& context) {
  return set(context, library::Mark::hidden);
}

int tag(Context& context) {
  const bool on = !context.arguments.off;
  const auto& tags = context.arguments.tags;
  return mark(context,
              [&](library::Marks& marks, library::Transaction& transaction, library::WorkId work) -> base::Status {
                for (const std::string& tag : tags) MERIDIAN_TRY(marks.set_tag(transaction, work, tag, on));
                return {};
              });
}

}  // namespace meridian::cli
