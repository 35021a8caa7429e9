#include "query/search/words.h"

#include <algorithm>
#include <set>

#include "library/index_schema.h"
#include "query/search/combine.h"
#include "query/search/places.h"
#include "text/romanise.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using library::Field;
using library::FieldKind;
using text::QueryWord;
using Xapian::Query;

// Of its weight, what two Han characters count that stand side by side where one word ends and the next begins.
constexpr double kBorderShare = 0.5;
// Of the weight of the word typed, which is surest to be meant, where the library has that at all. Synonyms are the
// loosest: "effect" for "impact".
constexpr double kTranslationShare = 0.9, kSynonymShare = 0.5;

// The last character of one Han word and the first of the next that is typed against it; empty where there are none.
std::string border(const QueryWord& word, const QueryWord& next) {
  if (word.script != text::Script::han || next.script != text::Script::han || word.end != next.begin) return {};
  std::size_t end = 0;
  text::next_code_point(next.surface, end);
  return word.surface.substr(text::code_point_boundary(word.surface, word.surface.size() - 1)) + next.surface.substr(0, end);
}

Order order_of(const Node& node) {
  return node.ordered ? Order::as_given : Order::any;
}

std::string source_of(const std::vector<QueryWord>& words, const text::ConceptMatch& match) {
  std::string source;
  for (std::size_t i = match.first_word; i < match.first_word + match.words; ++i) {
    const bool han = words[i].script == text::Script::han;
    if (!source.empty() && !han) source += ' ';
    source += words[i].surface;
  }
  return source;
}

}  // namespace

std::vector<QueryWord> Words::split(const std::string& text) {
  auto words = analyzer_.words_of_query(text);
  analyzed_words_ += static_cast<int>(words.size());
  return words;
}

Query Words::scored(const QueryWord& word, double times) {
  std::vector<Query> parts;
  for (const std::string& term : word.scoring) {
    parts.push_back(ranker_.scored(term, times));
    marked_.terms.insert(term);
  }
  Query query = joined(Query::OP_AND, parts);
  if (word.adjacent && word.scoring.size() > 1)
    query = Query(Query::OP_FILTER, query, in_places(word.scoring, std::nullopt));
  for (const std::string& spelling : word.spellings) {
    query = Query(Query::OP_OR, query, ranker_.scored(spelling, times));
    marked_.terms.insert(spelling);
  }
  return query;
}

WordQuery Words::single(const QueryWord& word, std::string label, double times) {
  WordQuery answer;
  answer.all = answer.any = scored(word, times);
  answer.label = std::move(label);
  answer.stop_word = word.stop_word;
  answer.times = times;
  answer.han = word.script == text::Script::han;
  for (const std::string& term : word.scoring) answer.importance += ranker_.importance(ranker_.frequency(term));
  return answer;
}

std::vector<WordQuery> Words::run(const std::vector<const Node*>& nodes) {
  std::string text;
  std::vector<std::size_t> ends;
  for (const Node* node : nodes) {
    text += node->text + ' ';
    ends.push_back(text.size());
  }
  const std::vector<QueryWord> words = split(text);
  std::vector<WordQuery> singles;
  std::vector<bool> asked;
  for (const QueryWord& word : words) {
    const auto node = static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), word.begin) - ends.begin());
    singles.push_back(single(word, text.substr(word.begin, word.end - word.begin), nodes[node]->boost));
    singles.back().begin = word.begin, singles.back().end = word.end;
    asked.push_back(nodes[node]->synonyms);
  }
  for (std::size_t i = 1; i < words.size(); ++i)
    if (const std::string pair = border(words[i - 1], words[i]); !pair.empty()) {
      WordQuery& word = singles[i];
      word.all = word.any = Query(Query::OP_AND_MAYBE, word.all, ranker_.scored(pair, kBorderShare * word.times));
    }
  std::vector<WordQuery> answer;
  std::size_t at = 0;
  for (const text::ConceptMatch& match : glossary_.groups(words)) {
    while (at < match.first_word) answer.push_back(std::move(singles[at++]));
    const auto first = singles.begin() + static_cast<std::ptrdiff_t>(at),
               last = first + static_cast<std::ptrdiff_t>(match.words);
    if (wanted(source_of(words, match), asked[at])) {
      answer.push_back(concept_query(words, match, {first, last}));
      at += match.words;
    }
  }
  while (at < singles.size()) answer.push_back(std::move(singles[at++]));
  return answer;
}

