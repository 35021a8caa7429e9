// Transliterations in braces, as submission systems write them; see greek.h.
#include "indexer/clean/greek.h"

#include <algorithm>
#include <iterator>

namespace meridian::indexer::clean {
namespace {

struct Row {
  std::string_view name, text;
};
constexpr Row kRows[] = {
    {"+/-", "±"},     {"-/+", "∓"},     {"<=", "≤"},      {">=", "≥"},      {"Alpha", "Α"},   {"Beta", "Β"},
    {"Delta", "Δ"},   {"Gamma", "Γ"},   {"Lambda", "Λ"},  {"Omega", "Ω"},   {"Phi", "Φ"},     {"Pi", "Π"},
    {"Psi", "Ψ"},     {"Sigma", "Σ"},   {"Theta", "Θ"},   {"Xi", "Ξ"},      {"alpha", "α"},   {"approx", "≈"},
    {"beta", "β"},    {"cap", "∩"},     {"chi", "χ"},     {"cup", "∪"},     {"deg", "°"},     {"degrees", "°"},
    {"delta", "δ"},   {"ell", "ℓ"},     {"epsilon", "ε"}, {"eta", "η"},     {"gamma", "γ"},   {"iota", "ι"},
    {"kappa", "κ"},   {"lambda", "λ"},  {"micro", "µ"},   {"mu", "μ"},      {"nu", "ν"},      {"omega", "ω"},
    {"phi", "φ"},     {"pi", "π"},      {"psi", "ψ"},     {"rho", "ρ"},     {"sigma", "σ"},   {"tau", "τ"},
    {"theta", "θ"},   {"times", "×"},   {"upsilon", "υ"}, {"xi", "ξ"},      {"zeta", "ζ"},    {"~", "~"},
};
constexpr std::size_t kLongest = 8;

}  // namespace

std::string repair_greek(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t open = std::min(utf8.find('{', at), utf8.size());
    out.append(utf8, at, open - at);
    at = open;
    if (at == utf8.size()) break;
    const std::size_t length = utf8.substr(at + 1, kLongest + 1).find('}');
    const std::string_view name = length == std::string_view::npos ? std::string_view() : utf8.substr(at + 1, length);
    const auto row = std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.name == name; });
    if (row == std::end(kRows)) {
      out += utf8[at++];
    } else {
      out += row->text;
      at += length + 2;
    }
  }
  return out;
}

}  // namespace meridian::indexer::clean
