// The same answers, to the score, whether an index is one database, two shards, or two shards behind xapian-tcpsrv.
#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "base/files.h"
#include "tests/query/search/small_index.h"

using namespace meridian;
using namespace std::chrono_literals;
using tests::SmallIndex;

namespace {

constexpr const char* kServer = "/usr/bin/xapian-tcpsrv";  // Debian's xapian-tools
constexpr std::uint32_t kSeed = 20'261'121;
constexpr int kPapers = 120;

std::vector<tests::SmallDocument> papers() {
  static constexpr const char* kEnglish[] = {"exercise", "pain", "back",         "muscle",  "sleep",
                                             "cortisol", "IL-6", "inflammation", "walking", "neuroplasticity",
                                             "of",       "in",   "strength"};
  static constexpr const char* kChinese[] = {"慢性", "腰痛", "炎症", "运动", "睡眠", "肌肉", "水平", "研究"};
  std::mt19937 random(kSeed);
  std::vector<tests::SmallDocument> list;
  for (int i = 0; i < kPapers; ++i) {
    tests::SmallDocument paper;
    const bool chinese = i % 4 == 0;
    const auto words = [&](int count) {
      std::string text;
      for (int n = 0; n < count; ++n)
        text += chinese ? kChinese[random() % std::size(kChinese)]
                        : std::string(kEnglish[random() % std::size(kEnglish)]) + " ";
      return text;
    };
    paper.title = words(3 + i % 5);
    paper.abstract = words(10 + i % 23);
    paper.language = chinese ? "zh" : "en";
    paper.year = 2018 + i % 7;
    list.push_back(std::move(paper));
  }
  return list;
}

// A port that was free a moment ago; 0 when there is none.
int free_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(listener);
  return bound ? ntohs(address.sin_port) : 0;
}

// One shard, served on loopback for as long as this lives.
class Served {
 public:
  explicit Served(const std::filesystem::path& database)
      : port_(free_port()), port_text_(std::to_string(port_)), path_(database) {
    pid_ = ::fork();
    if (pid_ != 0) return;
    ::setpgid(0, 0);  // told to stop, it stops its whole process group
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, 1);
    ::dup2(nowhere, 2);
    ::execl(kServer, kServer, "--quiet", "--interface", "127.0.0.1", "--port", port_text_.c_str(), path_.c_str(),
            nullptr);
    ::_exit(127);
  }
  ~Served() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  // Waits until it listens.
  Xapian::Database open() const {
    for (int attempt = 0;; ++attempt) try {
        return Xapian::Remote::open("127.0.0.1", static_cast<unsigned>(port_), 10'000, 1'000);
      } catch (const Xapian::NetworkError&) {
        if (attempt == 200) throw;
        std::this_thread::sleep_for(50ms);
      }
  }

 private:
  const int port_;
  const std::string port_text_, path_;
  pid_t pid_ = 0;
};

}  // namespace

REGISTER_EXCEPTION_TRANSLATOR(const Xapian::Error& error) {
  return error.get_description().c_str();
}

TEST_CASE("shards: two of them, and two behind xapian-tcpsrv, answer as one database does" *
          doctest::skip(::access(kServer, X_OK) != 0)) {
  SmallIndex index(papers(), "low back pain\t腰痛\ninflammation\t炎症\nexercise|training\t运动\n");
  const auto folder = base::TemporaryFolder::make("meridian-shards");
  REQUIRE(folder);
  const std::filesystem::path odd = folder->path() / "odd", even = folder->path() / "even";
  {
    Xapian::WritableDatabase first(odd.string(), Xapian::DB_CREATE), second(even.string(), Xapian::DB_CREATE);
    for (Xapian::docid id = 1; id <= kPapers; ++id)
      (id % 2 == 1 ? first : second).add_document(index.database().get_document(id));
  }
  Xapian::Database local(odd.string());
  local.add_database(Xapian::Database(even.string()));
  const Served first(odd), second(even);
  Xapian::Database remote = first.open();
  remote.add_database(second.open());

  for (const char* query : {"pain", "back pain exercise", "\"back pain\"", "炎症 腰痛", "慢性腰痛 IL-6",
                            "exercise -pain year:2020..2022", "inflam* sleep", "title:pain muscle", "pain NEAR/3 sleep",
                            "walking OR cortisol", "neuroplasticity~1", "lang:zh", "low back pain inflammation"}) {
    CAPTURE(std::string(query));
    for (const query::Sort sort : {query::Sort::relevance, query::Sort::newest, query::Sort::oldest}) {
      query::SearchRequest request;
      request.query = query;
      request.limit = 30;
      request.sort = sort;
      const auto whole = index.find(request);
      REQUIRE(whole);
      CHECK_FALSE(whole->works.empty());
      for (const Xapian::Database* database : {&local, &remote}) {
        const auto parted = index.find_in(*database, request);
        REQUIRE(parted);
        CAPTURE(database == &remote);
        CAPTURE(static_cast<int>(sort));
        CHECK(parted->reply.total == whole->reply.total);
        CHECK(parted->reply.total_any == whole->reply.total_any);
        REQUIRE(parted->works.size() == whole->works.size());
        for (std::size_t i = 0; i < whole->works.size(); ++i) {
          CHECK(parted->works[i].work == whole->works[i].work);
          CHECK(parted->works[i].score == doctest::Approx(whole->works[i].score).epsilon(1e-9));
        }
        REQUIRE(parted->reply.facets.size() == whole->reply.facets.size());
        for (std::size_t f = 0; f < whole->reply.facets.size(); ++f) {
          REQUIRE(parted->reply.facets[f].values.size() == whole->reply.facets[f].values.size());
          for (std::size_t v = 0; v < whole->reply.facets[f].values.size(); ++v)
            CHECK(parted->reply.facets[f].values[v].count == whole->reply.facets[f].values[v].count);
        }
      }
    }
  }
}
