#include "library/folder_rights.h"

#include <sys/stat.h>
#include <unistd.h>

namespace meridian::library {
namespace {

constexpr uid_t kRoot = 0;

std::optional<FolderRights> rights_of(const std::filesystem::path& folder) {
  struct stat info = {};
  if (::stat(folder.c_str(), &info) != 0) return std::nullopt;
  return rights(info.st_uid, info.st_mode, ::geteuid());
}

}  // namespace

FolderRights rights(uid_t owner, mode_t mode, uid_t reader) {
  if (owner != reader && owner != kRoot && reader != kRoot) return FolderRights::of_another;
  const bool writable = (mode & (S_IWGRP | S_IWOTH)) != 0, sticky = (mode & S_ISVTX) != 0;
  return writable && !sticky ? FolderRights::open_to_others : FolderRights::own;
}

base::Status refuse_folder_of_another(const std::filesystem::path& folder) {
  if (rights_of(folder) != FolderRights::of_another) return {};
  return base::fail(base::ErrorKind::refused, "library.other_owner",
                    "The folder " + folder.string() +
                        " belongs to another user, who could change it at any time; nothing was written. Name a folder of your own with --library.");
}

std::optional<base::Warning> folder_warning(const std::filesystem::path& folder) {
  if (rights_of(folder) != FolderRights::open_to_others) return std::nullopt;
  return base::Warning{"library.open_folder", {folder.string()}};
}

}  // namespace meridian::library
