// See importer.h. Each file gives articles to one batch; a full batch is taken in, then the index may follow.
#include "indexer/importer.h"

#include <algorithm>
#include <fstream>

#include "base/files.h"
#include "indexer/article_builder.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/html.h"
#include "indexer/feed_reader.h"
#include "indexer/intake.h"
#include "indexer/json_lines.h"

namespace meridian::indexer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatch = 1000;
constexpr std::size_t kMaxFailures = 1000, kMaxIds = 1000;
constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kMaxLine = 8 << 20;
constexpr std::int64_t kMaxDocument = 32 << 20;  // of a feed, page or text; JSONL has no bound

enum class Format { feed, page, json_lines, text, binary };

// By the bytes, then by the name.
Format format_of(std::string_view head, const fs::path& file) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = clean::trim(head);
  if (clean::is_binary(head)) return Format::binary;
  const std::string lowered = clean::lower(head), extension = clean::lower(file.extension().string());
  if (head.starts_with('{')) return Format::json_lines;
  if (head.starts_with('<')) {
    for (std::string_view root : {"<rss", "<feed", "<rdf:rdf", "<channel", ":feed", "<opensearch"})
      if (lowered.find(root) != std::string::npos && lowered.find("<html") == std::string::npos) return Format::feed;
    return lowered.starts_with("<?xml") && lowered.find("<html") == std::string::npos &&
                   lowered.find("<!doctype html") == std::string::npos
               ? Format::feed
               : Format::page;
  }
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") return Format::page;
  if (extension == ".xml" || extension == ".rss" || extension == ".atom" || extension == ".rdf") return Format::feed;
  if (extension == ".jsonl" || extension == ".ndjson") return Format::json_lines;
  return Format::text;
}

// Reads lines of at most kMaxLine bytes; longer ones are skipped and told.
class LineReader {
 public:
  explicit LineReader(std::ifstream& stream) : stream_(stream) {}
  enum class Line { good, too_long, end };

  Line next(std::string_view& line) {
    bool too_long = false;
    for (;;) {
      const std::size_t end = buffer_.find('\n', from_);
      if (end != std::string::npos || (finished_ && from_ < buffer_.size())) {
        const std::size_t stop = std::min(end, buffer_.size());
        line = std::string_view(buffer_).substr(from_, stop - from_);
        from_ = std::min(stop + 1, buffer_.size());
        return too_long ? Line::too_long : Line::good;
      }
      if (finished_) return too_long ? Line::too_long : Line::end;
      buffer_.erase(0, from_);
      from_ = 0;
      if (buffer_.size() > kMaxLine) too_long = true, buffer_.clear();
      fill();
    }
  }

 private:
  void fill() {
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kChunk);
    stream_.read(buffer_.data() + before, static_cast<std::streamsize>(kChunk));
    buffer_.resize(before + static_cast<std::size_t>(stream_.gcount()));
    finished_ = !stream_;
  }
  std::ifstream& stream_;
  std::string buffer_;
  std::size_t from_ = 0;
  bool finished_ = false;
};

class Import {
 public:
  Import(library::Library& library, const base::Config& config, const base::Clock& clock,
         const std::function<base::Status()>& after_batch, const base::Progress& progress,
         const base::Cancelled& cancelled)
      : library_(library),
        config_(config),
        clock_(clock),
        after_batch_(after_batch),
        progress_(progress),
        cancelled_(cancelled) {}

  base::Result<ImportReport> run(const std::vector<fs::path>& files) {
    std::error_code ignored;
    for (const fs::path& file : files)
      if (const auto size = fs::file_size(file, ignored); !ignored) total_bytes_ += static_cast<std::int64_t>(size);
    for (const fs::path& file : files) {
      file_ = file;
      MERIDIAN_TRY(one_file());
    }
    MERIDIAN_TRY(take_batch());
    base::report(progress_, {"import", total_bytes_, total_bytes_, "", true});
    return std::move(report_);
  }

 private:
  // An error only when nothing more can be imported: storage, cancelled.
  base::Status one_file() {
    std::ifstream stream(file_, std::ios::binary);
    std::string head(4096, '\0');
    if (fs::is_directory(file_))
      return failed(0, "file.folder", "This is a folder: name the files in it."), base::Status();
    if (!stream)
      return failed(0, "file.unreadable", "The file cannot be opened: check its name and that you may read it."),
             base::Status();
    ++report_.files;
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    stream.clear();
    stream.seekg(0);
    switch (format_of(head, file_)) {
      case Format::json_lines:
        return json_lines(stream);
      case Format::feed:
        return document([this](const std::string& bytes) { return feed(bytes); });
      case Format::page:
        return document([this](const std::string& bytes) { return page(bytes); });
      case Format::text:
        return document([this](const std::string& bytes) { return text(bytes); });
      case Format::binary:
        break;
    }
    failed(0, "file.binary",
           "The file is a PDF, image or archive: save its text, or import its record from another format.");
    return {};
  }

