// A glossary that a reader brings: a table in our own format, or CC-CEDICT.
//
// CC-CEDICT (cc-cedict.org/wiki/format:syntax) has an entry a line: "繁體 简体 [pin1 yin1] /gloss 1/gloss 2; gloss 3/".
// What a search can use of it (METHODS 6): glosses apart at "/" and ";", what stands in brackets off, "to", "a", "an",
// "the" at the beginning off, no gloss of more than four words, no notes about words ("variant of", "surname", "CL:"),
// no single Han character. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace meridian::text {

struct ImportedGlossary {
  std::string tsv;          // in the format of read_glossary_line
  std::size_t entries = 0;  // lines of it
  std::size_t skipped = 0;  // lines of the file that gave nothing
  std::string_view format;  // "tsv" or "cc-cedict"
  bool cut = false;         // lines beyond kMaxGlossaryLines were left out
};

// `bytes` is the whole file, decompressed. invalid "glossary.empty", "glossary.not_text", "glossary.no_pairs",
// "glossary.too_large".
base::Result<ImportedGlossary> import_glossary(std::string_view bytes);
base::Error glossary_too_large();

}  // namespace meridian::text
