#include "tests/end_to_end/kill_gate.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "library/index.h"
#include "library/index_schema.h"
#include "library/library.h"
#include "tests/end_to_end/loopback_site.h"
#include "tests/end_to_end/made_text.h"
#include "tests/end_to_end/real_program.h"
#include "text/analyzer.h"

namespace meridian::tests {

namespace {

constexpr std::size_t kMostProblems = 20;

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// One item; a function of its numbers alone. Every seventh paper of a feed is also in the next feed, under the same
// DOI.
std::string item(std::uint64_t seed, int feed, int number) {
  const bool shared = number % 7 == 0;
  MadeText text(
      seed + static_cast<std::uint64_t>(shared ? 0 : feed + 1) * 1'000'003 + static_cast<std::uint64_t>(number) * 7919,
      2000);
  const std::string id = std::to_string(feed) + "-" + std::to_string(number);
  return "<item><title>" + text.title() + "</title><link>https://feed" + std::to_string(feed) + ".example/" + id +
         "</link><guid>" + id + "</guid><description>" + text.abstract(80) + "</description><author>" + text.name() +
         "</author><dc:identifier>doi:10.5555/made." + (shared ? "s" + std::to_string(number) : id) +
         "</dc:identifier></item>";
}

std::string feed_text(const KillGateSettings& settings, int feed, int round) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Made " +
      std::to_string(feed) + "</title><link>https://feed" + std::to_string(feed) + ".example/</link>";
  const int end = (round + 1) * settings.new_items;
  for (int number = std::max(0, end - settings.window); number < end; ++number)
    out += item(settings.seed, feed, number);
  return out + "</channel></rss>";
}

// What a reader of the library has seen: article → hash of its content.
class Reader {
 public:
  explicit Reader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Notes what is new.
  void look() {
    if (!library_ && !reopen()) return;
    const auto ids = library_->articles().ids_after(last_, 5000);
    if (!ids || ids->empty()) return;
    const auto articles = library_->articles().get_many(*ids);
    if (!articles) return;
    for (const library::Article& article : *articles) seen_[article.id] = article.content_hash;
    last_ = ids->back();
  }

  // How many of the seen are gone or changed.
  std::int64_t lost(std::vector<std::string>& problems) {
    if (!reopen()) {
      problems.push_back("the library does not open: " + failure_);
      return static_cast<std::int64_t>(seen_.size());
    }
    std::vector<library::ArticleId> ids;
    for (const auto& [id, hash] : seen_) ids.push_back(id);
    const auto articles = library_->articles().get_many(ids);
    if (!articles) return static_cast<std::int64_t>(seen_.size());
    std::size_t same = 0;
    for (const library::Article& article : *articles) same += seen_.at(article.id) == article.content_hash ? 1 : 0;
    if (same < seen_.size())
      problems.push_back(std::to_string(seen_.size() - same) + " articles that were seen are gone or changed");
    return static_cast<std::int64_t>(seen_.size() - same);
  }

  bool index_is_behind() {
    const auto number = library_ ? library_->number() : base::Result<library::Number>(0);
    const std::string version = std::to_string(library::kSchemaVersion) + "/" + std::to_string(text::kAnalyzerVersion);
    const auto index = library::Index::open(folder_, version);
    return number && (!index || (*index)->state().number < *number);
  }

  std::int64_t seen() const { return static_cast<std::int64_t>(seen_.size()); }

 private:
  bool reopen() {
    library_.reset();
    auto opened = library::Library::open(folder_, library::OpenMode::read_only, clock_);
    failure_ = opened ? "" : opened.error().message;
    if (opened) library_ = std::move(*opened);
    return opened.has_value();
  }

  std::filesystem::path folder_;
  base::SystemClock clock_;
  std::unique_ptr<library::Library> library_;
  std::string failure_;
  library::ArticleId last_ = 0;
  std::map<library::ArticleId, std::string> seen_;
};

class Gate {
 public:
  explicit Gate(const KillGateSettings& settings)
      : settings_(settings),
        draw_(settings.seed),
        site_([this](const query::web::Request& request, int) { return answer(request.path); }, 4),
        reader_(home_.library()) {}

