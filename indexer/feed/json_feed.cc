// See json_feed.h. nlohmann's tree dies of depth when it is copied or freed (FAULTS 81): brackets are counted first.
#include "indexer/feed/json_feed.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/url.h"
#include "indexer/feed/element.h"

namespace meridian::indexer::feed {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxList = 1000;

// What the brackets outside strings say.
struct Outline {
  bool too_deep = false;
  bool open = false;           // the document ends inside something
  std::size_t items_end = 0;   // behind the last whole object of a list of the root's; 0 = none
};

Outline outline_of(std::string_view json) {
  Outline outline;
  int depth = 0;
  bool quoted = false, in_list = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '{' || c == '[')) {
      if (++depth == 2) in_list = c == '[';
    } else if (!quoted && (c == '}' || c == ']')) {
      if (--depth == 2 && in_list) outline.items_end = at + 1;
    }
    outline.too_deep = outline.too_deep || depth > kMaxDepth;
  }
  outline.open = quoted || depth > 0;
  return outline;
}

base::Result<FeedDocument> refuse(std::string code, std::string message) {
  return base::fail(base::ErrorKind::invalid, std::move(code), std::move(message));
}

std::string string_of(const Json& object, const char* key) {
  const auto value = object.find(key);
  return value != object.end() && value->is_string() ? value->get<std::string>() : std::string();
}

// An id and a size may be numbers (1.0, "Items": coerce to a string).
std::string word_of(const Json& object, const char* key) {
  const auto value = object.find(key);
  if (value == object.end() || value->is_null() || value->is_structured()) return {};
  return value->is_string() ? value->get<std::string>() : value->dump();
}

const Json& list_of(const Json& object, const char* key) {
  static const Json kNone = Json::array();
  const auto value = object.find(key);
  return value != object.end() && value->is_array() ? *value : kNone;
}

// One reading of one document; `base_` is where relative addresses start from.
class Reader {
 public:
  Reader(const Json& root, std::string_view url, FeedDocument& feed) : root_(root), base_(url), feed_(feed) {}

  void run(std::size_t most) {
    channel();
    for (const Json& entry : list_of(root_, "items")) {
      if (feed_.items.size() >= most) {
        feed_.warnings.push_back({"feed.too_many_items", {std::to_string(most)}});
        break;
      }
      if (entry.is_object())
        feed_.items.push_back(item(entry));
      else
        ++odd_;
    }
    if (odd_ == 0) return;
    feed_.well_formed = false;
    feed_.warnings.push_back({"feed.items_no_objects", {std::to_string(odd_)}});
  }

 private:
  void channel() {
    const std::string version = string_of(root_, "version");
    feed_.format = "json";
    feed_.version = version.substr(version.rfind('/') + 1);
    feed_.self = address(root_, "feed_url");
    if (base_.empty()) base_ = feed_.self;
    feed_.older = address(root_, "next_url");
    feed_.icon = address(root_, "icon");
    set_once(feed_.icon, address(root_, "favicon"));
    feed_.complete = root_.value("expired", Json(false)) == Json(true);
    for (const Json& hub : list_of(root_, "hubs"))
      if (hub.is_object()) set_once(feed_.hub, address(hub, "url"));
    Item& channel = feed_.channel;
    channel.title_html = text(root_, "title", channel.title_form);
    channel.summary_html = text(root_, "description", channel.summary_form);
    channel.language = string_of(root_, "language");
    add_link(address(root_, "home_page_url"), "alternate", {}, channel);
    add_link(feed_.self, "self", "application/feed+json", channel);
    add_link(feed_.older, "next", "application/feed+json", channel);
    people(root_, channel);
    feed_.title = channel.title_html;
    feed_.description = channel.summary_html;
    feed_.link = channel.link;
    feed_.language = channel.language;
  }

  Item item(const Json& entry) {
    Item item;
    item.guid = word_of(entry, "id");
    item.title_html = text(entry, "title", item.title_form);
    item.summary_html = text(entry, "summary", item.summary_form);
    contents(entry, item);
    item.published = string_of(entry, "date_published");
    item.updated = string_of(entry, "date_modified");
    item.language = string_of(entry, "language");
    set_once(item.language, feed_.language);
    add_link(address(entry, "url"), "alternate", {}, item);
    add_link(address(entry, "external_url"), "related", {}, item);
    if (item.link.empty() && item.guid.starts_with("http")) item.link = item.guid;
    people(entry, item);
    tags(entry, item);
    attachments(entry, item);
    return item;
  }

