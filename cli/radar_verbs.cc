// radar add, list, show, remove: saved queries, which search:NAME names in others.
#include "base/clock.h"
#include "cli/context.h"
#include "query/answers_json.h"
#include "query/search/parse.h"

namespace meridian::cli {

namespace {

nlohmann::json json_of(const library::Radar& radar) {
  return {{"name", radar.name}, {"query", radar.query}, {"created", base::rfc3339(radar.created)}};
}

void print(const Context& context, const library::Radar& radar) {
  const Output& out = context.output;
  if (context.arguments.json)
    out.line(query::dump(json_of(radar), false));
  else
    out.line(out.bold(printable(radar.name)) + "  " + printable(radar.query));
}

// A query that no search would answer is not saved; what is odd about it is told.
base::Status check(const Context& context, const std::string& query) {
  MERIDIAN_TRY_ASSIGN(const auto parsed,
                      query::search::parse(query, context.config.search, context.clock->now() / 86'400));
  for (const query::Warning& warning : parsed.warnings)
    context.output.message(context.output.dim("· " + printable(context.output.say(warning.text))));
  return {};
}

base::Result<int> add_one(Context& context) {
  const auto& words = context.arguments.words;
  library::Radar radar{words.front(), {}, context.clock->now()};
  for (std::size_t i = 1; i < words.size(); ++i) radar.query += (i == 1 ? "" : " ") + words[i];
  MERIDIAN_TRY(check(context, radar.query));
  MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_write));
  MERIDIAN_TRY(
      library->write([&](library::Transaction& transaction) { return library->radars().add(transaction, radar); }));
  MERIDIAN_TRY_ASSIGN(radar, library->radars().get(radar.name));
  print(context, radar);
  return kDone;
}

base::Result<int> list_all(Context& context) {
  MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_only));
  MERIDIAN_TRY_ASSIGN(const auto radars, library->radars().list());
  for (const library::Radar& radar : radars) print(context, radar);
  if (radars.empty()) context.output.message(context.output.say("No radar is saved yet.", "尚未保存任何雷达。"));
  return radars.empty() ? kNothingFound : kDone;
}

base::Result<int> show_each(Context& context) {
  MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_only));
  for (const std::string& name : context.arguments.words) {
    MERIDIAN_TRY_ASSIGN(const auto radar, library->radars().get(name));
    print(context, radar);
  }
  return kDone;
}

base::Result<int> remove_each(Context& context) {
  MERIDIAN_TRY_ASSIGN(auto library, context.open_library(library::OpenMode::read_write));
  MERIDIAN_TRY(library->write([&](library::Transaction& transaction) -> base::Status {
    for (const std::string& name : context.arguments.words) MERIDIAN_TRY(library->radars().remove(transaction, name));
    return {};
  }));
  return kDone;
}

int ended(const Context& context, const base::Result<int>& code) {
  return code ? *code : context.output.error(code.error());
}

}  // namespace

int radar_add(Context& context) {
  return ended(context, add_one(context));
}

int radar_list(Context& context) {
  return ended(context, list_all(context));
}

int radar_show(Context& context) {
  return ended(context, show_each(context));
}

int radar_remove(Context& context) {
  return ended(context, remove_each(context));
}

}  // namespace meridian::cli
