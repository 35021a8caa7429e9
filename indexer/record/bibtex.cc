// See bibtex.h.
#include "indexer/record/bibtex.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/ascii.h"
#include "base/partial_date.h"
#include "indexer/record/latex.h"

namespace meridian::indexer::record {
namespace {

using base::is_letter;
using base::lower;
using base::trimmed;

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kMaxAuthors = 10'000, kMaxMacros = 10'000, kMaxFields = 1'000;
// A macro is the name of a journal or a month. One that is longer is not kept, and an entry takes no more from all of them.
constexpr std::size_t kMaxMacro = 4 << 10, kMaxFromMacros = 32 << 10;
constexpr std::string_view kBlanks = " \t\r\n";

// Where the entry that opens at `at` has its bracket; kNowhere when there is none, `window.size()` when that cannot be told yet.
std::size_t bracket_of(std::string_view window, std::size_t at) {
  std::size_t i = at + 1;
  while (i < window.size() && (is_letter(window[i]) || window[i] == ' ')) ++i;
  if (i >= window.size()) return i - at > 64 ? kNowhere : window.size();
  return i > at + 1 && (window[i] == '{' || window[i] == '(') ? i : kNowhere;
}

bool begins_line(std::string_view window, std::size_t at) {
  while (at > 0 && (window[at - 1] == ' ' || window[at - 1] == '\t')) --at;
  return at == 0 || window[at - 1] == '\n' || window[at - 1] == '\r';
}

// The value that begins at `at`: a group, a quoted text, a number or a macro. `at` moves behind it.
std::string_view value_at(std::string_view entry, std::size_t& at) {
  const std::size_t begin = at;
  if (at >= entry.size()) return {};
  const char first = entry[at];
  int depth = 0;
  for (; at < entry.size(); ++at) {
    const char c = entry[at];
    if (c == '\\' && at + 1 < entry.size()) {
      ++at;
      continue;
    }
    if (c == '{') ++depth;
    if (c == '}' && --depth < 0) break;
    if (first == '{' && depth == 0) {
      ++at;
      break;
    }
    if (first == '"' && c == '"' && depth == 0 && at > begin) {
      ++at;
      break;
    }
    if (first != '{' && first != '"' && (c == ',' || c == '#' || kBlanks.find(c) != kNowhere)) break;
  }
  return entry.substr(begin, at - begin);
}

struct Field {
  std::string name, value;  // lower case; LaTeX, without its brackets
};

class Entry {
 public:
  explicit Entry(const std::vector<Field>& fields) : fields_(fields) {}
  // The first of the names that has a value.
  std::string_view raw(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names)
      for (const Field& field : fields_)
        if (field.name == name && !field.value.empty()) return field.value;
    return {};
  }
  std::string html(std::initializer_list<std::string_view> names) const { return latex_to_html(raw(names)); }
  // One line, without markup: for names and numbers.
  std::string plain(std::initializer_list<std::string_view> names) const {
    std::string out;
    bool tag = false, blank = false;
    for (const char c : html(names)) {
      if (c == '<') tag = true;
      const bool is_blank = kBlanks.find(c) != kNowhere;
      if (!tag && is_blank) blank = !out.empty();
      if (!tag && !is_blank) {
        if (blank) out += ' ';
        blank = false;
        out += c;
      }
      if (c == '>') tag = false;
    }
    return out;
  }

 private:
  const std::vector<Field>& fields_;
};

// Names are parted by "and" outside braces.
std::vector<std::string_view> names_in(std::string_view list) {
  std::vector<std::string_view> names;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < list.size() && names.size() < kMaxAuthors; ++i) {
    if (list[i] == '{') ++depth;
    if (list[i] == '}') --depth;
    if (depth != 0 || kBlanks.find(list[i]) == kNowhere || lower(list.substr(i + 1, 3)) != "and" || i + 4 >= list.size() ||
        kBlanks.find(list[i + 4]) == kNowhere)
      continue;
    names.push_back(trimmed(list.substr(from, i - from)));
    from = i + 5;
    i += 3;
  }
  names.push_back(trimmed(list.substr(std::min(from, list.size()))));
  std::erase_if(names, [](std::string_view name) { return name.empty() || name == "others"; });
  return names;
}

std::vector<std::string_view> parts_of(std::string_view name, char mark) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    if (i < name.size() && name[i] == '{') ++depth;
    if (i < name.size() && name[i] == '}') --depth;
    if (i < name.size() && (depth != 0 || (mark == ' ' ? kBlanks.find(name[i]) == kNowhere : name[i] != mark))) continue;
    if (const std::string_view part = trimmed(name.substr(from, i - from)); !part.empty()) parts.push_back(part);
    from = i + 1;
  }
  return parts;
}

