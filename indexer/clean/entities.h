// Character references, numeric and by HTML's names. Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace meridian::indexer::clean {

// &amp; &eacute; &#x3b2; → characters, once; what is no reference stays as it stands (FAULTS 31-34).
std::string decode_references(std::string_view utf8);
// HTML names that XML does not know become characters; &amp; &lt; &gt; &quot; &apos; and numbers stay for the XML parser, and a bare
// '&' (a name without ';' too) becomes &amp;. CDATA sections are left alone.
std::string xml_references(std::string_view utf8);

// What windows-1252 has at 0x80-0x9F, which authors mean when they write these codes. REQUIRES: 0x80 <= code < 0xA0.
std::uint32_t windows_1252(std::uint32_t code);

}  // namespace meridian::indexer::clean
