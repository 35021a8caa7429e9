#include "query/explore/briefing.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>

#include "tests/query/explore/corpus.h"

using namespace meridian;
using namespace meridian::tests;
using query::Brief;
using query::BriefSentence;
using query::Quote;

namespace {

const library::Article& article_of(const Corpus& corpus, const Quote& quote) {
  for (const auto& document : corpus.documents)
    if (document.article->id == quote.article) return *document.article;
  FAIL("the quote names no article of the corpus");
  return *corpus.documents.front().article;
}

void check_verbatim(const Corpus& corpus, const Quote& quote) {
  const std::string& abstract = article_of(corpus, quote).in(quote.language).abstract;
  REQUIRE(quote.span.end <= abstract.size());
  CHECK(abstract.substr(quote.span.begin, quote.span.end - quote.span.begin) == quote.text);
  for (const std::string& number : quote.numbers) CHECK(quote.text.find(number) != quote.text.npos);
}

std::vector<BriefSentence> sentences_of(const Brief& brief) {
  std::vector<BriefSentence> answer;
  for (const auto& theme : brief.themes) answer.insert(answer.end(), theme.findings.begin(), theme.findings.end());
  for (const auto& pair : brief.disagreements) answer.push_back(pair.one), answer.push_back(pair.other);
  answer.insert(answer.end(), brief.gaps.begin(), brief.gaps.end());
  return answer;
}

Brief brief_of(const Corpus& corpus, std::string_view question, std::string_view language) {
  const auto grouping =
      query::explore::cluster(corpus.documents, question, language, *corpus.analyzer, *corpus.glossary);
  return query::explore::brief(question, corpus.documents, grouping, language, *corpus.analyzer, *corpus.glossary);
}

}  // namespace

TEST_CASE("briefing: every sentence is verbatim, with the span it came from") {
  const Corpus corpus = make_corpus();
  for (const char* language : {"en", "zh"}) {
    const Brief brief = brief_of(corpus, "sleep", language);
    const auto sentences = sentences_of(brief);
    REQUIRE(sentences.size() >= 8);
    for (const BriefSentence& sentence : sentences) check_verbatim(corpus, sentence.quote);
  }
}

TEST_CASE("briefing: a theme has one to three findings, each from another Work") {
  const Brief brief = brief_of(make_corpus(), "sleep", "en");
  CHECK(brief.themes.size() == 4);
  std::set<library::WorkId> quoted;
  for (const auto& theme : brief.themes) {
    CHECK_FALSE(theme.label.empty());
    CHECK(theme.works >= 3);
    CHECK(theme.findings.size() >= 1);
    CHECK(theme.findings.size() <= 3);
    for (const BriefSentence& sentence : theme.findings) CHECK(quoted.insert(sentence.quote.work).second);
  }
}

TEST_CASE("briefing: references are numbered in order of first use; the rest is named as unused") {
  const Corpus corpus = make_corpus();
  const Brief brief = brief_of(corpus, "sleep", "en");
  int greatest = 0;
  for (const BriefSentence& sentence : sentences_of(brief)) {
    REQUIRE(sentence.reference >= 1);
    CHECK(sentence.reference <= greatest + 1);
    greatest = std::max(greatest, sentence.reference);
    CHECK(brief.references[static_cast<std::size_t>(sentence.reference) - 1].work == sentence.quote.work);
  }
  CHECK(static_cast<std::size_t>(greatest) == brief.references.size());
  CHECK(brief.references.size() + brief.unused.size() == corpus.documents.size());
  CHECK(brief.read == static_cast<int>(corpus.documents.size()));
  CHECK(brief.languages.at("zh") == 12);
  CHECK(brief.oldest <= brief.newest);
}

