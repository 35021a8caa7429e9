#include "text/glossary.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/files.h"
#include "text/english.h"
#include "text/glossary_forms.h"
#include "text/glossary_line.h"
#include "text/glossary_pairs.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

using Tokens = std::vector<FormToken>;

// Forms by their key, and, without a concept, everything that begins one: then a look at a token tells whether to read
// on.
class FormTable {
 public:
  struct Entry {
    const Concept* meaning = nullptr;
    bool shared = false;  // by two concepts
  };
  void add(const Tokens& tokens, std::string FormToken::*part, const Concept& meaning) {
    std::string key;
    for (const FormToken& token : tokens) entries_.try_emplace((key += token.*part) += ' ');
    Entry& entry = entries_[key];
    entry.shared = entry.shared || (entry.meaning != nullptr && entry.meaning != &meaning);
    if (entry.meaning == nullptr) entry.meaning = &meaning;
  }
  const Entry* find(const std::string& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::string, Entry> entries_;
};

void add_new(const std::vector<std::string>& forms, std::vector<std::string>& to) {
  for (const std::string& form : forms)
    if (std::find(to.begin(), to.end(), form) == to.end()) to.push_back(form);
}

class LoadedGlossary final : public Glossary {
 public:
  void read(std::string_view text) {
    for_each_glossary_line(text, [this](std::string_view line) {
      auto one = read_glossary_line(line);
      if (one)
        add(std::move(*one));
      else
        ++skipped_;
    });
  }
  void add(GlossaryPairs pairs) { own_.push_back(std::move(pairs)); }

  std::vector<ConceptMatch> find(const std::vector<QueryWord>& words) const override;
  std::vector<ConceptMatch> groups(const std::vector<QueryWord>& words) const override;
  std::vector<const Concept*> concepts_in(std::string_view utf8) const override;
  std::size_t size() const override { return concepts_.size(); }
  std::size_t skipped_lines() const override { return skipped_; }

 private:
  void add(Concept one) {
    const Concept& kept = concepts_.emplace_back(std::move(one));
    for (const auto* side : {&kept.english, &kept.chinese})
      for (const std::string& form : *side) {
        const Tokens tokens = form_tokens(form);
        if (!is_usable_form(tokens)) continue;
        by_word_.add(tokens, &FormToken::word, kept);
        by_stem_.add(tokens, &FormToken::stem, kept);
      }
  }

  struct Longest {
    std::size_t tokens = 0;
    const Concept* meaning = nullptr;
    std::string key;  // stems
  };
  // The longest form that begins at `first` and ends where `may_end` allows it.
  template <class MayEnd>
  Longest longest_at(const Tokens& tokens, std::size_t first, bool general, const MayEnd& may_end) const;
  // The longest term of the reader's own files, without a concept.
  template <class MayEnd>
  Longest longest_own_at(const Tokens& tokens, std::size_t first, const MayEnd& may_end) const;
  std::shared_ptr<const Concept> joined(const Longest& shipped, const Longest& own) const;

  std::deque<Concept> concepts_;  // addresses stay
  FormTable by_word_, by_stem_;
  std::vector<GlossaryPairs> own_;
  std::size_t skipped_ = 0;
};

template <class MayEnd>
LoadedGlossary::Longest LoadedGlossary::longest_at(const Tokens& tokens, std::size_t first, bool general,
                                                   const MayEnd& may_end) const {
  Longest best;
  std::string words, stems;
  for (std::size_t i = first; i < tokens.size() && !tokens[i].stem.empty(); ++i) {
    const auto* exact = by_word_.find((words += tokens[i].word) += ' ');
    const auto* stem = by_stem_.find((stems += tokens[i].stem) += ' ');
    if (exact == nullptr && stem == nullptr) break;
    const Concept* meaning = exact != nullptr ? exact->meaning : nullptr;
    if (meaning == nullptr && stem != nullptr && !stem->shared) meaning = stem->meaning;
    if (meaning != nullptr && (general || !meaning->general) && may_end(i)) best = {i + 1 - first, meaning, stems};
  }
  return best;
}

template <class MayEnd>
LoadedGlossary::Longest LoadedGlossary::longest_own_at(const Tokens& tokens, std::size_t first,
                                                       const MayEnd& may_end) const {
  Longest best;
  for (const GlossaryPairs& pairs : own_) {
    std::string key;
    for (std::size_t i = first; i < tokens.size() && !tokens[i].stem.empty(); ++i) {
      if (!pairs.begins_a_term((key += tokens[i].stem) += ' ')) break;
      if (i + 1 - first > best.tokens && may_end(i) && !pairs.translations(key).empty())
        best = {i + 1 - first, nullptr, key};
    }
  }
  return best;
}

std::shared_ptr<const Concept> LoadedGlossary::joined(const Longest& shipped, const Longest& own) const {
  auto all = std::make_shared<Concept>();
  if (shipped.meaning != nullptr) *all = *shipped.meaning;
  for (const GlossaryPairs& pairs : own_)
    for (const std::string& form : pairs.translations(own.key))
      add_new({form}, language_of(form) == "zh" ? all->chinese : all->english);
  return all;
}

// The query's words as tokens, and where each word's begin.
struct WordTokens {
  Tokens tokens;
  std::vector<std::size_t> word_of, begins;  // begins[w]: the first token of word w; one more for the end

