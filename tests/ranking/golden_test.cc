// Golden pages: what the demo's library answers to queries of all forms, as text files, so that a change of ranking is a readable diff.
//
// tests/ranking/queries.tsv lists the queries, tests/ranking/golden/ holds a page each. A change that is meant is written down by
//   MERIDIAN_UPDATE_GOLDEN=1 build/dev/tests/ranking/test_ranking
// and read in `git diff`. Scores are kept to two decimals, which no compiler's rounding reaches; ids are not kept.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/ranking/demo_shelf.h"
#include "text/unicode.h"

using namespace meridian;

namespace {

namespace fs = std::filesystem;
const fs::path kFolder = fs::path(MERIDIAN_SOURCE_DIR) / "tests" / "ranking";
constexpr std::size_t kTitleCharacters = 70;

struct Asked {
  std::string name, language, query;
};

std::vector<Asked> queries() {
  std::vector<Asked> list;
  std::ifstream file(kFolder / "queries.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    REQUIRE_MESSAGE(second != std::string::npos, line);
    list.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return list;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string shortened(const std::string& title) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < kTitleCharacters && at < title.size(); ++i) text::next_code_point(title, at);
  return title.substr(0, at) + (at < title.size() ? "…" : "");
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

class Pages {
 public:
  std::string page(const Asked& asked) {
    query::SearchRequest request;
    request.query = asked.query;
    request.facets = false;
    // The id of a paper is put in to ask, and taken out of what is written.
    const std::size_t open = asked.query.find('{'), close = asked.query.find('}');
    std::string id;
    if (open != std::string::npos) {
      id = id_of(asked.query.substr(open + 1, close - open - 1));
      request.query.replace(open, close - open + 1, id);
    }
    const auto reply = shelf_.engine().search(request);
    REQUIRE_MESSAGE(reply, asked.query);
    std::string out = head(asked, *reply);
    int rank = 0;
    for (const query::Hit& hit : reply->hits) out += row(++rank, hit);
    if (!id.empty()) {
      replace(out, "like:" + id, "like:{…}");
      replace(out, " " + id, " {…}");
    }
    return out;
  }

 private:
  std::string id_of(const std::string& words) {
    query::SearchRequest request;
    request.query = words;
    const auto reply = shelf_.engine().search(request);
    REQUIRE(reply);
    REQUIRE(!reply->hits.empty());
    return std::to_string(reply->hits.front().article.id);
  }

  static std::string head(const Asked& asked, const query::SearchReply& reply) {
    std::string out = "query      " + asked.query + "\n";
    out += "tree       " + reply.reading.tree + "\n";
    out += "reading    " + reply.reading.sentence.in(asked.language) + "\n";
    for (const query::Expansion& one : reply.expansions) out += "also       " + one.source + ": " + joined(one.synonyms) + "\n";
    for (const query::Warning& one : reply.warnings) out += "warning    " + one.code + " " + one.text.in(asked.language) + "\n";
    if (reply.did_you_mean) out += "meant      " + *reply.did_you_mean + "\n";
    for (const query::Bilingual& one : reply.why_none) out += "why none   " + one.in(asked.language) + "\n";
    for (const query::Repair& one : reply.repairs) out += "repair     " + one.kind + ": " + one.query + "\n";
    out += "found      " + std::to_string(reply.total) + (reply.counts_all_words ? " with all words, " : " with some words, ") +
           std::to_string(reply.total_any - reply.total) + " more with some, " + std::to_string(reply.total_learnt) + " with none\n\n";
    return out;
  }

  static std::string row(int rank, const query::Hit& hit) {
    char number[48];
    std::snprintf(number, sizeof number, "%2d  %-4s  %6.2f  ", rank, hit.all_words ? "all" : "some", hit.score);
    std::string out = number + shortened(hit.article.main().title) + "\n";
    if (!hit.without.empty()) out += "            without " + joined(hit.without) + "\n";
    return out;
  }

  tests::DemoShelf shelf_;
};

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// The lines of one that the other lacks, where they stand: what went ("-") and what came ("+").
std::string difference(const std::string& kept, const std::string& now) {
  const auto old_lines = lines_of(kept), new_lines = lines_of(now);
  const std::multiset<std::string> before(old_lines.begin(), old_lines.end()), after(new_lines.begin(), new_lines.end());
  std::string out;
  for (const std::string& line : old_lines)
    if (!after.contains(line)) out += "  - " + line + "\n";
  for (const std::string& line : new_lines)
    if (!before.contains(line)) out += "  + " + line + "\n";
  return out.empty() ? "  the same lines in another order or number\n" : out;
}

}  // namespace

TEST_CASE("golden: the demo's library answers as is written down") {
  Pages pages;
  const bool update = std::getenv("MERIDIAN_UPDATE_GOLDEN") != nullptr;
  std::set<std::string> names;
  for (const Asked& asked : queries()) {
    CHECK_MESSAGE(names.insert(asked.name + ".txt").second, asked.name, " is there twice");
    const std::string now = pages.page(asked);
    const fs::path file = kFolder / "golden" / (asked.name + ".txt");
    if (update) std::ofstream(file, std::ios::binary) << now;
    const std::string kept = read(file);
    CHECK_MESSAGE(kept == now, asked.name, " (", asked.query, ") is answered otherwise:\n", difference(kept, now),
                  "If that is meant: MERIDIAN_UPDATE_GOLDEN=1, then read `git diff tests/ranking`.");
  }
  for (const auto& entry : fs::directory_iterator(kFolder / "golden"))
    CHECK_MESSAGE(names.contains(entry.path().filename().string()), entry.path().filename().string(), " has no query");
}
