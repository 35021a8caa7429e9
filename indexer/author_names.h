// Author lists as feeds and pages print them → one name each.
//
// "Smith, J.; Doe, A." · "A, B and C" · "Kaur, M., Shukla, A." · "Brandt S, Saeed H, et al." · "王伟；李娜" · "王伟
// 李娜". "Family, Given" is turned to "Given Family"; otherwise names stay as printed, capitals too. At most 10,000
// names of 512 bytes. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/article.h"

namespace meridian::indexer {

// `creators`: one string a given element, each with one or several names. Repeated names are left out.
std::vector<library::Author> split_authors(const std::vector<std::string>& creators);

}  // namespace meridian::indexer
