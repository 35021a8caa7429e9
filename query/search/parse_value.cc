#include "query/search/parse_value.h"

#include <algorithm>
#include <utility>

#include "library/identifiers.h"
#include "query/search/dates.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using library::Field;
using library::FieldKind;

// One Han character or three others may stand before a star.
bool narrow_enough(std::string_view prefix) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < prefix.size();) {
    const char32_t c = text::next_code_point(prefix, at);
    if (text::is_han(c)) return true;
    if (c >= 0x80 || says_something(std::string(1, static_cast<char>(c)))) ++letters;
  }
  return letters >= 3;
}

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (text::is_han(text::next_code_point(text, at))) return true;
  return false;
}

// A DOI or the address of one, and nothing else.
bool is_doi(std::string_view text) {
  for (const std::string_view address : {"https://", "http://", "www.", "dx.", "doi.org/"})
    if (text.starts_with(address)) text.remove_prefix(address.size());
  return text.starts_with("10.") && !library::canonical_doi(text).empty();
}

bool is_year_range(const Token& token, const library::FieldRow& field) {
  return field.field == Field::year && token.text.find_first_not_of("0123456789") != std::string::npos;
}

}  // namespace

void Remarks::refuse(std::string code, std::string message) {
  if (!refusal_) refusal_ = base::Error{base::ErrorKind::refused, std::move(code), std::move(message)};
}

void Remarks::warn(std::string code, Span where, std::string en, std::string zh) {
  warnings_.push_back({std::move(code), where, {std::move(en), std::move(zh)}});
}

