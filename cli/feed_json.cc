// See feed_json.h. A text of type "text/plain" is given as plain text; any other as the HTML that it is.
#include "cli/feed_json.h"

#include "base/clock.h"
#include "indexer/clean/html_links.h"
#include "indexer/feed/date.h"
#include "query/answers_json.h"

namespace meridian::cli {

namespace {

using indexer::feed::Item;
using indexer::feed::TextForm;
using nlohmann::json;

void put(json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}
void put(json& object, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) object[key] = values;
}
void put(json& object, const char* key, json value) {
  if (!value.empty()) object[key] = std::move(value);
}

// The four references that feed::escaped writes, taken back.
std::string unescaped(const std::string& html) {
  std::string text;
  for (std::size_t at = 0; at < html.size();) {
    bool found = false;
    for (const auto& [reference, character] : {std::pair{std::string_view("&amp;"), '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}})
      if (!found && html.compare(at, reference.size(), reference) == 0) {
        text += character;
        at += reference.size();
        found = true;
      }
    if (!found) text += html[at++];
  }
  return text;
}

// The numbers of the bits that are set.
json numbers_of(std::uint32_t bits) {
  json numbers = json::array();
  for (unsigned number = 0; number < 32; ++number)
    if ((bits >> number & 1) != 0) numbers.push_back(number);
  return numbers;
}

json text_json(const std::string& html, const TextForm& form) {
  if (html.empty()) return {};
  const bool plain = form.type == "text/plain";
  json object{{"value", plain ? unescaped(html) : indexer::clean::with_absolute_links(html, form.base)},
              {"type", form.type.empty() ? "text/html" : form.type}};
  put(object, "base", form.base);
  put(object, "language", form.language);
  return object;
}

json date_json(const std::string& raw) {
  if (raw.empty()) return {};
  json object{{"raw", raw}};
  if (const auto date = indexer::feed::read_date(raw)) {
    object["date"] = date->day;
    if (date->instant) object["time"] = base::rfc3339(*date->instant);
  }
  return object;
}

json person_json(const indexer::feed::Person& person) {
  json object = json::object();
  put(object, "name", person.name);
  put(object, "email", person.email);
  put(object, "uri", person.uri);
  return object;
}

template <class List, class Make>
json list_json(const List& list, Make make) {
  json array = json::array();
  for (const auto& one : list) array.push_back(make(one));
  return array;
}

json link_json(const indexer::feed::Link& link) {
  json object{{"href", link.href}, {"rel", link.rel}};
  put(object, "type", link.type);
  put(object, "title", link.title);
  put(object, "language", link.language);
  put(object, "length", link.length);
  return object;
}

json tag_json(const indexer::feed::Category& tag) {
  json object = json::object();
  put(object, "term", tag.term);
  put(object, "scheme", tag.scheme);
  put(object, "label", tag.label);
  return object;
}

json contents_json(const Item& item) {
  json array = json::array();
  if (!item.content_html.empty()) array.push_back(text_json(item.content_html, item.content_form));
  for (const indexer::feed::Content& content : item.more_contents) {
    json object = text_json(content.html, content.form);
    if (object.is_null()) object = {{"value", ""}, {"type", content.form.type}};
    put(object, "src", content.address);
    array.push_back(std::move(object));
  }
  return array;
}

void put_dates(json& object, const Item& item) {
  put(object, "published", date_json(item.published));
  put(object, "updated", date_json(item.updated));
  put(object, "created", date_json(item.created));
  put(object, "expired", date_json(item.expired));
  put(object, "other_dates", list_json(item.other_dates, date_json));
}

void put_people(json& object, const Item& item) {
  put(object, "creators", item.creators);
  put(object, "authors", list_json(item.authors, person_json));
  put(object, "contributors", list_json(item.contributors, person_json));
  put(object, "publisher", item.publisher);
  put(object, "publisher_contact", person_json(item.publisher_contact));
}

void put_bibliography(json& object, const Item& item) {
  put(object, "identifiers", item.identifiers);
  put(object, "journal", item.journal);
  put(object, "issn", item.issn);
  put(object, "volume", item.volume);
  put(object, "number", item.number);
  put(object, "starting_page", item.starting_page);
  put(object, "ending_page", item.ending_page);
  put(object, "section", item.section);
  put(object, "types", item.types);
  put(object, "announce_type", item.announce_type);
}

json item_json(const Item& item) {
  json object = json::object();
  put(object, "id", item.guid);
  if (item.guid_is_permalink) object["id_is_permalink"] = true;
  put(object, "link", item.link);
  put(object, "links", list_json(item.links, link_json));
  put(object, "title", text_json(item.title_html, item.title_form));
  put(object, "summary", text_json(item.summary_html, item.summary_form));
  put(object, "dc_description", text_json(item.dc_description_html, {}));
  put(object, "contents", contents_json(item));
  put(object, "language", item.language);
  put_people(object, item);
  put_dates(object, item);
  put(object, "tags", list_json(item.tags, tag_json));
  put(object, "categories", item.categories);
  put_bibliography(object, item);
  put(object, "rights", text_json(item.rights_html, item.rights_form));
  put(object, "comments", item.comments);
  if (!item.source.empty()) object["source"] = item_json(item.source.front());
  return object;
}

void put_document(json& object, const indexer::feed::FeedDocument& document, std::string_view language) {
  object["format"] = document.format;
  put(object, "version", document.version);
  put(object, "encoding", document.encoding);
  put(object, "encoding_label", document.encoding_label);
  object["well_formed"] = document.well_formed;
  if (document.partial) object["partial"] = true;
  if (!document.warnings.empty()) object["warnings"] = query::to_json(document.warnings, language);
  put(object, "self", document.self);
  put(object, "hub", document.hub);
  put(object, "older", document.older);
  if (document.archive) object["archive"] = true;
  if (document.complete) object["complete"] = true;
  if (document.update_every_s > 0) object["update_every_s"] = document.update_every_s;
  if (document.silent_hours != 0) object["silent_hours"] = numbers_of(document.silent_hours);
  if (document.silent_days != 0) object["silent_days"] = numbers_of(document.silent_days);
  put(object, "generator", document.generator);
  put(object, "icon", document.icon);
  put(object, "logo", document.logo);
}

}  // namespace

json to_json(const indexer::feed::FeedDocument& document, std::string_view language) {
  json object = json::object();
  put_document(object, document, language);
  object["feed"] = item_json(document.channel);
  put(object["feed"], "language", document.language);
  object["items"] = list_json(document.items, item_json);
  return object;
}

json to_json(const indexer::feed::Opml& opml, std::string_view language) {
  json object{{"format", "opml"}};
  put(object, "title", opml.title);
  if (!opml.warnings.empty()) object["warnings"] = query::to_json(opml.warnings, language);
  object["subscriptions"] = list_json(opml.subscriptions, [](const indexer::feed::Subscription& one) {
    json row{{"url", one.url}, {"title", one.title}};
    put(row, "site", one.site);
    put(row, "description", one.description);
    put(row, "folder", one.folder);
    put(row, "type", one.type);
    return row;
  });
  return object;
}

}  // namespace meridian::cli
