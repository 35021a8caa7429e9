#include "cli/arguments.h"

#include <CLI/CLI.hpp>

#include "cli/help.h"

namespace meridian::cli {

namespace {

constexpr int kMostHits = 200;

// Declares every verb with its options and what is said about them, in the reader's language.
class Verbs {
 public:
  Verbs(CLI::App& app, Arguments& out, std::string_view language) : app_(app), out_(out), language_(language) {}
  void declare() {
    everywhere(&app_);
    add_intake();
    add_answers();
    add_feeds();
    add_reader();
    add_glossary();
    add_upkeep();
  }

 private:
  std::string say(const Text& text) const { return text.in(language_); }

  // A verb that only holds others ("feeds").
  CLI::App* group(const std::string& name, const Text& what) {
    CLI::App* app = app_.add_subcommand(name, say(what));
    frame(app, language_);
    everywhere(app);
    app->require_subcommand(1);
    return app;
  }
  // The leaf that was chosen names the verb.
  CLI::App* verb(CLI::App& parent, const std::string& name, const Text& what, const std::string& full = {}) {
    CLI::App* app = parent.add_subcommand(name, say(what));
    frame(app, language_);
    everywhere(app);
    const std::string chosen = full.empty() ? name : full;
    app->callback([&out = out_, chosen] { out.verb = chosen; });
    return app;
  }
  CLI::App* verb(const std::string& name, const Text& what) { return verb(app_, name, what); }
  // Understood before a verb and after it.
  void everywhere(CLI::App* app) {
    flag(app, "--json", out_.json, {"answer as JSON (docs/api.md)", "以 JSON 输出（见 docs/api.md）"});
    option(app, "--library", out_.library, "DIR", {"folder of the library", "文献库所在的文件夹"});
    option(app, "--lang", out_.language, "en|zh", {"language of messages", "提示所用的语言"})->check(one_of({"en", "zh"}));
    flag(app, "-q,--quiet", out_.quiet, {"no progress", "不显示进度"});
  }

  static CLI::Validator one_of(const std::set<std::string>& values) { return CLI::Validator(CLI::IsMember(values)).description(""); }
  static CLI::Validator from_to(int least, int most) { return CLI::Validator(CLI::Range(least, most)).description(""); }

