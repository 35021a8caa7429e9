#include "base/private_address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace meridian::base {

namespace {

using Ipv6 = std::array<std::uint8_t, 16>;

struct Range4 {
  std::uint32_t network;
  int bits;
};
constexpr Range4 kPrivate4[] = {
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared by carriers
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
};

bool is_private4(std::uint32_t address) {
  return std::any_of(std::begin(kPrivate4), std::end(kPrivate4),
                     [&](const Range4& range) { return (address ^ range.network) >> (32 - range.bits) == 0; });
}

struct Range6 {
  Ipv6 network;
  int bits;
};
constexpr Range6 kPrivate6[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48},  // NAT64 inside a network
    {{0x01, 0x00}, 64},                          // discard
    {{0x20, 0x01, 0x00, 0x00}, 23},              // protocol assignments, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},              // documentation
    {{0x3f, 0xff}, 20},                          // documentation
    {{0xfc}, 7},                                 // unique local
    {{0xfe, 0x80}, 10},                          // link-local
    {{0xfe, 0xc0}, 10},                          // site-local, as it once was
    {{0xff}, 8},                                 // multicast
};

bool begins_with(const Ipv6& address, const Ipv6& network, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(network.begin(), network.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  return bits % 8 == 0 || (address[whole] ^ network[whole]) >> (8 - bits % 8) == 0;
}

std::uint32_t ipv4_at(const Ipv6& address, std::size_t at) {
  return std::uint32_t{address[at]} << 24 | std::uint32_t{address[at + 1]} << 16 | std::uint32_t{address[at + 2]} << 8 |
         address[at + 3];
}

bool is_private6(const Ipv6& address) {
  constexpr Ipv6 kZero = {}, kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, kNat64 = {0x00, 0x64, 0xff, 0x9b},
                 k6to4 = {0x20, 0x02};
  if (begins_with(address, kMapped, 96) || begins_with(address, kNat64, 96)) return is_private4(ipv4_at(address, 12));
  if (begins_with(address, k6to4, 16)) return is_private4(ipv4_at(address, 2));
  if (begins_with(address, kZero, 96)) return true;  // ::, ::1 and the IPv4-compatible form that nobody uses any more
  return std::any_of(std::begin(kPrivate6), std::end(kPrivate6),
                     [&](const Range6& range) { return begins_with(address, range.network, range.bits); });
}

}  // namespace

bool is_private_address(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in ipv4 = {};
    std::memcpy(&ipv4, address, sizeof ipv4);
    return is_private4(ntohl(ipv4.sin_addr.s_addr));
  }
  if (address->sa_family != AF_INET6) return true;
  sockaddr_in6 ipv6 = {};
  std::memcpy(&ipv6, address, sizeof ipv6);
  Ipv6 bytes;
  std::memcpy(bytes.data(), &ipv6.sin6_addr, bytes.size());
  return is_private6(bytes);
}

bool names_private_address(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost") || host.ends_with(".local")) return true;
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return false;
  const bool is_private = is_private_address(found->ai_addr);
  freeaddrinfo(found);
  return is_private;
}

}  // namespace meridian::base
