// The yardstick of indexing: a plain single-process Xapian::TermGenerator loop over the same JSON lines, nothing else.
//
// Prints articles a second, bytes an article and peak memory; `scripts/bench` sets Meridian's import beside it. One
// thread.
#include <sys/resource.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

namespace {

namespace fs = std::filesystem;

std::int64_t bytes_of(const fs::path& folder) {
  std::int64_t sum = 0;
  for (const auto& file : fs::directory_iterator(folder)) sum += static_cast<std::int64_t>(file.file_size());
  return sum;
}

void index(std::istream& lines, const fs::path& target, std::int64_t most, std::int64_t& articles) {
  Xapian::WritableDatabase database(target.string(), Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  for (std::string line; articles < most && std::getline(lines, line); ++articles) {
    const auto record = nlohmann::json::parse(line);
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(record.value("title", ""), 2);
    generator.increase_termpos();
    generator.index_text(record.contains("abstract") ? record.value("abstract", "") : record.value("text", ""));
    document.set_data(record.value("id", ""));
    database.add_document(document);
  }
  database.commit();
}

std::int64_t bytes_compacted(const fs::path& index) {
  const fs::path target = index.string() + ".compacted";
  fs::remove_all(target);
  Xapian::Database(index.string()).compact(target.string());
  const std::int64_t bytes = bytes_of(target);
  fs::remove_all(target);
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: bench_raw FILE.jsonl TARGET_FOLDER [MOST]\n";
    return 2;
  }
  std::ifstream lines(argv[1]);
  if (!lines) {
    std::cerr << "Could not read " << argv[1] << ".\n";
    return 2;
  }
  const auto start = std::chrono::steady_clock::now();
  std::int64_t articles = 0;
  index(lines, argv[2], argc > 3 ? std::stoll(argv[3]) : INT64_MAX, articles);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::cout << "raw TermGenerator loop\t" << static_cast<double>(articles) / seconds << "\trecords/s\n"
            << "raw index\t" << bytes_of(argv[2]) / std::max<std::int64_t>(articles, 1) << "\tbytes/record\n"
            << "raw index, compacted\t" << bytes_compacted(argv[2]) / std::max<std::int64_t>(articles, 1) << "\tbytes/record\n"
            << "raw peak memory\t" << static_cast<double>(usage.ru_maxrss) / 1000 << "\tMB\n";
}
