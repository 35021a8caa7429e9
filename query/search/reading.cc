#include "query/search/reading.h"

#include <string>
#include <vector>

namespace meridian::query::search {
namespace {

Bilingual described(const Node& node);

Bilingual joined(const std::vector<Bilingual>& parts, const Bilingual& between) {
  Bilingual answer;
  for (const Bilingual& part : parts) {
    if (&part != &parts.front()) answer.en += between.en, answer.zh += between.zh;
    answer.en += part.en;
    answer.zh += part.zh;
  }
  return answer;
}

Bilingual quoted(const std::string& text) {
  return {"\"" + text + "\"", "“" + text + "”"};
}

Bilingual in_field(const Node& node, Bilingual text) {
  if (!node.field) return text;
  const auto& row = library::row(*node.field);
  const std::string aliases(row.aliases);
  const std::size_t last = aliases.find_last_of(' ');
  const std::string zh =
      aliases.empty() ? std::string(row.name) : aliases.substr(last == std::string::npos ? 0 : last + 1);
  return {std::string(row.name) + " " + text.en, zh + text.zh};
}

Bilingual group(const Node& node, const Bilingual& between) {
  std::vector<Bilingual> parts;
  for (const Node& child : node.children) parts.push_back(described(child));
  const Bilingual inner = joined(parts, between);
  return {"(" + inner.en + ")", "(" + inner.zh + ")"};
}

Bilingual described(const Node& node) {
  const Bilingual text = quoted(node.text);
  const std::string distance = std::to_string(node.distance);
  switch (node.kind) {
    case Kind::word:
      return in_field(node, {node.text, node.text});
    case Kind::exact:
      return in_field(node, {"exactly " + text.en, "与" + text.zh + "完全一致"});
    case Kind::wildcard:
      return in_field(node, {"words beginning with " + text.en, "以" + text.zh + "开头的词"});
    case Kind::fuzzy:
      return in_field(node, {"words like " + text.en + " but for " + distance + (node.distance == 1 ? " letter" : " letters"),
                             "与" + text.zh + "相差不超过 " + distance + " 个字母的词"});
    case Kind::phrase:
      if (node.distance == 0) return in_field(node, {"the phrase " + text.en, "短语" + text.zh});
      return in_field(node, {"the words " + text.en + " within " + distance + " words",
                             text.zh + "各词相距不超过 " + distance + " 词"});
    case Kind::near:
      return group(node,
                   node.ordered
                       ? Bilingual{" followed within " + distance + " words by ", " 之后 " + distance + " 词内有 "}
                       : Bilingual{" within " + distance + " words of ", " 相距 " + distance + " 词以内 "});
    case Kind::filter:
      if (node.field == library::Field::like)
        return {"that are like paper " + node.text, "与第 " + node.text + " 号文献相近"};
      if (node.field == library::Field::search)
        return {"what the radar " + text.en + " finds", "雷达" + text.zh + "的结果"};
      return in_field(node, {"is " + node.text, "为 " + node.text});
    case Kind::range:
      return in_field(node, {"in " + node.text, "在 " + node.text + " 之内"});
    case Kind::all:
      return group(node, {" and ", " 且 "});
    case Kind::any:
      return group(node, {" or ", " 或 "});
    case Kind::exclude: {
      const Bilingual inner = described(node.children[0]);
      return {"not " + inner.en, "不含 " + inner.zh};
    }
    case Kind::require:
      return described(node.children[0]);
    case Kind::list:
      return {};
  }
  return {};
}

bool is_filter(const Node& node) {
  return node.kind == Kind::filter || node.kind == Kind::range;
}
bool is_word(const Node& node) {
  return node.kind == Kind::word || node.kind == Kind::exact || node.kind == Kind::wildcard || node.kind == Kind::fuzzy;
}

void add(Bilingual& sentence, const std::vector<Bilingual>& parts, const Bilingual& before, const Bilingual& between) {
  if (parts.empty()) return;
  const Bilingual inner = joined(parts, between);
  sentence.en += (sentence.en.empty() ? "Papers " : "; ") + before.en + inner.en;
  sentence.zh += (sentence.zh.empty() ? "检索：" : "；") + before.zh + inner.zh;
}

}  // namespace

Reading reading(const Node& root, MatchMode match, bool one_list) {
  std::vector<Bilingual> words, required, filters, excluded;
  for (const Node& node : root.children) {
    if (is_filter(node))
      filters.push_back(described(node));
    else if (node.kind == Kind::exclude)
      excluded.push_back(described(node.children[0]));
    else
      (is_word(node) && !node.field ? words : required).push_back(described(node));
  }
  Bilingual sentence;
  add(sentence, required, {"that must hold ", "必须含有 "}, {" and ", " 且 "});
  if (words.size() < 2 || match == MatchMode::all)
    add(sentence, words, {"with ", "含有 "}, {" and ", " 且 "});
  else if (one_list)
    add(sentence, words, {"with any of ", "含有其中任意词 "}, {", ", "、"});
  else
    add(sentence, words, {"with all of ", "先列含有全部词 "}, {", ", "、"});
  if (words.size() > 1 && match == MatchMode::tiers && !one_list)
    sentence.en += " first, then with some of them", sentence.zh += "，再列含有部分词的";
  add(sentence, filters, {"where ", "限定 "}, {" and ", " 且 "});
  add(sentence, excluded, {"without ", "不含 "}, {" and ", " 和 "});
  if (words.empty() && required.empty()) sentence.en += ", newest first", sentence.zh += ",最新的在前";
  return {print(root), {sentence.en + ".", sentence.zh + "。"}};
}

Bilingual nothing_holds(const Piece& piece) {
  if (piece.role == Piece::Role::filter)
    return {"No paper passes " + piece.label + ".", "没有文献符合 " + piece.label + "。"};
  return {"No paper holds " + piece.label + ".", "没有文献含有 " + piece.label + "。"};
}

Bilingual together_nothing(const Piece& piece) {
  if (piece.role == Piece::Role::excluded)
    return {"Leaving out " + piece.label + " removes everything that the rest finds.",
            "排除 " + piece.label + " 后没有剩余结果。"};
  return {"Without " + piece.label + " something would be found.", "去掉 " + piece.label + " 就会有结果。"};
}

}  // namespace meridian::query::search
