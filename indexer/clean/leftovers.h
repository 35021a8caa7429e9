// What a page carries besides its article: menus, share bars, shortcodes, notices, biographies, offers.
//
// Rules look at the class of a line (its length, its place, who speaks to whom), with lists of the fixed phrases of the
// trade in English and Chinese. Whole lines are judged, never parts of sentences: later quotations must stand in the
// text verbatim. Shared by the reader of HTML pages and the reader of pages saved as text. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::indexer::clean {

// True anywhere in a page: "Skip to content", "[ad_1]", "Continue reading", "分享到", a menu with bars.
bool is_interface_line(std::string_view line);
// Begins what is no longer the article: "Related posts", "Leave a reply", "相关阅读".
bool begins_appendix(std::string_view line);
// A notice or an offer, when it stands behind the article: disclaimer, copyright, affiliate note, membership,
// newsletter.
bool is_notice(std::string_view paragraph);
// A heading, caption or menu entry: short, without the end of a sentence.
bool is_heading_like(std::string_view line);
// "Jane Q. Doe, MD, PhD": the person's name without the titles, or "" when the line is no name.
std::string person_name(std::string_view line);
// "Jane Doe is a health writer …": the name, or "". `named` = a name that the line before gives.
std::string biography_of(std::string_view paragraph, std::string_view named);
// "Jane Doe, Professor of X, University of Y; and …": the names, or none.
std::vector<std::string> names_with_positions(std::string_view paragraph);
// "This article is republished from The Example under a Creative Commons license": "The Example"; "来源：示例网":
// "示例网"; or "".
std::string origin_named(std::string_view paragraph);

}  // namespace meridian::indexer::clean
