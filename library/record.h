// An Article as the bytes that its row holds, and what the row's columns say about it.
//
// The record is JSON: readable without us, and open to new fields. A seal (hash over id and record) tells bit rot
// (FAULTS 165). Inside library/ only. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "library/article.h"

namespace meridian::library {

// Everything but id, work and number.
std::string record_of(const Article& article);
// Nothing when the bytes are no record of ours.
std::optional<Article> article_of(std::string_view record);
// 16 bytes.
std::string seal_of(ArticleId id, std::string_view record);

// A title as identity compares it: ASCII letters and digits in lower case and every other letter, no blanks, no
// punctuation. Finer folding (width, script) belongs to text/, which this room does not know; a re-fetched item spells
// its title as before.
std::string folded_title(std::string_view title);
// Days since 1970 of the first day that an ISO date of any precision may mean.
std::optional<std::int64_t> first_day(std::string_view iso);
// The day that sorting uses: published, no later than the first sight; the first sight when unknown (FAULTS 61, 62).
std::int64_t sort_day(const Article& article);
// Of the longest of its languages.
std::int64_t abstract_bytes(const Article& article);

// Look-up keys; nothing when the article lacks what they are made of.
using OptionalKey = std::optional<std::int64_t>;
OptionalKey address_key(const Article& article);
OptionalKey guid_key(const Article& article);  // of feed and guid
OptionalKey title_key(const Article& article);

}  // namespace meridian::library