  void flag(CLI::App* app, const std::string& name, bool& target, const Text& what) { app->add_flag(name, target, say(what)); }
  template <class Target>
  CLI::Option* option(CLI::App* app, const std::string& name, Target& target, const std::string& type, const Text& what) {
    return app->add_option(name, target, say(what))->type_name(type);
  }
  CLI::Option* words(CLI::App* app, const std::string& name, const Text& what) {
    return app->add_option(name, out_.words, say(what))->required()->option_text("...");
  }
  void word(CLI::App* app, const std::string& name, const Text& what) { app->add_option(name, out_.words, say(what))->required()->expected(1)->option_text(" "); }
  CLI::Option* limit(CLI::App* app, const Text& what, int most = kMostHits) { return option(app, "--limit", out_.limit, "N", what)->check(from_to(1, most)); }
  void port(CLI::App* app) { option(app, "--port", out_.port, "N", {"port of the pages (7878)", "网页的端口（7878）"})->check(from_to(0, 65'535)); }

  void add_intake() {
    CLI::App* demo = verb("demo", {"crawl the demo feeds into a library of its own and serve it", "把演示订阅源抓取到单独的文献库，并打开网页"});
    flag(demo, "!--no-browser", out_.browser, {"open no browser", "不打开浏览器"});
    flag(demo, "!--no-serve", out_.serve, {"crawl only", "只抓取，不打开网页"});
    port(demo);
    CLI::App* crawl = verb("crawl", {"one polite round over the feeds that are due", "抓取一轮到期的订阅源，访问有节制"});
    option(crawl, "--feed", out_.feeds, "FEED", {"only these (numbers or addresses), due or not", "只抓取这些（编号或网址），不论是否到期"});
    flag(crawl, "--all", out_.all, {"all feeds, due or not", "全部订阅源，不论是否到期"});
    flag(crawl, "--pages", out_.pages, {"also fetch the pages of articles without an abstract", "同时抓取没有摘要的文章的页面"});
    option(crawl, "--backfill", out_.backfill_pages, "N", {"also fetch so many pages of older items a feed, where it has them", "每个订阅源另取这么多页较早的条目（如果有）"})->check(from_to(1, 1000));
    CLI::App* import = verb("import", {"records (PubMed, JATS, RIS, BibTeX …), saved feeds, HTML, text, JSONL", "导入题录（PubMed、JATS、RIS、BibTeX 等）、保存的订阅源、HTML、纯文本、JSONL"});
    words(import, "FILE", {"files, gzipped or not", "文件，可为 gzip 压缩"});
    flag(import, "--dry-run", out_.dry_run, {"show what would be imported, and import nothing", "只显示将导入的内容，不导入"});
    flag(import, "--again", out_.again, {"begin files anew that an earlier import did not finish", "上次没有导完的文件也从头导入"});
    CLI::App* serve = verb("serve", {"the pages and the JSON API", "打开网页与 JSON 接口"});
    option(serve, "--listen", out_.listen, "ADDRESS", {"loopback address", "本机地址"});
    port(serve);
    option(serve, "--crawl-every", out_.crawl_every, "TIME", {"crawl in a child process at this interval (30m, 1h)", "每隔这段时间在子进程中抓取一轮（30m、1h）"});
  }

  void add_answers() {
    const Text query = {"the query; its words need no quotes of the shell", "检索式；各词无需引号"};
    CLI::App* search = verb("search", {"ranked search", "检索，按相关度排序"});
    words(search, "QUERY", query);
    limit(search, {"hits (10)", "篇数（10）"});
    option(search, "--offset", out_.offset, "N", {"skip this many hits", "跳过前若干篇"})->check(from_to(0, 10'000));
    option(search, "--sort", out_.sort, "ORDER", {"relevance, fresh, newest or oldest", "relevance 相关度、fresh 相关且较新、newest 最新、oldest 最早"})->check(one_of({"relevance", "fresh", "newest", "oldest"}));
    match(search);
    flag(search, "!--no-expand", out_.expand, {"no synonyms and translations", "不用同义词和译词"});
    flag(search, "--explain", out_.explain, {"what each step of ranking gave a hit", "说明每篇得分的由来"});

    words(verb("show", {"one paper", "查看一篇文献"}), "ID", {"article ids, as search prints them", "文章编号，见检索结果"});
    CLI::App* related = verb("related", {"papers like this one", "与某篇相近的文献"});
    word(related, "ID", {"article id", "文章编号"});
    limit(related, {"papers (10)", "篇数（10）"});
    CLI::App* clusters = verb("clusters", {"group what a query finds", "把检索结果分组"});
    words(clusters, "QUERY", query);
    limit(clusters, {"hits to group (100)", "参与分组的篇数（100）"}, 500);
    words(verb("contrast", {"set two queries, or the two largest clusters of one, against each other", "对照两个检索式，或一个检索式中最大的两类"}), "QUERY",
          {"A, or A and B (quote a query of several words)", "A，或 A 与 B（多个词的检索式请加引号）"});
    CLI::App* brief = verb("brief", {"a cited briefing, every sentence verbatim", "带引文的简报，每句均为原文"});
    words(brief, "QUERY", {"the question", "问题"});
    option(brief, "--format", out_.format, "FORM", {"md, html or json", "md、html 或 json"})->check(one_of({"md", "html", "json"}));
    CLI::App* today = verb("today", {"the newest papers", "最新的文献"});
    flag(today, "--next", out_.next, {"another batch, without repeats", "换一批，不重复"});
    option(today, "--author", out_.authors, "NAME", {"only by these authors", "只看这些作者"});
    option(today, "--source", out_.sources, "NAME", {"only from these sources", "只看这些来源"});
    limit(today, {"papers (10)", "篇数（10）"});
  }
  void match(CLI::App* app) {
    option(app, "--match", out_.match, "MODE", {"tiers, all or any of the words", "tiers 分层、all 全部词、any 任一词"})->check(one_of({"all", "any", "tiers"}));
  }

  void add_feeds() {
    CLI::App* feeds = group("feeds", {"subscriptions", "订阅"});
    CLI::App* add = verb(*feeds, "add", {"subscribe to feeds", "添加订阅"}, "feeds add");
    words(add, "URL", {"addresses of feeds", "订阅源的网址"});
    option(add, "--title", out_.title, "NAME", {"your own name for it", "自定义名称"});
    flag(add, "--allow-private", out_.allow_private, {"this host and port may be on your own network", "允许该主机和端口位于内部网络"});
    const Text every_round = {"also fetch the pages of its articles without an abstract, in every round", "每轮同时抓取没有摘要的文章的页面"};
    flag(add, "--pages", out_.pages, every_round);
    verb(*feeds, "list", {"feeds and how they are", "列出订阅源及其状态"}, "feeds list");
    CLI::App* parse = verb(*feeds, "parse", {"what a saved feed says; needs no library", "查看保存的订阅源文件的内容，无需文献库"}, "feeds parse");
    words(parse, "FILE", {"RSS, Atom, JSON Feed or OPML files", "RSS、Atom、JSON Feed 或 OPML 文件"});
    option(parse, "--url", out_.url, "URL", {"the address the files came from, for relative links", "文件原来的网址，用于补全相对链接"});
    option(parse, "--content-type", out_.content_type, "TYPE", {"the HTTP header that came with them", "随文件而来的 HTTP 报头"});
    words(verb(*feeds, "import", {"subscribe to the feeds of OPML lists", "订阅 OPML 列表中的订阅源"}, "feeds import"), "FILE", {"OPML files", "OPML 文件"});
    verb(*feeds, "export", {"the subscriptions as OPML 2.0", "以 OPML 2.0 导出订阅"}, "feeds export");
    const Text once = {"this host and port may be on your own network, for this once", "仅此一次允许该主机和端口位于内部网络"};
    CLI::App* test = verb(*feeds, "test", {"fetch once and say what was understood; nothing is stored", "抓取一次并说明读到了什么；不保存"}, "feeds test");
    words(test, "URL", {"addresses of feeds", "订阅源的网址"});
    flag(test, "--allow-private", out_.allow_private, once);
    CLI::App* discover = verb(*feeds, "discover", {"find the feeds of a web page", "查找网页的订阅源"}, "feeds discover");
    words(discover, "URL", {"address of a page", "网页的网址"});
    flag(discover, "--allow-private", out_.allow_private, once);
    CLI::App* starter = verb(*feeds, "starter", {"scholarly feeds by subject, to begin with", "按主题推荐的学术订阅源，供起步"}, "feeds starter");
    starter->add_option("TOPIC", out_.words, say({"a subject; without one, the subjects are listed", "主题；不填则列出全部主题"}))->option_text("...");
    flag(starter, "--add", out_.add, {"subscribe to all of them", "全部订阅"});
    CLI::App* set = verb(*feeds, "set", {"change what you want of a feed", "更改对订阅源的要求"}, "feeds set");
    words(set, "FEED", {"numbers or addresses", "编号或网址"});
    option(set, "--title", out_.title, "NAME", {"your own name for it", "自定义名称"});
    option(set, "--pages", out_.pages_of_feed, "on|off", every_round)->check(one_of({"on", "off"}));
    words(verb(*feeds, "remove", {"unsubscribe; articles stay", "退订；已有文章保留"}, "feeds remove"), "FEED", {"numbers or addresses", "编号或网址"});
  }

  void add_reader() {
    CLI::App* radar = group("radar", {"saved queries; search:NAME names one in a query", "保存的检索式；检索式中用 search:名称 引用"});
    CLI::App* add = verb(*radar, "add", {"save a query under a name", "以名称保存检索式"}, "radar add");
    words(add, "NAME", {"a name, then the query", "名称，然后是检索式"})->expected(2, -1);
    verb(*radar, "list", {"the saved queries", "列出已保存的检索式"}, "radar list");
    const Text names = {"names of radars", "雷达的名称"};
    words(verb(*radar, "show", {"one saved query", "查看保存的检索式"}, "radar show"), "NAME", names);
    words(verb(*radar, "remove", {"forget a saved query", "删除保存的检索式"}, "radar remove"), "NAME", names);
    add_mark("star", {"mark papers with a star; is:starred finds them", "给文献加星标，用 is:starred 查找"});
    add_mark("read", {"mark papers as read; is:unread leaves them out", "标为已读，用 is:unread 排除"});
    add_mark("hide", {"leave papers out of the day's list", "不在每日列表中显示"});
    CLI::App* tag = add_mark("tag", {"give papers a tag of your own; tag:NAME finds them", "给文献加标签，用 tag:名称 查找"});
    option(tag, "--name", out_.tags, "NAME", {"the tag", "标签名称"})->required();
  }
  CLI::App* add_mark(const std::string& name, const Text& what) {
    CLI::App* app = verb(name, what);
    words(app, "ID", {"article ids, as search prints them", "文章编号，见检索结果"});
    flag(app, "--off", out_.off, {"take the mark off again", "取消该标记"});
    return app;
  }

  void add_glossary() {
    CLI::App* glossary = group("glossary", {"words that mean the same, across languages", "中英对照的词汇表"});
    CLI::App* add = verb(*glossary, "add", {"take in a table of your own or a CC-CEDICT file", "收入自己的对照表或 CC-CEDICT 词典"}, "glossary add");
    word(add, "FILE|URL", {"UTF-8 text, gzipped or not; of the same name, the old one is replaced", "UTF-8 文本，可为 gzip 压缩；同名的旧表会被替换"});
    flag(add, "--allow-private", out_.allow_private, {"this host and port may be on your own network, for this once", "仅此一次允许该主机和端口位于内部网络"});
    CLI::App* list = verb(*glossary, "list", {"the glossaries, or what they say of a word", "列出词汇表，或查看某个词的对照"}, "glossary list");
    list->add_option("WORD", out_.words, say({"in English or Chinese", "英文或中文词"}))->option_text("...");
    words(verb(*glossary, "remove", {"take a glossary of your own away", "移除自己的词汇表"}, "glossary remove"), "NAME", {"names, as list prints them", "名称，见 list"});
  }

  void add_upkeep() {
    CLI::App* check = verb("check", {"compare library and index, say what to run", "核对文献库与索引，说明该做什么"});
    flag(check, "--repair", out_.repair, {"rebuild the index when it is not what the library says", "索引与文献库不符时重建索引"});
    const Text ids = {"article ids, as search prints them", "文章编号，见检索结果"};
    words(verb("merge", {"these articles are one paper, whatever later crawls say", "这些文章是同一篇文献，以后抓取也不再分开"}), "ID", ids);
    words(verb("split", {"each of these is a paper of its own, whatever later crawls say", "这些文章各自独立成篇，以后抓取也不再合并"}), "ID", ids);
    verb("reindex", {"make the index anew from the library", "由文献库重建索引"});
    CLI::App* derive = verb("derive", {"work out related papers, which ranking uses", "整理相关文献，供排序使用"});
    option(derive, "--seconds", out_.seconds, "N", {"stop after so long; 0 = when all is done", "最长秒数；0 表示做完为止"})->check(CLI::Range(0, 86'400));
    verb("stats", {"what there is", "数量与大小"});
    verb("follow", {"make the index follow the library", "使索引跟上文献库"})->group("");
    CLI::App* eval = group("eval", {"measure the quality of answers", "评测检索质量"});
    CLI::App* search = verb(*eval, "search", {"run queries with known answers through the ordinary search", "用已知答案的检索式评测普通检索"}, "eval search");
    word(search, "DIR", {"folder with docs.jsonl, queries.tsv, qrels.tsv", "含 docs.jsonl、queries.tsv、qrels.tsv 的文件夹"});
    option(search, "--run", out_.run_file, "FILE", {"write a TREC run here", "把 TREC 结果写入此文件"});
    flag(search, "--stages", out_.stages, {"switch each step of ranking off in turn: what it is worth", "逐一关闭各排序步骤，看其作用"});
    match(search);
  }

 public:
  // What every level shares: the help flag and the captions.
  static void frame(CLI::App* app, std::string_view language) {
    const bool zh = language == "zh";
    app->set_help_flag("-h,--help", zh ? "显示此帮助" : "show this help");
    app->get_help_ptr()->group(zh ? "选项" : "Options");
    app->option_defaults()->group(zh ? "选项" : "Options");
    if (app->get_parent() != nullptr) app->group(zh ? "命令" : "Verbs");
  }

 private:
  CLI::App& app_;
  Arguments& out_;
  std::string_view language_;
};

}  // namespace

std::shared_ptr<CLI::App> make_verbs(Arguments& out, std::string_view language, int columns) {
  const bool zh = language == "zh";
  auto app = std::make_shared<CLI::App>(zh ? "脉络（Meridian）：只在您自己电脑上运行的科研雷达" : "Meridian (脉络): a research radar that lives on one laptop", "meridian");
  Verbs::frame(app.get(), language);
  app->formatter(make_help_format(language, columns));
  app->set_version_flag("--version", "meridian 0.1.0", zh ? "显示版本" : "show the version");
  app->require_subcommand(1);
  Verbs(*app, out, language).declare();
  return app;
}

ParsedArguments parse_arguments(int count, char** values, std::string_view language, int columns) {
  Arguments out;
  const auto app = make_verbs(out, language, columns);
  try {
    app->parse(count, values);
  } catch (const CLI::ParseError& error) {
    std::ostringstream help, problem;
    if (app->exit(error, help, problem) == 0) return {std::nullopt, help.str(), 0};
    return {std::nullopt, usage_error(*app, error, language), 2};
  }
  return {out, {}, 0};
}

}  // namespace meridian::cli
