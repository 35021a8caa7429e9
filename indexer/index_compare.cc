// What `meridian check` asks of the index: is every Work there, is every document what would be made now, is nothing
// else there?
//
// Xapian has no checksums (FAULTS 166), so documents are made again and compared. Term lists and values are compared
// one by one and name the Work; postings and positions, which Xapian keeps apart from them, are compared as one sum
// over all in a single pass. One thread at a time.
#include <xapian.h>
#include <algorithm>
#include <set>

#include "indexer/index_document.h"
#include "indexer/index_writer.h"
#include "library/hash.h"
#include "library/index.h"
#include "library/index_schema.h"

namespace meridian::indexer {

namespace {

constexpr int kChunk = 500;
constexpr std::size_t kMaxFindings = 100;

std::uint64_t mixed(std::uint64_t x) {  // the finaliser of splitmix64
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// One posting as a number; postings are summed, so that their order does not matter.
class Posting {
 public:
  Posting(std::uint64_t term, Xapian::docid id, Xapian::termcount wdf) : value_(mixed(mixed(term + id) + wdf)) {}
  void position(Xapian::termpos position) { value_ = mixed(value_ + position); }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_;
};

std::uint64_t term_key(const std::string& term) {
  return static_cast<std::uint64_t>(library::hash64(term));
}

class Comparison {
 public:
  Comparison(const Xapian::Database& index, const text::Analyzer& analyzer, std::vector<base::Warning>& findings)
      : index_(index), analyzer_(analyzer), findings_(findings) {}

  void work(const WorkRecord& record) {
    const std::string work = std::to_string(record.work.id);
    const auto posting = index_.postlist_begin(unique_term(record.work.id));
    if (posting == index_.postlist_end(unique_term(record.work.id))) return find({"check.document_missing", {work}});
    const Xapian::docid id = *posting;
    known_.insert(id);
    const Xapian::Document wanted = document_of(record, analyzer_);
    const Xapian::Document found = index_.get_document(id);
    if (found.get_data() != wanted.get_data() || !same_values(found, wanted) || !same_terms(id, wanted))
      find({"check.document_old", {work}});
  }

  void documents() {
    for (auto id = index_.postlist_begin(""); id != index_.postlist_end(""); ++id)
      if (!known_.contains(*id)) find({"check.document_stray", {std::to_string(*id)}});
  }

  void postings() {
    std::uint64_t sum = 0;
    for (auto term = index_.allterms_begin(); term != index_.allterms_end(); ++term) {
      const std::uint64_t key = term_key(*term);
      for (auto posting = index_.postlist_begin(*term); posting != index_.postlist_end(*term); ++posting) {
        Posting one(key, *posting, posting.get_wdf());
        for (auto position = posting.positionlist_begin(); position != posting.positionlist_end(); ++position)
          one.position(*position);
        sum += one.value();
      }
    }
    if (sum != wanted_sum_ && findings_.empty()) find({"check.postings", {}});
  }

 private:
  static bool same_values(const Xapian::Document& a, const Xapian::Document& b) {
    if (a.values_count() != b.values_count()) return false;
    for (auto left = a.values_begin(), right = b.values_begin(); left != a.values_end(); ++left, ++right)
      if (left.get_valueno() != right.get_valueno() || *left != *right) return false;
    return true;
  }

  bool same_terms(Xapian::docid id, const Xapian::Document& wanted) {
    bool same = true;
    auto found = index_.termlist_begin(id);
    const auto end = index_.termlist_end(id);
    for (auto term = wanted.termlist_begin(); term != wanted.termlist_end(); ++term) {
      Posting posting(term_key(*term), id, term.get_wdf());
      for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position)
        posting.position(*position);
      wanted_sum_ += posting.value();
      if (!same) continue;
      same = found != end && *found == *term && found.get_wdf() == term.get_wdf();
      if (same) ++found;
    }
    return same && found == end;
  }

  void find(base::Warning finding) {
    if (findings_.size() < kMaxFindings)
      findings_.push_back(std::move(finding));
    else if (findings_.size() == kMaxFindings)
      findings_.push_back({"check.more", {}});
  }

  const Xapian::Database& index_;
  const text::Analyzer& analyzer_;
  std::vector<base::Warning>& findings_;
  std::set<Xapian::docid> known_;
  std::uint64_t wanted_sum_ = 0;
};

base::Status compare_all(library::Library& library, const Xapian::Database& index, const text::Analyzer& analyzer,
                         const base::Progress& progress, std::vector<base::Warning>& findings) {
  MERIDIAN_TRY_ASSIGN(const std::int64_t total, library.works().count());
  Comparison comparison(index, analyzer, findings);
  std::int64_t done = 0;
  for (library::WorkId after = 0;;) {
    MERIDIAN_TRY_ASSIGN(const std::vector<library::Work> works, library.works().list_after(after, kChunk));
    if (works.empty()) break;
    std::vector<library::WorkId> ids;
    for (const library::Work& work : works) ids.push_back(work.id);
    after = ids.back();
    MERIDIAN_TRY_ASSIGN(const std::vector<WorkRecord> records, read_records(library, ids));
    for (const WorkRecord& record : records) comparison.work(record);
    base::report(progress, {"check", done += static_cast<std::int64_t>(works.size()), total, {}, false});
  }
  comparison.documents();
  comparison.postings();
  base::report(progress, {"check", done, total, {}, true});
  return {};
}

}  // namespace

base::Result<std::vector<base::Warning>> compare_index(library::Library& library,
                                                       const std::filesystem::path& library_folder,
                                                       const text::Analyzer& analyzer, const base::Progress& progress) {
  auto index = library::Index::open(library_folder, current_version());
  if (!index) return std::vector<base::Warning>{base::warning_of(index.error())};
  const library::IndexState& state = (*index)->state();
  MERIDIAN_TRY_ASSIGN(const library::Number number, library.number());
  if (state.library_id != library.id()) return std::vector<base::Warning>{{"check.index_other_library", {}}};
  if (state.number > number) return std::vector<base::Warning>{{"check.index_ahead", {}}};
  std::vector<base::Warning> findings;
  MERIDIAN_TRY_ASSIGN(const std::vector<library::WorkChange> waiting,
                      library.works().changed_after(state.number, 0, 1));
  if (!waiting.empty())
    findings.push_back({"check.index_behind", {std::to_string(state.number), std::to_string(number)}});
  bool library_failed = false;
  const base::Status compared = library::guarded([&]() -> base::Status {
    base::Status all = compare_all(library, (*index)->database(), analyzer, progress, findings);
    library_failed = !all;
    return all;
  });
  if (compared) return findings;
  if (library_failed) return base::fail(compared.error());
  findings.push_back(base::warning_of(compared.error()));
  return findings;
}

}  // namespace meridian::indexer
