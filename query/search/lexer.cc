#include "query/search/lexer.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/ascii.h"
#include "text/english.h"

namespace meridian::query::search {
namespace {

using base::is_digit;

constexpr int kMostDistance = 100;
constexpr double kLeastBoost = 0.1, kMostBoost = 10;
constexpr std::size_t kLongestFieldName = 32, kLongestTag = 8;
constexpr int kMostEdits = 2;
constexpr std::size_t kShortestFuzzy = 3;  // letters before the tilde: below that nearly all words are near

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool ends_word(char c) {
  return c == '\0' || c == ' ' || c == '(' || c == ')' || c == '"';
}

// Letters alone before a colon: "title:", "标题:", but not "10:30".
std::size_t field_colon(std::string_view rest) {
  for (std::size_t i = 0; i < rest.size() && i <= kLongestFieldName; ++i) {
    if (rest[i] == ':') return i;
    if (!is_letter(rest[i])) break;
  }
  return 0;
}

// "10.5555/" near the beginning, as it stands in a DOI and in the addresses of one.
bool begins_a_doi(std::string_view word) {
  constexpr std::size_t kLongestAddress = 32;
  for (std::size_t at = word.substr(0, kLongestAddress + 3).find("10."); at != std::string_view::npos;
       at = word.substr(0, kLongestAddress + 3).find("10.", at + 1)) {
    std::size_t end = at + 3;
    while (end < word.size() && end < at + 16 && (is_digit(word[end]) || word[end] == '.')) ++end;
    if (end < word.size() && word[end] == '/' && (at == 0 || !is_digit(word[at - 1]))) return true;
  }
  return false;
}

std::string ascii_upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

bool is_bare_operator(std::string_view word) {
  return word == "AND" || word == "OR" || word == "NOT";
}

// Whether all is in capitals and holds two different stop words of two letters or more, as sentences do and lists of names
// in capitals do not ("WHO AND HIV").
bool is_sentence_in_capitals(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
  std::string first;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string word = base::lower(text.substr(at, end - at));
    at = end + 1;
    if (word.size() < 2 || word == "and" || word == "or" || word == "not") continue;
    if (!text::is_stop_word(word) || word == first) continue;
    if (!first.empty()) return true;
    first = std::move(word);
  }
  return false;
}

}  // namespace

Lexer::Lexer(const TypedText& typed, std::vector<Warning>& warnings)
    : typed_(typed), warnings_(warnings), sentence_in_capitals_(is_sentence_in_capitals(typed.text)) {}

std::string known_fields() {
  std::string names;
  for (const auto& row : library::kFields) {
    if (!names.empty()) names += ", ";
    names += row.name;
  }
  return names;
}

char Lexer::peek(std::size_t ahead) const {
  return at_ + ahead < typed_.text.size() ? typed_.text[at_ + ahead] : '\0';
}

void Lexer::skip_blanks() {
  while (peek() == ' ') ++at_;
}

Token Lexer::punctuation(TokenKind kind) {
  Token token;
  token.kind = kind;
  token.where = typed_.span(at_, at_ + 1);
  ++at_;
  return token;
}

Token Lexer::next(bool value) {
  skip_blanks();
  const char c = peek();
  if (c == '\0') {
    Token end;
    end.where = typed_.span(typed_.text.size(), typed_.text.size());
    return end;
  }
  if (c == '(') return punctuation(TokenKind::open);
  if (c == ')') return punctuation(TokenKind::close);
  if (c == '"') return quoted_text();
  const bool before_text = peek(1) != ' ' && peek(1) != '\0' && peek(1) != ')';
  if (c == '=' && before_text) return punctuation(TokenKind::equals);
  if (value) return word(true);
  if ((c == '-' || c == '!') && before_text) return punctuation(TokenKind::minus);
  if (c == '+' && before_text) return punctuation(TokenKind::plus);
  if (c == '~' && before_text) return punctuation(TokenKind::tilde);
  if (field_colon(std::string_view(typed_.text).substr(at_)) > 0) {
    Token field = field_name();
    if (field.kind == TokenKind::field) return field;
  }
  return word(false);
}

