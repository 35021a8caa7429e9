// What readers of XML records need beside feed/element.h: children by name, names of people, dates in parts.
//
// Records are written by machines with one vocabulary a document, so names are compared without their prefix and
// without namespaces. Private to this room, as element.h is. One thread at a time.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "indexer/feed/element.h"

namespace meridian::indexer::feed {

std::string_view local_name(const Element& element);
bool is_named(const Element& element, std::string_view name);
bool is_named_any(const Element& element, std::initializer_list<std::string_view> names);
// The first child of that name, or nullptr; `parent` may be nullptr.
const Element* child(const Element* parent, std::string_view name);
const Element* descend(const Element* parent, std::initializer_list<std::string_view> path);
void each_child(const Element* parent, std::string_view name, const std::function<void(const Element&)>& visit);
// Text inside, blanks joined; "" for nullptr.
std::string line_of(const Element* element);
inline std::string line_at(const Element* parent, std::initializer_list<std::string_view> path) {
  return line_of(descend(parent, path));
}
// Markup inside without prefixes, text escaped; "" for nullptr. What `skip` names is left out.
std::string inner_html(const Element* element, const std::function<bool(const Element&)>& skip = {});
// From the children year, month and day (base/partial_date.h).
std::string date_of_children(const Element* date);

}  // namespace meridian::indexer::feed
