// The settings file.
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "base/config.h"
#include "tests/fuzz/target.h"

MERIDIAN_FUZZ(bytes) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("meridian-fuzz-" + std::to_string(getpid()) + ".toml");
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  (void)meridian::base::load_config(file, {});
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
}
