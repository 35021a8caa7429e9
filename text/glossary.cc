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
constexpr std::size_t kLongestForm = 24;  // tokens

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

// What forms are compared by: a Han character, or the stem of a part, so that plurals, hyphens and case meet
// ("interleukin 6", "Interleukin-6") and mixed forms do too ("C反应蛋白"). An empty token is a break that no form
// reaches over.
using Tokens = std::vector<std::string>;

void add_tokens(const Compound& compound, Tokens& out) {
  for (const char32_t c : compound.han) append_code_point(out.emplace_back(), c);
  for (const Part& part : compound.parts) out.push_back(english_stem(part.folded));
}

Tokens tokens_of(std::string_view utf8) {
  Tokens out;
  Compound compound;
  std::size_t previous_end = 0;
  for (std::size_t at = 0; next_compound(utf8, at, compound); previous_end = at) {
    const std::size_t begin = compound.han.empty() ? compound.parts.front().begin : compound.han_begin.front();
    const std::string_view between = utf8.substr(previous_end, begin - previous_end);
    if (!between.empty() && between != " " && between != "-" && !out.empty()) out.emplace_back();
    add_tokens(compound, out);
  }
  return out;
}

class LoadedGlossary final : public Glossary {
 public:
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
    for (const auto* side : {&kept.english, &kept.chinese})
      for (const std::string& form : *side) add_form(form, kept);
    return true;
  }

  // A form and, without a concept, everything that begins it: then a look at a token tells whether to read on.
  void add_form(const std::string& form, const Concept& meaning) {
    const Tokens tokens = tokens_of(form);
    if (tokens.empty() || tokens.size() > kLongestForm) return;
    // A single character means too many things.
    if (tokens.size() == 1 && is_one_han(tokens[0])) return;
    std::string key;
    for (const std::string& token : tokens) forms_.emplace((key += token) += ' ', nullptr);
    const Concept*& kept = forms_[key];
    if (kept == nullptr) kept = &meaning;
  }

  static bool is_one_han(std::string_view token) {
    std::size_t at = 0;
    return is_han(next_code_point(token, at)) && at == token.size();
  }

  struct Longest {
    std::size_t tokens = 0;
    const Concept* meaning = nullptr;
  };
  // The longest form that begins at `first` and ends where `may_end` allows it.
  template <class MayEnd>
  Longest longest_at(const Tokens& tokens, std::size_t first, const MayEnd& may_end) const {
    Longest best;
    std::string key;
    for (std::size_t i = first; i < tokens.size() && !tokens[i].empty(); ++i) {
      const auto found = forms_.find((key += tokens[i]) += ' ');
      if (found == forms_.end()) break;
      if (found->second != nullptr && may_end(i)) best = {i + 1 - first, found->second};
    }
    return best;
  }

  std::deque<Concept> concepts_;  // addresses stay
  std::unordered_map<std::string, const Concept*> forms_;
  std::size_t skipped_ = 0;
};

std::vector<ConceptMatch> LoadedGlossary::find(const std::vector<QueryWord>& words) const {
  Tokens tokens;
  std::vector<std::size_t> word_of, ends = {0};  // ends[w]: the first token of word w
  for (std::size_t w = 0; w < words.size(); ++w) {
    const Tokens own = tokens_of(words[w].surface);
    tokens.insert(tokens.end(), own.begin(), own.end());
    word_of.insert(word_of.end(), own.size(), w);
    ends.push_back(tokens.size());
  }
  std::vector<ConceptMatch> out;
  for (std::size_t w = 0; w < words.size();) {
    const Longest match = longest_at(tokens, ends[w], [&](std::size_t i) { return i + 1 == ends[word_of[i] + 1]; });
    const std::size_t count = match.meaning == nullptr ? 0 : word_of[ends[w] + match.tokens - 1] + 1 - w;
    if (count > 0) out.push_back({w, count, match.meaning});
    w += std::max<std::size_t>(count, 1);
  }
  return out;
}

std::vector<const Concept*> LoadedGlossary::concepts_in(std::string_view utf8) const {
  std::vector<const Concept*> out;
  const Tokens tokens = tokens_of(utf8);
  for (std::size_t i = 0; i < tokens.size();) {
    const Longest match = longest_at(tokens, i, [](std::size_t) { return true; });
    if (match.meaning != nullptr) out.push_back(match.meaning);
    i += std::max<std::size_t>(match.tokens, 1);
  }
  return out;
}

}  // namespace

base::Result<std::shared_ptr<const Glossary>> Glossary::load(const std::filesystem::path& folder,
                                                             std::shared_ptr<const Analyzer> /*the same tables*/) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  if (error)
    return base::fail(base::ErrorKind::not_found, "glossary.missing",
                      "The glossary folder " + folder.string() + " cannot be read: " + error.message() + ".");
  std::sort(files.begin(), files.end());
  auto glossary = std::make_shared<LoadedGlossary>();
  for (const std::filesystem::path& file : files) {
    MERIDIAN_TRY_ASSIGN(const std::string text, base::read_file(file, kMaxFileBytes));
    glossary->read(text);
  }
  return glossary;
}

}  // namespace meridian::text
