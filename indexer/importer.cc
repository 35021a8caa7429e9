// See importer.h. Files give articles to one batch; a full one is stored while the next is read.
#include "indexer/importer.h"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

#include "indexer/article_builder.h"
#include "indexer/clean/ascii.h"
#include "indexer/feed_reader.h"
#include "indexer/file_bytes.h"
#include "indexer/file_format.h"
#include "indexer/intake.h"
#include "indexer/json_lines.h"
#include "indexer/line_reader.h"
#include "indexer/record_builder.h"
#include "indexer/record_reader.h"
#include "indexer/record_stream.h"
#include "indexer/relations.h"
#include "indexer/withdrawal.h"

namespace meridian::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatch = 1000;
constexpr std::size_t kMaxFailures = 1000, kMaxIds = 1000;
constexpr std::size_t kHead = 64 << 10;
constexpr std::uintmax_t kWorthResuming = 512 << 10;  // on the disk; smaller files are read anew in a moment
constexpr int kCountedAtOnce = 4096;
constexpr std::size_t kMaxDocument = 32 << 20;  // of a feed, page or text; records and JSONL have no bound

class Import {
 public:
  // Without a library every article goes to the sink.
  Import(library::Library* library, const base::Config& config, const base::Clock& clock,
         const std::function<base::Status()>& after_batch, const std::function<void(const ReadArticle&)>& sink,
         const base::Progress& progress, const base::Cancelled& cancelled, const ImportChoice& choice)
      : library_(library),
        config_(config),
        clock_(clock),
        after_batch_(after_batch),
        sink_(sink),
        progress_(progress),
        cancelled_(cancelled),
        choice_(choice) {}

  base::Result<ImportReport> run(const std::vector<fs::path>& files) {
    std::error_code ignored;
    for (const fs::path& file : files)
      if (const auto size = fs::file_size(file, ignored); !ignored) total_bytes_ += static_cast<std::int64_t>(size);
    for (const fs::path& file : files) {
      file_ = file;
      MERIDIAN_TRY(one_file());
    }
    MERIDIAN_TRY(take_batch());
    MERIDIAN_TRY(stored());
    base::report(progress_, {"import", total_bytes_, total_bytes_, "", true});
    return std::move(report_);
  }

 private:
  // What is stored at once, by a thread of its own while the next batch is read.
  struct Batch {
    std::vector<library::Article> articles;
    std::vector<std::pair<std::size_t, std::vector<RecordRelation>>> related;  // places in `articles`
    std::vector<Record> withdrawn;
    std::string mark;         // fingerprint of the file, where its progress is kept
    std::int64_t given = 0;   // its records so far
    bool ended = false;       // all of them were given

    std::size_t size() const { return articles.size() + withdrawn.size(); }
  };
  struct Stored {
    IntakeReport taken;
    std::int64_t linked = 0, withdrawn = 0, milliseconds = 0;
  };

  // An error only when nothing more can be imported: storage, cancelled.
  base::Status one_file() {
    if (fs::is_directory(file_))
      return failed(0, "file.folder", "This is a folder: name the files in it."), base::Status();
    FileBytes bytes(file_);
    if (!bytes.opened())
      return failed(0, "file.unreadable", "The file cannot be opened: check its name and that you may read it."),
             base::Status();
    ++report_.files;
    std::string head;
    bytes.more(head, kHead);
    bytes_ = &bytes;
    const base::Status done = by_format(bytes, std::move(head));
    if (bytes.damaged())
      failed(0, "file.gzip", "The compressed file is damaged or ends early; what stands before that was read.");
    files_bytes_ += bytes.bytes_read();
    bytes_ = nullptr;
    return done;
  }

  base::Status by_format(FileBytes& bytes, std::string head) {
    const std::string text_head = readable_head(head);
    switch (format_of(text_head, file_)) {
      case FileFormat::records:
        return records(bytes, std::move(head), record_format(clean::trim(text_head)));
      case FileFormat::json_lines:
        return json_lines(bytes, std::move(head));
      case FileFormat::feed:
        return document(bytes, std::move(head), [this](const std::string& all) { return feed(all); });
      case FileFormat::page:
        return document(bytes, std::move(head), [this](const std::string& all) { return page(all); });
      case FileFormat::text:
        return document(bytes, std::move(head), [this](const std::string& all) { return text(all); });
      case FileFormat::binary:
        break;
    }
    failed(0, "file.binary",
           "The file is a PDF, image or archive: save its text, or import its record from another format.");
    return {};
  }

