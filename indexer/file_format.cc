#include "indexer/file_format.h"

#include "base/result.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/encoding.h"
#include "indexer/clean/html.h"
#include "indexer/record_reader.h"

namespace meridian::indexer {

FileFormat format_of(std::string_view head, const std::filesystem::path& file) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = clean::trim(head);
  if (clean::is_binary(head)) return FileFormat::binary;
  if (record_format(head) != RecordFormat::none) return FileFormat::records;
  head = head.substr(0, 4096);
  const std::string lowered = clean::lower(head), extension = clean::lower(file.extension().string());
  if (head.starts_with('{')) return FileFormat::json_lines;
  if (head.starts_with('<')) {
    for (std::string_view root : {"<rss", "<feed", "<rdf:rdf", "<channel", ":feed", "<opensearch"})
      if (lowered.find(root) != std::string::npos && lowered.find("<html") == std::string::npos)
        return FileFormat::feed;
    return lowered.starts_with("<?xml") && lowered.find("<html") == std::string::npos &&
                   lowered.find("<!doctype html") == std::string::npos
               ? FileFormat::feed
               : FileFormat::page;
  }
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return FileFormat::page;
  if (extension == ".xml" || extension == ".rss" || extension == ".atom" || extension == ".rdf")
    return FileFormat::feed;
  if (extension == ".jsonl" || extension == ".ndjson") return FileFormat::json_lines;
  return FileFormat::text;
}

std::string readable_head(const std::string& head) {
  if (!head.starts_with("\xFF\xFE") && !head.starts_with("\xFE\xFF")) return head;
  const base::Result<clean::Decoded> decoded =
      clean::to_utf8(std::string_view(head).substr(0, head.size() & ~std::size_t{1}), "");
  return decoded ? decoded->utf8 : head;
}

}  // namespace meridian::indexer
