// One pass over the tags with a stack of the open names; see xml.h.
#include "indexer/feed/xml.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "indexer/feed/tag.h"

namespace meridian::indexer::feed {
namespace {

using base::lower;

constexpr std::size_t kMaxDepth = 64, kMaxElements = 500'000, kMaxLeadingJunk = 1024;
constexpr std::size_t kEnd = std::string_view::npos;

std::string_view local(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == kEnd ? name : name.substr(colon + 1);
}

bool is_item(std::string_view name) {
  return local(name) == "item" || local(name) == "entry";
}

// HTML's elements without content, which people put into fields without closing them.
bool is_void(std::string_view name) {
  return name == "br" || name == "hr" || name == "img" || name == "wbr";
}

base::Result<CleanXml> over(std::string code, std::string_view what) {
  return base::fail(base::ErrorKind::invalid, std::move(code),
                    "The document has " + std::string(what) + ", more than Meridian reads; nothing of it was kept.");
}

// Programs that fail while they print a feed put their complaint before it; it may hold tags of its own (FAULTS 42).
std::size_t document_start(std::string_view xml) {
  const std::size_t first = std::min(xml.find_first_not_of(" \t\r\n"), xml.size());
  if (xml.substr(first).starts_with("<!--")) return 0;  // a comment may quote a feed
  const std::string head = lower(xml.substr(0, kMaxLeadingJunk + 16));
  std::size_t start = kEnd;
  for (std::string_view mark : {"<?xml ", "<rss ", "<rss>", "<rdf:rdf ", "<feed ", "<feed>"})
    start = std::min(start, head.find(mark));
  return start <= kMaxLeadingJunk ? start : 0;
}

bool is_web_page(std::string_view xml) {
  const std::string head = lower(xml.substr(std::min(xml.find_first_not_of(" \t\r\n"), xml.size()), 14));
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

class Cleaner {
 public:
  explicit Cleaner(std::string_view xml) : xml_(xml) { clean_.text.reserve(xml.size()); }

  base::Result<CleanXml> run() {
    if (is_web_page(xml_)) return web_page();
    at_ = document_start(xml_);
    bool junk = xml_.substr(0, at_).find_first_not_of(" \t\r\n") != kEnd;
    while (at_ < xml_.size() && !done_) {
      const std::size_t next = std::min(xml_.find('<', at_), xml_.size());
      if (!open_.empty())
        clean_.text.append(xml_, at_, next - at_);
      else if (next - at_ > kMaxLeadingJunk)
        break;
      else
        junk = junk || xml_.substr(at_, next - at_).find_first_not_of(" \t\r\n") != kEnd;
      at_ = next;
      if (at_ == xml_.size() || !markup()) break;
      if (clean_.root == "html") return web_page();
      if (!refusal_.empty()) return over(refusal_, refusal_text_);
    }
    if (elements_ == 0)
      return base::fail(base::ErrorKind::invalid, "xml.malformed",
                        "The document holds no XML element; check the feed's address.");
    if (junk) clean_.well_formed = false;
    if (junk) clean_.warnings.push_back({"feed.text_before", {}});
    finish();
    return std::move(clean_);
  }

 private:
  struct Open {
    std::string_view name;
    std::size_t begin;  // of its tag, in the text written
  };

  base::Result<CleanXml> web_page() {
    clean_.root = "html";
    return std::move(clean_);
  }

  // What begins with '<'; false when the document ends inside it.
  bool markup() {
    const std::string_view rest = xml_.substr(at_);
    if (rest.starts_with("<!--")) return skip_to(behind("-->", 4));
    if (rest.starts_with("<?")) return skip_to(behind("?>", 2));
    if (rest.starts_with("<![CDATA[")) return cdata();
    if (rest.starts_with("<!")) return skip_to(declaration_end(xml_, at_ + 2));
    const Tag tag = read_tag(xml_, at_);
    if (tag.end == kEnd) return false;
    if (tag.end == 0) {
      if (!open_.empty()) clean_.text += "&lt;";
      clean_.well_formed = false;
      ++at_;
      return true;
    }
    at_ = tag.end;
    if (tag.closing)
      end_tag(tag);
    else
      start_tag(tag);
    return true;
  }

  std::size_t behind(std::string_view close, std::size_t skip) const {
    const std::size_t found = xml_.find(close, at_ + skip);
    return found == kEnd ? found : found + close.size();
  }
  bool skip_to(std::size_t end) {
    if (end == kEnd) return false;
    at_ = end;
    return true;
  }
  bool cdata() {
    const std::size_t end = behind("]]>", 9);
    if (end == kEnd) return false;
    if (!open_.empty()) clean_.text.append(xml_, at_, end - at_);
    at_ = end;
    return true;
  }

  // Elements left open inside are closed with it; an end without a beginning is dropped.
  void end_tag(const Tag& tag) {
    const auto found =
        std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return open.name == tag.name; });
    clean_.well_formed = clean_.well_formed && found == open_.rbegin() && !open_.empty();
    if (found == open_.rend()) return;
    close_to(static_cast<std::size_t>(open_.rend() - found) - 1);
    done_ = open_.empty();
  }
  void close_to(std::size_t depth) {
    for (; open_.size() > depth; open_.pop_back()) clean_.text.append("</").append(open_.back().name).append(">");
  }