bool Words::wanted(const std::string& source, bool asked) const {
  if (asked) return true;
  return options_.expand &&
         std::find(options_.without.begin(), options_.without.end(), source) == options_.without.end();
}

Words::Form Words::form(const std::string& text) {
  Form answer;
  answer.text = text;
  std::vector<std::string> places;
  for (const QueryWord& word : analyzer_.words_of_query(text)) {
    places.insert(places.end(), word.exact.begin(), word.exact.end());
    answer.han |= word.script == text::Script::han;
    for (const std::string& term : word.scoring) {
      const Frequency frequency = ranker_.frequency(term);
      if (word.stop_word || (!answer.rarest.empty() && frequency.documents >= answer.frequency.documents)) continue;
      answer.rarest = term;
      answer.frequency = frequency;
    }
  }
  if (answer.frequency.documents == 0) return answer;
  // A single English word is found by its stem; anything longer stands in its places.
  answer.holding = places.size() > 1 ? in_places(places, std::nullopt) : Query(answer.rarest);
  return answer;
}

// What else the concept is called, of what the library holds; however common, since the usual translation of a word
// stands in many more papers than its rare ones.
std::vector<Words::Form> Words::forms(const text::Concept& meaning, const std::string& source) {
  std::vector<Form> answer;
  for (const auto* side : {&meaning.english, &meaning.chinese})
    for (const std::string& text : *side)
      if (Form candidate = form(text); !candidate.holding.empty() && analyzer_.fold(text) != source)
        answer.push_back(std::move(candidate));
  return answer;
}

// The forms of one language as one word, which counts less than what was typed even where it is rarer.
Query Words::either_of(const std::vector<Form>& forms, bool han, const WordQuery& typed) const {
  std::set<std::string> terms;
  std::vector<Query> group, holding;
  std::vector<Frequency> frequencies;
  for (const Form& form : forms) {
    if (form.han != han) continue;
    holding.push_back(form.holding);
    if (!terms.insert(form.rarest).second) continue;
    group.emplace_back(form.rarest);
    frequencies.push_back(form.frequency);
  }
  if (group.empty()) return {};
  const Frequency together = ranker_.either(frequencies);
  double share = typed.times;
  if (typed.importance > 0)
    share *= std::min(1.0, typed.importance / ranker_.importance(together)) *
             (han == typed.han ? kSynonymShare : kTranslationShare);
  // The terms weigh, the places only decide: of a phrase in the group Xapian would guess a much smaller frequency.
  const Query weighed(share * ranker_.scale(together), joined(Query::OP_SYNONYM, group));
  return {Query::OP_FILTER, weighed, joined(Query::OP_OR, holding)};
}

WordQuery Words::concept_query(const std::vector<QueryWord>& words, const text::ConceptMatch& match,
                               std::vector<WordQuery> parts) {
  const std::string source = source_of(words, match);
  WordQuery answer = parts.front();
  answer.importance = 0;
  std::vector<Query> all, any;
  for (const WordQuery& part : parts) {
    if (&part != &parts.front()) answer.label += (answer.han ? "" : " ") + part.label;
    if (part.stop_word) continue;
    all.push_back(part.all);
    any.push_back(part.any);
    answer.importance += part.importance;
  }
  answer.end = parts.back().end;
  answer.words = static_cast<int>(all.size());
  answer.stop_word = all.empty();
  answer.all = joined(Query::OP_AND, all);
  answer.any = joined(Query::OP_OR, any);
  const std::vector<Form> others = forms(*match.concept_, source);
  if (others.empty() || all.empty()) return answer;

  expansions_.push_back({source, {}});
  for (const Form& other : others) {
    expansions_.back().synonyms.push_back(other.text);
    for (const QueryWord& word : analyzer_.words_of_query(other.text))
      if (!word.stop_word) marked_.terms.insert(word.scoring.begin(), word.scoring.end());
  }
  const Query other = first_of(either_of(others, !answer.han, answer), either_of(others, answer.han, answer));
  answer.any = Query(Query::OP_OR, answer.any, Query(Query::OP_AND_NOT, other, without_weights(answer.all)));
  answer.all = first_of(answer.all, other);
  return answer;
}