  base::Status json_lines(std::ifstream& stream) {
    LineReader reader(stream);
    std::int64_t number = 0;
    std::string_view line;
    for (;;) {
      const std::int64_t begin = clock_.steady_ms();
      while (batch_.size() < kBatch) {
        const LineReader::Line kind = reader.next(line);
        if (kind == LineReader::Line::end) {
          parse_ms_ += clock_.steady_ms() - begin;
          report_.parse_s = static_cast<double>(parse_ms_) / 1000;
          return {};
        }
        ++number;
        done_bytes_ += static_cast<std::int64_t>(line.size()) + 1;
        if (kind == LineReader::Line::too_long)
          failed(number, "json.line_too_long", "The line is over 8 MiB long and was left out.");
        else
          json_line(line, number);
      }
      parse_ms_ += clock_.steady_ms() - begin;
      MERIDIAN_TRY(take_batch());
    }
  }

  void json_line(std::string_view line, std::int64_t number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    line = clean::trim(line);
    if (line.empty()) return;
    base::Result<library::Article> article = article_from_json_line(line, clock_.now());
    if (article)
      batch_.push_back(std::move(*article));
    else
      failed(number, article.error().code, article.error().message);
  }

  // A feed, page or text: read whole, within a bound.
  template <class Read>
  base::Status document(Read read) {
    const std::int64_t begin = clock_.steady_ms();
    const base::Result<std::string> bytes = base::read_file(file_, kMaxDocument);
    if (!bytes) return failed(0, bytes.error().code, bytes.error().message), base::Status();
    read(*bytes);
    done_bytes_ += static_cast<std::int64_t>(bytes->size());
    parse_ms_ += clock_.steady_ms() - begin;
    report_.parse_s = static_cast<double>(parse_ms_) / 1000;
    return batch_.size() < kBatch ? base::Status() : take_batch();
  }

  void feed(const std::string& bytes) {
    const base::Result<feed::FeedDocument> document = read_feed(bytes, "", "", config_.fetch);
    if (!document && document.error().code == "feed.not_a_feed") return page(bytes);
    if (!document) return failed(0, document.error().code, document.error().message);
    for (const base::Warning& warning : document->warnings) failed(0, warning);
    for (const feed::Item& item : document->items)
      if (std::optional<library::Article> article = article_from_item(item, *document, context()))
        batch_.push_back(std::move(*article));
  }
  void page(const std::string& bytes) {
    base::Result<library::Article> article = article_from_page(bytes, "", "", context());
    if (article)
      batch_.push_back(std::move(*article));
    else
      failed(0, article.error().code, article.error().message);
  }
  void text(const std::string& bytes) {
    base::Result<std::vector<library::Article>> articles =
        articles_from_text(bytes, file_.filename().string(), context());
    if (!articles) return failed(0, articles.error().code, articles.error().message);
    std::move(articles->begin(), articles->end(), std::back_inserter(batch_));
  }

  BuildContext context() const { return {"", "", clock_.now()}; }

  base::Status take_batch() {
    if (cancelled_ && cancelled_())
      return base::fail(base::ErrorKind::cancelled, "import.cancelled",
                        "The import was stopped; what was taken in before stays. Run it again to go on.");
    if (batch_.empty()) return {};
    const std::int64_t begin = clock_.steady_ms();
    MERIDIAN_TRY_ASSIGN(const IntakeReport taken, take_in(library_, std::move(batch_)));
    batch_.clear();
    report_.added += taken.added, report_.updated += taken.updated, report_.unchanged += taken.unchanged;
    for (const library::ArticleId id : taken.ids)
      if (report_.ids.size() < kMaxIds) report_.ids.push_back(id);
    library_ms_ += clock_.steady_ms() - begin;
    report_.library_s = static_cast<double>(library_ms_) / 1000;
    base::report(progress_,
                 {"import", std::min(done_bytes_, total_bytes_), total_bytes_, file_.filename().string(), false});
    return after_batch_ ? after_batch_() : base::Status();
  }

  void failed(std::int64_t line, std::string code, std::string message) {
    failed(line, base::Warning{std::move(code), {std::move(message)}});
  }
  void failed(std::int64_t line, base::Warning why) {
    ++report_.failures_in_all;
    if (report_.failures.size() < kMaxFailures) report_.failures.push_back({file_.string(), line, std::move(why.code), std::move(why.values)});
  }

  library::Library& library_;
  const base::Config& config_;
  const base::Clock& clock_;
  const std::function<base::Status()>& after_batch_;
  const base::Progress& progress_;
  const base::Cancelled& cancelled_;
  ImportReport report_;
  fs::path file_;
  std::vector<library::Article> batch_;
  std::int64_t total_bytes_ = 0, done_bytes_ = 0, parse_ms_ = 0, library_ms_ = 0;
};

}  // namespace

base::Result<ImportReport> import_files(library::Library& library, const std::vector<fs::path>& files,
                                        const base::Config& config, const base::Clock& clock,
                                        const std::function<base::Status()>& after_batch,
                                        const base::Progress& progress, const base::Cancelled& cancelled) {
  return Import(library, config, clock, after_batch, progress, cancelled).run(files);
}

}  // namespace meridian::indexer
