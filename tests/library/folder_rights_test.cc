#include "library/folder_rights.h"

#include <doctest/doctest.h>

#include "base/files.h"
#include "base/messages.h"

using namespace meridian;
using library::FolderRights;

TEST_CASE("fault_107: whose a folder is and who may write to it decides whether it is used, and with what words") {
  constexpr uid_t kRoot = 0, kReader = 1000, kOther = 1001;
  const struct {
    uid_t owner;
    mode_t mode;
    uid_t reader;
    FolderRights rights;
  } rows[] = {
      {kReader, 0700, kReader, FolderRights::own},
      {kReader, 0755, kReader, FolderRights::own},
      {kReader, 0770, kReader, FolderRights::open_to_others},
      {kReader, 0720, kReader, FolderRights::open_to_others},
      {kReader, 0702, kReader, FolderRights::open_to_others},
      {kReader, 0777, kReader, FolderRights::open_to_others},
      {kReader, 01777, kReader, FolderRights::own},  // sticky
      {kReader, 01770, kReader, FolderRights::own},
      {kReader, 040777, kReader, FolderRights::open_to_others},  // with the bits that say it is a folder
      {kRoot, 0755, kReader, FolderRights::own},
      {kRoot, 0777, kReader, FolderRights::open_to_others},
      {kRoot, 01777, kReader, FolderRights::own},
      {kOther, 0700, kReader, FolderRights::of_another},
      {kOther, 0777, kReader, FolderRights::of_another},
      {kOther, 01777, kReader, FolderRights::of_another},
      {kOther, 0700, kRoot, FolderRights::own},
      {kOther, 0777, kRoot, FolderRights::open_to_others},
      {kRoot, 0700, kRoot, FolderRights::own},
  };
  for (const auto& row : rows) {
    CAPTURE(row.owner);
    CAPTURE(row.mode);
    CAPTURE(row.reader);
    CHECK(library::rights(row.owner, row.mode, row.reader) == row.rights);
  }
}

TEST_CASE("fault_107: a folder that is not there is neither refused nor warned of, and the warning names the folder") {
  const auto temporary = base::TemporaryFolder::make("meridian-rights");
  REQUIRE(temporary);
  const auto absent = temporary->path() / "absent", open = temporary->path() / "open";
  CHECK(library::refuse_folder_of_another(absent));
  CHECK_FALSE(library::folder_warning(absent));
  CHECK_FALSE(library::folder_warning(temporary->path()));
  std::filesystem::create_directory(open);
  std::filesystem::permissions(open, std::filesystem::perms::all);
  CHECK(library::refuse_folder_of_another(open));
  const auto warning = library::folder_warning(open);
  REQUIRE(warning);
  for (const char* language : {"en", "zh"}) CHECK(base::message_in(language, *warning).find(open.string()) != std::string::npos);
}
