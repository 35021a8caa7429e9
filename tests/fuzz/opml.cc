// A list of feeds → subscriptions; what is written of them reads back the same.
#include <algorithm>

#include "indexer/feed_reader.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

namespace {

using meridian::indexer::feed::Opml;

// In an order of their own: the writer puts feeds that are in no folder first.
std::vector<std::string> lines_of(const Opml& opml) {
  std::vector<std::string> lines;
  for (const auto& one : opml.subscriptions) lines.push_back(one.folder + '\n' + one.url + '\n' + one.title + '\n' + one.site);
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  const auto opml = indexer::read_opml(bytes);
  if (!opml) return;
  for (const std::string& line : lines_of(*opml)) must(text::is_valid_utf8(line));
  const auto once = indexer::read_opml(indexer::feed::write_opml(*opml));
  must(once && once->subscriptions.size() == opml->subscriptions.size());
  const auto twice = indexer::read_opml(indexer::feed::write_opml(*once));
  must(twice && lines_of(*twice) == lines_of(*once));
}
