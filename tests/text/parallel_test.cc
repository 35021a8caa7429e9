#include "text/parallel.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace meridian;

namespace {

text::ParallelTexts texts() {
  static const auto kAnalyzer = text::Analyzer::open();
  REQUIRE(kAnalyzer);
  return text::ParallelTexts(*kAnalyzer);
}

// Titles in which each word stands beside others each time.
text::ParallelTexts titles() {
  auto all = texts();
  const std::pair<const char*, const char*> rows[] = {
      {"Obesity in children", "儿童肥胖"},    {"Asthma in children", "儿童哮喘"},
      {"Obesity and asthma", "肥胖与哮喘"},   {"Asthma and pregnancy", "哮喘与妊娠"},
      {"Obesity in pregnancy", "妊娠期肥胖"}, {"Sleep of children", "儿童睡眠"},
      {"Sleep and obesity", "睡眠与肥胖"},    {"Telemedicine", "远程医疗"},
  };
  for (const auto& [english, chinese] : rows) CHECK(all.add(english, chinese));
  for (int i = 0; i < 500; ++i) CHECK(all.add("Water of rivers", "河流水质"));
  return all;
}

std::string of(const std::vector<text::LearntTranslation>& all, const std::string& english) {
  std::string list;
  for (const auto& one : all)
    if (one.english == english) list += (list.empty() ? "" : " ") + one.chinese;
  return list;
}

}  // namespace

TEST_CASE("parallel texts: a word learns the word that comes and goes with it") {
  const auto learnt = titles().learn();
  CHECK(of(learnt, "obesity").starts_with("肥胖"));
  CHECK(of(learnt, "asthma").starts_with("哮喘"));
  CHECK(of(learnt, "children").starts_with("儿童"));
  CHECK(of(learnt, "sleep").starts_with("睡眠"));
  CHECK(of(learnt, "in").empty());
  for (const auto& one : learnt) {
    CHECK(one.probability > 0);
    CHECK(one.probability <= 1 + 1e-9);
    CHECK(one.times >= 2);
  }
}

TEST_CASE("parallel texts: what was seen once says nothing") {
  CHECK(of(titles().learn(), "telemedicine").empty());
  CHECK(texts().learn().empty());
}

TEST_CASE("parallel texts: few texts teach no words") {
  auto all = texts();
  for (int i = 0; i < 499; ++i) CHECK(all.add("Obesity", "肥胖"));
  CHECK(all.learn().empty());
  CHECK(all.add("Obesity", "肥胖"));
  CHECK(of(all.learn(), "obesity") == "肥胖");
}

TEST_CASE("parallel texts: the forms of an English word are one word") {
  auto all = titles();
  CHECK(all.add("Obese children, obesity", "肥胖儿童"));
  CHECK(all.add("A child with asthma", "哮喘儿童"));
  CHECK(of(all.learn(), "child").empty());
  CHECK(of(all.learn(), "children").starts_with("儿童"));
}

TEST_CASE("parallel texts: a name in Latin letters on both sides is its own translation") {
  auto all = titles();
  for (int i = 0; i < 4; ++i) {
    CHECK(all.add("COVID-19 and smoking", "吸烟与COVID-19"));
    CHECK(all.add("Smoking", "吸烟"));
  }
  const auto learnt = all.learn();
  CHECK(of(learnt, "covid-19").empty());
  CHECK(of(learnt, "smoking") == "吸烟");
  CHECK(all.add("English alone", "English alone"));
  CHECK(all.size() == 516);
}

TEST_CASE("parallel texts: terms opposite each other are learnt whole, the other way round never") {
  auto all = texts();
  for (int i = 0; i < 2; ++i) {
    CHECK(all.add_term("Central Sensitization", "中枢敏化"));
    CHECK(all.add_term("pain", "痛"));      // a single character means too much
    CHECK(all.add_term("水肿", "oedema"));  // languages the wrong way round
    CHECK(all.add_term("VAS", "VAS"));      // nothing to translate
  }
  CHECK(all.add_term("kinesiophobia", "恐动症"));  // once
  CHECK(all.add_term(std::string(100, 'a') + " bee", "蜜蜂"));
  const auto learnt = all.learn();
  CHECK(of(learnt, "central sensitization") == "中枢敏化");
  CHECK(of(learnt, "pain").empty());
  CHECK(of(learnt, "kinesiophobia").empty());
  for (const auto& one : learnt) CHECK_MESSAGE(one.chinese != "oedema", one.english);
}

TEST_CASE("parallel texts: at most three for one word, the likeliest first, always the same") {
  const auto make = [] {
    auto all = texts();
    for (const char* chinese : {"评估", "评价", "测评", "考核", "评定"})
      for (int i = 0; i < (std::string(chinese) == "评价" ? 4 : 2); ++i) all.add_term("assessment", chinese);
    return all.learn();
  };
  const auto learnt = make(), again = make();
  std::vector<text::LearntTranslation> one;
  std::copy_if(learnt.begin(), learnt.end(), std::back_inserter(one),
               [](const auto& each) { return each.english == "assessment"; });
  REQUIRE(one.size() == 3);
  CHECK(one[0].chinese == "评价");
  CHECK(of(again, "assessment") == of(learnt, "assessment"));
}

TEST_CASE("parallel texts: what has words on one side only is passed over, and there is an end") {
  auto all = texts();
  CHECK(all.add("", "肥胖"));
  CHECK(all.add("obesity", ""));
  CHECK(all.add("2024", "肥胖"));
  CHECK(all.size() == 0);
  bool more = true;
  for (int i = 0; more && i < 25'000; ++i) more = all.add("obesity", "肥胖");
  CHECK_FALSE(more);
  CHECK(all.size() == 20'000);
}