std::string text_of(std::string_view latex) {
  const std::vector<Field> one{{"x", std::string(latex)}};
  return Entry(one).plain({"x"});
}

// "Family, Given", "Family, Jr, Given", "Given von Family", "{A Group}".
RecordPerson person_of(std::string_view name) {
  if (name.starts_with('{') && name.find('}') == name.size() - 1) return {"", "", "", text_of(name), ""};
  const std::vector<std::string_view> parts = parts_of(name, ',');
  if (parts.size() >= 3) return {text_of(parts[0]), text_of(parts[2]), text_of(parts[1]), "", ""};
  if (parts.size() == 2) return {text_of(parts[0]), text_of(parts[1]), "", "", ""};
  const std::vector<std::string_view> words = parts_of(name, ' ');
  if (words.size() < 2) return {"", "", "", text_of(name), ""};
  // The family name begins with the first word in small letters, else it is the last word.
  std::size_t family = words.size() - 1;
  for (std::size_t i = 1; i + 1 < words.size(); ++i)
    if (words[i].front() >= 'a' && words[i].front() <= 'z') {
      family = i;
      break;
    }
  const auto begin = static_cast<std::size_t>(words[family].data() - name.data());
  return {text_of(name.substr(begin)), text_of(name.substr(0, begin)), "", "", ""};
}

std::string published_of(const Entry& entry) {
  const std::string date = entry.plain({"date"});
  if (date.size() >= 4)
    return base::partial_date(date.substr(0, 4), date.size() >= 7 && date[4] == '-' ? date.substr(5, 2) : "",
                              date.size() >= 10 ? date.substr(8, 2) : "");
  const std::string year = entry.plain({"year"});
  const std::size_t digits = year.find_first_of("0123456789");  // "(2020)", "in press 2020"
  return digits == kNowhere ? std::string() : base::partial_date(year.substr(digits, 4), entry.plain({"month"}), entry.plain({"day"}));
}

void add_ids(const Entry& entry, Record& record) {
  record.doi = std::string(entry.raw({"doi"}));
  record.url = std::string(entry.raw({"url"}));
  record.pmid = entry.plain({"pmid"});
  record.pmcid = entry.plain({"pmcid", "pmc"});
  record.issn = entry.plain({"issn"});
  const std::string scheme = lower(entry.plain({"archiveprefix", "eprinttype"})), eprint(entry.raw({"eprint"}));
  if (scheme == "arxiv" || (scheme.empty() && lower(eprint).starts_with("arxiv:"))) record.arxiv = eprint;
  if (scheme == "pubmed" && record.pmid.empty()) record.pmid = eprint;
  std::erase(record.doi, '\\');
  std::erase(record.url, '\\');
}

void add_keywords(const Entry& entry, Record& record) {
  const std::string list = entry.html({"keywords", "keyword"});
  RecordKeywords keywords;
  const char mark = list.find(';') != kNowhere ? ';' : ',';
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(mark, at), list.size());
    if (const std::string_view word = trimmed(std::string_view(list).substr(at, end - at)); !word.empty())
      keywords.words.emplace_back(word);
    at = end + 1;
  }
  if (!keywords.words.empty()) record.keywords.push_back(std::move(keywords));
}

Record record_of(std::string_view type, std::string_view key, const Entry& entry) {
  Record record;
  record.format = "bibtex";
  add_ids(entry, record);
  std::string title = entry.html({"title"});
  if (!title.empty()) record.titles.push_back({"", std::move(title), entry.html({"subtitle"})});
  if (std::string abstract = entry.html({"abstract"}); !abstract.empty()) record.abstracts.push_back({"", std::move(abstract)});
  for (const std::string_view name : names_in(entry.raw({"author"}))) record.authors.push_back(person_of(name));
  record.journal = entry.plain({"journal", "journaltitle", "booktitle", "maintitle"});
  record.publisher = entry.plain({"publisher", "institution", "school", "organization"});
  record.volume = entry.plain({"volume"});
  record.issue = entry.plain({"number", "issue"});
  const std::string pages = entry.plain({"pages", "eid"});
  const std::size_t dash = pages.find_first_of("-\xE2");
  record.first_page = std::string(trimmed(std::string_view(pages).substr(0, dash)));
  if (dash != kNowhere)
    if (const std::size_t second = pages.find_first_not_of("-\xE2\x80\x93\x94 ", dash); second != kNowhere) record.last_page = pages.substr(second);
  record.published = published_of(entry);
  record.language = entry.plain({"language", "langid"});
  if (type == "dataset") record.type = "dataset";
  if (type == "online") record.type = "page";
  if (!record.arxiv.empty() && (record.journal.empty() || lower(record.journal).find("arxiv") != kNowhere))
    record.type = "preprint", record.journal = "arXiv";
  add_keywords(entry, record);
  record.id = record.doi.empty() ? "bibtex:" + std::string(key) : "doi:" + record.doi;
  return record;
}

}  // namespace

