#include "query/learn_translations.h"

#include <algorithm>
#include <charconv>

#include "base/files.h"
#include "text/glossary.h"
#include "text/glossary_pairs.h"
#include "text/parallel.h"
#include "text/sentences.h"

namespace meridian::query {
namespace {

constexpr int kBatch = 500;
constexpr std::int64_t kFewestNew = 20;  // articles, before the file is made anew
constexpr double kMostOfPart = 0.4;      // the words of a phrase share the probability of what they mean together
constexpr std::string_view kHeader = "# Learnt from the library's bilingual papers; articles read: ";

std::int64_t articles_read(std::string_view tsv) {
  std::int64_t count = 0;
  if (tsv.starts_with(kHeader)) std::from_chars(tsv.data() + kHeader.size(), tsv.data() + tsv.size(), count);
  return count;
}

std::int64_t terms_in(std::string_view tsv) {
  return std::max<std::int64_t>(0, std::count(tsv.begin(), tsv.end(), '\n') - 1);
}

const library::LocalizedText* text_in(const library::Article& article, std::string_view language) {
  const auto found = std::find_if(article.texts.begin(), article.texts.end(),
                                  [&](const auto& text) { return text.language == language; });
  return found == article.texts.end() ? nullptr : &*found;
}

// What of both texts surely says the same: titles, keywords of as many, abstracts of as many sentences. False when
// full.
bool add(const library::LocalizedText& english, const library::LocalizedText& chinese, text::ParallelTexts& texts) {
  if (!english.title.empty() && !chinese.title.empty() && !texts.add(english.title, chinese.title)) return false;
  if (english.keywords.size() == chinese.keywords.size())
    for (std::size_t i = 0; i < english.keywords.size(); ++i)
      if (!texts.add_term(english.keywords[i], chinese.keywords[i])) return false;
  const auto here = text::sentences(english.abstract), there = text::sentences(chinese.abstract);
  const auto part = [](std::string_view text, const text::Sentence& span) {
    return text.substr(span.begin, span.end - span.begin);
  };
  if (here.size() == there.size())
    for (std::size_t i = 0; i < here.size(); ++i)
      if (!texts.add(part(english.abstract, here[i]), part(chinese.abstract, there[i]))) return false;
  return true;
}

// The words of a phrase stand singly opposite what it means: "low", "back" and "pain" for 腰痛, which the shipped
// glossary knows as the whole.
bool is_part(const text::LearntTranslation& one, const text::Analyzer& analyzer, const text::Glossary& shipped) {
  if (one.back >= kMostOfPart) return false;
  const auto chinese = analyzer.words_of_query(one.chinese), english = analyzer.words_of_query(one.english);
  const auto groups = shipped.groups(chinese);
  if (groups.size() != 1 || groups.front().words != chinese.size() || english.size() != 1) return false;
  const auto is_it = [&](const text::QueryWord& word) { return word.scoring == english.front().scoring; };
  bool part = false;
  for (const std::string& form : groups.front().concept_->english) {
    const auto words = analyzer.words_of_query(form);
    if (words.size() == 1 && is_it(words.front())) return false;
    part |= std::any_of(words.begin(), words.end(), is_it);
  }
  return part;
}

// Tabs, bars and line ends part columns, forms and lines.
bool can_be_written(const std::string& form) {
  return form.find_first_of("\t|\n\r") == std::string::npos && !form.starts_with('#');
}

std::string as_tsv(const std::vector<text::LearntTranslation>& learnt, std::int64_t articles) {
  std::string tsv = std::string(kHeader) + std::to_string(articles) + "\n";
  for (std::size_t i = 0; i < learnt.size();) {
    const std::string& english = learnt[i].english;
    std::string chinese;
    for (; i < learnt.size() && learnt[i].english == english; ++i)
      if (can_be_written(learnt[i].chinese)) chinese += (chinese.empty() ? "" : "|") + learnt[i].chinese;
    if (can_be_written(english) && !chinese.empty()) tsv += english + "\t" + chinese + "\n";
  }
  return tsv;
}

}  // namespace

base::Result<std::int64_t> learn_translations(library::Library& library, const base::Config& config,
                                              const std::filesystem::path& shipped_data, const base::Progress& progress,
                                              const base::Cancelled& cancelled) {
  const std::filesystem::path folder = config.library / "glossary";
  const std::filesystem::path file = folder / "learnt.tsv";
  MERIDIAN_TRY_ASSIGN(const std::int64_t count, library.articles().count());
  const auto old = base::read_file(file, text::kMaxGlossaryBytes);
  const std::int64_t known = old ? articles_read(*old) : 0;
  if (count < known + std::max(kFewestNew, known / 10)) return old ? terms_in(*old) : 0;

  MERIDIAN_TRY_ASSIGN(const auto analyzer, text::Analyzer::open());
  MERIDIAN_TRY_ASSIGN(const auto shipped, text::Glossary::load(shipped_data / "glossary", analyzer));
  text::ParallelTexts texts(analyzer);
  std::int64_t read = 0;
  library::ArticleId after = 0;
  for (bool full = false; !full;) {
    if (cancelled && cancelled()) return old ? terms_in(*old) : 0;
    MERIDIAN_TRY_ASSIGN(const std::vector<library::ArticleId> ids, library.articles().ids_after(after, kBatch));
    if (ids.empty()) break;
    MERIDIAN_TRY_ASSIGN(const std::vector<library::Article> articles, library.articles().get_many(ids));
    for (const library::Article& article : articles) {
      const auto *english = text_in(article, "en"), *chinese = text_in(article, "zh");
      if (english != nullptr && chinese != nullptr && !full) full = !add(*english, *chinese, texts);
    }
    after = ids.back();
    read += static_cast<std::int64_t>(ids.size());
    base::report(progress, {"learn", read, count, "", false});
  }
  std::vector<text::LearntTranslation> learnt = texts.learn();
  std::erase_if(learnt, [&](const auto& one) { return is_part(one, *analyzer, *shipped); });
  const std::string tsv = as_tsv(learnt, count);
  MERIDIAN_TRY(base::make_private_folder(folder));
  MERIDIAN_TRY(base::write_file_atomically(file, tsv));
  MERIDIAN_TRY(base::write_file_atomically(text::pairs_beside(file), text::GlossaryPairs::compile(tsv)));
  base::report(progress, {"learn", count, count, "", true});
  return terms_in(tsv);
}

}  // namespace meridian::query
