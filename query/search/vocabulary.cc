#include "query/search/vocabulary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "text/unicode.h"

namespace meridian::query::search {
namespace {

constexpr std::size_t kLongestWord = 40;     // bytes; longer ones are chemical names and pieces of addresses
constexpr Xapian::doccount kLeastWorks = 2;  // what stands in one Work only is as often a slip itself

// Terms of fields and stems begin with a capital; words of letters come after them, and Han last.
constexpr const char* kFirstWord = "a";

bool is_word(std::string_view term) {
  return term.size() <= kLongestWord && std::all_of(term.begin(), term.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
         });
}

// Two Han characters; one alone completes nothing.
bool is_pair(std::string_view term) {
  std::size_t at = 0;
  for (int i = 0; i < 2; ++i)
    if (at >= term.size() || !text::is_han(text::next_code_point(term, at))) return false;
  return at == term.size();
}

std::uint32_t mark_of(std::string_view word) {
  std::uint32_t mark = 0;
  for (const char c : word) mark |= 1U << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + (static_cast<unsigned char>(c) % 6));
  return mark;
}

}  // namespace

int edits_between(std::string_view a, std::string_view b, int most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() > kLongestWord || b.size() - a.size() > static_cast<std::size_t>(most)) return most + 1;
  std::array<std::array<int, kLongestWord + 1>, 3> rows;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

void Vocabulary::add(std::string_view word, std::uint32_t works) {
  entries_.push_back({static_cast<std::uint32_t>(pool_.size()), works, static_cast<std::uint16_t>(word.size())});
  letters_.push_back(mark_of(word));
  pool_ += word;
}

std::shared_ptr<const Vocabulary> Vocabulary::read(const Xapian::Database& database) {
  auto vocabulary = std::make_shared<Vocabulary>();
  auto term = database.allterms_begin();
  term.skip_to(kFirstWord);
  for (; term != database.allterms_end(); ++term) {
    const std::string word = *term;
    if (!is_word(word)) continue;
    const bool han = static_cast<unsigned char>(word.front()) >= 0xE0;
    if (han && !is_pair(word)) continue;
    if (const auto works = term.get_termfreq(); works >= kLeastWorks) vocabulary->add(word, works);
  }
  return vocabulary;
}

std::uint32_t Vocabulary::works(std::string_view word) const {
  const auto at =
      std::lower_bound(entries_.begin(), entries_.end(), word,
                       [this](const Entry& entry, std::string_view wanted) { return text(entry) < wanted; });
  return at != entries_.end() && text(*at) == word ? at->works : 0;
}

std::vector<VocabularyWord> Vocabulary::beginning(std::string_view prefix, std::size_t most) const {
  auto at = std::lower_bound(entries_.begin(), entries_.end(), prefix,
                             [this](const Entry& entry, std::string_view wanted) { return text(entry) < wanted; });
  std::vector<const Entry*> found;
  for (; at != entries_.end() && text(*at).starts_with(prefix); ++at)
    if (at->bytes > prefix.size()) found.push_back(&*at);
  const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
  std::partial_sort(found.begin(), end, found.end(), [](const Entry* a, const Entry* b) {
    return a->works != b->works ? a->works > b->works : a->begin < b->begin;
  });
  std::vector<VocabularyWord> answer;
  for (auto entry = found.begin(); entry != end; ++entry) answer.push_back({text(**entry), (*entry)->works});
  return answer;
}

std::vector<NearWord> Vocabulary::near(std::string_view word, int edits) const {
  std::vector<NearWord> found;
  const std::uint32_t mark = mark_of(word);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (std::popcount(letters_[i] ^ mark) > 2 * edits) continue;
    const Entry& entry = entries_[i];
    if (std::abs(static_cast<int>(entry.bytes) - static_cast<int>(word.size())) > edits) continue;
    const int between = edits_between(word, text(entry), edits);
    if (between > 0 && between <= edits) found.push_back({text(entry), entry.works, between});
  }
  std::sort(found.begin(), found.end(), [](const NearWord& a, const NearWord& b) {
    if (a.edits != b.edits) return a.edits < b.edits;
    return a.works != b.works ? a.works > b.works : a.text < b.text;
  });
  return found;
}

}  // namespace meridian::query::search
