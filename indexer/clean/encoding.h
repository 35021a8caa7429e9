// Bytes of unknown encoding → UTF-8: BOM, then header, then declaration, then sniffing (FAULTS 35-41; WHATWG Encoding labels); what
// reads as UTF-8 throughout and is more than ASCII is UTF-8 before any label.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace meridian::indexer::clean {

struct Decoded {
  std::string utf8;          // valid, without NUL and BOM
  std::string encoding;      // the one used, its WHATWG name ("gb18030")
  std::string label;         // what the header, else the declaration, called it; may be empty
  std::size_t repaired = 0;  // runs of text that were encoded twice and were put right (mojibake.h)
  bool doubtful = false;     // the encoding that was named could not decode over 1 % of it; another one, or its rest, was taken
};
// `content_type`: the HTTP header or empty. The declaration is XML's encoding="…" in the first KiB, or HTML's <meta charset> in the first 16 KiB.
// invalid "xml.encoding": an encoding we do not read (utf-7, UTF-32, EBCDIC …).
base::Result<Decoded> to_utf8(std::string_view bytes, std::string_view content_type);

}  // namespace meridian::indexer::clean