  explicit WordTokens(const std::vector<QueryWord>& words) {
    for (std::size_t w = 0; w < words.size(); ++w) {
      begins.push_back(tokens.size());
      Tokens own = form_tokens(words[w].surface);
      word_of.insert(word_of.end(), own.size(), w);
      std::move(own.begin(), own.end(), std::back_inserter(tokens));
    }
    begins.push_back(tokens.size());
  }
  bool ends_a_word(std::size_t token) const { return token + 1 == begins[word_of[token] + 1]; }
  std::size_t words_of(std::size_t first_word, std::size_t count) const {
    return count == 0 ? 0 : word_of[begins[first_word] + count - 1] + 1 - first_word;
  }
};

std::vector<ConceptMatch> LoadedGlossary::find(const std::vector<QueryWord>& words) const {
  const WordTokens in(words);
  std::vector<ConceptMatch> out;
  for (std::size_t w = 0; w < words.size();) {
    const Longest match = longest_at(in.tokens, in.begins[w], false, [&](std::size_t i) { return in.ends_a_word(i); });
    const std::size_t count = in.words_of(w, match.tokens);
    if (count > 0) out.push_back({w, count, match.meaning, nullptr});
    w += std::max<std::size_t>(count, 1);
  }
  return out;
}

std::vector<ConceptMatch> LoadedGlossary::groups(const std::vector<QueryWord>& words) const {
  const WordTokens in(words);
  const auto may_end = [&](std::size_t i) { return in.ends_a_word(i); };
  std::vector<ConceptMatch> out;
  for (std::size_t w = 0; w < words.size();) {
    Longest shipped = longest_at(in.tokens, in.begins[w], true, may_end);
    Longest own = longest_own_at(in.tokens, in.begins[w], may_end);
    if (own.tokens > shipped.tokens) shipped = {};
    if (own.tokens < shipped.tokens) own = {};
    const std::size_t count = in.words_of(w, std::max(shipped.tokens, own.tokens));
    const auto stops = [&] {
      return std::all_of(words.begin() + static_cast<std::ptrdiff_t>(w),
                         words.begin() + static_cast<std::ptrdiff_t>(w + count),
                         [](const QueryWord& word) { return word.stop_word; });
    };
    if (count > 0 && !stops()) {
      ConceptMatch& match = out.emplace_back(ConceptMatch{w, count, shipped.meaning, nullptr});
      if (own.tokens > 0) match.joined = joined(shipped, own);
      if (match.joined) match.concept_ = match.joined.get();
    }
    w += std::max<std::size_t>(count, 1);
  }
  return out;
}

std::vector<const Concept*> LoadedGlossary::concepts_in(std::string_view utf8) const {
  std::vector<const Concept*> out;
  const Tokens tokens = form_tokens(utf8);
  for (std::size_t i = 0; i < tokens.size();) {
    const Longest match = longest_at(tokens, i, false, [](std::size_t) { return true; });
    if (match.meaning != nullptr) out.push_back(match.meaning);
    i += std::max<std::size_t>(match.tokens, 1);
  }
  return out;
}

// The .tsv files of a folder in name order; nothing when there is no such folder.
std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder, std::error_code& error) {
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".tsv") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

base::Result<std::shared_ptr<const Glossary>> Glossary::load(const std::filesystem::path& shipped,
                                                             std::shared_ptr<const Analyzer> /*the same tables*/,
                                                             const std::filesystem::path& own) {
  auto glossary = std::make_shared<LoadedGlossary>();
  std::error_code error;
  for (const std::filesystem::path& file : files_of(shipped, error)) {
    MERIDIAN_TRY_ASSIGN(const std::string text, base::read_file(file, kMaxGlossaryBytes));
    glossary->read(text);
  }
  if (error)
    return base::fail(base::ErrorKind::not_found, "glossary.missing",
                      "The glossary folder " + shipped.string() + " cannot be read: " + error.message() + ".");
  // A reader's file that cannot be read costs its translations, never the search.
  for (const std::filesystem::path& file : files_of(own, error))
    if (auto pairs = GlossaryPairs::open(file)) glossary->add(std::move(*pairs));
  return glossary;
}

}  // namespace meridian::text
