// Builds markup: literals of the source pass, everything else is escaped. The one audited place that emits markup.
//
// One thread at a time.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace meridian::query::web {

// A string known when the program was compiled; nothing from outside can become one.
class Literal {
 public:
  consteval Literal(const char* text) : text_(text) {}
  constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

// &, <, >, quotes; control characters and bidirectional overrides, which turn the rest of a page around, are dropped (FAULTS 53).
std::string escaped(std::string_view text);
// An address that may stand in href: http and https only, "#" for everything else (FAULTS 48).
std::string safe_href(std::string_view url);

class Html {
 public:
  Html& operator<<(Literal markup) {
    out_ += markup.view();
    return *this;
  }
  template <class T>
    requires std::same_as<T, std::string> || std::same_as<T, std::string_view>
  Html& operator<<(const T& text) {
    out_ += escaped(text);
    return *this;
  }
  template <std::integral T>
  Html& operator<<(T number) {
    out_ += std::to_string(number);
    return *this;
  }
  Html& operator<<(const Html& markup) {
    out_ += markup.out_;
    return *this;
  }
  const std::string& str() const { return out_; }
  bool empty() const { return out_.empty(); }

 private:
  std::string out_;
};

}  // namespace meridian::query::web
