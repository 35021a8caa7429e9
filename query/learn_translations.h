// Translations learnt from the library's own bilingual papers (METHODS 6): LIBRARY/glossary/learnt.tsv.
//
// A file like those that a reader adds (docs/operations.md), so that it is listed, looked up and shown like them. It is
// made anew when the library has grown by a tenth; deleting it costs time only. One thread at a time; two
// processes at once do the same work twice.
#pragma once

#include <filesystem>

#include "base/config.h"
#include "base/progress.h"
#include "base/result.h"
#include "library/library.h"

namespace meridian::query {

// The number of terms in the file; 0 when the library holds too few bilingual papers. Single words of a phrase that the
// shipped glossary has for a Chinese term are no translation of it. Fails as text::Glossary::load and
// base::write_file_atomically do. What is cancelled leaves the old file.
base::Result<std::int64_t> learn_translations(library::Library& library, const base::Config& config,
                                              const std::filesystem::path& shipped_data,
                                              const base::Progress& progress = {},
                                              const base::Cancelled& cancelled = {});

}  // namespace meridian::query