  void start_tag(const Tag& tag) {
    if (++elements_ == 1) clean_.root = lower(local(tag.name));
    // An item never holds an item: the one before was not closed.
    if (is_item(tag.name))
      for (std::size_t depth = 1; depth < open_.size(); ++depth)
        if (open_[depth].name == tag.name) close_to(depth), clean_.well_formed = false;
    if (elements_ > kMaxElements) return refuse("xml.too_many_elements", "over 500,000 elements");
    if (tag.attribute_count > kMaxAttributes)
      return refuse("xml.too_many_attributes", "an element with over 256 attributes");
    if (open_.size() >= kMaxDepth) return refuse("xml.too_deep", "elements nested over 64 deep");
    const bool empty = tag.empty || (open_.size() > 2 && is_void(tag.name));
    clean_.well_formed = clean_.well_formed && tag.well_formed;
    const std::size_t begin = clean_.text.size();
    clean_.text.append("<").append(tag.name).append(tag.attributes).append(empty ? "/>" : ">");
    if (!empty)
      open_.push_back({tag.name, begin});
    else
      done_ = open_.empty();
  }
  void refuse(std::string code, std::string_view what) {
    refusal_ = std::move(code);
    refusal_text_ = what;
  }

  // Comments and instructions behind the root are XML; anything else is not.
  bool has_more() {
    for (;;) {
      at_ = std::min(xml_.find_first_not_of(" \t\r\n", at_), xml_.size());
      const std::string_view rest = xml_.substr(at_);
      if (rest.starts_with("<!--") ? !skip_to(behind("-->", 4))
          : rest.starts_with("<?") ? !skip_to(behind("?>", 2))
                                   : true)
        return !rest.empty();
    }
  }

  // What was open when the document ended is incomplete and goes, but for the root, the channel and OPML's folders.
  void finish() {
    if (!done_) {
      clean_.partial = true;
      clean_.well_formed = false;
      const std::size_t kept = open_.size() > 1 && local(open_[1].name) == "channel" ? 2 : 1;
      // An outline says all in its tag: of a list that was cut, the folders are whole as far as they go.
      if (open_.size() > kept && clean_.root != "opml") {
        clean_.text.resize(open_[kept].begin);
        open_.resize(kept);
      }
      clean_.warnings.push_back({"fetch.truncated", {}});
    } else if (has_more()) {
      clean_.well_formed = false;
      clean_.warnings.push_back({"feed.text_after", {}});
    }
    close_to(0);
  }

  std::string_view xml_;
  std::size_t at_ = 0, elements_ = 0;
  std::vector<Open> open_;
  CleanXml clean_;
  std::string refusal_;
  std::string_view refusal_text_;
  bool done_ = false;  // the root was closed
};

}  // namespace

base::Result<CleanXml> clean_xml(std::string_view utf8) {
  return Cleaner(utf8).run();
}

}  // namespace meridian::indexer::feed
