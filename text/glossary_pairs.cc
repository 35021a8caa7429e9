#include "text/glossary_pairs.h"

#include <algorithm>
#include <tuple>

#include "base/files.h"
#include "text/analyzer.h"
#include "text/glossary_forms.h"
#include "text/glossary_line.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxFormsOfALine = 16;
constexpr std::size_t kMaxFormBytes = 200;
constexpr std::size_t kMaxPairs = 2'000'000;  // four times CC-CEDICT's; the rest is left out

std::string first_line() {
  return "#meridian-pairs 1 analyzer " + std::to_string(kAnalyzerVersion) + "\n";
}

// Sense: how far down its line the term and the translation stand; first senses first.
using Pair = std::tuple<std::string, std::size_t, std::size_t, std::string>;  // key, sense, entry, translation

std::string key_of(const std::string& form) {
  const std::vector<FormToken> tokens = form_tokens(form);
  std::string key;
  if (!is_usable_form(tokens)) return key;
  for (const FormToken& token : tokens) {
    if (token.stem.empty()) return {};
    (key += token.stem) += ' ';
  }
  return key;
}

void add_pairs(const std::vector<std::string>& terms, const std::vector<std::string>& translations, std::size_t entry,
               std::vector<Pair>& out) {
  for (std::size_t i = 0; i < std::min(terms.size(), kMaxFormsOfALine); ++i) {
    const std::string key = key_of(terms[i]);
    if (key.empty() || terms[i].size() > kMaxFormBytes) continue;
    for (std::size_t j = 0; j < std::min(translations.size(), kMaxFormsOfALine); ++j)
      if (translations[j].size() <= kMaxFormBytes && !key_of(translations[j]).empty())
        out.emplace_back(key, i + j, entry, translations[j]);
  }
}

}  // namespace

std::string GlossaryPairs::compile(std::string_view tsv) {
  std::vector<Pair> pairs;
  std::size_t entry = 0;
  for_each_glossary_line(tsv, [&](std::string_view line) {
    if (entry >= kMaxGlossaryLines || pairs.size() >= kMaxPairs) return;
    const auto one = read_glossary_line(line);
    if (!one) return;
    ++entry;
    add_pairs(one->english, one->chinese, entry, pairs);
    add_pairs(one->chinese, one->english, entry, pairs);
  });
  std::sort(pairs.begin(), pairs.end());
  std::string out = first_line();
  for (std::size_t i = 0; i < pairs.size();) {
    const std::string& key = std::get<0>(pairs[i]);
    std::vector<std::string> kept;
    for (; i < pairs.size() && std::get<0>(pairs[i]) == key; ++i)
      if (kept.size() < kMaxTranslations && std::find(kept.begin(), kept.end(), std::get<3>(pairs[i])) == kept.end())
        kept.push_back(std::get<3>(pairs[i]));
    out += key;
    for (std::size_t j = 0; j < kept.size(); ++j) (out += j == 0 ? '\t' : '|') += kept[j];
    out += '\n';
  }
  return out;
}

base::Result<GlossaryPairs> GlossaryPairs::open(const std::filesystem::path& file) {
  constexpr std::int64_t kMaxSortedBytes = 512 << 20;
  const std::filesystem::path beside = pairs_beside(file);
  std::error_code absent;
  const auto made = std::filesystem::last_write_time(beside, absent);
  if (!absent && made >= std::filesystem::last_write_time(file, absent) && !absent)
    if (auto sorted = base::read_file(beside, kMaxSortedBytes))
      if (sorted->starts_with(first_line()) && sorted->ends_with('\n')) return GlossaryPairs(std::move(*sorted));
  MERIDIAN_TRY_ASSIGN(const std::string tsv, base::read_file(file, kMaxGlossaryBytes));
  return GlossaryPairs(compile(tsv));
}

std::string_view GlossaryPairs::line_from(std::string_view key) const {
  const std::string_view text = text_;
  const auto line_at = [&](std::size_t begin) { return text.substr(begin, text.find('\n', begin) - begin); };
  std::size_t low = std::min(text.find('\n'), text.size() - 1) + 1, high = text.size();  // beginnings of lines
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t before = middle == 0 ? std::string_view::npos : text.rfind('\n', middle - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view line = line_at(begin);
    if (line < key)
      low = begin + line.size() + 1;
    else
      high = std::max(begin, low);
  }
  return low < text.size() ? line_at(low) : std::string_view();
}

bool GlossaryPairs::begins_a_term(std::string_view key) const {
  return line_from(key).starts_with(key);
}

std::vector<std::string> GlossaryPairs::translations(std::string_view key) const {
  const std::string_view line = line_from(key);
  if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != '\t') return {};
  std::vector<std::string> out;
  for (std::string_view rest = line.substr(key.size() + 1); !rest.empty();) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    out.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

std::filesystem::path pairs_beside(const std::filesystem::path& file) {
  return std::filesystem::path(file).replace_extension(".pairs");
}

}  // namespace meridian::text
