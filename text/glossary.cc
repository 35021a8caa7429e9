#include "text/glossary.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/files.h"
#include "text/english.h"
#include "text/unicode.h"
#include "text/words.h"

namespace meridian::text {

namespace {

constexpr std::int64_t kMaxFileBytes = 256 << 20;
constexpr std::size_t kMaxFormsPerSide = 64;
constexpr std::size_t kLongestHanForm = 16;  // characters
constexpr std::size_t kLongestForm = 8;      // words

std::vector<std::string> split(std::string_view text, char separator, std::size_t most) {
  std::vector<std::string> out;
  while (out.size() < most) {
    const std::size_t end = std::min(text.find(separator), text.size());
    std::string_view one = text.substr(0, end);
    while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
    while (!one.empty() && (one.back() == ' ' || one.back() == '\r')) one.remove_suffix(1);
    if (!one.empty() || separator == '\t') out.emplace_back(one);
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

// A form's key: the stems of its parts, so that plurals, hyphens and case meet ("interleukin 6", "Interleukin-6").
std::string key_of(const std::vector<QueryWord>& words, std::size_t first, std::size_t count) {
  std::string key;
  for (std::size_t i = first; i < first + count; ++i)
    for (const std::string& part : words[i].exact) (key += words[i].script == Script::han ? part : english_stem(part)) += ' ';
  return key;
}

class LoadedGlossary final : public Glossary {
 public:
  explicit LoadedGlossary(std::shared_ptr<const Analyzer> analyzer) : analyzer_(std::move(analyzer)) {}

  void read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.empty() || line == "\r" || line.front() == '#') continue;
      if (!add(line)) ++skipped_;
    }
  }

  std::vector<ConceptMatch> find(const std::vector<QueryWord>& words) const override;
  std::vector<const Concept*> concepts_in(std::string_view utf8) const override;
  std::size_t size() const override { return concepts_.size(); }
  std::size_t skipped_lines() const override { return skipped_; }

 private:
  bool add(std::string_view line) {
    if (!is_valid_utf8(line)) return false;
    const std::vector<std::string> columns = split(line, '\t', 4);
    if (columns.size() < 2) return false;
    Concept one{split(columns[0], '|', kMaxFormsPerSide), split(columns[1], '|', kMaxFormsPerSide)};
    if (one.english.empty() && one.chinese.empty()) return false;
    const Concept& kept = concepts_.emplace_back(std::move(one));
    for (const std::string& form : kept.english) {
      const std::vector<QueryWord> words = analyzer_->words_of_query(form);
      if (words.empty() || words.size() > kLongestForm) continue;
      by_words_.emplace(key_of(words, 0, words.size()), &kept);
      longest_ = std::max(longest_, words.size());
    }
    for (const std::string& form : kept.chinese) by_han_.emplace(analyzer_->fold(form), &kept);
    return true;
  }

  const Concept* han_concept(const std::string& folded) const {
    const auto found = by_han_.find(folded);
    return found == by_han_.end() ? nullptr : found->second;
  }

  std::shared_ptr<const Analyzer> analyzer_;
  std::deque<Concept> concepts_;  // addresses stay
  std::unordered_map<std::string, const Concept*> by_words_, by_han_;
  std::size_t longest_ = 1, skipped_ = 0;
};

std::vector<ConceptMatch> LoadedGlossary::find(const std::vector<QueryWord>& words) const {
  std::vector<ConceptMatch> out;
  for (std::size_t i = 0; i < words.size();) {
    std::size_t used = 0;
    for (std::size_t count = std::min(std::max(longest_, kLongestForm), words.size() - i); count > 0 && used == 0; --count) {
      const Concept* match = nullptr;
      std::string folded;
      bool side_by_side = true;
      for (std::size_t k = i; k < i + count; ++k) {
        folded += words[k].surface;
        side_by_side = side_by_side && (k == i || words[k].begin == words[k - 1].end);
      }
      if (words[i].script == Script::han && side_by_side) match = han_concept(folded);
      if (match == nullptr) {
        const auto found = by_words_.find(key_of(words, i, count));
        if (found != by_words_.end()) match = found->second;
      }
      if (match == nullptr) continue;
      out.push_back({i, count, match});
      used = count;
    }
    i += std::max<std::size_t>(used, 1);
  }
  return out;
}

std::vector<const Concept*> LoadedGlossary::concepts_in(std::string_view utf8) const {
  std::vector<const Concept*> out;
  std::vector<std::string> recent;  // the last words, as keys, of a stretch without Han characters
  Compound compound;
  for (std::size_t at = 0; next_compound(utf8, at, compound);) {
    if (!compound.han.empty()) {
      recent.clear();
      for (std::size_t i = 0; i < compound.han.size();) {
        std::size_t used = 0;
        for (std::size_t length = std::min(kLongestHanForm, compound.han.size() - i); length > 1 && used == 0; --length) {
          std::string form;
          for (std::size_t k = i; k < i + length; ++k) append_code_point(form, compound.han[k]);
          if (const Concept* match = han_concept(form)) out.push_back(match), used = length;
        }
        i += std::max<std::size_t>(used, 1);
      }
      continue;
    }
    const std::size_t begin = compound.parts.front().begin, end = compound.parts.back().end;
    for (const QueryWord& word : analyzer_->words_of_query(utf8.substr(begin, end - begin))) recent.push_back(key_of({word}, 0, 1));
    if (recent.size() > longest_) recent.erase(recent.begin(), recent.end() - static_cast<std::ptrdiff_t>(longest_));
    // The longest form that ends here.
    for (std::size_t count = recent.size(); count > 0; --count) {
      std::string key;
      for (std::size_t k = recent.size() - count; k < recent.size(); ++k) key += recent[k];
      const auto found = by_words_.find(key);
      if (found == by_words_.end()) continue;
      out.push_back(found->second);
      break;
    }
  }
  return out;
}

}  // namespace

base::Result<std::shared_ptr<const Glossary>> Glossary::load(const std::filesystem::path& folder, std::shared_ptr<const Analyzer> analyzer) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  if (error)
    return base::fail(base::ErrorKind::not_found, "glossary.missing", "The glossary folder " + folder.string() + " cannot be read: " + error.message() + ".");
  std::sort(files.begin(), files.end());
  auto glossary = std::make_shared<LoadedGlossary>(std::move(analyzer));
  for (const std::filesystem::path& file : files) {
    MERIDIAN_TRY_ASSIGN(const std::string text, base::read_file(file, kMaxFileBytes));
    glossary->read(text);
  }
  return glossary;
}

}  // namespace meridian::text
