#include "indexer/index_generations.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/files.h"
#include "library/index.h"

namespace meridian::indexer {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStubStart = "auto ", kStubEnd = "/main\n";
constexpr std::size_t kDigits = 6, kMaxDigits = 18;
constexpr std::int64_t kMaxStubBytes = 1 << 16;

bool is_generation(std::string_view name) {
  return name.size() >= kDigits && name.size() <= kMaxDigits &&
         name.find_first_not_of("0123456789") == std::string_view::npos;
}

std::int64_t number_of(const std::string& generation) {
  return generation.empty() ? 0 : std::strtoll(generation.c_str(), nullptr, 10);
}

std::string name_of(std::int64_t number) {
  std::string digits = std::to_string(number);
  return std::string(digits.size() < kDigits ? kDigits - digits.size() : 0, '0') + digits;
}

std::vector<std::string> generations_in(const fs::path& index) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(index, error), end; !error && entry != end; entry.increment(error))
    if (std::string name = entry->path().filename().string(); is_generation(name)) names.push_back(std::move(name));
  return names;
}

}  // namespace

Generations::Generations(const fs::path& library_folder)
    : library_(library_folder), index_(library::index_folder(library_folder)) {}

std::string Generations::current() const {
  const auto text = base::read_file(library::current_file(library_), kMaxStubBytes);
  if (!text || !text->starts_with(kStubStart)) return {};
  std::string name = text->substr(kStubStart.size(), text->find('/') - kStubStart.size());
  return is_generation(name) ? name : std::string();
}

void Generations::remove_leftovers() const {
  const std::int64_t last = number_of(current());
  for (const std::string& name : generations_in(index_))
    if (number_of(name) > last) drop(name);
}

base::Result<std::string> Generations::begin() const {
  std::int64_t last = number_of(current());
  for (const std::string& name : generations_in(index_)) last = std::max(last, number_of(name));
  std::string name = name_of(last + 1);
  MERIDIAN_TRY(base::make_private_folder(folder(name)));
  return name;
}

void Generations::drop(const std::string& generation) const {
  std::error_code ignored;  // what cannot be removed now is removed the next time
  fs::remove_all(folder(generation), ignored);
}

base::Status Generations::make_current(const std::string& generation) const {
  const std::string before = current();
  MERIDIAN_TRY(base::flush_folder(folder(generation)));
  MERIDIAN_TRY(base::flush_folder(index_));
  MERIDIAN_TRY(base::write_file_atomically(library::current_file(library_),
                                           std::string(kStubStart) + generation + std::string(kStubEnd)));
  for (const std::string& name : generations_in(index_))
    if (name != generation && name != before) drop(name);
  return {};
}

void Generations::mark_suspect(const std::string& generation) const {
  // When even this cannot be written, the next commit fails as this one did, and we are here again.
  (void)base::write_file_atomically(folder(generation) / "SUSPECT",
                                    "A commit failed; this generation will be rebuilt.\n");
}

bool Generations::is_suspect(const std::string& generation) const {
  std::error_code error;
  return fs::exists(folder(generation) / "SUSPECT", error);
}

}  // namespace meridian::indexer
