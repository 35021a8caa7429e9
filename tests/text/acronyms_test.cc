#include "text/acronyms.h"

#include <doctest/doctest.h>

namespace meridian::text {
namespace {

std::string listed(std::string_view text) {
  std::string out;
  for (const Acronym& one : acronyms_in(text)) out += (out.empty() ? "" : "; ") + one.short_form + " = " + one.long_form;
  return out;
}

TEST_CASE("acronyms: what a text defines, as it is written") {
  const std::vector<std::pair<const char*, const char*>> table{
      {"Patients with low back pain (LBP) walked.", "LBP = low back pain"},
      {"serum interleukin-6 (IL-6) and C-reactive protein (CRP)", "IL-6 = interleukin-6; CRP = C-reactive protein"},
      {"brain-derived neurotrophic factor (BDNF)", "BDNF = brain-derived neurotrophic factor"},
      {"We measured LBP (low back pain) daily.", "LBP = low back pain"},
      {"randomised\n controlled  trials (RCTs)", "RCTs = randomised controlled trials"},
      {"the visual analogue scale (VAS; 0-100 mm)", "VAS = visual analogue scale"},
      {"慢性腰痛（chronic low back pain，CLBP）患者", "CLBP = chronic low back pain"},
      {"血清白细胞介素6（interleukin-6, IL-6）水平", "IL-6 = interleukin-6"},
      {"使用 visual analogue scale（VAS）评分", "VAS = visual analogue scale"},
      {"polymerase chain reaction (PCR) of deoxyribonucleic acid (DNA)", "PCR = polymerase chain reaction; DNA = deoxyribonucleic acid"},
      // Nothing is defined here.
      {"Twenty adults (n = 20) walked (see below) in May (2021).", ""},
      {"The group (LBP) rested.", ""},
      {"We used magnets (MRI).", ""},
      {"LBP (which nobody measured) remained.", ""},
      {"Pain ended. Backs were long (LBP).", ""},
      {"brackets ((LBP", ""},
      {"", ""},
  };
  for (const auto& [text, expected] : table) {
    CAPTURE(text);
    CHECK(listed(text) == expected);
  }
}

TEST_CASE("acronyms: hostile text costs time in proportion to its length, and a hundred pairs at most") {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "low back pain (LBP). ";
  CHECK(acronyms_in(many).size() == 100);
  for (const std::string& piece : {std::string("("), std::string(")"), std::string("(A"), std::string("AB ("), std::string("（")}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    CHECK(acronyms_in(text).size() <= 100);
  }
}

}  // namespace
}  // namespace meridian::text
