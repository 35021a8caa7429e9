#include "query/search/parse.h"

#include <algorithm>
#include <string>
#include <utility>

#include "library/identifiers.h"
#include "query/search/dates.h"
#include "query/search/lexer.h"
#include "query/search/typed_text.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using base::ErrorKind;
using library::Field;
using library::FieldKind;

bool says_something(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

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

// `kind` over `nodes`: one node stands for itself, nested groups of the same kind are one.
Node group(Kind kind, std::vector<Node> nodes) {
  if (nodes.size() == 1) return std::move(nodes[0]);
  Node answer;
  answer.kind = kind;
  for (Node& node : nodes) {
    if (node.kind == kind)
      for (Node& child : node.children) answer.children.push_back(std::move(child));
    else
      answer.children.push_back(std::move(node));
  }
  answer.where = {answer.children.front().where.begin, answer.children.back().where.end};
  return answer;
}

Node wrapped(Kind kind, Node child) {
  Node answer;
  answer.kind = kind;
  answer.where = child.where;
  answer.children.push_back(std::move(child));
  return answer;
}

class Parser {
 public:
  Parser(const TypedText& typed, const base::SearchConfig& bounds, std::int64_t today)
      : bounds_(bounds), today_(today), lexer_(typed, warnings_) {
    token_ = lexer_.next();
  }

  base::Result<ParsedQuery> run() {
    std::vector<Node> top = or_list();
    while (!failed() && token_.kind != TokenKind::end) {
      warn("query.syntax", token_.where, "This bracket closes nothing and was ignored.",
           "这个右括号没有对应的左括号，已忽略。");
      advance();
      for (Node& node : or_list()) top.push_back(std::move(node));
    }
    if (failed()) return base::fail(*error_);
    if (top.empty()) return base::fail(ErrorKind::invalid, "query.empty", nothing_left());
    ParsedQuery parsed;
    parsed.root.children = brackets_of_prose(std::move(top));
    parsed.root.where = {parsed.root.children.front().where.begin, parsed.root.children.back().where.end};
    parsed.warnings = std::move(warnings_);
    std::stable_sort(parsed.warnings.begin(), parsed.warnings.end(),
                     [](const Warning& a, const Warning& b) { return a.where.begin < b.where.begin; });
    return parsed;
  }

 private:
  static constexpr int kShortQuery = 4;
  // In a sentence, brackets are punctuation: "hydrochlorothiazide (a diuretic) in children with …". A short query means
  // them.
  std::vector<Node> brackets_of_prose(std::vector<Node> top) {
    const auto words =
        std::count_if(top.begin(), top.end(), [](const Node& node) { return node.kind == Kind::word && !node.field; });
    if (words <= kShortQuery) return top;
    std::vector<Node> answer;
    for (Node& node : top) {
      if (!node.bracketed) {
        answer.push_back(std::move(node));
        continue;
      }
      warn("query.brackets", node.where,
           "In a long query these brackets were read as punctuation; write AND between the words to require them.",
           "长查询中的括号按标点处理；如需全部包含，请在词间写 AND。");
      for (Node& child : node.children) answer.push_back(std::move(child));
    }
    return answer;
  }

  // What was left out, when that was all.
  std::string nothing_left() const {
    const auto range = std::find_if(warnings_.begin(), warnings_.end(),
                                    [](const Warning& warning) { return warning.code == "query.range"; });
    return range != warnings_.end()
               ? range->text.en + " The query holds nothing else."
               : "The query holds no word and no filter. Type a word, or a filter such as lang:en.";
  }

  bool failed() const { return error_.has_value(); }
  bool at(TokenKind kind) const { return token_.kind == kind; }
  void advance(bool value = false) { token_ = lexer_.next(value); }

  void refuse(std::string code, std::string message) {
    if (!error_) error_ = base::Error{ErrorKind::refused, std::move(code), std::move(message)};
    token_ = Token{};
  }
  void warn(std::string code, Span where, std::string en, std::string zh) {
    warnings_.push_back({std::move(code), where, {std::move(en), std::move(zh)}});
  }

  // Members of a list that is the whole of an OR expression; several only when no operator was there.
  std::vector<Node> or_list() {
    std::vector<std::vector<Node>> sides;
    sides.push_back(and_list());
    while (!failed() && at(TokenKind::op_or)) {
      const Span where = token_.where;
      advance();
      sides.push_back(and_list());
      if (sides.back().empty() || sides[sides.size() - 2].empty()) warn_lonely_operator(where, "OR");
    }
    return folded(Kind::any, std::move(sides));
  }

  std::vector<Node> and_list() {
    std::vector<std::vector<Node>> sides;
    sides.push_back(list());
    while (!failed() && at(TokenKind::op_and)) {
      const Span where = token_.where;
      advance();
      sides.push_back(list());
      if (sides.back().empty() || sides[sides.size() - 2].empty()) warn_lonely_operator(where, "AND");
    }
    return folded(Kind::all, std::move(sides));
  }

  void warn_lonely_operator(Span where, const std::string& name) {
    warn("query.syntax", where, name + " has nothing on one side and was ignored.", name + " 缺少一侧的内容，已忽略。");
  }

  // An operator makes each of its sides one node; without one the list stays as it is.
  std::vector<Node> folded(Kind kind, std::vector<std::vector<Node>> sides) {
    std::erase_if(sides, [](const std::vector<Node>& side) { return side.empty(); });
    if (sides.empty()) return {};
    if (sides.size() == 1) return std::move(sides[0]);
    std::vector<Node> operands;
    for (auto& side : sides) operands.push_back(strict(std::move(side)));
    std::vector<Node> answer;
    answer.push_back(group(kind, std::move(operands)));
    return answer;
  }

  // Side by side below the top: all of it. A plus says nothing there.
  Node strict(std::vector<Node> nodes) {
    for (Node& node : nodes)
      if (node.kind == Kind::require) {
        Node child = std::move(node.children[0]);
        node = std::move(child);
      }
    return group(Kind::all, std::move(nodes));
  }

  std::vector<Node> list() {
    std::vector<Node> nodes;
    while (!failed()) {
      if (at(TokenKind::near)) {
        near(nodes);
        continue;
      }
      const bool starts =
          !at(TokenKind::end) && !at(TokenKind::close) && !at(TokenKind::op_and) && !at(TokenKind::op_or);
      if (!starts) break;
      if (auto node = signed_operand()) nodes.push_back(std::move(*node));
    }
    return nodes;
  }

  // + - ! NOT before an operand; of several the first counts.
  std::optional<Node> signed_operand() {
    const Token sign = token_;
    const auto is_sign = [this] { return at(TokenKind::minus) || at(TokenKind::plus) || at(TokenKind::op_not); };
    const bool has_sign = is_sign();
    if (has_sign) advance();
    if (has_sign && is_sign())
      warn("query.syntax", token_.where, "Of several signs only the first counts.", "多个符号只有第一个有效。");
    while (is_sign()) advance();
    if (!has_sign) return operand();
    auto node = operand();
    if (!node && !failed() && sign.kind == TokenKind::op_not) warn_lonely_operator(sign.where, "NOT");
    if (!node) return std::nullopt;
    if (node->kind == Kind::require || node->kind == Kind::exclude) {
      const bool doubled = node->kind == Kind::exclude && sign.kind != TokenKind::plus;
      if (node->kind == Kind::exclude && !doubled) return node;
      Node child = std::move(node->children[0]);
      if (doubled) return wrapped(Kind::require, std::move(child));
      *node = std::move(child);
    }
    Node answer = wrapped(sign.kind == TokenKind::plus ? Kind::require : Kind::exclude, std::move(*node));
    answer.where.begin = sign.where.begin;
    return answer;
  }

  std::optional<Node> operand() {
    switch (token_.kind) {
      case TokenKind::open:
        return bracket();
      case TokenKind::field:
        return fielded();
      case TokenKind::tilde:
        return with_synonyms();
      case TokenKind::equals:
        return exact();
      case TokenKind::word:
      case TokenKind::quoted:
        return leaf();
      default:
        return std::nullopt;
    }
  }

  std::optional<Node> bracket() {
    if (++depth_ > bounds_.max_depth) {
      refuse("query.too_deep", "The query's brackets are more than " + std::to_string(bounds_.max_depth) +
                                   " deep. Write it with fewer brackets.");
      return std::nullopt;
    }
    const Span open = token_.where;
    advance();
    std::vector<Node> nodes = or_list();
    --depth_;
    if (at(TokenKind::close))
      advance();
    else if (!failed())
      warn("query.syntax", open, "This bracket is never closed; it was read as closing at the end.",
           "这个左括号没有闭合，按在末尾闭合处理。");
    if (failed() || nodes.empty()) return std::nullopt;
    const bool plain =
        std::all_of(nodes.begin(), nodes.end(), [](const Node& one) { return one.kind == Kind::word && !one.field; });
    Node node = strict(std::move(nodes));
    const bool relaxable =
        node.kind == Kind::word || node.kind == Kind::exact || node.kind == Kind::wildcard || node.kind == Kind::fuzzy;
    if (relaxable) node = wrapped(Kind::require, std::move(node));
    node.bracketed = plain;
    return node;
  }

  std::optional<Node> fielded() {
    const Token name = token_;
    const library::FieldRow* outer = std::exchange(field_, name.field);
    const bool wants_text = name.field->kind == FieldKind::text || name.field->kind == FieldKind::name;

    advance(true);
    std::optional<Node> node;
    if (at(TokenKind::end) || at(TokenKind::close) || (at(TokenKind::open) && !wants_text))
      empty_field(name, node);
    else if (at(TokenKind::open))
      node = bracket();
    else
      node = at(TokenKind::equals) ? exact() : leaf();
    field_ = outer;
    if (node) node->where.begin = name.where.begin;
    return node;
  }

  // "title:" with nothing behind it: the name is a word.
  void empty_field(const Token& name, std::optional<Node>& node) {
    warn("query.field", name.where, "\"" + name.text + ":\" has no value; it was searched as a word.",
         "“" + name.text + ":”后面没有内容，已作为普通词检索。");
    Node word;
    word.kind = Kind::word;
    word.text = name.text;
    word.where = name.where;
    node = counted(std::move(word));
  }

  std::optional<Node> with_synonyms() {
    const Span where = token_.where;
    while (at(TokenKind::tilde)) advance();  // not by calling itself: a query holds thousands
    auto node = at(TokenKind::field) ? fielded() : at(TokenKind::word) || at(TokenKind::quoted) ? leaf() : operand();
    if (node && (node->kind == Kind::word || node->kind == Kind::phrase)) {
      node->synonyms = true;
      node->where.begin = where.begin;
    }
    return node;
  }

  std::optional<Node> exact() {
    const Span where = token_.where;
    while (at(TokenKind::equals)) advance(true);
    if (!at(TokenKind::word)) return operand();
    exact_ = true;
    auto node = leaf();
    exact_ = false;
    if (node) node->where.begin = where.begin;
    return node;
  }

  std::optional<Node> leaf() {
    const Token token = token_;
    advance();
    if (!says_something(token.text)) return std::nullopt;
    if (!token.tag.empty()) return tagged(token);
    return in_field(token, field_);
  }

  std::optional<Node> in_field(const Token& token, const library::FieldRow* field) {
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
    if (field == nullptr && !exact_ && !token.star && is_doi(token.text)) {
      node.kind = Kind::filter;
      node.field = Field::doi;
      node.boost = 1;
      return counted(std::move(node));
    }
    if (field == nullptr && misses_a_range(token.text))
      warn("query.range", node.where,
           "\"" + node.text + "\" is no range of dates; it was searched as words. Ranges look like 2024-03..2024-05.",
           "“" + node.text + "”不是日期范围，已作为普通词检索。写法如 2024-03..2024-05。");
    if (exact_) {
      node.kind = Kind::exact;
      return counted(std::move(node));
    }
    node.kind = token.star || node.text.ends_with('*') ? Kind::wildcard : Kind::word;
    while (node.text.ends_with('*')) node.text.pop_back();
    if (node.kind == Kind::wildcard) return wildcard(std::move(node));
    return token.edits > 0 ? fuzzy(std::move(node), token) : counted(std::move(node));
  }

  // A DOI or the address of one, and nothing else.
  static bool is_doi(std::string_view text) {
    for (const std::string_view address : {"https://", "http://", "www.", "dx.", "doi.org/"})
      if (text.starts_with(address)) text.remove_prefix(address.size());
    return text.starts_with("10.") && !library::canonical_doi(text).empty();
  }

  static bool is_year_range(const Token& token, const library::FieldRow& field) {
    return field.field == Field::year && token.text.find_first_not_of("0123456789") != std::string::npos;
  }

  std::optional<Node> wildcard(Node node) {
    if (!narrow_enough(node.text)) {
      refuse(
          "query.too_broad",
          "\"" + node.text +
              "*\" stands for too many words. Give at least three letters, or one Chinese character, before the star.");
      return std::nullopt;
    }
    if (++wildcards_ > bounds_.max_wildcards) {
      refuse("query.too_broad", "The query has more than " + std::to_string(bounds_.max_wildcards) +
                                    " words with a star. Write some of them out.");
      return std::nullopt;
    }
    return counted(std::move(node));
  }

  // word~: Chinese characters are no letters that could be mistyped one by one.
  std::optional<Node> fuzzy(Node node, const Token& token) {
    node.text.resize(token.before_tilde);
    if (has_han(node.text)) {
      warn("query.fuzzy", node.where, "\"~\" is for words of letters; \"" + node.text + "\" was searched as it stands.",
           "“~”只用于字母组成的词，“" + node.text + "”按原样检索。");
      return counted(std::move(node));
    }
    if (++wildcards_ > bounds_.max_wildcards) {
      refuse("query.too_broad", "The query has more than " + std::to_string(bounds_.max_wildcards) +
                                    " words with a star or a tilde. Write some of them out.");
      return std::nullopt;
    }
    node.kind = Kind::fuzzy;
    node.distance = token.edits;
    return counted(std::move(node));
  }

  std::optional<Node> range(Node node) {
    const auto read = read_range(node.text, today_);
    if (!read) {
      warn(
          "query.range", node.where,
          "\"" + node.text +
              "\" is no date or range and was left out. Dates look like 2024, 2024-03, 2024-03..2024-05, >=2024 or 7d.",
          "“" + node.text + "”不是日期或范围，已忽略。写法如 2024、2024-03、2024-03..2024-05、>=2024、7d。");
      return std::nullopt;
    }
    if (read->reversed)
      warn("query.range", node.where, "The range was turned round: " + read->text + ".",
           "范围前后颠倒，已按 " + read->text + " 处理。");
    node.kind = Kind::range;
    node.boost = 1;
    node.text = read->text;
    return counted(std::move(node));
  }

  // PubMed's field tags.
  std::optional<Node> tagged(const Token& token) {
    if (token.tag == "TIAB") {
      auto title = in_field(token, &library::row(Field::title)),
           abstract = in_field(token, &library::row(Field::abstract));
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
    for (const auto& [name, field] : kTags) {
      if (name != token.tag) continue;
      Token value = token;
      if (field == Field::date && value.text.find(':') != std::string::npos)
        value.text.replace(value.text.find(':'), 1, "..");
      return in_field(value, &library::row(field));
    }
    if (token.tag != "ALL" && token.tag != "TW")
      warn("query.field", token.where,
           "The tag [" + token.tag + "] is not known and was ignored. Known are ti, ab, tiab, au, ta, ot, dp, la, pt.",
           "不认识标签 [" + token.tag + "],已忽略。可用:ti、ab、tiab、au、ta、ot、dp、la、pt。");
    return in_field(token, field_);
  }

  // a NEAR/5 b: joins the last operand and the next.
  void near(std::vector<Node>& nodes) {
    const Token op = token_;
    advance();
    auto right = operand();
    if (failed()) return;
    const bool left_word = !nodes.empty() && (nodes.back().kind == Kind::word || nodes.back().kind == Kind::near);
    const bool same = left_word && (nodes.back().kind == Kind::word ||
                                    (nodes.back().distance == op.distance && nodes.back().ordered == op.ordered));
    if (!same || !right || right->kind != Kind::word || right->field != field_of(nodes.back())) {
      warn("query.syntax", op.where, "NEAR and ADJ stand between two single words; here it was left out.",
           "NEAR 和 ADJ 只能用在两个单词之间，此处已忽略。");
      if (right) nodes.push_back(std::move(*right));
      return;
    }
    if (nodes.back().kind == Kind::word) {
      Node node = wrapped(Kind::near, std::move(nodes.back()));
      node.distance = op.distance;
      node.ordered = op.ordered;
      nodes.back() = std::move(node);
    }
    nodes.back().where.end = right->where.end;
    nodes.back().children.push_back(std::move(*right));
  }

  static std::optional<Field> field_of(const Node& node) {
    return node.kind == Kind::near ? node.children[0].field : node.field;
  }

  std::optional<Node> counted(Node node) {
    if (++words_ <= bounds_.max_query_words) return node;
    refuse("query.too_long",
           "The query has more than " + std::to_string(bounds_.max_query_words) + " words and filters. Shorten it.");
    return std::nullopt;
  }

  const base::SearchConfig& bounds_;
  const std::int64_t today_;
  std::vector<Warning> warnings_;
  Lexer lexer_;
  Token token_;
  const library::FieldRow* field_ = nullptr;
  bool exact_ = false;  // behind "=": stars and tildes are letters
  int depth_ = 0, words_ = 0, wildcards_ = 0;
  std::optional<base::Error> error_;
};

}  // namespace

base::Result<ParsedQuery> parse(std::string_view query, const base::SearchConfig& bounds, std::int64_t today) {
  if (static_cast<std::int64_t>(query.size()) > bounds.max_query_bytes)
    return base::fail(ErrorKind::refused, "query.too_long",
                      "The query is " + std::to_string(query.size()) + " bytes long; at most " +
                          std::to_string(bounds.max_query_bytes) + " are read. Shorten it.");
  const TypedText typed = read_typed(query);
  auto parsed = Parser(typed, bounds, today).run();
  if (parsed && typed.damaged)
    parsed->warnings.push_back(
        {"query.encoding",
         {0, query.size()},
         {"The query held bytes that are not text; they were left out.", "查询中有非文本字节，已忽略。"}});
  return parsed;
}

}  // namespace meridian::query::search
