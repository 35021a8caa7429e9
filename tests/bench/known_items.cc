// A set of known items for `meridian eval search` (METHODS 7): the papers of an archive asked for by their own keywords.
//
// Papers keep their abstract only, so that the title can be a query too and papers of other archives, which have no title,
// are as likely to answer. Each of the first papers of the first file is asked for by its title, by all its keywords, by
// the two longest and by the longest, the first of equally long ones; the queries' names begin with "title/", "all/",
// "two/" and "one/".
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/bench/measure.h"
#include "tests/bench/programs.h"

namespace meridian::bench {

namespace {

std::ptrdiff_t characters(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::string joined(const std::vector<std::string>& words, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, words.size()); ++i) out += (i > 0 ? " " : "") + words[i];
  return out;
}

class Set {
 public:
  explicit Set(const std::filesystem::path& folder)
      : documents_(folder / "docs.jsonl"), queries_(folder / "queries.tsv"), judgements_(folder / "qrels.tsv") {}

  void document(const nlohmann::json& paper) {
    documents_ << nlohmann::json{{"id", paper.at("id")}, {"abstract", paper.at("abstract")}, {"lang", "zh"}}.dump() << '\n';
  }
  void asked_for(const nlohmann::json& paper) {
    const std::string id = paper.at("id");
    auto keywords = paper.at("keywords").get<std::vector<std::string>>();
    query("title/" + id, id, paper.at("title"));
    query("all/" + id, id, joined(keywords, keywords.size()));
    std::stable_sort(keywords.begin(), keywords.end(),
                     [](const auto& a, const auto& b) { return characters(a) > characters(b); });
    query("two/" + id, id, joined(keywords, 2));
    query("one/" + id, id, joined(keywords, 1));
  }
  bool written() { return documents_.flush() && queries_.flush() && judgements_.flush(); }

 private:
  void query(const std::string& name, const std::string& document, const std::string& text) {
    queries_ << name << '\t' << text << '\n';
    judgements_ << name << " 0 " << document << " 1\n";
  }

  std::ofstream documents_, queries_, judgements_;
};

}  // namespace

int known_items(const Words& words) {
  if (words.size() < 3) return 2;
  const long long wanted = std::atoll(words[1].c_str());
  Set set(words[0]);
  long long papers = 0, asked = 0;
  for (std::size_t file = 2; file < words.size(); ++file) {
    std::ifstream in(words[file]);
    if (!in) give_up("cannot read " + words[file]);
    for (std::string line; std::getline(in, line); ++papers) {
      const auto paper = nlohmann::json::parse(line, nullptr, false);
      if (paper.is_discarded()) give_up("a line of " + words[file] + " is no JSON");
      set.document(paper);
      if (file == 2 && asked < wanted && !paper.value("keywords", nlohmann::json::array()).empty()) {
        set.asked_for(paper);
        ++asked;
      }
    }
  }
  if (!set.written()) give_up("could not write to " + words[0]);
  row("papers, abstracts only", static_cast<double>(papers), "papers");
  row("asked for", static_cast<double>(asked), "papers");
  return 0;
}

}  // namespace meridian::bench
