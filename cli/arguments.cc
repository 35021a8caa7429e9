#include "cli/arguments.h"

#include <CLI/CLI.hpp>

namespace meridian::cli {

namespace {

constexpr int kMostHits = 200;

// Every verb has these; the leaf that was chosen names the verb.
CLI::App* verb(CLI::App& parent, Arguments& out, const std::string& name, const std::string& what, const std::string& full = {}) {
  CLI::App* app = parent.add_subcommand(name, what);
  app->add_flag("--json", out.json, "answer as JSON (docs/api.md)");
  app->add_option("--library", out.library, "folder of the library")->type_name("DIR");
  app->add_option("--lang", out.language, "language of messages: en or zh")->check(CLI::IsMember({"en", "zh"}));
  app->add_flag("-q,--quiet", out.quiet, "no progress");
  const std::string chosen = full.empty() ? name : full;
  app->callback([&out, chosen] { out.verb = chosen; });
  return app;
}

void words(CLI::App* app, Arguments& out, const std::string& name, const std::string& what, bool required = true) {
  CLI::Option* option = app->add_option(name, out.words, what);
  if (required) option->required();
}

void limit(CLI::App* app, Arguments& out, const std::string& what) {
  app->add_option("--limit", out.limit, what)->check(CLI::Range(1, kMostHits))->type_name("N");
}

void add_feeds(CLI::App& app, Arguments& out) {
  CLI::App* feeds = app.add_subcommand("feeds", "subscriptions");
  feeds->require_subcommand(1);
  CLI::App* add = verb(*feeds, out, "add", "subscribe to feeds", "feeds add");
  words(add, out, "URL", "addresses of feeds");
  add->add_option("--title", out.title, "your own name for it");
  add->add_flag("--allow-private", out.allow_private, "this host and port may be on your own network");
  add->add_flag("--pages", out.pages, "also fetch the pages of its articles without an abstract, in every round");
  verb(*feeds, out, "list", "feeds and how they are", "feeds list");
  CLI::App* parse = verb(*feeds, out, "parse", "what a saved feed says; needs no library", "feeds parse");
  words(parse, out, "FILE", "RSS, Atom, JSON Feed or OPML files");
  parse->add_option("--url", out.url, "the address the files came from, for relative links");
  parse->add_option("--content-type", out.content_type, "the HTTP header that came with them");
  words(verb(*feeds, out, "import", "subscribe to the feeds of OPML lists", "feeds import"), out, "FILE", "OPML files");
  verb(*feeds, out, "export", "the subscriptions as OPML 2.0", "feeds export");
  CLI::App* test = verb(*feeds, out, "test", "fetch once and say what was understood; nothing is stored", "feeds test");
  words(test, out, "URL", "addresses of feeds");
  test->add_flag("--allow-private", out.allow_private, "this host and port may be on your own network, for this once");
  CLI::App* discover = verb(*feeds, out, "discover", "find the feeds of a web page", "feeds discover");
  words(discover, out, "URL", "address of a page");
  discover->add_flag("--allow-private", out.allow_private, "this host and port may be on your own network, for this once");
  CLI::App* starter = verb(*feeds, out, "starter", "scholarly feeds by subject, to begin with", "feeds starter");
  words(starter, out, "TOPIC", "a subject; without one, the subjects are listed", false);
  starter->add_flag("--add", out.add, "subscribe to all of them");
  CLI::App* set = verb(*feeds, out, "set", "change what you want of a feed", "feeds set");
  words(set, out, "FEED", "numbers or addresses");
  set->add_option("--title", out.title, "your own name for it");
  set->add_option("--pages", out.pages_of_feed, "fetch the pages of its articles without an abstract: on or off")
      ->check(CLI::IsMember({"on", "off"}));
  words(verb(*feeds, out, "remove", "unsubscribe; articles stay", "feeds remove"), out, "FEED", "numbers or addresses");
}

void add_upkeep(CLI::App& app, Arguments& out) {
  CLI::App* check = verb(app, out, "check", "compare library and index, say what to run");
  check->add_flag("--repair", out.repair, "rebuild the index when it is not what the library says");
  verb(app, out, "reindex", "make the index anew from the library");
  verb(app, out, "stats", "what there is");
  verb(app, out, "follow", "make the index follow the library")->group("");
  CLI::App* eval = app.add_subcommand("eval", "measure the quality of answers");
  eval->require_subcommand(1);
  CLI::App* search = verb(*eval, out, "search", "run queries with known answers through the ordinary search", "eval search");
  words(search, out, "DIR", "folder with docs.jsonl, queries.tsv, qrels.tsv");
  search->add_option("--run", out.run_file, "write a TREC run here")->type_name("FILE");
  search->add_option("--match", out.match, "all, any or tiers")->check(CLI::IsMember({"all", "any", "tiers"}));
}

void add_answers(CLI::App& app, Arguments& out) {
  CLI::App* search = verb(app, out, "search", "ranked search");
  words(search, out, "QUERY", "the query; its words need no quotes of the shell");
  limit(search, out, "hits");
  search->add_option("--offset", out.offset, "skip this many hits")->check(CLI::Range(0, 10'000))->type_name("N");
  search->add_option("--sort", out.sort, "relevance, newest or oldest")->check(CLI::IsMember({"relevance", "newest", "oldest"}));
  search->add_option("--match", out.match, "tiers, all or any")->check(CLI::IsMember({"all", "any", "tiers"}));
  search->add_flag("!--no-expand", out.expand, "no synonyms and translations");

  words(verb(app, out, "show", "one paper"), out, "ID", "article ids");
  CLI::App* related = verb(app, out, "related", "papers like this one");
  words(related, out, "ID", "article id");
  limit(related, out, "papers");
  CLI::App* clusters = verb(app, out, "clusters", "group what a query finds");
  words(clusters, out, "QUERY", "the query");
  clusters->add_option("--limit", out.limit, "hits to group")->check(CLI::Range(1, 500))->default_val(100);
  words(verb(app, out, "contrast", "set two queries, or the two largest clusters of one, against each other"), out, "QUERY",
        "A, or A and B (quote a query of several words)");
  CLI::App* brief = verb(app, out, "brief", "a cited briefing, every sentence verbatim");
  words(brief, out, "QUERY", "the question");
  brief->add_option("--format", out.format, "md, html or json")->check(CLI::IsMember({"md", "html", "json"}));
  CLI::App* today = verb(app, out, "today", "the newest papers");
  today->add_flag("--next", out.next, "another batch, without repeats (换一批)");
  today->add_option("--author", out.authors, "only by these authors");
  today->add_option("--source", out.sources, "only from these sources");
  limit(today, out, "papers");
}

void add_intake(CLI::App& app, Arguments& out) {
  CLI::App* demo = verb(app, out, "demo", "crawl the demo feeds into a library of its own and serve it");
  demo->add_flag("!--no-browser", out.browser, "open no browser");
  demo->add_flag("!--no-serve", out.serve, "crawl only");
  demo->add_option("--port", out.port, "port of the pages")->check(CLI::Range(0, 65'535));
  CLI::App* crawl = verb(app, out, "crawl", "one polite round over the feeds that are due");
  crawl->add_option("--feed", out.feeds, "only these (numbers or addresses), due or not");
  crawl->add_flag("--all", out.all, "all feeds, due or not");
  crawl->add_flag("--pages", out.pages, "also fetch the pages of articles without an abstract");
  crawl->add_option("--backfill", out.backfill_pages, "also fetch so many pages of older items a feed, where it has them")
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
  words(verb(app, out, "import", "saved feeds, HTML, plain text, JSONL"), out, "FILE", "files");
  CLI::App* serve = verb(app, out, "serve", "the pages and the JSON API");
  serve->add_option("--listen", out.listen, "loopback address");
  serve->add_option("--port", out.port, "port (7878)")->check(CLI::Range(0, 65'535));
  serve->add_option("--crawl-every", out.crawl_every, "crawl in a child process at this interval (30m, 1h)");
}

}  // namespace

ParsedArguments parse_arguments(int count, char** values) {
  Arguments out;
  CLI::App app{"Meridian (脉络): a research radar that lives on one laptop", "meridian"};
  app.set_version_flag("--version", "meridian 0.1.0");
  app.require_subcommand(1);
  app.failure_message([](const CLI::App* failed, const CLI::Error& error) {
    return std::string("meridian: ") + error.what() + " (see " + failed->get_name() + " --help)\n";
  });
  add_intake(app, out);
  add_answers(app, out);
  add_feeds(app, out);
  add_upkeep(app, out);

  try {
    app.parse(count, values);
  } catch (const CLI::ParseError& error) {
    std::ostringstream help, problem;
    const int code = app.exit(error, help, problem);
    // CLI11 misses a verb before it looks at the word that was meant as one.
    if (const auto unknown = app.remaining(true); code != 0 && app.get_subcommands().empty() && !unknown.empty() &&
                                                 !unknown.front().starts_with('-'))
      return {std::nullopt, "meridian: there is no verb “" + unknown.front() + "” (see meridian --help)\n", 2};
    return {std::nullopt, code == 0 ? help.str() : problem.str(), code == 0 ? 0 : 2};
  }
  return {out, {}, 0};
}

}  // namespace meridian::cli
