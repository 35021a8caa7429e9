// demo: serves the demo feeds on loopback, crawls them over HTTP into a library of its own, serves the pages on it.
#include <thread>

#include "base/url.h"
#include "cli/context.h"
#include "cli/demo_site.h"
#include "cli/serving.h"
#include "query/web/server.h"

namespace meridian::cli {

namespace {

constexpr int kPublisherPort = 7879;

// The publishers' port should stay the same from run to run, since it is part of the feeds' addresses; any port will do otherwise.
base::Result<std::unique_ptr<query::web::Server>> start_publishers(const query::web::Handler& handler) {
  base::ServerConfig config;
  config.port = kPublisherPort;
  auto server = query::web::Server::listen(config, handler);
  if (server) return server;
  config.port = 0;
  return query::web::Server::listen(config, handler);
}

base::Status subscribe(library::Library& library, const std::vector<DemoFeed>& feeds, const std::string& origin) {
  MERIDIAN_TRY_ASSIGN(const std::vector<library::Feed> known, library.feeds().list());
  const auto written = library.write([&](library::Transaction& transaction) -> base::Status {
    for (const library::Feed& feed : known)
      if (!feed.url.starts_with(origin)) MERIDIAN_TRY(library.feeds().remove(transaction, feed.id));
    for (const DemoFeed& demo : feeds) {
      library::Feed feed;
      feed.url = origin + demo.path;
      feed.title = demo.title;
      const auto added = library.feeds().add(transaction, feed);
      if (!added && added.error().code != "feed.known") return base::fail(added.error());
    }
    return {};
  });
  return written ? base::Status{} : base::fail(written.error());
}

}  // namespace

int demo(Context& context) {
  const Output& out = context.output;
  if (context.arguments.library.empty()) context.config.library = base::default_library_folder(context.environment).string() + "-demo";
  context.config_file = context.config.library / "config.toml";
  const auto feeds = read_demo_feeds(context.shipped_data / "demo");
  if (!feeds) return out.error(feeds.error());
  const auto site = make_demo_site(context.shipped_data / "demo", *feeds, context.clock->now());
  if (!site) return out.error(site.error());
  const auto publishers = start_publishers(*site);
  if (!publishers) return out.error(publishers.error());
  const std::string origin = "http://127.0.0.1:" + std::to_string((*publishers)->port());
  std::thread serving([&publishers] { (*publishers)->run(); });
  const auto finish = [&](int code) {
    (*publishers)->stop();
    serving.join();
    return code;
  };

  auto library = context.open_library(library::OpenMode::read_write);
  if (!library) return finish(out.error(library.error()));
  const base::Status allowed = base::allow_private_address(context.config_file, {"127.0.0.1", (*publishers)->port()});
  if (!allowed) return finish(out.error(allowed.error()));
  context.config.fetch.allow_private.push_back({"127.0.0.1", (*publishers)->port()});
  if (const base::Status subscribed = subscribe(**library, *feeds, origin); !subscribed) return finish(out.error(subscribed.error()));
  library->reset();

  out.message(out.say("Crawling {1} demo feeds from {2} …", "正在抓取 {1} 个演示订阅源（{2}）…", {std::to_string(feeds->size()), origin}));
  context.arguments.all = true;
  context.arguments.pages = true;
  const int crawled = crawl(context);
  if (crawled == kUnusable || !context.arguments.serve) return finish(crawled);
  if (context.arguments.port >= 0) context.config.server.port = context.arguments.port;
  out.message(out.say("The demo library is {1}", "演示文献库在 {1}", {context.config.library.string()}));
  return finish(run_site(context, out.say("Meridian's demo is ready (Ctrl-C ends it): ", "脉络演示已就绪（按 Ctrl-C 结束）：")));
}

}  // namespace meridian::cli
