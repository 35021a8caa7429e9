#include "base/private_address.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include <initializer_list>

namespace meridian::base {

namespace {

bool is_private(const char* text) {
  sockaddr_in ipv4 = {};
  ipv4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text, &ipv4.sin_addr) == 1)
    return is_private_address(reinterpret_cast<const sockaddr*>(&ipv4));
  sockaddr_in6 ipv6 = {};
  ipv6.sin6_family = AF_INET6;
  REQUIRE_MESSAGE(inet_pton(AF_INET6, text, &ipv6.sin6_addr) == 1, text);
  return is_private_address(reinterpret_cast<const sockaddr*>(&ipv6));
}

}  // namespace

TEST_CASE("fault_084 address: nobody's addresses, in all their forms") {
  for (const char* text :
       {"0.0.0.0",         "10.1.2.3",    "100.64.0.1",     "100.127.255.255", "127.0.0.1", "127.255.0.1",
        "169.254.169.254", "172.16.0.1",  "172.31.255.255", "192.168.0.1",     "192.0.0.8", "192.0.2.1",
        "198.18.0.1",      "224.0.0.1",   "240.0.0.1",      "255.255.255.255", "::",        "::1",
        "::127.0.0.1",     "fc00::1",     "fdff::1",        "fe80::1",         "febf::1",   "fec0::1",
        "ff02::1",         "2001:db8::1", "2001::1",        "64:ff9b:1::1"})
    CHECK_MESSAGE(is_private(text), text);
}

TEST_CASE("fault_086 address: an IPv4 address inside an IPv6 one is judged for itself") {
  for (const char* text : {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::192.168.0.1", "64:ff9b::7f00:1",
                           "2002:7f00:1::", "2002:c0a8:1::1"})
    CHECK_MESSAGE(is_private(text), text);
  for (const char* text : {"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"})
    CHECK_MESSAGE(!is_private(text), text);
}

TEST_CASE("fault_084 fault_085 address: a host that spells such an address, or names this machine, is told without asking") {
  for (const char* host : {"127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.8",
                           "169.254.169.254", "fe80::1", "localhost", "printer.local", "a.localhost"})
    CHECK_MESSAGE(names_private_address(host), host);
  for (const char* host : {"8.8.8.8", "2606:4700::1111", "journal.example", "localhost.example", "10.example"})
    CHECK_MESSAGE(!names_private_address(host), host);
}

TEST_CASE("address: the open internet is open, up to the edges") {
  for (const char* text :
       {"8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "192.169.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "fbff::1"})
    CHECK_MESSAGE(!is_private(text), text);
}

}  // namespace meridian::base
