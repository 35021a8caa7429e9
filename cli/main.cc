// The front door: one program, one verb a run (docs/operations.md).
#include <clocale>
#include <csignal>
#include <cstdio>
#include <map>

#include "base/log.h"
#include "cli/arguments.h"
#include "cli/context.h"
#include "cli/serving.h"

int main(int count, char** values) {
  using namespace meridian;
  std::setlocale(LC_CTYPE, "C.UTF-8");
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);

  base::Environment environment = base::environment();
  const std::string language = cli::reader_language(count, values, environment);
  const cli::ParsedArguments parsed = cli::parse_arguments(count, values, language, cli::Output::width());
  if (!parsed.arguments) {
    const bool help = parsed.exit_code == 0;  // ours; a refusal repeats what was typed
    std::fputs(help ? parsed.message.c_str() : cli::printable(parsed.message).c_str(), help ? stdout : stderr);
    return parsed.exit_code;
  }
  base::set_up_log(environment.contains("MERIDIAN_DEBUG") ? base::LogLevel::debug : base::LogLevel::warning);

  const base::SystemClock clock;
  base::Result<cli::Context> context = cli::make_context(*parsed.arguments, std::move(environment), clock);
  if (!context) {
    cli::Output(language).error(context.error());
    return context.error().kind == base::ErrorKind::invalid ? cli::kUsage : cli::kUnusable;
  }

  static const std::map<std::string, int (*)(cli::Context&)> kVerbs = {
      {"feeds add", cli::feeds_add}, {"feeds list", cli::feeds_list}, {"feeds remove", cli::feeds_remove},
      {"feeds set", cli::feeds_set}, {"feeds test", cli::feeds_test}, {"feeds discover", cli::feeds_discover}, {"feeds starter", cli::feeds_starter}, {"feeds parse", cli::feeds_parse}, {"feeds import", cli::feeds_import}, {"feeds export", cli::feeds_export},
      {"glossary add", cli::glossary_add}, {"glossary list", cli::glossary_list}, {"glossary remove", cli::glossary_remove},
      {"crawl", cli::crawl},         {"import", cli::import},         {"search", cli::search},
      {"show", cli::show},           {"related", cli::related},       {"clusters", cli::clusters},
      {"contrast", cli::contrast},   {"brief", cli::brief},           {"today", cli::today},
      {"serve", cli::serve},         {"demo", cli::demo},             {"check", cli::check},
      {"merge", cli::merge}, {"split", cli::split}, {"reindex", cli::reindex}, {"derive", cli::derive_verb},     {"stats", cli::stats},           {"eval search", cli::eval_search}, {"follow", cli::follow_verb},
      {"radar add", cli::radar_add}, {"radar list", cli::radar_list}, {"radar show", cli::radar_show},
      {"radar remove", cli::radar_remove}, {"star", cli::star}, {"read", cli::read}, {"hide", cli::hide},
      {"tag", cli::tag}};
  const int code = kVerbs.at(context->arguments.verb)(*context);
  // A closed or full stdout is told by the exit code (FAULTS 112, 151).
  if (std::fflush(stdout) != 0 && code == cli::kDone) return cli::kUnusable;
  return code;
}