TEST_CASE("briefing: in a short list every Work is quoted") {
  Corpus corpus = make_corpus({0, 8, 15, 21, 4});
  const library::Article laconic = article(950, "en", "A title", "Sleep, shortly put");
  corpus.documents.push_back({950, &laconic, 1});
  const Brief brief = brief_of(corpus, "sleep", "en");
  REQUIRE(brief.themes.size() == 1);
  CHECK(brief.themes[0].label.empty());
  std::set<library::WorkId> quoted;
  for (const BriefSentence& sentence : brief.themes[0].findings) {
    quoted.insert(sentence.quote.work);
    check_verbatim(corpus, sentence.quote);
  }
  CHECK(quoted.size() == corpus.documents.size());
  CHECK(brief.unused.empty());
}

TEST_CASE("briefing: papers without an abstract are read and not quoted") {
  Corpus corpus = make_corpus({0, 8});
  const library::Article bare = article(951, "en", "Only a title about sleep", "");
  corpus.documents.push_back({951, &bare, 1});
  const Brief brief = brief_of(corpus, "sleep", "en");
  REQUIRE(brief.unused.size() == 1);
  CHECK(brief.unused[0].id == 951);
}

TEST_CASE("briefing: gaps are sentences that ask for more research") {
  const Brief brief = brief_of(make_corpus(), "sleep", "en");
  REQUIRE(brief.gaps.size() == 3);
  for (const BriefSentence& gap : brief.gaps) {
    const std::string& text = gap.quote.text;
    CHECK((text.find("urther research") != text.npos || text.find("longer follow-up") != text.npos ||
           text.find("有待进一步") != text.npos));
  }
}

TEST_CASE("briefing: papers disagree only on a named outcome and in so many words") {
  const Brief brief = brief_of(make_corpus(), "sleep", "en");
  REQUIRE(brief.disagreements.size() == 1);
  const auto& pair = brief.disagreements[0];
  CHECK((pair.outcome.find("blood pressure") != pair.outcome.npos || pair.outcome.find("压") != pair.outcome.npos));
  CHECK(pair.one.quote.work != pair.other.quote.work);
  CHECK((pair.one.quote.direction == Quote::Direction::no_effect ||
         pair.other.quote.direction == Quote::Direction::no_effect));
}

TEST_CASE("findings: a result that meets the question comes first, headings and questions never") {
  const Corpus corpus = make_corpus({0});
  const library::Article page =
      article(1, "en", "Light",
              "Light and sleep\n\nDoes light delay melatonin? Nurses drink tea in the evening at work. "
              "We found that light significantly delayed melatonin (p = 0.02). Continue reading about light and "
              "melatonin here.");
  const auto quotes = query::explore::findings(page, 1, "light melatonin", *corpus.analyzer, 5);
  REQUIRE(quotes.size() == 2);
  CHECK(quotes[0].text == "We found that light significantly delayed melatonin (p = 0.02).");
  CHECK(quotes[0].numbers == std::vector<std::string>{"p = 0.02"});
  CHECK(quotes[1].text == "Nurses drink tea in the evening at work.");
  CHECK(query::explore::findings(page, 1, "light", *corpus.analyzer, 0).empty());
}

TEST_CASE("findings: a sentence with statistics comes before one without and before who took part") {
  const Corpus corpus = make_corpus({0});
  const library::Article paper =
      article(1, "en", "Light",
              "Results: Forty nurses took part in the light study of melatonin and light. Light and melatonin were "
              "related. Light delayed melatonin (r = 0.41, p = 0.02). The light study was published in Lamps.");
  const auto quotes = query::explore::findings(paper, 1, "light melatonin", *corpus.analyzer, 9);
  REQUIRE(quotes.size() == 3);
  CHECK(quotes[0].text == "Light delayed melatonin (r = 0.41, p = 0.02).");
  CHECK(quotes[2].text == "Forty nurses took part in the light study of melatonin and light.");
}