  // Calls `step` until it gives false, taking in what is full.
  template <class Step>
  base::Status each(Step step) {
    for (bool more = true; more;) {
      const std::int64_t begin = clock_.steady_ms();
      while (more && batch_.size() < kBatch) more = step();
      parse_ms_ += clock_.steady_ms() - begin;
      report_.parse_s = static_cast<double>(parse_ms_) / 1000;
      if (more || batch_.articles.size() >= kBatch) MERIDIAN_TRY(take_batch());
    }
    return {};
  }

  base::Status records(FileBytes& bytes, std::string head, RecordFormat format) {
    const std::unique_ptr<RecordReader> reader = make_record_reader(format);
    RecordStream stream(bytes, std::move(head), reader->cutter());
    if (stream.unreadable())
      return failed(0, "file.encoding", "The file's encoding is not read at this size: save it as UTF-8."), base::Status();
    RecordPiece piece;
    MERIDIAN_TRY(go_on([&] {
      if (!stream.next(piece)) return false;
      // BibTeX's abbreviations are defined once, at the beginning.
      if (format == RecordFormat::bibtex && piece.state == RecordPiece::State::whole) static_cast<void>(reader->read(piece.utf8));
      return true;
    }));
    MERIDIAN_TRY(each([&] {
      if (!stream.next(piece)) return false;
      ++given_;
      record(piece, *reader);
      return true;
    }));
    return came_to_end();
  }

  // Passes what an earlier import took in, without reading it; from here on the file's progress is kept.
  template <class Next>
  base::Status go_on(Next next) {
    given_ = 0;
    MERIDIAN_TRY(stored());
    std::error_code ignored;
    if (!library_ || fs::file_size(file_, ignored) < kWorthResuming || ignored) return {};
    mark_ = fingerprint_of(file_);
    if (mark_.empty() || choice_.from_the_start) return {};
    MERIDIAN_TRY_ASSIGN(const std::int64_t known, library_->unfinished_imports().records(mark_));
    if (known == 0) return {};
    report_.resumed.push_back({file_.string(), known});
    if (choice_.when_resumed) choice_.when_resumed(report_.resumed.back());
    while (given_ < known && next()) {
      if (++given_ % kCountedAtOnce != 0) continue;
      MERIDIAN_TRY(stop_if_wanted());
      tell_progress();
    }
    return {};
  }

  base::Status came_to_end() {
    if (mark_.empty()) return {};
    batch_.ended = true;
    const base::Status taken = take_batch();
    mark_.clear();
    return taken;
  }

  base::Status note_progress(const Batch& batch, library::Transaction& transaction) const {
    if (batch.mark.empty()) return {};
    library::UnfinishedImports& unfinished = library_->unfinished_imports();
    return batch.ended ? unfinished.finished(transaction, batch.mark) : unfinished.note(transaction, batch.mark, batch.given);
  }

  void record(const RecordPiece& piece, RecordReader& reader) {
    if (piece.state == RecordPiece::State::too_large)
      return failed(piece.line, "record.too_large", nth(piece) + " is over 32 MiB and was left out.");
    if (piece.state == RecordPiece::State::damaged)
      return failed(piece.line, "record.damaged", nth(piece) + " is cut off or not closed and was left out.");
    base::Result<std::vector<Record>> read = reader.read(piece.utf8);
    if (!read) {
      // A list may hold objects of our own JSONL.
      if (read.error().code == "record.unknown" && piece.utf8.starts_with('{'))
        if (base::Result<library::Article> article = article_from_json_line(piece.utf8, clock_.now()); article)
          return add(std::move(*article), piece.line);
      return failed(piece.line, read.error().code, nth(piece) + ": " + read.error().message);
    }
    take(*read, piece);
  }

