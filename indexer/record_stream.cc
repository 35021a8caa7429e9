// See record_stream.h.
#include "indexer/record_stream.h"

#include <algorithm>

#include "indexer/clean/ascii.h"
#include "indexer/clean/encoding.h"

namespace meridian::indexer {
namespace {

constexpr std::size_t kWhole = 32 << 20;      // decoded as a whole up to here
constexpr std::size_t kMaxRecord = 32 << 20;
constexpr std::size_t kChunk = 1 << 20;

// "charset=gbk" of <?xml … encoding="gbk"?>; UTF-8 where the file says nothing, since a piece is too short to guess from.
std::string declared_type(std::string_view head) {
  const std::string_view line = head.substr(0, head.find("?>"));
  const std::size_t at = line.starts_with("<?xml") && line.size() < 512 ? line.find("encoding=") : std::string_view::npos;
  if (at == std::string_view::npos || at + 10 >= line.size()) return {};
  const char quote = line[at + 9];
  const std::size_t end = line.find(quote, at + 10);
  return end == std::string_view::npos ? std::string() : "text/xml; charset=" + std::string(line.substr(at + 10, end - at - 10));
}

bool is_utf16(std::string_view head) {
  return head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF") || head.substr(0, 64).find('\0') != std::string_view::npos;
}

}  // namespace

RecordStream::RecordStream(FileBytes& bytes, std::string head, std::unique_ptr<RecordCutter> cutter)
    : bytes_(bytes), cutter_(std::move(cutter)), window_(std::move(head)) {
  while (!bytes_.at_end() && window_.size() <= kWhole) bytes_.more(window_, kChunk);
  whole_ = bytes_.at_end();
  if (whole_) {
    base::Result<clean::Decoded> decoded = clean::to_utf8(window_, "");
    unreadable_ = !decoded;
    window_ = decoded ? std::move(decoded->utf8) : std::string();
  } else {
    unreadable_ = is_utf16(window_);
    content_type_ = declared_type(window_);
  }
}

void RecordStream::drop(std::size_t bytes) {
  line_ += std::count(window_.begin() + static_cast<std::ptrdiff_t>(from_), window_.begin() + static_cast<std::ptrdiff_t>(from_ + bytes), '\n');
  from_ += bytes;
}

// Twice as much as there is, so that a record that does not fit is looked at a bounded number of times.
void RecordStream::grow() {
  window_.erase(0, from_);
  from_ = 0;
  bytes_.more(window_, std::max(kChunk, window_.size()));
}

bool RecordStream::give(RecordPiece& piece, RecordPiece::State state, std::size_t begin, std::size_t end) {
  drop(begin);
  const std::string_view raw = std::string_view(window_).substr(from_, end - begin);
  piece = {state, raw, ++ordinal_, line_};
  if (!whole_ && state == RecordPiece::State::whole) {
    base::Result<clean::Decoded> decoded = clean::to_utf8(raw, content_type_);
    if (decoded)
      decoded_ = std::move(decoded->utf8);
    else
      piece.state = RecordPiece::State::damaged;
    piece.utf8 = decoded_;
  }
  drop(end - begin);
  return true;
}

bool RecordStream::next(RecordPiece& piece) {
  if (unreadable_) return false;
  for (;;) {
    const std::string_view window = std::string_view(window_).substr(from_);
    const RecordCut cut = cutter_->next(window, bytes_.at_end());
    switch (cut.kind) {
      case RecordCut::Kind::end:
        return false;
      case RecordCut::Kind::record:
        return give(piece, RecordPiece::State::whole, cut.begin, cut.end);
      case RecordCut::Kind::damaged:
        return give(piece, RecordPiece::State::damaged, cut.begin, cut.end);
      case RecordCut::Kind::more:
        drop(cut.begin);
        if (window_.size() - from_ > kMaxRecord) {
          cutter_->give_up();
          return give(piece, RecordPiece::State::too_large, 0, 1);
        }
        grow();
    }
  }
}

}  // namespace meridian::indexer