bool says_something(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::optional<Node> ValueReader::read(const Token& token, const library::FieldRow* field, bool exact) {
  return token.tag.empty() ? in_field(token, field, exact) : tagged(token, field, exact);
}

std::optional<Node> ValueReader::in_field(const Token& token, const library::FieldRow* field, bool exact) {
  Node node;
  node.text = token.text;
  node.where = token.where;
  node.boost = token.boost;
  if (field != nullptr) node.field = field->field;
  if (field != nullptr && (field->kind == FieldKind::range || is_year_range(token, *field)))
    return range(std::move(node));
  if (field != nullptr &&
      (field->kind == FieldKind::id || field->kind == FieldKind::filter || field->kind == FieldKind::reader)) {
    node.kind = Kind::filter;
    node.boost = 1;
    if (token.star) node.text += '*';
    return counted(std::move(node));
  }
  if (token.kind == TokenKind::quoted) {
    node.kind = Kind::phrase;
    node.distance = token.distance;
    return counted(std::move(node));
  }
  if (field == nullptr && looks_like_range(token.text)) {
    node.field = Field::date;
    return range(std::move(node));
  }
  if (field == nullptr && !exact && !token.star && is_doi(token.text)) {
    node.kind = Kind::filter;
    node.field = Field::doi;
    node.boost = 1;
    return counted(std::move(node));
  }
  if (field == nullptr && misses_a_range(token.text))
    remarks_.warn(
        "query.range", node.where,
        "\"" + node.text + "\" is no range of dates; it was searched as words. Ranges look like 2024-03..2024-05.",
        "“" + node.text + "”不是日期范围，已作为普通词检索。写法如 2024-03..2024-05。");
  if (exact) {
    node.kind = Kind::exact;
    return counted(std::move(node));
  }
  node.kind = token.star || node.text.ends_with('*') ? Kind::wildcard : Kind::word;
  while (node.text.ends_with('*')) node.text.pop_back();
  if (node.kind == Kind::wildcard) return wildcard(std::move(node));
  return token.edits > 0 ? fuzzy(std::move(node), token) : counted(std::move(node));
}

std::optional<Node> ValueReader::wildcard(Node node) {
  if (!narrow_enough(node.text)) {
    remarks_.refuse(
        "query.too_broad",
        "\"" + node.text +
            "*\" stands for too many words. Give at least three letters, or one Chinese character, before the star.");
    return std::nullopt;
  }
  if (++wildcards_ > bounds_.max_wildcards) {
    remarks_.refuse("query.too_broad", "The query has more than " + std::to_string(bounds_.max_wildcards) +
                                           " words with a star. Write some of them out.");
    return std::nullopt;
  }
  return counted(std::move(node));
}

// word~: Chinese characters are no letters that could be mistyped one by one.
std::optional<Node> ValueReader::fuzzy(Node node, const Token& token) {
  node.text.resize(token.before_tilde);
  if (has_han(node.text)) {
    remarks_.warn("query.fuzzy", node.where,
                  "\"~\" is for words of letters; \"" + node.text + "\" was searched as it stands.",
                  "“~”只用于字母组成的词，“" + node.text + "”按原样检索。");
    return counted(std::move(node));
  }
  if (++wildcards_ > bounds_.max_wildcards) {
    remarks_.refuse("query.too_broad", "The query has more than " + std::to_string(bounds_.max_wildcards) +
                                           " words with a star or a tilde. Write some of them out.");
    return std::nullopt;
  }
  node.kind = Kind::fuzzy;
  node.distance = token.edits;
  return counted(std::move(node));
}

std::optional<Node> ValueReader::range(Node node) {
  const auto read = read_range(node.text, today_);
  if (!read) {
    remarks_.warn(
        "query.range", node.where,
        "\"" + node.text +
            "\" is no date or range and was left out. Dates look like 2024, 2024-03, 2024-03..2024-05, >=2024 or 7d.",
        "“" + node.text + "”不是日期或范围，已忽略。写法如 2024、2024-03、2024-03..2024-05、>=2024、7d。");
    return std::nullopt;
  }
  if (read->reversed)
    remarks_.warn("query.range", node.where, "The range was turned round: " + read->text + ".",
                  "范围前后颠倒，已按 " + read->text + " 处理。");
  node.kind = Kind::range;
  node.boost = 1;
  node.text = read->text;
  return counted(std::move(node));
}

// PubMed's field tags.
std::optional<Node> ValueReader::tagged(const Token& token, const library::FieldRow* field, bool exact) {
  if (token.tag == "TIAB") {
    auto title = in_field(token, &library::row(Field::title), exact),
         abstract = in_field(token, &library::row(Field::abstract), exact);
    if (!title || !abstract) return std::nullopt;
    std::vector<Node> both;
    both.push_back(std::move(*title));
    both.push_back(std::move(*abstract));
    return group(Kind::any, std::move(both));
  }
  static constexpr std::pair<std::string_view, Field> kTags[] = {
      {"TI", Field::title},    {"AB", Field::abstract}, {"AU", Field::author},  {"TA", Field::journal},
      {"SO", Field::journal},  {"OT", Field::keyword},  {"KW", Field::keyword}, {"DP", Field::date},
      {"LA", Field::language}, {"PT", Field::type},     {"UID", Field::pmid}};
  for (const auto& [name, own] : kTags) {
    if (name != token.tag) continue;
    Token value = token;
    if (own == Field::date && value.text.find(':') != std::string::npos)
      value.text.replace(value.text.find(':'), 1, "..");
    return in_field(value, &library::row(own), exact);
  }
  if (token.tag != "ALL" && token.tag != "TW")
    remarks_.warn(
        "query.field", token.where,
        "The tag [" + token.tag + "] is not known and was ignored. Known are ti, ab, tiab, au, ta, ot, dp, la, pt.",
        "不认识标签 [" + token.tag + "],已忽略。可用:ti、ab、tiab、au、ta、ot、dp、la、pt。");
  return in_field(token, field, exact);
}

std::optional<Node> ValueReader::counted(Node node) {
  if (++words_ <= bounds_.max_query_words) return node;
  remarks_.refuse("query.too_long", "The query has more than " + std::to_string(bounds_.max_query_words) +
                                        " words and filters. Shorten it.");
  return std::nullopt;
}

}  // namespace meridian::query::search
