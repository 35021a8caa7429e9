// A file of bibliographic records (XML, RIS, NBIB, BibTeX, JSON), seen through a window that grows as the file is read →
// articles. Each cut must lie inside the window and bring the reading forward.
#include "indexer/clean/encoding.h"
#include "indexer/record_builder.h"
#include "indexer/record_reader.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

namespace {

using namespace meridian;
using Kind = indexer::RecordCut::Kind;

void read(indexer::RecordReader& reader, std::string_view utf8) {
  const auto records = reader.read(utf8);
  if (!records) return;
  for (const indexer::Record& record : *records) {
    const auto article = indexer::article_from_record(record, 1'700'000'000);
    if (!article) continue;
    for (const library::LocalizedText& text : article->texts) must(text::is_valid_utf8(text.title) && text::is_valid_utf8(text.abstract));
    for (const library::Author& author : article->authors) must(text::is_valid_utf8(author.name));
  }
}

}  // namespace

MERIDIAN_FUZZ(bytes) {
  const auto decoded = indexer::clean::to_utf8(bytes, "");
  if (!decoded) return;
  std::string_view rest = decoded->utf8;
  const indexer::RecordFormat format = indexer::record_format(rest);
  if (format == indexer::RecordFormat::none) return;
  const auto reader = indexer::make_record_reader(format);
  const auto cutter = reader->cutter();
  for (std::size_t seen = std::min<std::size_t>(rest.size(), 64);;) {
    const indexer::RecordCut cut = cutter->next(rest.substr(0, seen), seen == rest.size());
    if (cut.kind == Kind::end) return;
    must(cut.begin <= seen && cut.end <= seen);
    const std::size_t used = cut.kind == Kind::more ? cut.begin : cut.end;
    must(cut.kind == Kind::more ? seen < rest.size() : cut.begin < cut.end);
    if (cut.kind == Kind::record) read(*reader, rest.substr(cut.begin, cut.end - cut.begin));
    rest.remove_prefix(used);
    seen = std::min(rest.size(), cut.kind == Kind::more ? 2 * seen + 64 : std::max<std::size_t>(seen - used, 64));
  }
}