TEST_CASE("contrast: what speaks of a side's own terms is quoted before what speaks of neither") {
  const Corpus corpus = make_corpus({0});
  const library::Article lamps = article(
      1, "en", "Lamps",
      "Results: Brass lamps hang in all the wards. Brass lamps delayed melatonin in most nurses. Tea was hot and many "
      "cakes were found there. Wards with brass lamps showed late melatonin.");
  const library::Article songs = article(2, "en", "Songs", "Old songs calmed wards. Old songs showed no harm at all.");
  const auto reply = query::explore::contrast("melatonin", {{1, &lamps, 1}}, "songs", {{2, &songs, 1}},
                                              *corpus.analyzer, *corpus.glossary);
  REQUIRE(reply.a.findings.size() == 2);
  for (const Quote& quote : reply.a.findings) CHECK(quote.text.find("Tea") == quote.text.npos);
}

TEST_CASE("findings: a bilingual paper is quoted in the reader's language when it can be") {
  Corpus corpus = make_corpus({0});
  library::Article both = article(960, "zh", "光照", "夜间光照推迟褪黑素的分泌时间和睡眠。");
  both.texts.push_back({"en", "Light", "Evening light delays melatonin onset and sleep.", {}});
  corpus.documents = {{960, &both, 1}};
  CHECK(brief_of(corpus, "light", "en").themes[0].findings[0].quote.language == "en");
  CHECK(brief_of(corpus, "light", "zh").themes[0].findings[0].quote.language == "zh");
  both.texts[1].abstract.clear();
  CHECK(brief_of(corpus, "light", "en").themes[0].findings[0].quote.language == "zh");
}

TEST_CASE("contrast: each side has its own terms and two quotes from different Works") {
  const Corpus light_side = make_corpus({0, 1, 2, 3, 4, 5, 6}), memory_side = make_corpus({7, 8, 9, 10, 11, 12, 13});
  const auto reply = query::explore::contrast("light", light_side.documents, "memory", memory_side.documents,
                                              *light_side.analyzer, *light_side.glossary);
  CHECK(reply.on_both.empty());
  for (const auto& [side, corpus] : {std::pair{&reply.a, &light_side}, std::pair{&reply.b, &memory_side}}) {
    CHECK(side->members.size() == 7);
    CHECK(side->terms.size() >= 3);
    CHECK(side->terms.size() <= 8);
    REQUIRE(side->findings.size() == 2);
    CHECK(side->findings[0].work != side->findings[1].work);
    for (const Quote& quote : side->findings) check_verbatim(*corpus, quote);
  }
  const auto has = [](const std::vector<std::string>& terms, std::string_view wanted) {
    return std::find(terms.begin(), terms.end(), wanted) != terms.end();
  };
  CHECK(has(reply.a.terms, "melatonin"));
  CHECK(has(reply.b.terms, "memory consolidation"));
  CHECK_FALSE(has(reply.a.terms, "sleep"));
  CHECK(reply.b.reporting_up >= 1);
}

TEST_CASE("contrast: one paper on each side is enough, and shared papers are named") {
  const Corpus one = make_corpus({0}), other = make_corpus({7}), both = make_corpus({0, 7});
  const auto reply =
      query::explore::contrast("light", one.documents, "memory", other.documents, *one.analyzer, *one.glossary);
  CHECK(reply.a.findings.size() == 2);
  CHECK(reply.b.findings.size() == 2);
  CHECK_FALSE(reply.a.terms.empty());
  const auto shared =
      query::explore::contrast("light", both.documents, "memory", other.documents, *one.analyzer, *one.glossary);
  CHECK(shared.on_both == std::vector<library::WorkId>{8});
  REQUIRE_FALSE(shared.a.findings.empty());
  CHECK(shared.a.findings[0].work == 1);  // its own paper first
}

TEST_CASE("contrast: an empty side is an empty side") {
  const Corpus one = make_corpus({0});
  const auto reply = query::explore::contrast("light", one.documents, "memory", {}, *one.analyzer, *one.glossary);
  CHECK(reply.b.findings.empty());
  CHECK(reply.b.terms.empty());
  CHECK(reply.a.findings.size() == 2);
}
