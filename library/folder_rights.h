// Whose a library's folder is, and who else could change what lies in it (FAULTS 107).
//
// Files are 0600, but who may write to the folder may put others in their place, the settings too. What another user owns may
// be read, never written: that one could swap a file under us between two looks at it.
// Immutable, share freely.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "base/warning.h"

namespace meridian::library {

enum class FolderRights { own, open_to_others, of_another };

// `owner` and `mode` as stat(2) gives them; `reader` is the user that this process runs as. Root may use any folder, and a
// folder of root's is nobody else's. One with the sticky bit, as /tmp has it, keeps each user to their own files.
FolderRights rights(uid_t owner, mode_t mode, uid_t reader);

// refused "library.other_owner". A folder that is not there is nobody's.
base::Status refuse_folder_of_another(const std::filesystem::path& folder);
// "library.open_folder" with the folder's name, when others may write to it.
std::optional<base::Warning> folder_warning(const std::filesystem::path& folder);

}  // namespace meridian::library
