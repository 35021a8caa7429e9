// serve: the pages; and what must write while they are open, in child processes.
#include <sys/prctl.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "base/log.h"
#include "cli/child.h"
#include "cli/context.h"
#include "cli/interrupt.h"
#include "cli/progress_bar.h"
#include "cli/serving.h"
#include "indexer/index_writer.h"
#include "library/derived.h"
#include "library/index.h"
#include "query/web/server.h"
#include "query/web/site.h"

namespace meridian::cli {

namespace {

constexpr std::chrono::seconds kLookEvery{2};

// "30m", "1h", "90s" in seconds; 0 when it is none.
std::int64_t interval_seconds(std::string_view text) {
  std::int64_t number = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 7 && text[at] >= '0' && text[at] <= '9'; ++at) number = number * 10 + (text[at] - '0');
  if (at == 0 || at + 1 != text.size()) return 0;
  switch (text[at]) {
    case 's': return number;
    case 'm': return number * 60;
    case 'h': return number * 3600;
    case 'd': return number * 86'400;
    default: return 0;
  }
}

}  // namespace

// How the last crawl ended: written by the Keeper's thread, read by the server's.
class RoundNote {
 public:
  void set(query::web::BackgroundRound round) {
    const std::lock_guard guard(mutex_);
    round_ = std::move(round);
  }
  std::optional<query::web::BackgroundRound> get() const {
    const std::lock_guard guard(mutex_);
    return round_;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<query::web::BackgroundRound> round_;
};

// Starts one child at a time: `follow` when the library is ahead of the index, `crawl` when it is time, `derive` when related
// papers are to be worked out.
class Keeper {
 public:
  Keeper(const Context& context, std::int64_t crawl_every_s, RoundNote& note)
      : context_(context), crawl_every_s_(crawl_every_s), note_(note), thread_([this] { watch(); }) {}
  ~Keeper() {
    {
      const std::lock_guard guard(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  void watch() {
    std::optional<Child> child;
    std::string verb;
    std::int64_t next_crawl_ms = context_.clock->steady_ms() + crawl_every_s_ * 1000, next_follow_ms = 0, next_derive_ms = 0;
    for (std::unique_lock lock(mutex_); !stopping_; wake_.wait_for(lock, kLookEvery)) {
      if (child && child->running()) continue;
      if (child) ended(*child, verb);
      child.reset();
      const std::int64_t now = context_.clock->steady_ms();
      verb.clear();
      if (crawl_every_s_ > 0 && now >= next_crawl_ms) verb = "crawl", next_crawl_ms = now + crawl_every_s_ * 1000;
      // One that failed is not started again every two seconds.
      else if (now >= next_follow_ms && behind()) verb = "follow", next_follow_ms = now + 30'000;
      else if (now >= next_derive_ms) verb = lacks_related() ? "derive" : "", next_derive_ms = now + 30'000;
      if (verb.empty()) continue;
      std::vector<std::string> arguments{verb, "--quiet", "--library", context_.config.library.string()};
      if (verb == "derive") arguments.insert(arguments.end(), {"--seconds", "60"});  // a crawl that is due waits no longer
      auto started = Child::start(std::move(arguments));
      if (started) child = std::move(*started);
      else base::log(base::LogLevel::warning, started.error().message);
    }
  }

  void ended(const Child& child, const std::string& verb) {
    if (verb == "crawl") note_.set({context_.clock->now(), child.exit_code(), printable(child.last_line())});
    if (child.exit_code() > kPartly)
      base::log(base::LogLevel::warning, verb + " in the background ended with code " + std::to_string(child.exit_code()) + ": " + printable(child.last_line()));
  }

  bool behind() const {
    const auto library = context_.open_library(library::OpenMode::read_only);
    if (!library) return false;
    const auto number = (*library)->number();
    const auto index = library::Index::open(context_.config.library, indexer::current_version());
    return number && (!index || (*index)->state().number < *number);
  }
  bool lacks_related() const {
    const auto index = library::Index::open(context_.config.library, indexer::current_version());
    if (!index) return false;
    const library::IndexState state = (*index)->state();
    const auto derived = library::Derived::open(library::index_folder(context_.config.library) / state.generation);
    const auto reached = derived ? (*derived)->state() : base::Result<library::DerivedState>(library::DerivedState{});
    return state.number > 0 && (!reached || reached->number < state.number);
  }

  const Context& context_;
  const std::int64_t crawl_every_s_;
  RoundNote& note_;
  std::mutex mutex_;
  bool stopping_ = false;  // guarded by mutex_
  std::condition_variable wake_;
  std::thread thread_;
};

int run_site(Context& context, const std::string& greeting) {
  const Output& out = context.output;
  std::int64_t every = 0;
  if (!context.arguments.crawl_every.empty() && (every = interval_seconds(context.arguments.crawl_every)) < 60) {
    out.message(out.say("meridian: --crawl-every takes an interval of a minute or more, such as 30m or 1h.", "meridian：--crawl-every 的间隔至少一分钟，如 30m 或 1h。"));
    return kUsage;
  }
  // The library must be there and of our version before a port is taken.
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return out.error(library.error());
  library->reset();

  const Context& fixed = context;
  RoundNote note;
  auto server = query::web::Server::listen(
      context.config.server, query::web::make_site(context.config, [&fixed] { return fixed.open_engine(); }, [&note] { return note.get(); }), query::web::busy_answer);
  if (!server) return out.error(server.error());
  (*server)->stop_on_signals();
  const std::string url = "http://" + context.config.server.listen + ":" + std::to_string((*server)->port()) + "/";
  out.line(greeting + url);
  std::fflush(stdout);
  if (context.arguments.verb == "demo" && context.arguments.browser) open_browser(url);
  const Keeper keeper(context, every, note);
  (*server)->run();
  return kDone;
}

int serve(Context& context) {
  if (!context.arguments.listen.empty()) context.config.server.listen = context.arguments.listen;
  if (context.arguments.port >= 0) context.config.server.port = context.arguments.port;
  return run_site(context, context.output.say("Meridian is ready: ", "脉络已就绪："));
}

int follow_verb(Context& context) {
  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return context.output.error(library.error());
  ProgressBar bar(*context.clock, context.output.language(), context.arguments.quiet);
  const auto report = follow(context, **library, bar.listener(), watch_interrupts());
  return report ? kDone : context.output.error(report.error());
}

}  // namespace meridian::cli