  void take(std::vector<Record>& records, const RecordPiece& piece) {
    for (Record& one : records) {
      if (one.deleted) {
        batch_.withdrawn.push_back(std::move(one));
        continue;
      }
      std::optional<library::Article> article = article_from_record(one, clock_.now());
      if (article)
        add(std::move(*article), piece.line, std::move(one));
      else
        failed(piece.line, "record.empty", nth(piece) + " has neither title nor abstract and was left out.");
    }
  }

  static std::string nth(const RecordPiece& piece) { return "Record " + std::to_string(piece.ordinal); }

  base::Status json_lines(FileBytes& bytes, std::string head) {
    LineReader reader(bytes, std::move(head));
    std::int64_t number = 0;
    std::string_view line;
    MERIDIAN_TRY(go_on([&] { return reader.next(line) != LineReader::Line::end && ++number > 0; }));
    MERIDIAN_TRY(each([&] {
      const LineReader::Line kind = reader.next(line);
      if (kind == LineReader::Line::end) return false;
      ++number, ++given_;
      if (kind == LineReader::Line::too_long)
        failed(number, "json.line_too_long", "The line is over 8 MiB long and was left out.");
      else
        json_line(line, number);
      return true;
    }));
    return came_to_end();
  }

  void json_line(std::string_view line, std::int64_t number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    line = clean::trim(line);
    if (line.empty()) return;
    if (is_record_line(line)) return record({RecordPiece::State::whole, line, number, number}, *json_reader_);
    base::Result<library::Article> article = article_from_json_line(line, clock_.now());
    if (article)
      add(std::move(*article), number);
    else
      failed(number, article.error().code, article.error().message);
  }

  // A feed, page or text: read whole, within a bound.
  template <class Read>
  base::Status document(FileBytes& bytes, std::string all, Read read) {
    return each([&] {
      while (all.size() <= kMaxDocument && bytes.more(all, kMaxDocument / 8)) {
      }
      if (all.size() > kMaxDocument)
        failed(0, "file.too_large", "The file is over 32 MiB, more than is read of a feed, page or text.");
      else
        read(all);
      return false;
    });
  }

  void feed(const std::string& bytes) {
    const base::Result<feed::FeedDocument> document = read_feed(bytes, "", "", config_.fetch);
    if (!document && document.error().code == "feed.not_a_feed") return page(bytes);
    if (!document) return failed(0, document.error().code, document.error().message);
    for (const base::Warning& warning : document->warnings) failed(0, warning);
    for (const feed::Item& item : document->items)
      if (std::optional<library::Article> article = article_from_item(item, *document, context()))
        add(std::move(*article), 0);
  }
  void page(const std::string& bytes) {
    base::Result<library::Article> article = article_from_page(bytes, "", "", context());
    if (article)
      add(std::move(*article), 0);
    else
      failed(0, article.error().code, article.error().message);
  }
  void text(const std::string& bytes) {
    base::Result<std::vector<library::Article>> articles =
        articles_from_text(bytes, file_.filename().string(), context());
    if (!articles) return failed(0, articles.error().code, articles.error().message);
    for (library::Article& article : *articles) add(std::move(article), 0);
  }

  BuildContext context() const { return {"", "", clock_.now()}; }

  void add(library::Article article, std::int64_t line, Record record = {}) {
    if (library_ && !record.relations.empty()) batch_.related.push_back({batch_.articles.size(), std::move(record.relations)});
    if (library_)
      batch_.articles.push_back(std::move(article));
    else
      sink_({file_.string(), line, std::move(article), std::move(record)});
  }

  base::Status stop_if_wanted() const {
    if (!cancelled_ || !cancelled_()) return {};
    return base::fail(base::ErrorKind::cancelled, "import.cancelled",
                      "The import was stopped; what was taken in before stays. Run it again to go on.");
  }

  void tell_progress() const {
    const std::int64_t done = files_bytes_ + (bytes_ ? bytes_->bytes_read() : 0);
    base::report(progress_, {"import", std::min(done, total_bytes_), total_bytes_, file_.filename().string(), false});
  }

  // Gives the batch to be stored, once the one before it is.
  base::Status take_batch() {
    MERIDIAN_TRY(stored());
    MERIDIAN_TRY(stop_if_wanted());
    Batch batch = std::exchange(batch_, {});
    if (!library_ || (batch.size() == 0 && !batch.ended)) return {};
    batch.mark = mark_, batch.given = given_;
    storing_ = std::async(std::launch::async, [this, batch = std::move(batch)]() mutable { return store(std::move(batch)); });
    return {};
  }

