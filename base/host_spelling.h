// The spellings of one host: what a reader or a hostile page may write in many ways, we compare, ask and show in one.
//
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::base {

// Forms of letters that stand for others in a host (a part of the UTS 46 mapping): full-width ASCII, the ideographic
// full stops, and what is not seen; in lower case.
std::string mapped_host(std::string_view host);

// A host whose last label is a number is an IPv4 address in one of its spellings (decimal, octal, hexadecimal, fewer than
// four numbers), or no host at all (WHATWG URL, host parsing; FAULTS 85). The four usual numbers; "" when it is none;
// the host itself when it does not end so.
std::string ipv4_in_one_spelling(const std::string& host);

}  // namespace meridian::base
