// The attributes that hold addresses: HTML standard, "Attributes" index; see html_links.h.
#include "indexer/clean/html_links.h"

#include <algorithm>
#include <array>

#include "base/url.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/entities.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::array<std::string_view, 19> kAddresses = {
    "action",     "background", "cite", "classid", "codebase", "data", "formaction", "href",  "icon",   "longdesc",
    "manifest",   "poster",     "profile", "src",  "usemap",   "uri",  "url",        "dynsrc", "lowsrc"};

bool holds_address(std::string_view name) {
  const std::string wanted = lower(name.substr(0, 16));
  return std::find(kAddresses.begin(), kAddresses.end(), wanted) != kAddresses.end();
}

bool is_absolute(std::string_view address) {
  const std::size_t colon = address.find_first_of(":/?#");
  return colon != std::string_view::npos && colon > 0 && address[colon] == ':';
}

// Copies `html` and rewrites attribute values on the way.
class Rewriter {
 public:
  Rewriter(std::string_view html, const base::Url& base) : html_(html), base_(base) { out_.reserve(html.size() + 256); }

  std::string run() {
    while (at_ < html_.size()) {
      const std::size_t tag = std::min(html_.find('<', at_), html_.size());
      copy_to(tag);
      if (at_ + 1 < html_.size() && is_letter(html_[at_ + 1]))
        start_tag();
      else
        copy_to(std::min(at_ + 1, html_.size()));
    }
    return std::move(out_);
  }

 private:
  void copy_to(std::size_t end) {
    out_.append(html_, at_, end - at_);
    at_ = end;
  }

  void start_tag() {
    copy_to(std::min(html_.find_first_of(" \t\r\n/>", at_), html_.size()));
    while (at_ < html_.size() && html_[at_] != '>' && html_[at_] != '<') {
      copy_to(std::min(html_.find_first_not_of(" \t\r\n/", at_), html_.size()));
      const std::size_t end = std::min(html_.find_first_of(" \t\r\n/=><", at_), html_.size());
      const std::string_view name = html_.substr(at_, end - at_);
      copy_to(end);
      value(holds_address(name));
    }
  }

  void value(bool address) {
    const std::size_t equals = html_.find_first_not_of(" \t\r\n", at_);
    if (equals == std::string_view::npos || html_[equals] != '=') return;
    copy_to(equals + 1);
    copy_to(std::min(html_.find_first_not_of(" \t\r\n", at_), html_.size()));
    if (at_ == html_.size()) return;
    const bool quoted = html_[at_] == '"' || html_[at_] == '\'';
    const std::size_t found = quoted ? html_.find(html_[at_], at_ + 1) : html_.find_first_of(" \t\r\n>", at_);
    const std::size_t end = std::min(found, html_.size());
    if (quoted) copy_to(at_ + 1);
    // A quote that nothing closes holds the rest of the document, not an address.
    if (quoted && found == std::string_view::npos) return copy_to(end);
    if (end <= at_) return;
    const std::string_view given = html_.substr(at_, end - at_);
    const bool closed = end < html_.size();  // a tag without end is no link
    out_ += address && closed ? resolved(given) : std::string(given);
    at_ = end;
    if (quoted && at_ < html_.size()) copy_to(at_ + 1);
  }

  std::string resolved(std::string_view given) const {
    const std::string reference = decode_references(trim(given));
    if (is_absolute(reference)) return std::string(given);
    const auto url = base::resolve_url(base_, reference);
    if (!url) return std::string(given);
    std::string text = url->text();
    if (const std::size_t mark = reference.find('#'); mark != std::string::npos) text += reference.substr(mark);
    std::string escaped;
    for (const char c : text)
      escaped += c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    return escaped;
  }

  std::string_view html_;
  const base::Url& base_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

std::string with_absolute_links(std::string_view html, std::string_view base) {
  const auto url = html.find('<') == std::string_view::npos ? base::parse_url("") : base::parse_url(base);
  return url ? Rewriter(html, *url).run() : std::string(html);
}

}  // namespace meridian::indexer::clean
