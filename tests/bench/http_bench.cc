// The real server under twenty searches a second (ten hits, snippets, facets), alone and beside a crawl at the lowest
// priority.
//
// The schedule is fixed beforehand and times run from the planned moment, so that a slow answer is not hidden by asking
// later.
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <thread>

#include "indexer/index_writer.h"
#include "library/index.h"
#include "tests/bench/drawn_queries.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "tests/end_to_end/loopback_site.h"
#include "tests/end_to_end/made_text.h"
#include "tests/end_to_end/real_program.h"

namespace meridian::bench {

namespace {

constexpr int kPerSecond = 20, kSeconds = 20, kAskers = 8;
constexpr int kCrawlEverySeconds = 5, kItemsACrawl = 100;  // twenty articles a second

std::vector<std::string> targets(const std::filesystem::path& folder, std::uint64_t seed) {
  const base::SystemClock clock;
  const auto library = must(library::Library::open(folder, library::OpenMode::read_only, clock));
  const auto index = must(library::Index::open(folder, indexer::current_version()));
  const auto analyzer = must(text::Analyzer::open());
  std::vector<std::string> out;
  for (std::size_t length : {1U, 3U, 5U})
    for (const DrawnQuery& query :
         draw_queries(*library, index->database(), *analyzer, text::Script::latin, length, false, 100, seed))
      out.push_back("/api/v1/search?limit=10&q=" + tests::percent_encoded(query.text()));
  return out;
}

// Milliseconds of each answer; those that were none are counted as the ten seconds that nobody waits.
std::vector<double> ask(int port, const std::vector<std::string>& targets) {
  using Clock = std::chrono::steady_clock;
  constexpr double kNoAnswer = 10'000;
  std::vector<double> times;
  std::mutex mutex;  // guards times
  std::atomic<int> next{0};
  const auto start = Clock::now() + std::chrono::milliseconds(100);
  const auto asker = [&] {
    for (int number; (number = next++) < kPerSecond * kSeconds;) {
      const auto planned = start + std::chrono::milliseconds(1000 / kPerSecond) * number;
      std::this_thread::sleep_until(planned);
      // Shuffled by a stride, so that lengths mix.
      const tests::RawAnswer answer =
          tests::raw_get(port, targets[static_cast<std::size_t>(number) * 37 % targets.size()]);
      const double time = std::chrono::duration<double, std::milli>(Clock::now() - planned).count();
      const std::lock_guard guard(mutex);
      times.push_back(answer.status == 200 ? time : kNoAnswer);
    }
  };
  std::vector<std::thread> askers;
  for (int i = 0; i < kAskers; ++i) askers.emplace_back(asker);
  for (std::thread& one : askers) one.join();
  return times;
}

void rows(const std::string& name, const std::vector<double>& times) {
  row(name + " p50", median(times), "ms");
  row(name + " p99", percentile(times, .99), "ms");
}

// Crawls a feed that always has a hundred new papers, every five seconds, at the lowest priority, until told to stop.
class Crawling {
 public:
  Crawling(tests::Home& home, std::string library)
      : home_(home), library_(std::move(library)), site_([this](const query::web::Request&, int) {
          return query::web::Response{200, "application/rss+xml", feed(), {}};
        }) {
    const tests::Outcome added =
        home_.run({"feeds", "add", "--allow-private", site_.origin() + "/new", "--library", library_});
    if (added.code != 0) give_up(added.err);
    thread_ = std::thread([this] { crawl(); });
  }
  ~Crawling() {
    stop_ = true;
    thread_.join();
  }

 private:
  std::string feed() {
    std::string out = "<rss version=\"2.0\"><channel><title>New</title>";
    for (int i = 0; i < kItemsACrawl; ++i)
      out += "<item><title>" + text_.title() + "</title><link>https://new.example/" + std::to_string(++item_) +
             "</link><description>" + text_.abstract(150) + "</description></item>";
    return out + "</channel></rss>";
  }

  void crawl() {
    while (!stop_) {
      const auto next = std::chrono::steady_clock::now() + std::chrono::seconds(kCrawlEverySeconds);
      tests::Running child = home_.start({"crawl", "--all", "--quiet", "--library", library_});
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(child.pid()), 19);
      child.wait(std::chrono::seconds(60));
      while (!stop_ && std::chrono::steady_clock::now() < next)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  tests::Home& home_;
  std::string library_;
  tests::MadeText text_{7};
  int item_ = 0;
  std::atomic<bool> stop_{false};
  tests::LoopbackSite site_;
  std::thread thread_;
};

}  // namespace

int http_bench(const Words& words) {
  if (words.size() != 2) return 2;
  const std::vector<std::string> asked = targets(words[0], std::strtoull(words[1].c_str(), nullptr, 10));
  if (asked.empty()) give_up("The library has too few papers to draw queries from.");
  tests::Home home;
  tests::Running server = home.start({"serve", "--port", "0", "--library", words[0]});
  const int port = tests::announced_port(server);
  if (port == 0) give_up("The server did not start: " + server.err());
  for (std::size_t i = 0; i < 40; ++i) tests::raw_get(port, asked[i * 7 % asked.size()]);

  rows("HTTP, 20 requests/s", ask(port, asked));
  {
    const Crawling crawling(home, words[0]);
    rows("HTTP beside a crawl", ask(port, asked));
  }
  server.signal(SIGTERM);
  row("server's exit code", server.wait(std::chrono::seconds(20)).code, "");
  return 0;
}

}  // namespace meridian::bench
