#include "text/glossary_import.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "text/glossary_forms.h"
#include "text/glossary_line.h"
#include "text/glossary_pairs.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxLineBytes = 8192;
constexpr std::size_t kMaxGlossWords = 4;
// Notes about words, not translations; the first kind anywhere in a gloss, the second at its beginning.
constexpr auto kNotes = std::to_array<std::string_view>({"variant of", "CL:", "abbr."});
constexpr auto kNoteBeginnings =
    std::to_array<std::string_view>({"surname ", "see ", "used in ", "same as ", "also written ", "also pr.",
                                     "Taiwan pr.", "classifier for ", "Kangxi radical"});
constexpr auto kOpeners = std::to_array<std::string_view>({"to ", "a ", "an ", "the ", "be "});

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

// One blank between words; empty when the gloss is of no use.
std::string usable_gloss(std::string_view raw) {
  const bool note = std::any_of(kNotes.begin(), kNotes.end(),
                                [&](std::string_view one) { return raw.find(one) != std::string_view::npos; }) ||
                    std::any_of(kNoteBeginnings.begin(), kNoteBeginnings.end(),
                                [&](std::string_view one) { return raw.starts_with(one); });
  if (note || raw.find('|') != std::string_view::npos || language_of(raw) == "zh") return {};
  const std::string bare = without_brackets(raw);
  std::string_view rest = trimmed(bare);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view opener : kOpeners)
      if (rest.starts_with(opener) && rest.size() > opener.size())
        rest = trimmed(rest.substr(opener.size())), again = true;
  }
  std::string out;
  std::size_t words = 0;
  for (std::size_t at = 0; at < rest.size();) {
    const std::size_t end = std::min(rest.find(' ', at), rest.size());
    if (end > at) {
      if (!out.empty()) out += ' ';
      out += rest.substr(at, end - at);
      ++words;
    }
    at = end + 1;
  }
  return words == 0 || words > kMaxGlossWords || form_tokens(out).empty() ? std::string() : out;
}

struct Entry {
  std::string_view simplified, glosses;
};

std::optional<Entry> read_entry(std::string_view line) {
  const std::size_t first = line.find(' ');
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const std::size_t second = line.find(' ', first + 1);
  if (second == std::string_view::npos || line.substr(second + 1, 1) != "[") return std::nullopt;
  const std::size_t slash = line.find('/', second), last = line.rfind('/');
  if (slash == std::string_view::npos || last <= slash) return std::nullopt;
  return Entry{line.substr(first + 1, second - first - 1), line.substr(slash + 1, last - slash - 1)};
}

// The entry as a line of ours; empty when nothing of it is of use.
std::string line_of(const Entry& entry) {
  const std::string chinese = simplified(entry.simplified);
  if (chinese.find('|') != std::string::npos || !is_usable_form(form_tokens(chinese))) return {};
  std::vector<std::string> glosses;
  for (std::string_view rest = entry.glosses; !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of("/;"), rest.size());
    std::string gloss = usable_gloss(trimmed(rest.substr(0, end)));
    if (!gloss.empty() && std::find(glosses.begin(), glosses.end(), gloss) == glosses.end())
      glosses.push_back(std::move(gloss));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::string out;
  for (const std::string& gloss : glosses) out += (out.empty() ? "" : "|") + gloss;
  return out.empty() ? out : out + "\t" + chinese + "\tcc-cedict\t";
}

// The line with its forms checked; empty when it pairs nothing.
std::string line_of(std::string_view line) {
  const auto one = read_glossary_line(line);
  const auto usable = [](const std::string& form) { return is_usable_form(form_tokens(form)); };
  if (!one || std::none_of(one->english.begin(), one->english.end(), usable) ||
      std::none_of(one->chinese.begin(), one->chinese.end(), usable))
    return {};
  return std::string(line);
}

bool looks_like_cedict(std::string_view text) {
  std::size_t seen = 0, entries = 0;
  for (std::size_t at = 0; at < text.size() && seen < 20;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(text.substr(at, std::min(end - at, kMaxLineBytes)));
    at = end + 1;
    if (line.empty() || line.front() == '#') continue;
    ++seen;
    if (line.find('\t') == std::string_view::npos && read_entry(line)) ++entries;
  }
  return entries * 2 > seen;
}

}  // namespace

base::Error glossary_too_large() {
  return {base::ErrorKind::invalid, "glossary.too_large",
          "The file is over 64 MiB; a glossary that large is not taken in."};
}

base::Result<ImportedGlossary> import_glossary(std::string_view bytes) {
  using base::ErrorKind;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.size() > static_cast<std::size_t>(kMaxGlossaryBytes)) return base::fail(glossary_too_large());
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return base::fail(ErrorKind::invalid, "glossary.empty", "The file is empty.");
  if (bytes.substr(0, 65'536).find('\0') != std::string_view::npos)
    return base::fail(ErrorKind::invalid, "glossary.not_text",
                      "The file is no text; save it as UTF-8 text with tabs between columns.");

  ImportedGlossary out;
  const bool cedict = looks_like_cedict(bytes);
  out.format = cedict ? "cc-cedict" : "tsv";
  for_each_glossary_line(bytes, [&](std::string_view line) {
    if (out.entries >= kMaxGlossaryLines) {
      out.cut = true;
      return;
    }
    std::string mine;
    if (line.size() <= kMaxLineBytes && is_valid_utf8(line)) {
      const auto entry = cedict ? read_entry(trimmed(line)) : std::nullopt;
      if (entry) mine = line_of(*entry);
      if (!cedict) mine = line_of(line);
    }
    if (mine.empty()) {
      ++out.skipped;
      return;
    }
    (out.tsv += mine) += '\n';
    ++out.entries;
  });
  if (out.entries == 0)
    return base::fail(ErrorKind::invalid, "glossary.no_pairs",
                      "No line of the file pairs English with Chinese; wanted are English forms, a tab, Chinese forms "
                      "(each separated by “|”), or CC-CEDICT.");
  return out;
}

}  // namespace meridian::text
