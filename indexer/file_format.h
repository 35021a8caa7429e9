// What kind of file is imported, told by its first bytes and then by its name.
//
// Immutable, share freely.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace meridian::indexer {

enum class FileFormat {
  records,     // of a bibliography: record_format() says which
  feed,
  page,        // HTML
  json_lines,
  text,
  binary       // a PDF, image or archive: not read
};

// `head`: the first bytes of the file, as readable_head() gives them; 4 KiB are enough.
FileFormat format_of(std::string_view head, const std::filesystem::path& file);
// UTF-16, which would hide what the format is told by, as UTF-8; all else as it is.
std::string readable_head(const std::string& head);

}  // namespace meridian::indexer
