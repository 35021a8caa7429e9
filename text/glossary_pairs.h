// A reader's own glossary, by source term: "term<TAB>translation|translation…", sorted, as one text that is looked up
// where it lies.
//
// A dictionary of 120,000 entries is tokenised and stemmed once, when it is added, and not whenever a search begins:
// reading the text back is all that opening costs, and a look-up is a binary search over its lines. Both directions are
// in it. The first line names the format and the analyzer's version; another version's text is made anew from the
// reader's file. Immutable, share freely.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace meridian::text {

inline constexpr std::int64_t kMaxGlossaryBytes = 64 << 20;  // of a file that is added
inline constexpr std::size_t kMaxGlossaryLines = 500'000;    // the rest is left out
inline constexpr std::size_t kMaxTranslations = 32;          // of a term; the first senses stay

class GlossaryPairs {
 public:
  // The sorted text of a file in the format of read_glossary_line.
  static std::string compile(std::string_view tsv);
  // `file` is the reader's NAME.tsv; its NAME.pairs beside it is read when it is whole, of this version and not older.
  // not_found, storage "disk.read", refused "file.too_large".
  static base::Result<GlossaryPairs> open(const std::filesystem::path& file);
  explicit GlossaryPairs(std::string sorted) : text_(std::move(sorted)) {}

  // `key`: stems, each followed by a blank.
  bool begins_a_term(std::string_view key) const;
  std::vector<std::string> translations(std::string_view key) const;

 private:
  // The first line that is not before `key`.
  std::string_view line_from(std::string_view key) const;
  std::string text_;
};

// Where the sorted text of NAME.tsv stands.
std::filesystem::path pairs_beside(const std::filesystem::path& file);

}  // namespace meridian::text