  KillGateReport run(const std::function<void(const KillGateReport&)>& after_kill) {
    if (!subscribe() || !whole_crawl()) return report_;
    while (report_.kills < settings_.kills && report_.too_late < 3 * settings_.kills + 10) {
      ++round_;
      const bool killed = crawl_and_kill();
      examine();
      if (killed && after_kill) after_kill(report_);
    }
    finish();
    return report_;
  }

 private:
  query::web::Response answer(const std::string& path) const {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));  // a publisher takes a moment
    const int feed = std::atoi(path.c_str() + 1);
    if (feed < 1 || feed > settings_.feeds) return {404, "text/plain", "", {}};
    return {200, "application/rss+xml", feed_text(settings_, feed, round_), {}};
  }

  void problem(std::string sentence) {
    if (report_.problems.size() < kMostProblems) report_.problems.push_back(std::move(sentence));
  }

  bool subscribe() {
    std::vector<std::string> command{"feeds", "add", "--allow-private"};
    for (int feed = 1; feed <= settings_.feeds; ++feed) command.push_back(site_.origin() + "/" + std::to_string(feed));
    const Outcome added = home_.run(command);
    if (added.code != 0) problem("feeds add gave " + std::to_string(added.code) + ": " + added.err);
    return added.code == 0;
  }

  bool whole_crawl() {
    const Outcome crawled = home_.run({"crawl", "--all", "--quiet"});
    reader_.look();
    if (crawled.code != 0) problem("the first crawl gave " + std::to_string(crawled.code) + ": " + crawled.err);
    crawl_s_.push_back(crawled.seconds);
    return crawled.code == 0;
  }

  // True when the crawl was still running at its moment.
  bool crawl_and_kill() {
    using Clock = std::chrono::steady_clock;
    // Of the first, whole round: one that goes on where a killed one stopped is short, and would be killed at its start.
    const double moment = draw_.fraction() * crawl_s_.front();
    Running crawl = home_.start({"crawl", "--all", "--quiet"});
    const auto start = Clock::now();
    while (crawl.alive() && std::chrono::duration<double>(Clock::now() - start).count() < moment) {
      reader_.look();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const bool killed = crawl.alive();
    if (killed) crawl.signal(SIGKILL);
    const Outcome outcome = crawl.wait(std::chrono::seconds(60));
    if (killed) {
      ++report_.kills;
    } else {
      ++report_.too_late;
      crawl_s_.push_back(outcome.seconds);
      if (outcome.code != 0)
        problem("a crawl that was left alone gave " + std::to_string(outcome.code) + ": " + outcome.err);
    }
    return killed;
  }

  void examine() {
    std::vector<std::string> problems;
    report_.lost += reader_.lost(problems);
    for (std::string& sentence : problems) problem(std::move(sentence));
    report_.killed_writing_library += reader_.index_is_behind() ? 1 : 0;
    reader_.look();
    report_.acknowledged = reader_.seen();
    const Outcome followed = home_.run({"follow", "--quiet"});
    follow_s_.push_back(followed.seconds);
    if (followed.code != 0) {
      ++report_.unfollowed;
      problem("follow gave " + std::to_string(followed.code) + ": " + followed.err);
    }
    const Outcome checked = home_.run({"check", "--quiet"});
    check_s_.push_back(checked.seconds);
    if (checked.code != 0) {
      ++report_.unequal;
      problem("check gave " + std::to_string(checked.code) + ": " + checked.out.substr(0, 400) +
              checked.err.substr(0, 400));
    }
  }

  void finish() {
    report_.crawl_s = median(crawl_s_);
    report_.follow_s = median(follow_s_);
    report_.check_s = median(check_s_);
    const auto stats = nlohmann::json::parse(home_.run({"stats", "--json"}).out, nullptr, false);
    if (stats.is_discarded()) return problem("stats gave no JSON");
    report_.articles = stats.value("articles", std::int64_t{0});
    report_.works = stats.value("works", std::int64_t{0});
  }

  KillGateSettings settings_;
  MadeText draw_;
  std::atomic<int> round_{0};
  Home home_;
  LoopbackSite site_;
  Reader reader_;
  KillGateReport report_;
  std::vector<double> crawl_s_, follow_s_, check_s_;
};

}  // namespace

KillGateReport run_kill_gate(const KillGateSettings& settings,
                             const std::function<void(const KillGateReport&)>& after_kill) {
  Gate gate(settings);
  return gate.run(after_kill);
}

}  // namespace meridian::tests