  // Both may be given: the HTML is the content, the text another form of it.
  void contents(const Json& entry, Item& item) {
    TextForm plain;
    std::string escaped_text = text(entry, "content_text", plain);
    item.content_html = string_of(entry, "content_html");
    if (item.content_html.empty()) {
      item.content_html = std::move(escaped_text);
      item.content_form = std::move(plain);
      return;
    }
    item.content_form = {"text/html", base_, feed_.language};
    if (!escaped_text.empty()) item.more_contents.push_back({std::move(escaped_text), std::move(plain), {}});
  }

  // 1.1 has "authors", 1.0 "author"; some write both.
  void people(const Json& object, Item& item) const {
    const auto authors = object.find("authors");
    if (authors != object.end() && authors->is_object()) person(*authors, item);
    for (const Json& author : list_of(object, "authors")) person(author, item);
    person(object.value("author", Json()), item);
  }
  void person(const Json& author, Item& item) const {
    if (!author.is_object() || item.authors.size() >= kMaxList) return;
    Person person{string_of(author, "name"), {}, address(author, "url")};
    if (person.uri.starts_with("mailto:")) person.email = person.uri.substr(7), person.uri.clear();
    const bool known = std::any_of(item.authors.begin(), item.authors.end(), [&](const Person& other) { return other.name == person.name; });
    if (known && !person.name.empty()) return;
    if (!person.name.empty()) item.creators.push_back(escaped(person.name));
    if (!person.name.empty() || !person.uri.empty() || !person.email.empty()) item.authors.push_back(std::move(person));
  }

  void tags(const Json& entry, Item& item) const {
    for (const Json& tag : list_of(entry, "tags")) {
      if (!tag.is_string() || item.tags.size() >= kMaxList) continue;
      item.tags.push_back({tag.get<std::string>(), {}, {}});
      item.categories.push_back(escaped(item.tags.back().term));
    }
  }

  void attachments(const Json& entry, Item& item) const {
    for (const Json& file : list_of(entry, "attachments")) {
      if (!file.is_object() || item.links.size() >= kMaxList) continue;
      add_link(address(file, "url"), "enclosure", string_of(file, "mime_type"), item);
      if (item.links.empty() || item.links.back().rel != "enclosure") continue;
      item.links.back().title = string_of(file, "title");
      item.links.back().length = word_of(file, "size_in_bytes");
    }
  }

  static void add_link(const std::string& address, std::string rel, std::string type, Item& item) {
    if (address.empty()) return;
    if (rel == "alternate") set_once(item.link, address);
    if (rel == "enclosure") set_once(item.enclosure, address);
    item.links.push_back({address, std::move(rel), std::move(type), {}, {}, {}});
  }

  // Plain text as HTML.
  std::string text(const Json& object, const char* key, TextForm& form) const {
    std::string value = escaped(string_of(object, key));
    if (!value.empty()) form = {"text/plain", base_, feed_.language};
    return value;
  }

  std::string address(const Json& object, const char* key) const {
    return resolved_link(base_, string_of(object, key));
  }

  const Json& root_;
  std::string base_;
  FeedDocument& feed_;
  std::size_t odd_ = 0;
};

}  // namespace

base::Result<FeedDocument> parse_json_feed(std::string_view utf8, std::string_view url, const base::FetchConfig& bounds) {
  const Outline outline = outline_of(utf8);
  if (outline.too_deep)
    return refuse("json.too_deep", "The document is nested deeper than 64 levels; nothing of it was kept.");
  Json root = Json::parse(utf8.begin(), utf8.end(), nullptr, false);
  const bool cut = root.is_discarded() && outline.open;
  if (cut) root = Json::parse(std::string(utf8.substr(0, outline.items_end)) + "]}", nullptr, false);
  if (root.is_discarded() && !cut)
    return refuse("json.malformed", "The document is no JSON; try again later or tell the publisher.");
  const bool is_feed = root.is_object() && root.contains("items") && root["items"].is_array();
  if (!is_feed && cut)
    return refuse("fetch.truncated", "The document ends before its first item does; nothing of it is kept; try again later.");
  if (!is_feed)
    return refuse("feed.unknown_format", "The document is JSON but no feed (JSON Feed has a list \"items\"); check the address.");
  FeedDocument feed;
  feed.partial = cut;
  feed.well_formed = !cut;
  if (cut) feed.warnings.push_back({"fetch.truncated", {}});
  Reader(root, url, feed).run(static_cast<std::size_t>(bounds.max_items_per_feed));
  return feed;
}

}  // namespace meridian::indexer::feed