// The person of a whole name. Who is called exactly so comes before other forms of a name (王伟 is also two characters of
// 王伟明); beside them stand those whose Chinese name reads so, and behind an initial all whose names begin with it.
// "=Wei Liu" is the printed name alone: a facet's value.
Query Words::whole_name(const Node& node) const {
  if (!node.field || library::row(*node.field).kind != FieldKind::name || node.distance > 0) return {};
  const std::string name = analyzer_.fold(node.text);
  std::vector<Query> people;
  const auto add = [&](const std::string& form) {
    const std::string term = library::field_term(*node.field, form);
    if (!form.empty() && database_.term_exists(term)) people.emplace_back(term);
  };
  if (name.starts_with('=')) {
    add(name);
  } else {
    add("=" + name);
    if (const std::vector<std::string> words = words_of_name(node.text); text::has_initial(words))
      add(text::family_and_initial(node.text, words));
    for (const std::string& form : text::cited_readings(name)) add(form);
  }
  return people.empty() ? Query() : Query(0.0, joined(Query::OP_OR, people));
}

std::vector<std::string> Words::words_of_name(const std::string& name) const {
  std::vector<std::string> words;
  for (text::Term& term : analyzer_.analyze(name, 1).terms)
    if (term.kind == text::TermKind::surface) words.push_back(std::move(term.text));
  return words;
}

Query Words::exact(const Node& node) {
  if (Query name = whole_name(node); !name.empty()) return name;
  std::vector<std::string> places;
  std::vector<Query> weights;
  for (const QueryWord& word : split(node.text)) {
    places.insert(places.end(), word.exact.begin(), word.exact.end());
    marked_.terms.insert(word.exact.begin(), word.exact.end());
    if (!word.stop_word) weights.push_back(scored(word, node.boost));
  }
  const Query found = in_places(places, node.field, node.distance == 0 ? Order::as_given : Order::any, node.distance);
  return weights.empty() ? found : Query(Query::OP_AND_MAYBE, found, joined(Query::OP_OR, weights));
}

Query Words::fielded(const Node& node) {
  std::vector<Query> found, weights;
  const bool name = library::row(*node.field).kind == FieldKind::name;
  for (const QueryWord& word : split(node.text)) {
    if (word.stop_word && !name) continue;
    const std::vector<std::string>& terms = name ? word.exact : word.scoring;
    std::vector<Query> parts;
    for (const std::string& term : terms) parts.push_back(holding(node.field, term));
    Query query(0.0, joined(Query::OP_AND, parts));
    if ((word.adjacent || name) && terms.size() > 1) query = in_places(terms, node.field);
    for (const std::string& spelling : word.spellings)
      query = Query(Query::OP_OR, query, holding(node.field, spelling));
    found.push_back(query);
    weights.push_back(scored(word, node.boost));
  }
  if (found.empty()) return exact(node);
  return {Query::OP_AND_MAYBE, joined(Query::OP_AND, found), joined(Query::OP_OR, weights)};
}

Query Words::near(const Node& node) {
  std::vector<std::string> places;
  std::vector<Query> parts, weights;
  for (const Node& child : node.children) {
    std::vector<std::string> own;
    for (const QueryWord& word : split(child.text)) {
      own.insert(own.end(), word.exact.begin(), word.exact.end());
      marked_.terms.insert(word.exact.begin(), word.exact.end());
      if (!word.stop_word) weights.push_back(scored(word, child.boost));
    }
    if (own.size() > 1) parts.push_back(in_places(own, child.field));
    places.insert(places.end(), own.begin(), own.end());
  }
  const int gaps = static_cast<int>(node.children.size()) - 1;
  parts.push_back(
      in_places(places, node.children[0].field, order_of(node), node.distance * gaps - (gaps > 0 ? gaps : 0)));
  const Query found = joined(Query::OP_AND, parts);
  return weights.empty() ? found : Query(Query::OP_AND_MAYBE, found, joined(Query::OP_OR, weights));
}

}  // namespace meridian::query::search
