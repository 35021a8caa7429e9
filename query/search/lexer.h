// Cuts a query into tokens: brackets, operators, signs, field names, words, quoted text.
//
// One pass from left to right, a token at a time. A field name is known only here: "foo:" of an unknown foo is part of
// a word. One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/index_schema.h"
#include "query/answers.h"
#include "query/search/typed_text.h"

namespace meridian::query::search {

enum class TokenKind { end, open, close, op_and, op_or, op_not, near, minus, plus, equals, tilde, field, word, quoted };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;                          // of words and quoted text, without suffixes
  const library::FieldRow* field = nullptr;  // of a field name
  std::string tag;                           // "ti" of pain[ti]
  int distance = 0;                          // NEAR/5, "a b"~5
  bool ordered = false;                      // ADJ
  double boost = 1;                          // ^2
  bool star = false;                         // inflam*
  int edits = 0;                             // inflamation~2
  std::size_t before_tilde = 0;              // bytes of text, when there are edits
  Span where;                                // bytes as typed
};

class Lexer {
 public:
  Lexer(const TypedText& typed, std::vector<Warning>& warnings);
  // `value`: a field's value is wanted, so signs and operators are text.
  Token next(bool value = false);

 private:
  void skip_blanks();
  Token punctuation(TokenKind kind);
  Token quoted_text();
  Token field_name();
  Token word(bool value);
  bool operator_word(Token& token);
  bool is_word_of_sentence(std::string_view text);
  std::size_t past_bracket_of_doi(std::size_t begin) const;
  void suffixes(Token& token, bool value);
  void read_tag(Token& token);
  void read_boost(Token& token);
  void read_slop(Token& token);
  void read_edits(Token& token);
  int read_number(std::size_t& at) const;
  char peek(std::size_t ahead = 0) const;
  void warn_unknown_field(std::size_t begin, std::size_t colon);

  const TypedText& typed_;
  std::vector<Warning>& warnings_;
  const bool sentence_in_capitals_;
  bool told_of_capitals_ = false;
  std::size_t at_ = 0;
};

// The names of all fields, for warnings.
std::string known_fields();

}  // namespace meridian::query::search
