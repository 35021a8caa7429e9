#include "cli/context.h"

#include "base/messages.h"
#include "library/folder_rights.h"
#include "library/index_schema.h"
#include "query/learn_translations.h"

namespace meridian::cli {

namespace {

std::string language_of(const std::string& asked, const base::Config& config, const base::Environment& environment) {
  if (!asked.empty()) return asked;
  if (!config.language.empty()) return config.language;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto found = environment.find(name);
    if (found != environment.end() && !found->second.empty()) return found->second.starts_with("zh") ? "zh" : "en";
  }
  return "en";
}

std::filesystem::path user_settings(const base::Environment& environment) {
  const auto configured = environment.find("MERIDIAN_CONFIG");
  return configured != environment.end() ? std::filesystem::path(configured->second) : base::default_config_file(environment);
}

}  // namespace

std::string reader_language(int count, char** values, const base::Environment& environment) {
  constexpr std::string_view kOption = "--lang";
  std::string asked;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = values[i];
    const std::string_view value = word.starts_with("--lang=")        ? word.substr(kOption.size() + 1)
                                   : word == kOption && i + 1 < count ? std::string_view(values[i + 1])
                                                                      : std::string_view();
    if (value == "en" || value == "zh") asked = value;
  }
  // Damaged settings are told when they are used.
  const auto config = base::load_config(user_settings(environment), environment);
  return language_of(asked, config ? *config : base::Config(), environment);
}

base::Result<Context> make_context(Arguments arguments, base::Environment environment, const base::Clock& clock) {
  Context context;
  context.environment = std::move(environment);
  context.clock = &clock;
  context.config_file = user_settings(context.environment);
  MERIDIAN_TRY_ASSIGN(context.config, base::load_config(context.config_file, context.environment));
  std::filesystem::path folder = !arguments.library.empty()        ? arguments.library
                                 : !context.config.library.empty() ? context.config.library
                                                                   : base::default_library_folder(context.environment);
  std::error_code ignored;
  const std::filesystem::path own = folder / "config.toml";
  if (std::filesystem::exists(own, ignored)) {
    context.config_file = own;
    MERIDIAN_TRY_ASSIGN(context.config, base::load_config(own, context.environment));
  }
  context.config.library = std::filesystem::absolute(folder, ignored);
  MERIDIAN_TRY_ASSIGN(context.shipped_data, base::shipped_data_folder(context.environment));
  context.output = Output(language_of(arguments.language, context.config, context.environment));
  context.arguments = std::move(arguments);
  return context;
}

base::Result<std::unique_ptr<library::Library>> Context::open_library(library::OpenMode mode) const {
  auto library = library::Library::open(config.library, mode, *clock);
  if (library) tell_folder_rights();
  return library;
}

base::Result<std::unique_ptr<query::Engine>> Context::open_engine() const {
  auto engine = query::Engine::open(config, shipped_data, *clock);
  if (engine) tell_folder_rights();
  return engine;
}

void Context::tell_folder_rights() const {
  if (folder_told_->exchange(true)) return;
  if (const auto warning = library::folder_warning(config.library))
    output.message(output.dim("· " + printable(base::message_in(output.language(), *warning))));
}

base::Result<std::unique_ptr<indexer::IndexWriter>> index_writer(const Context& context) {
  MERIDIAN_TRY_ASSIGN(auto analyzer, text::Analyzer::open());
  auto writer = indexer::IndexWriter::open(context.config.library, analyzer);
  if (!writer && writer.error().code == "lock.held") return nullptr;
  return writer;
}

base::Result<std::optional<indexer::IndexReport>> follow(const Context& context, library::Library& library,
                                                         const base::Progress& progress, const base::Cancelled& cancelled,
                                                         std::unique_ptr<indexer::IndexWriter> writer) {
  if (!writer) {
    MERIDIAN_TRY_ASSIGN(writer, index_writer(context));
  }
  if (!writer) return std::nullopt;
  MERIDIAN_TRY_ASSIGN(indexer::IndexReport report, writer->catch_up(library, progress, cancelled));
  return report;
}

base::Result<std::optional<query::DeriveReport>> derive(const Context& context, library::Library& library, int seconds,
                                                        const base::Progress& progress, const base::Cancelled& cancelled) {
  MERIDIAN_TRY(query::learn_translations(library, context.config, context.shipped_data, progress, cancelled));
  auto report = query::derive(library, context.config, *context.clock, seconds, progress, cancelled);
  if (report) return *report;
  if (report.error().code == "lock.held" || report.error().code.starts_with("index.")) return std::nullopt;
  return base::fail(report.error());
}

base::Result<library::ArticleId> article_id(const std::string& text) {
  std::size_t used = 0;
  library::ArticleId id = 0;
  for (; used < text.size() && used < 18 && text[used] >= '0' && text[used] <= '9'; ++used) id = id * 10 + (text[used] - '0');
  if (used == text.size() && id > 0) return id;
  return base::fail(base::ErrorKind::invalid, "paper.bad_id",
                    "“" + text + "” is no article id: ids are numbers, as `meridian search` prints them after id:.");
}

}  // namespace meridian::cli
