// What every verb works with: arguments, settings, places, clock, output.
//
// One thread at a time.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/output.h"
#include "indexer/index_writer.h"
#include "library/library.h"
#include "query/derive.h"
#include "query/engine.h"
#include "text/analyzer.h"

namespace meridian::cli {

struct Context {
  Arguments arguments;
  base::Environment environment;
  base::Config config;                 // its `library` is the folder in use
  std::filesystem::path config_file;   // where settings are written: the library's own config.toml, else the user's
  std::filesystem::path shipped_data;  // data/
  const base::Clock* clock = nullptr;
  Output output{"en"};

  // Both say once, on stderr, when other users may write to the library's folder.
  base::Result<std::unique_ptr<library::Library>> open_library(library::OpenMode mode) const;
  base::Result<std::unique_ptr<query::Engine>> open_engine() const;

 private:
  void tell_folder_rights() const;
  std::shared_ptr<std::atomic<bool>> folder_told_ = std::make_shared<std::atomic<bool>>(false);
};

// The language of help and messages, before the arguments are understood: --lang, the user's settings, the locale; "en" or "zh".
std::string reader_language(int count, char** values, const base::Environment& environment);

// Settings: the library folder's own config.toml when it has one (the demo's has), else the user's.
base::Result<Context> make_context(Arguments arguments, base::Environment environment, const base::Clock& clock);

// The writer of the index; null when another process holds it, which is fine: that one does the work.
base::Result<std::unique_ptr<indexer::IndexWriter>> index_writer(const Context& context);
// Makes the index cover the library, with `writer` where one is open already. Nothing when another process held it.
base::Result<std::optional<indexer::IndexReport>> follow(const Context& context, library::Library& library,
                                                         const base::Progress& progress, const base::Cancelled& cancelled,
                                                         std::unique_ptr<indexer::IndexWriter> writer = {});
// Related papers are made behind what was asked for, for so long; what is left over, serve and `meridian derive` do.
inline constexpr int kDeriveSeconds = 20;
// Works out related papers for so many seconds (0 = until done). Held by another process is fine; without an index there is
// nothing to do yet. Nothing in both cases.
base::Result<std::optional<query::DeriveReport>> derive(const Context& context, library::Library& library, int seconds,
                                                        const base::Progress& progress, const base::Cancelled& cancelled);

// invalid "paper.bad_id" for what is no number.
base::Result<library::ArticleId> article_id(const std::string& text);

// One verb: does it, prints, gives the exit code.
int feeds_add(Context& context);
int feeds_list(Context& context);
int feeds_remove(Context& context);
int feeds_parse(Context& context);
int feeds_import(Context& context);
int feeds_export(Context& context);
int feeds_set(Context& context);
int feeds_test(Context& context);
int feeds_discover(Context& context);
int feeds_starter(Context& context);
int glossary_add(Context& context);
int glossary_list(Context& context);
int glossary_remove(Context& context);
int crawl(Context& context);
int import(Context& context);
int search(Context& context);
int show(Context& context);
int related(Context& context);
int clusters(Context& context);
int contrast(Context& context);
int brief(Context& context);
int today(Context& context);
int serve(Context& context);
int demo(Context& context);
int merge(Context& context);
int split(Context& context);
int radar_add(Context& context);
int radar_list(Context& context);
int radar_show(Context& context);
int radar_remove(Context& context);
int star(Context& context);
int read(Context& context);
int hide(Context& context);
int tag(Context& context);
int check(Context& context);
int reindex(Context& context);
int derive_verb(Context& context);
int stats(Context& context);
int eval_search(Context& context);

}  // namespace meridian::cli
