// The sketches' half of Works: which articles share text.
//
// Inverting all kept hashes costs 55 random insertions an abstract, more than everything else together. So an article
// inverts a sample: hashes divisible by 4, 8 or 16, the longer its sketch the fewer, about fifteen. Two articles meet
// in the hashes that are in both samples; whoever is met is then compared sketch by sketch. The sample is a function of
// the article alone, so it does not matter who came first. New rows go to a small table and move to the big one in key
// order: random insertions into the big one would rewrite all of it with every batch of a bulk import.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "library/library.h"
#include "library/statements.h"
#include "library/works.h"

namespace meridian::library {
namespace {

constexpr std::int64_t kMaxRecentRows = 400'000;
constexpr std::size_t kMaxShared = 64;
constexpr std::size_t kFewHashes = 20, kSomeHashes = 40;

// Reading a sketch costs more than finding a hash. One hash that hardly anybody holds, or two, are worth it; one turn
// of phrase that a dozen papers have is not.
constexpr std::size_t kRare = 2;
constexpr int kLeastWeight = 2;
struct Meetings {
  int count = 0, weight = 0;
  void add(std::size_t holders) { ++count, weight += holders <= kRare ? kLeastWeight : 1; }
};

// The hashes of a sketch that are inverted. REQUIRES: ascending.
std::vector<std::uint64_t> sampled(const std::vector<std::uint64_t>& hashes) {
  const std::uint64_t divisor = hashes.size() <= kFewHashes ? 4 : hashes.size() <= kSomeHashes ? 8 : 16;
  std::vector<std::uint64_t> sample;
  for (const std::uint64_t hash : hashes)
    if (hash % divisor == 0) sample.push_back(hash);
  return sample;
}

// As the columns hold a hash: 32 bits, a chance meeting is found out when sketches are compared.
std::int64_t key_of(std::uint64_t hash) {
  return static_cast<std::int32_t>(hash >> 32);
}

std::string packed(const std::vector<std::uint64_t>& hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * 8);
  for (const std::uint64_t hash : hashes)
    for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(hash >> shift & 0xFF));
  return bytes;
}

std::vector<std::uint64_t> unpacked(std::string_view bytes) {
  std::vector<std::uint64_t> hashes(bytes.size() / 8);
  for (std::size_t i = 0; i < hashes.size() * 8; ++i)
    hashes[i / 8] |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << i % 8 * 8;
  return hashes;
}

std::vector<std::uint64_t> read_sketch(Statements& statements, ArticleId article) {
  Query query(statements, "SELECT hashes FROM sketches WHERE article = ?", article);
  return query.next() ? unpacked(query.bytes(0)) : std::vector<std::uint64_t>();
}

int in_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  int common = 0;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    if (*left == *right)
      ++common, ++left, ++right;
    else
      *left < *right ? ++left : ++right;
  }
  return common;
}

}  // namespace

void Works::unindex_sketch(ArticleId article) {
  const std::vector<std::uint64_t> old = read_sketch(statements_, article);
  if (old.empty()) return;
  for (const std::uint64_t hash : sampled(old)) {
    const std::int64_t key = key_of(hash);
    Query(statements_, "DELETE FROM sketch_recent WHERE hash = ? AND article = ?", key, article).run();
    Query(statements_, "DELETE FROM sketch_settled WHERE hash = ? AND article = ?", key, article).run();
  }
  Query(statements_, "DELETE FROM sketches WHERE article = ?", article).run();
}

void Works::settle_sketches() {
  if (recent_rows_ < 0) {
    Query query(statements_, "SELECT count(*) FROM sketch_recent");
    query.next();
    recent_rows_ = query.integer(0);
  }
  if (recent_rows_ <= kMaxRecentRows) return;
  Query(statements_,
        "INSERT OR IGNORE INTO sketch_settled SELECT hash, article FROM sketch_recent ORDER BY hash, article")
      .run();
  Query(statements_, "DELETE FROM sketch_recent").run();
  recent_rows_ = 0;
}

base::Status Works::set_sketch(Transaction&, ArticleId article, const std::vector<std::uint64_t>& hashes) {
  return guarded_sql([&]() -> base::Status {
    unindex_sketch(article);
    if (hashes.empty()) return {};
    std::vector<std::uint64_t> sorted = hashes;
    std::sort(sorted.begin(), sorted.end());
    const std::string bytes = packed(sorted);
    {
      SQLite::Statement& insert = statements_.prepared("INSERT INTO sketches (article, hashes) VALUES (?, ?)");
      insert.bind(1, article);
      insert.bindNoCopy(2, bytes.data(), static_cast<int>(bytes.size()));
      insert.exec();
      insert.reset();
      insert.clearBindings();
    }
    settle_sketches();
    for (const std::uint64_t hash : sampled(sorted)) {
      Query(statements_, "INSERT OR IGNORE INTO sketch_recent (hash, article) VALUES (?, ?)", key_of(hash), article)
          .run();
      ++recent_rows_;
    }
    return {};
  });
}

base::Result<std::vector<Works::Shared>> Works::sharing(const std::vector<std::uint64_t>& hashes, int least,
                                                        int common) {
  return guarded_sql([&]() -> base::Result<std::vector<Shared>> {
    std::vector<std::uint64_t> sorted = hashes, widespread;
    std::sort(sorted.begin(), sorted.end());
    std::unordered_map<ArticleId, Meetings> met;
    for (const std::uint64_t hash : sampled(sorted)) {
      std::vector<ArticleId> holders;
      Query query(statements_,
                  "SELECT article FROM sketch_recent WHERE hash = ?1 UNION ALL SELECT article FROM sketch_settled "
                  "WHERE hash = ?1 LIMIT ?2",
                  key_of(hash), common + 1);
      while (query.next()) holders.push_back(query.integer(0));
      if (static_cast<int>(holders.size()) > common)
        widespread.push_back(hash);
      else
        for (const ArticleId holder : holders) met[holder].add(holders.size());
    }
    std::vector<Shared> shared;
    for (const auto& [article, meetings] : met) {
      if (meetings.weight < kLeastWeight) continue;
      const std::vector<std::uint64_t> theirs = read_sketch(statements_, article);
      const int count = in_common(sorted, theirs), wide = in_common(widespread, theirs);
      if (count >= least)
        shared.push_back(
            {article, count, static_cast<int>(theirs.size()), double(meetings.count) / double(meetings.count + wide)});
    }
    std::sort(shared.begin(), shared.end(), [](const Shared& a, const Shared& b) {
      return std::tuple(-a.hashes, a.article) < std::tuple(-b.hashes, b.article);
    });
    if (shared.size() > kMaxShared) shared.resize(kMaxShared);
    return shared;
  });
}

}  // namespace meridian::library
