// See html_charset.h. The names of steps are the standard's.
#include "indexer/clean/html_charset.h"

#include <algorithm>
#include <optional>

#include "indexer/clean/ascii.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

bool is_blank_byte(char c) {
  return kBlanks.find(c) != std::string_view::npos;
}

struct Attribute {
  std::string name;
  std::string_view value;
};

class Prescan {
 public:
  Prescan(std::string_view bytes, const std::function<bool(std::string_view)>& is_known)
      : bytes_(bytes), is_known_(is_known) {}

  std::string_view run() {
    for (; at_ < bytes_.size(); ++at_) {
      at_ = std::min(bytes_.find('<', at_), bytes_.size());
      if (rest().starts_with("<!--")) {
        const std::size_t end = bytes_.find("-->", at_ + 2);
        if (end == std::string_view::npos) return {};
        at_ = end + 2;
      } else if (is_meta()) {
        at_ += 5;
        if (const std::string_view label = meta(); !label.empty()) return label;
      } else if (is_tag()) {
        at_ = std::min(bytes_.find_first_of(" \t\n\f\r>", at_), bytes_.size());
        while (attribute()) continue;
      } else if (rest().starts_with("<!") || rest().starts_with("</") || rest().starts_with("<?")) {
        at_ = std::min(bytes_.find('>', at_), bytes_.size());
      }
    }
    return {};
  }

 private:
  std::string_view rest() const { return bytes_.substr(at_); }
  char byte(std::size_t ahead) const { return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0'; }

  bool is_meta() const {
    return begins_with(rest(), "<meta") && (is_blank_byte(byte(5)) || byte(5) == '/');
  }
  bool is_tag() const {
    return byte(0) == '<' && (is_letter(byte(1)) || (byte(1) == '/' && is_letter(byte(2))));
  }

  std::string_view meta() {
    bool got_pragma = false, need_pragma = false;
    std::string_view label;
    std::string seen = " ";
    while (const std::optional<Attribute> found = attribute()) {
      if (seen.find(" " + found->name + " ") != std::string::npos || seen.size() > 1024) continue;
      seen += found->name + " ";
      if (found->name == "http-equiv") {
        got_pragma = lower(found->value) == "content-type";
      } else if (found->name == "charset") {
        label = found->value;
        need_pragma = false;
      } else if (found->name == "content" && label.empty()) {
        label = charset_in(found->value);
        need_pragma = !label.empty();
      }
    }
    // A tag that the bytes end in is none.
    const bool whole = at_ < bytes_.size();
    return whole && (!need_pragma || got_pragma) && is_known_(label) ? label : std::string_view();
  }

  // "Get an attribute"; nothing at the end of the tag, which is left to stand at its '>'.
  std::optional<Attribute> attribute() {
    while (at_ < bytes_.size() && (is_blank_byte(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return std::nullopt;
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && !is_blank_byte(bytes_[at_]) && bytes_[at_] != '/' && bytes_[at_] != '>' &&
           (bytes_[at_] != '=' || at_ == begin))
      ++at_;
    Attribute found{lower(bytes_.substr(begin, at_ - begin)), {}};
    skip_blanks();
    if (byte(0) != '=') return found;
    ++at_;
    skip_blanks();
    found.value = value();
    return found;
  }

  std::string_view value() {
    if (byte(0) == '"' || byte(0) == '\'') {
      const std::size_t begin = at_ + 1, end = std::min(bytes_.find(bytes_[at_], begin), bytes_.size());
      at_ = std::min(end + 1, bytes_.size());
      return bytes_.substr(begin, end - begin);
    }
    const std::size_t begin = at_;
    at_ = std::min(bytes_.find_first_of(" \t\n\f\r>", at_), bytes_.size());
    return bytes_.substr(begin, at_ - begin);
  }

  void skip_blanks() {
    while (at_ < bytes_.size() && is_blank_byte(bytes_[at_])) ++at_;
  }

  std::string_view bytes_;
  const std::function<bool(std::string_view)>& is_known_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view html_charset(std::string_view bytes, const std::function<bool(std::string_view)>& is_known) {
  return Prescan(bytes, is_known).run();
}

std::string_view charset_in(std::string_view content_type) {
  constexpr std::string_view kKey = "charset";
  for (std::size_t at = find_lower(content_type, kKey); at != std::string_view::npos;) {
    std::string_view rest = content_type.substr(at + kKey.size());
    const auto skip = [&] { rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size())); };
    skip();
    if (rest.starts_with('=')) {
      rest.remove_prefix(1);
      skip();
      if (!rest.starts_with('"') && !rest.starts_with('\'')) return rest.substr(0, rest.find_first_of(" \t\n\f\r;"));
      const std::size_t end = rest.find(rest[0], 1);
      return end == std::string_view::npos ? std::string_view() : rest.substr(1, end - 1);
    }
    const std::size_t next = find_lower(content_type.substr(at + kKey.size()), kKey);
    at = next == std::string_view::npos ? next : at + kKey.size() + next;
  }
  return {};
}

}  // namespace meridian::indexer::clean
