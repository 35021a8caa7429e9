#include "query/search/parse.h"

#include <algorithm>
#include <string>
#include <utility>

#include "query/search/lexer.h"
#include "query/search/parse_value.h"
#include "query/search/typed_text.h"

namespace meridian::query::search {
namespace {

using base::ErrorKind;
using library::FieldKind;

class Parser {
 public:
  Parser(const TypedText& typed, const base::SearchConfig& bounds, std::int64_t today)
      : bounds_(bounds), values_(bounds, today, remarks_), lexer_(typed, remarks_.warnings()) {
    token_ = lexer_.next();
  }

  base::Result<ParsedQuery> run() {
    std::vector<Node> top = or_list();
    while (!failed() && token_.kind != TokenKind::end) {
      remarks_.warn("query.syntax", token_.where, "This bracket closes nothing and was ignored.",
                    "这个右括号没有对应的左括号，已忽略。");
      advance();
      for (Node& node : or_list()) top.push_back(std::move(node));
    }
    if (failed()) return base::fail(*remarks_.refusal());
    if (top.empty()) return base::fail(ErrorKind::invalid, "query.empty", nothing_left());
    ParsedQuery parsed;
    parsed.root.children = brackets_of_prose(std::move(top));
    parsed.root.where = {parsed.root.children.front().where.begin, parsed.root.children.back().where.end};
    parsed.warnings = std::move(remarks_.warnings());
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
      remarks_.warn(
          "query.brackets", node.where,
          "In a long query these brackets were read as punctuation; write AND between the words to require them.",
          "长查询中的括号按标点处理；如需全部包含，请在词间写 AND。");
      for (Node& child : node.children) answer.push_back(std::move(child));
    }
    return answer;
  }

  // What was left out, when that was all.
  std::string nothing_left() {
    const std::vector<Warning>& warnings = remarks_.warnings();
    const auto range = std::find_if(warnings.begin(), warnings.end(),
                                    [](const Warning& warning) { return warning.code == "query.range"; });
    return range != warnings.end() ? range->text.en + " The query holds nothing else."
                                   : "The query holds no word and no filter. Type a word, or a filter such as lang:en.";
  }

  bool failed() const { return remarks_.refusal().has_value(); }
  bool at(TokenKind kind) const { return token_.kind == kind; }
  void advance(bool value = false) { token_ = lexer_.next(value); }

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
    remarks_.warn("query.syntax", where, name + " has nothing on one side and was ignored.",
                  name + " 缺少一侧的内容，已忽略。");
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
      remarks_.warn("query.syntax", token_.where, "Of several signs only the first counts.",
                    "多个符号只有第一个有效。");
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
      remarks_.refuse("query.too_deep", "The query's brackets are more than " + std::to_string(bounds_.max_depth) +
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
      remarks_.warn("query.syntax", open, "This bracket is never closed; it was read as closing at the end.",
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
    remarks_.warn("query.field", name.where, "\"" + name.text + ":\" has no value; it was searched as a word.",
                  "“" + name.text + ":”后面没有内容，已作为普通词检索。");
    Node word;
    word.kind = Kind::word;
    word.text = name.text;
    word.where = name.where;
    node = values_.counted(std::move(word));
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
    return values_.read(token, field_, exact_);
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
      remarks_.warn("query.syntax", op.where, "NEAR and ADJ stand between two single words; here it was left out.",
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

  static std::optional<library::Field> field_of(const Node& node) {
    return node.kind == Kind::near ? node.children[0].field : node.field;
  }

  const base::SearchConfig& bounds_;
  Remarks remarks_;
  ValueReader values_;
  Lexer lexer_;
  Token token_;
  const library::FieldRow* field_ = nullptr;
  bool exact_ = false;  // behind "=": stars and tildes are letters
  int depth_ = 0;
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
