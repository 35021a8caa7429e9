// See page_classes.h. The words are those of common page systems and of Readability's lists.
#include "indexer/clean/page_classes.h"

#include <algorithm>

#include "indexer/clean/ascii.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::string_view kBlocks[] = {
    "address", "article", "aside",    "blockquote", "body",   "center", "dd",   "details", "div",
    "dl",      "dt",      "fieldset", "figcaption", "figure", "footer", "form", "h1",      "h2",
    "h3",      "h4",      "h5",       "h6",         "header", "hr",     "li",   "main",    "nav",
    "ol",      "p",       "pre",      "section",    "table",  "tbody",  "tr",   "ul"};
constexpr std::string_view kNever[] = {"script", "style",  "noscript", "template",   "iframe", "object",   "embed",
                                       "form",   "button", "input",    "select",     "option", "textarea", "svg",
                                       "math",   "canvas", "audio",    "video",      "nav",    "footer",   "aside",
                                       "head",   "menu",   "dialog",   "figcaption", "label"};

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string names_of(const HtmlTree& page, NodeId node) {
  return lower(page.attribute(node, "class")) + " " + lower(page.attribute(node, "id"));
}

bool is_unlikely(std::string_view names) {
  return has_any(names, {"-ad-",         "ai2html",         "banner",     "breadcrumb", "combx",        "comment",
                         "community",    "cookie",          "disqus",     "cover-wrap", "extra",        "gdpr",
                         "header",       "legends",         "menu",       "related",    "remark",       "replies",
                         "rss",          "shoutbox",        "sidebar",    "side-bar",   "skyscraper",   "social",
                         "sponsor",      "supplemental",    "ad-break",   "agegate",    "pagination",   "pager",
                         "popup",        "yom-remote",      "share",      "sharing",    "newsletter",   "subscribe",
                         "signup",       "promo",           "recommend",  "most-read",  "mostread",     "popular",
                         "trending",     "byline",          "author-bio", "authorbio",  "about-author", "author-box",
                         "toolbar",      "masthead",        "navbar",     "nav-",       "-nav",         "footer",
                         "outbrain",     "taboola",         "widget",     "modal",      "consent",      "paywall",
                         "tags",         "tag-list",        "taglist",    "meta-data",  "post-meta",    "entry-meta",
                         "article-meta", "dateline",        "caption",    "credit",     "hidden-print", "screen-reader",
                         "sr-only",      "visually-hidden", "read-more",  "readmore",   "more-stories", "advert"});
}

// A paragraph is seldom judged by its class; these classes say what it is.
bool is_byline(const HtmlTree& page, NodeId node) {
  static constexpr std::string_view kBylines[] = {"byline",     "by-line",    "dateline",    "credit",     "credits",   "post-meta",
                                                  "entry-meta", "article-meta", "article-info", "post-info", "author-line", "pubdate"};
  const std::string names = names_of(page, node);
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(' ', at), names.size());
    if (among(std::string_view(names).substr(at, end - at), kBylines)) return true;
    at = end + 1;
  }
  return false;
}

bool may_be_likely(std::string_view names) {
  return has_any(names, {"article-body", "articlebody", "article-content", "article_content", "articlecontent",
                         "story-body", "storybody", "post-content", "entry-content", "post-body", "main-content",
                         "maincontent", "content-body", "article__body", "article-text"});
}

bool hidden_style(std::string_view style) {
  if (style.empty()) return false;
  std::string packed;
  for (char c : lower(style))
    if (!is_blank(c)) packed.push_back(c);
  const std::size_t size = packed.find("font-size:0");
  const bool no_size = size != std::string::npos &&
                       (size + 11 >= packed.size() || !(is_digit(packed[size + 11]) || packed[size + 11] == '.'));
  return no_size || has_any(packed, {"display:none", "visibility:hidden"});
}

}  // namespace

bool is_block(std::string_view tag) {
  return among(tag, kBlocks);
}

bool is_hidden(const HtmlTree& page, NodeId node) {
  for (const Attribute& attribute : page.nodes[static_cast<std::size_t>(node)].attributes) {
    if (attribute.name == "hidden" || (attribute.name == "style" && hidden_style(attribute.value))) return true;
    if (attribute.name == "aria-hidden" && attribute.value == "true") return true;
  }
  return false;
}

bool never_article(const HtmlTree& page, NodeId node, bool strict) {
  const Node& element = page.nodes[static_cast<std::size_t>(node)];
  if (element.tag.empty()) return false;
  if (element.tag == "form" ? strict : among(element.tag, kNever)) return true;
  if (is_hidden(page, node)) return true;
  const std::string_view role = page.attribute(node, "role");
  if (role == "menu" || role == "menubar" || role == "navigation" || role == "complementary" || role == "alert" ||
      role == "alertdialog" || role == "dialog" || role == "banner" || role == "contentinfo" || role == "search")
    return true;
  if (strict && element.tag == "p" && is_byline(page, node)) return true;
  if (!strict || element.tag == "body" || element.tag == "html" || element.tag == "article" || element.tag == "main" ||
      element.tag == "a" || element.tag == "p")
    return false;
  const std::string names = names_of(page, node);
  return names.size() > 1 && is_unlikely(names) && !may_be_likely(names);
}

bool names_comments(const HtmlTree& page, NodeId node) {
  return has_any(names_of(page, node), {"comment", "replies", "disqus"});
}

double class_weight(const HtmlTree& page, NodeId node) {
  const std::string names = names_of(page, node);
  double weight = 0;
  if (names.size() > 1) {
    if (has_any(names, {"article", "body", "content", "entry", "hentry", "h-entry", "main", "page", "post", "text",
                        "blog", "story"}))
      weight += 25;
    if (has_any(names, {"hidden", "banner",   "combx",    "comment", "com-",       "contact",    "foot",
                        "gdpr",   "masthead", "media",    "meta",    "outbrain",   "promo",      "related",
                        "scroll", "share",    "shoutbox", "sidebar", "skyscraper", "sponsor",    "shopping",
                        "tags",   "tool",     "widget",   "caption", "social",     "newsletter", "author"}))
      weight -= 25;
  }
  const std::string& tag = page.nodes[static_cast<std::size_t>(node)].tag;
  if (tag == "article" || tag == "main") weight += 10;
  if (tag == "div") weight += 5;
  if (tag == "ul" || tag == "ol" || tag == "dl" || tag == "li" || tag == "form" || tag == "address") weight -= 3;
  if (tag == "th" || tag == "h1" || tag == "h2" || tag == "h3") weight -= 5;
  return weight;
}

}  // namespace meridian::indexer::clean
