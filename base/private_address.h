// Which network addresses are nobody's on the open internet (FAULTS 84-87).
//
// IANA's special-purpose registries (RFC 6890 and successors); forms that carry an IPv4 address inside an IPv6 one
// (mapped, NAT64, 6to4) are judged by what they carry, and tunnels that hide it are refused. Immutable, share freely.
#pragma once

#include <string>

struct sockaddr;

namespace meridian::base {

// True for loopback, private, link-local, shared, reserved, documentation and multicast addresses, and for any family
// but IPv4 and IPv6. REQUIRES: `address` is as long as its family says.
bool is_private_address(const sockaddr* address);

// True when `host` itself spells such an address ("127.1", "::1") or is the name of this machine; no name is looked up.
bool names_private_address(const std::string& host);

}  // namespace meridian::base