  // Waits for the batch that is being stored, if one is. The library is its thread's until then.
  base::Status stored() {
    if (!storing_.valid()) return {};
    MERIDIAN_TRY_ASSIGN(const Stored stored, storing_.get());
    report_.added += stored.taken.added, report_.updated += stored.taken.updated, report_.unchanged += stored.taken.unchanged;
    report_.linked += stored.linked, report_.withdrawn += stored.withdrawn;
    for (const library::ArticleId id : stored.taken.ids)
      if (report_.ids.size() < kMaxIds) report_.ids.push_back(id);
    library_ms_ += stored.milliseconds;
    report_.library_s = static_cast<double>(library_ms_) / 1000;
    tell_progress();
    return after_batch_ ? after_batch_() : base::Status();
  }

  // Touches the library and the batch alone.
  base::Result<Stored> store(Batch batch) const {
    const std::int64_t begin = clock_.steady_ms();
    Stored stored;
    // What follows the articles is written for itself, and the file's progress with the last of it.
    const bool more = !batch.related.empty() || !batch.withdrawn.empty();
    MERIDIAN_TRY_ASSIGN(stored.taken, take_in(*library_, std::move(batch.articles), [&](library::Transaction& transaction) {
                          return more ? base::Status() : note_progress(batch, transaction);
                        }));
    std::vector<RelatedRecord> related;
    for (auto& [place, relations] : batch.related)
      if (stored.taken.ids[place] != 0) related.emplace_back(stored.taken.ids[place], std::move(relations));
    if (!related.empty()) {
      MERIDIAN_TRY_ASSIGN(stored.linked, link_relations(*library_, related));
    }
    if (!batch.withdrawn.empty()) {
      MERIDIAN_TRY_ASSIGN(stored.withdrawn, withdraw(*library_, batch.withdrawn));
    }
    if (more) MERIDIAN_TRY(library_->write([&](library::Transaction& transaction) { return note_progress(batch, transaction); }));
    stored.milliseconds = clock_.steady_ms() - begin;
    return stored;
  }

  void failed(std::int64_t line, std::string code, std::string message) {
    failed(line, base::Warning{std::move(code), {std::move(message)}});
  }
  void failed(std::int64_t line, base::Warning why) {
    ++report_.failures_in_all;
    if (report_.failures.size() < kMaxFailures) report_.failures.push_back({file_.string(), line, std::move(why.code), std::move(why.values)});
  }

  library::Library* library_;
  const base::Config& config_;
  const base::Clock& clock_;
  const std::function<base::Status()>& after_batch_;
  const std::function<void(const ReadArticle&)>& sink_;
  const base::Progress& progress_;
  const base::Cancelled& cancelled_;
  const ImportChoice& choice_;
  ImportReport report_;
  fs::path file_;
  const FileBytes* bytes_ = nullptr;  // of the file at hand
  std::string mark_;          // its fingerprint, where its progress is kept
  std::int64_t given_ = 0;    // its records so far
  Batch batch_;               // what is being read
  std::future<base::Result<Stored>> storing_;
  const std::unique_ptr<RecordReader> json_reader_ = make_record_reader(RecordFormat::json);
  std::int64_t total_bytes_ = 0, files_bytes_ = 0, parse_ms_ = 0, library_ms_ = 0;
};

}  // namespace

base::Result<ImportReport> import_files(library::Library& library, const std::vector<fs::path>& files,
                                        const base::Config& config, const base::Clock& clock,
                                        const std::function<base::Status()>& after_batch,
                                        const base::Progress& progress, const base::Cancelled& cancelled,
                                        const ImportChoice& choice) {
  return Import(&library, config, clock, after_batch, {}, progress, cancelled, choice).run(files);
}

base::Result<ImportReport> read_files(const std::vector<fs::path>& files, const base::Config& config,
                                      const base::Clock& clock, const std::function<void(const ReadArticle&)>& sink,
                                      const base::Cancelled& cancelled) {
  return Import(nullptr, config, clock, {}, sink, {}, cancelled, {}).run(files);
}

}  // namespace meridian::indexer