Token Lexer::field_name() {
  const std::size_t colon = at_ + field_colon(std::string_view(typed_.text).substr(at_));
  Token token;
  token.field = library::find_field(std::string_view(typed_.text).substr(at_, colon - at_));
  if (token.field == nullptr) {
    warn_unknown_field(at_, colon);
    return token;
  }
  token.kind = TokenKind::field;
  token.text = typed_.text.substr(at_, colon - at_);
  token.where = typed_.span(at_, colon + 1);
  at_ = colon + 1;
  return token;
}

void Lexer::warn_unknown_field(std::size_t begin, std::size_t colon) {
  if (typed_.text.compare(colon, 3, "://") == 0) return;
  const std::string name = typed_.text.substr(begin, colon - begin);
  warnings_.push_back(
      {"query.field",
       typed_.span(begin, colon + 1),
       {"There is no field \"" + name + "\"; it was searched as a word. Fields are: " + known_fields() + ".",
        "没有字段“" + name + "”，已作为普通词检索。可用字段：" + known_fields() + "。"}});
}

Token Lexer::quoted_text() {
  const std::size_t begin = at_, close = typed_.text.find('"', at_ + 1);
  Token token;
  if (close == std::string::npos) {
    warnings_.push_back({"query.syntax",
                         typed_.span(begin, begin + 1),
                         {"This quotation mark is never closed; what follows was read as words.",
                          "这个引号没有闭合，其后的内容按普通词检索。"}});
    ++at_;
    return next();
  }
  token.kind = TokenKind::quoted;
  token.text = typed_.text.substr(begin + 1, close - begin - 1);
  at_ = close + 1;
  suffixes(token, false);
  token.where = typed_.span(begin, at_);
  return token;
}

Token Lexer::word(bool value) {
  const std::size_t begin = at_;
  const bool plain = !value;
  for (;;) {
    if (const std::size_t past = past_bracket_of_doi(begin); past > 0)
      at_ = past;
    else if (ends_word(peek()) || peek() == '[' || (peek() == '^' && is_digit(peek(1))))
      break;
    else
      ++at_;
  }
  Token token;
  token.kind = TokenKind::word;
  token.text = typed_.text.substr(begin, at_ - begin);
  if (at_ == begin) ++at_;  // a lone '[' or '^': nothing
  if (plain && operator_word(token)) {
    token.where = typed_.span(begin, at_);
    return token;
  }
  suffixes(token, value);
  token.where = typed_.span(begin, at_);
  return token;
}

// Brackets inside a DOI are letters of it: 10.5555/s1234-5678(19)30001-2. The place behind the one that closes what opens here;
// 0 when none opens, or the word that began at `begin` is no DOI.
std::size_t Lexer::past_bracket_of_doi(std::size_t begin) const {
  if (peek() != '(' || !begins_a_doi(std::string_view(typed_.text).substr(begin, at_ - begin))) return 0;
  int depth = 0;
  for (std::size_t at = at_; at < typed_.text.size(); ++at) {
    const char c = typed_.text[at];
    if (c == '(') ++depth;
    if (c == ')' && --depth == 0) return at + 1;
    if (c == ' ' || c == '"') break;
  }
  return 0;
}

bool Lexer::is_word_of_sentence(std::string_view text) {
  if (!sentence_in_capitals_ || !is_bare_operator(text)) return false;
  if (!std::exchange(told_of_capitals_, true))
    warnings_.push_back({"query.capitals",
                         typed_.span(at_ - text.size(), at_),
                         {"All is in capitals, so AND, OR and NOT were read as words; write the rest in small letters to use them.",
                          "查询全为大写，因此 AND、OR、NOT 按普通词处理；若要作为运算符，请将其余部分改为小写。"}});
  return true;
}

