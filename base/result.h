// A value or an Error; the one place that names the underlying expected type.
//
// Below cli nothing of ours throws: a function that can fail returns Result<T>, and libraries that throw are caught in the one
// room that uses them. Damaged input is not an error: it is data with warnings.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace meridian::base {

enum class ErrorKind {
  not_found,     // what was asked for is not there
  invalid,       // the caller's input cannot be understood
  network,       // the other side failed us
  refused,       // we will not do this: a bound, a rule, somebody else holds it
  storage,       // disk or database
  incompatible,  // made by another version
  cancelled,     // the user stopped it
  bug            // cannot happen
};

// `code` is stable and short ("fetch.timeout", "query.too_long"): scripts and tests compare it. `message` is one plain sentence
// that says what happened, to what, and what to do next.
struct Error {
  ErrorKind kind = ErrorKind::bug;
  std::string code;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string code, std::string message) {
  return tl::unexpected<Error>(Error{kind, std::move(code), std::move(message)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// The kind's name as written in JSON ("not_found").
constexpr std::string_view name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found: return "not_found";
    case ErrorKind::invalid: return "invalid";
    case ErrorKind::network: return "network";
    case ErrorKind::refused: return "refused";
    case ErrorKind::storage: return "storage";
    case ErrorKind::incompatible: return "incompatible";
    case ErrorKind::cancelled: return "cancelled";
    case ErrorKind::bug: return "bug";
  }
  return "bug";
}

}  // namespace meridian::base

// Passes an error up: MERIDIAN_TRY(status()); and, for a value, MERIDIAN_TRY_ASSIGN(auto x, f());
#define MERIDIAN_CONCAT_(a, b) a##b
#define MERIDIAN_CONCAT(a, b) MERIDIAN_CONCAT_(a, b)
#define MERIDIAN_TRY(expression) MERIDIAN_TRY_(MERIDIAN_CONCAT(meridian_status_, __COUNTER__), expression)
#define MERIDIAN_TRY_(status, expression)                                                                                    \
  do {                                                                                                                       \
    if (auto status = (expression); !status) return ::tl::unexpected<::meridian::base::Error>(std::move(status).error());    \
  } while (false)
#define MERIDIAN_TRY_ASSIGN(declaration, expression) \
  MERIDIAN_TRY_ASSIGN_(MERIDIAN_CONCAT(meridian_result_, __COUNTER__), declaration, expression)
#define MERIDIAN_TRY_ASSIGN_(result, declaration, expression)                               \
  auto result = (expression);                                                               \
  if (!result) return ::tl::unexpected<::meridian::base::Error>(std::move(result).error()); \
  declaration = std::move(*result)
