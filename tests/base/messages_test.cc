#include "base/messages.h"

#include <doctest/doctest.h>

namespace meridian::base {

TEST_CASE("messages: an error is told in the reader's language, with what it is about") {
  const Error error{ErrorKind::refused, "serve.port_in_use", "Port 7878 cannot be used."};
  CHECK(message_in("en", error) == "Port 7878 cannot be used.");
  CHECK(message_in("zh", error).find("端口已被占用") == 0);
  CHECK(message_in("zh", error).find("7878") != std::string::npos);
}

TEST_CASE("messages: a code without a sentence is told by its kind") {
  for (const ErrorKind kind : {ErrorKind::not_found, ErrorKind::invalid, ErrorKind::network, ErrorKind::refused, ErrorKind::storage, ErrorKind::incompatible, ErrorKind::cancelled, ErrorKind::bug})
    CHECK(message_in("zh", {kind, "no.such_code", "detail"}).find("detail") != std::string::npos);
}

}  // namespace meridian::base