bool Lexer::operator_word(Token& token) {
  const std::string& text = token.text;
  if (is_word_of_sentence(text)) return false;
  if (text == "AND" || text == "&&") return token.kind = TokenKind::op_and, true;
  if (text == "OR" || text == "||") return token.kind = TokenKind::op_or, true;
  if (text == "NOT") return token.kind = TokenKind::op_not, true;
  const bool near = text.starts_with("NEAR"), adjacent = text.starts_with("ADJ");
  if (!near && !adjacent) return false;
  std::size_t digits = near ? 4 : 3;
  int distance = near ? 10 : 1;
  if (digits < text.size()) {
    if (text[digits] != '/' || digits + 1 == text.size()) return false;
    if (!std::all_of(text.begin() + static_cast<std::ptrdiff_t>(digits) + 1, text.end(), is_digit)) return false;
    distance = text.size() - digits > 5 ? kMostDistance + 1 : std::atoi(text.c_str() + digits + 1);
  }
  token.kind = TokenKind::near;
  token.ordered = adjacent;
  token.distance = std::clamp(distance, 1, kMostDistance);
  if (token.distance != distance)
    warnings_.push_back({"query.distance",
                         typed_.span(at_ - text.size(), at_),
                         {"Distances go from 1 to 100; read as " + std::to_string(token.distance) + ".",
                          "间距范围为 1 到 100,已按 " + std::to_string(token.distance) + " 处理。"}});
  return true;
}

// "word~" and "word~1" differ by one letter at most, "word~2" by two.
void Lexer::read_edits(Token& token) {
  const std::size_t tilde = token.text.rfind('~');
  if (tilde == std::string::npos || tilde < kShortestFuzzy || token.text.size() - tilde > 2) return;
  if (token.text.find_first_of("~*") != tilde) return;
  const char digit = tilde + 1 < token.text.size() ? token.text[tilde + 1] : '1';
  if (!is_digit(digit) || digit == '0') return;
  token.edits = std::min(digit - '0', kMostEdits);
  token.before_tilde = tilde;
  if (digit - '0' > kMostEdits)
    warnings_.push_back(
        {"query.distance",
         typed_.span(at_ - 2, at_),
         {"A word may differ by one or two letters; read as ~2.", "词最多相差两个字母，已按 ~2 处理。"}});
}

void Lexer::suffixes(Token& token, bool value) {
  if (token.kind == TokenKind::word) read_edits(token);
  if (!value && token.kind == TokenKind::word)
    while (!token.text.empty() && token.text.back() == '*') token.star = true, token.text.pop_back();
  read_tag(token);
  if (token.kind == TokenKind::quoted) read_slop(token);
  read_boost(token);
}

// PubMed's pain[ti]. Other brackets are text that says nothing.
void Lexer::read_tag(Token& token) {
  if (peek() != '[') return;
  const std::size_t close = typed_.text.find(']', at_);
  if (close == std::string::npos || close - at_ - 1 > kLongestTag) {
    ++at_;
    return;
  }
  token.tag = ascii_upper(typed_.text.substr(at_ + 1, close - at_ - 1));
  at_ = close + 1;
}

int Lexer::read_number(std::size_t& at) const {
  int number = 0;
  for (; at < typed_.text.size() && is_digit(typed_.text[at]); ++at)
    number = std::min(number * 10 + typed_.text[at] - '0', 100'000);
  return number;
}

void Lexer::read_slop(Token& token) {
  if (peek() != '~' || !is_digit(peek(1))) return;
  ++at_;
  token.distance = std::clamp(read_number(at_), 1, kMostDistance);
}

void Lexer::read_boost(Token& token) {
  if (peek() != '^' || !is_digit(peek(1))) return;
  ++at_;
  double boost = read_number(at_);
  if (peek() == '.' && is_digit(peek(1))) {
    ++at_;
    boost += (peek() - '0') / 10.0;
    read_number(at_);
  }
  token.boost = std::clamp(boost, kLeastBoost, kMostBoost);
}

}  // namespace meridian::query::search
