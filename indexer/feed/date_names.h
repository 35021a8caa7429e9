// The words of dates: months and weekdays in the languages of publishers' systems, zones by their abbreviations.
// Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace meridian::indexer::feed {

// 1-12; 0 when it names none, or two ("jui": juin, juillet). An abbreviation is three letters or more of a name.
int month_named(std::string_view word);
// 0 Monday … 6 Sunday. An abbreviation is two letters or more of a name, and may stand for several days of several
// languages ("Di": Dienstag, dimanche): then it is a weekday, and -1. Nothing for what names no day.
std::optional<int> weekday_named(std::string_view word);
// Minutes east of Greenwich: RFC 822's zones (military letters with ISO's signs, not RFC 822's, which nobody follows),
// Europe, Asia, Australia; the spellings "ET", "PT". Nothing for an abbreviation that is not in the list or has several
// meanings without a usual one.
std::optional<int> zone_named(std::string_view word);
// Lower case for ASCII, Latin-1, Greek and Cyrillic, the scripts of the tables.
std::string lower_word(std::string_view word);

}  // namespace meridian::indexer::feed
