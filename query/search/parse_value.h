// What one word, phrase or value of a field means: a word, a star or a tilde, a date, an identifier, PubMed's tag.
//
// The parser (parse.cc) knows what stands between them. One query, one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "library/index_schema.h"
#include "query/search/ast.h"
#include "query/search/lexer.h"

namespace meridian::query::search {

// What there is to say of a query, and why it is refused; the first reason counts.
class Remarks {
 public:
  void refuse(std::string code, std::string message);
  void warn(std::string code, Span where, std::string en, std::string zh);
  const std::optional<base::Error>& refusal() const { return refusal_; }
  std::vector<Warning>& warnings() { return warnings_; }

 private:
  std::vector<Warning> warnings_;
  std::optional<base::Error> refusal_;
};

// Signs alone are no value.
bool says_something(std::string_view text);

class ValueReader {
 public:
  ValueReader(const base::SearchConfig& bounds, std::int64_t today, Remarks& remarks)
      : bounds_(bounds), today_(today), remarks_(remarks) {}

  // `token`, a word or quoted, as a value of `field`, or of none when that is null. `exact`: it stood behind "=", where
  // stars and tildes are letters. Nothing when it was left out or the query is refused; the remarks say why.
  std::optional<Node> read(const Token& token, const library::FieldRow* field, bool exact);
  // `node` as one more word of the query; nothing when there are too many, which refuses it.
  std::optional<Node> counted(Node node);

 private:
  std::optional<Node> in_field(const Token& token, const library::FieldRow* field, bool exact);
  std::optional<Node> tagged(const Token& token, const library::FieldRow* field, bool exact);
  std::optional<Node> wildcard(Node node);
  std::optional<Node> fuzzy(Node node, const Token& token);
  std::optional<Node> range(Node node);

  const base::SearchConfig& bounds_;
  const std::int64_t today_;
  Remarks& remarks_;
  int words_ = 0, wildcards_ = 0;
};

}  // namespace meridian::query::search