RecordCut BibtexCutter::next(std::string_view window, bool last) {
  const auto nothing = [&](std::size_t seen) {
    return RecordCut{last ? RecordCut::Kind::end : RecordCut::Kind::more, last ? window.size() : seen, last ? window.size() : seen};
  };
  for (std::size_t at = window.find('@'); at != kNowhere; at = window.find('@', at + 1)) {
    const std::size_t open = bracket_of(window, at);
    if (open == window.size()) return nothing(at);
    if (open == kNowhere || !begins_line(window, at)) continue;
    int depth = 0;
    for (std::size_t i = open; i < window.size(); ++i) {
      i = window.find_first_of(window[open] == '(' ? "{}()\\@" : "{}\\@", i);
      if (i == kNowhere) break;
      const char c = window[i];
      if (c == '\\') {
        ++i;
      } else if (c == '@') {
        const std::size_t next = i > open && begins_line(window, i) ? bracket_of(window, i) : kNowhere;
        if (next != kNowhere && next != window.size()) return {RecordCut::Kind::damaged, at, i};
      } else if (c == '{' || (c == '(' && depth == 0)) {
        ++depth;
      } else if (c == '}' || (c == ')' && depth == 1)) {
        if (--depth == 0) return {RecordCut::Kind::record, at, i + 1};
      }
    }
    return last ? RecordCut{RecordCut::Kind::damaged, at, window.size()} : RecordCut{RecordCut::Kind::more, at, at};
  }
  return nothing(window.size());
}

base::Result<std::optional<Record>> BibtexReader::read(std::string_view entry) {
  const std::size_t open = bracket_of(entry, 0);
  if (open >= entry.size())
    return base::fail(base::ErrorKind::invalid, "record.malformed", "This is no BibTeX entry; it was left out.");
  const std::string type = lower(trimmed(entry.substr(1, open - 1)));
  if (type == "comment" || type == "preamble") return std::nullopt;
  entry = entry.substr(0, entry.size() - 1);
  std::size_t at = open + 1;
  std::string_view key;
  if (type != "string") {
    const std::size_t comma = std::min(entry.find(',', at), entry.size());
    key = trimmed(entry.substr(at, comma - at));
    at = comma + 1;
  }
  std::vector<Field> fields;
  std::size_t room = kMaxFromMacros;
  while (at < entry.size() && fields.size() < kMaxFields) {
    const std::size_t equals = entry.find('=', at);
    if (equals == kNowhere) break;
    Field field{lower(trimmed(entry.substr(at, equals - at))), {}};
    while (field.name.starts_with(',')) field.name.erase(0, 1);
    at = equals;
    do {
      at = std::min(entry.find_first_not_of(kBlanks, at + 1), entry.size());
      const std::string_view value = value_at(entry, at);
      if (value.size() >= 2 && (value.front() == '{' || value.front() == '"'))
        field.value += value.substr(1, value.size() - 2);
      else if (const auto macro = macros_.find(lower(value)); macro != macros_.end() && macro->second.size() <= room)
        field.value += macro->second, room -= macro->second.size();
      else
        field.value += value;
      at = std::min(entry.find_first_not_of(kBlanks, at), entry.size());
    } while (at < entry.size() && entry[at] == '#');
    at = std::min(entry.find(',', at), entry.size()) + 1;
    field.name = std::string(trimmed(field.name));
    fields.push_back(std::move(field));
  }
  if (type != "string") return record_of(type, key, Entry(fields));
  for (Field& field : fields)
    if (macros_.size() < kMaxMacros && field.value.size() <= kMaxMacro) macros_[field.name] = std::move(field.value);
  return std::nullopt;
}

bool is_bibtex(std::string_view head) {
  for (std::size_t at = head.find('@'); at != kNowhere; at = head.find('@', at + 1)) {
    if (!begins_line(head, at)) continue;
    const std::size_t open = bracket_of(head, at);
    if (open == kNowhere || open == head.size() || head[open] == '(') return false;
    const std::string type = lower(trimmed(head.substr(at + 1, open - at - 1)));
    // CSS has such lines too.
    if (type == "media" || type.empty()) return false;
    if (type == "comment" || type == "preamble") continue;
    if (type == "string") return true;
    // A key, then a comma: "@article{okoro2020,".
    const std::size_t comma = head.find_first_of(",;}\n", open + 1);
    return comma != kNowhere && head[comma] == ',';
  }
  return false;
}

}  // namespace meridian::indexer::record
