#include "text/words.h"

#include <doctest/doctest.h>

#include "text/unicode.h"

namespace meridian::text {

namespace {

// "[il 6] [pain] {慢性}+" : compounds with their parts, Han runs in braces.
std::string cut(std::string_view text) {
  std::string out;
  Compound compound;
  for (std::size_t at = 0; next_compound(text, at, compound);) {
    out += out.empty() ? "" : " ";
    if (!compound.han.empty()) {
      out += "{";
      for (const char32_t c : compound.han) append_code_point(out, c);
      out += "}";
      continue;
    }
    out += "[";
    for (std::size_t i = 0; i < compound.parts.size(); ++i) out += (i ? " " : "") + compound.parts[i].folded;
    out += compound.plus_end > 0 ? "]+" : "]";
  }
  return out;
}

}  // namespace

TEST_CASE("words: compounds keep their parts together") {
  const std::pair<const char*, const char*> rows[] = {
      {"IL-6 and IL6", "[il 6] [and] [il 6]"},
      {"TNF-α, TNFα, TNF-alpha", "[tnf alpha] [tnf alpha] [tnf alpha]"},
      {"CD4+ T cells", "[cd 4]+ [t] [cells]"},
      {"hs-CRP/IL-10", "[hs crp] [il 10]"},
      {"CD4(+), CD8⁺/CD28＋ (n+1)", "[cd 4]+ [cd 8]+ [cd 28]+ [n] [1]"},
      {"0·05 and 1,25 and 12,345,678", "[0.05] [and] [1] [25] [and] [12345678]"},
      {"ﬁbrosis in\xC2\xAD"
       "flam\xC2\xADmation Jørgensen Œdema",
       "[fibrosis] [inflammation] [jorgensen] [oedema]"},
      {"Crohn's and patients' d'Arc", "[crohn] [and] [patients] [d arc]"},
      {"p<0.05, n=1,120", "[p] [0.05] [n] [1120]"},
      {"naïve Müller", "[naive] [muller]"},
      {"ＩＬ－６", "[il 6]"},
      {"10⁵ CO₂", "[105] [co 2]"},
      {"IL-6水平", "[il 6] {水平}"},
      {"發炎。疼痛", "{发炎} {疼痛}"},
      {"end-to-end –", "[end to end]"},
      {"... --- ''' \n\t", ""},
      {"μm µm", "[mu m] [mu m]"}};
  for (const auto& [text, wanted] : rows) CHECK_MESSAGE(cut(text) == wanted, text);
}

TEST_CASE("words: a mark without a letter is nothing, behind a letter it belongs to it") {
  CHECK(cut("\xCC\x82 = -.178") == "[178]");
  CHECK(cut("e\xCC\x81tude") == "[etude]");
  CHECK(cut("\xCF\x81\xCC\x82 = 1") == "[rho] [1]");
}

TEST_CASE("words: offsets point at the text as given") {
  const std::string_view text = "β2-受体 IL-6";
  Compound compound;
  std::size_t at = 0;
  REQUIRE(next_compound(text, at, compound));
  CHECK(text.substr(compound.parts[0].begin, compound.parts[0].end - compound.parts[0].begin) == "β");
  REQUIRE(next_compound(text, at, compound));
  CHECK(text.substr(compound.han_begin[1], compound.han_begin[2] - compound.han_begin[1]) == "体");
}

TEST_CASE("fault_077 words: a word of five megabytes costs its bytes once and gives a short term") {
  Compound compound;
  std::size_t at = 0;
  const std::string giant(5 << 20, 'a');
  REQUIRE(next_compound(giant, at, compound));
  CHECK(compound.parts[0].folded.size() <= 64);
  CHECK_FALSE(next_compound(giant, at, compound));
  std::string ligatures;
  for (int i = 0; i < 100; ++i) ligatures += "\xEF\xB7\xBA";  // eighteen letters each once folded
  REQUIRE(next_compound(ligatures, at = 0, compound));
  CHECK(compound.parts[0].folded.size() <= 64);
  CHECK(is_valid_utf8(compound.parts[0].folded));
}

}  // namespace meridian::text
