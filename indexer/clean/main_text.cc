// See main_text.h. Four steps: what may count (Weights), who holds it (scores), the article's parts, their paragraphs.
#include "indexer/clean/main_text.h"

#include <algorithm>
#include <cmath>

#include "indexer/clean/ascii.h"
#include "indexer/clean/leftovers.h"
#include "indexer/clean/page_classes.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::size_t kEnough = 400;  // bytes of text under which the stricter reading is not believed
constexpr std::size_t kLittle = 100;  // and under which no holder is

// Per node: characters of text, of text in links, commas, and whether it may be part of an article at all.
struct Weights {
  std::vector<int> text, links, commas, paragraphs;
  std::vector<char> dropped;
  std::vector<double> score;

  double link_density(std::size_t node) const {
    return text[node] == 0 ? 0 : static_cast<double>(links[node]) / text[node];
  }
};

int letters(std::string_view text) {
  int count = 0;
  bool blank = true;
  for (char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    count += !(is_blank(c) && blank);
    // A Han character says as much as two or three letters.
    if (static_cast<unsigned char>(c) >= 0xE3) count += 2;
    blank = is_blank(c);
  }
  return count - (blank && count > 0);
}

int commas_in(std::string_view text) {
  int count = static_cast<int>(std::count(text.begin(), text.end(), ','));
  for (std::string_view comma : {"，", "、", "；"})
    for (std::size_t at = text.find(comma); at != std::string_view::npos; at = text.find(comma, at + comma.size()))
      ++count;
  return count;
}

// Sums over each node what stands inside of it and was not dropped.
void gather(const HtmlTree& page, Weights& weights) {
  const std::size_t size = page.nodes.size();
  weights.text.assign(size, 0), weights.links.assign(size, 0), weights.commas.assign(size, 0),
      weights.paragraphs.assign(size, 0);
  for (std::size_t i = size; i-- > 1;) {
    const Node& node = page.nodes[i];
    if (weights.dropped[i]) continue;
    if (node.tag.empty()) weights.text[i] = letters(node.text), weights.commas[i] = commas_in(node.text);
    if (node.tag == "a" && !page.attribute(static_cast<NodeId>(i), "href").starts_with("#"))
      weights.links[i] = weights.text[i];
    const std::size_t parent = static_cast<std::size_t>(node.parent);
    weights.text[parent] += weights.text[i], weights.links[parent] += weights.links[i],
        weights.commas[parent] += weights.commas[i];
    weights.paragraphs[parent] += weights.paragraphs[i] + (node.tag == "p");
  }
}

void drop(const HtmlTree& page, Weights& weights, bool strict, const std::vector<char>& spared) {
  for (std::size_t i = 1; i < page.nodes.size(); ++i)
    weights.dropped[i] = weights.dropped[static_cast<std::size_t>(page.nodes[i].parent)] ||
                         never_article(page, static_cast<NodeId>(i), strict && !spared[i]);
}

// What holds more than half of the page's prose is no box beside the article, whatever it is called ("content-sidebar-wrap",
// "main--with-recommendations"); only comments can be longer than what they are about.
std::vector<char> bulk(const HtmlTree& page, const Weights& weights) {
  std::vector<char> found(page.nodes.size(), 0);
  const int all = weights.text[0] - weights.links[0];
  for (std::size_t i = 1; i < page.nodes.size(); ++i)
    found[i] = (weights.text[i] - weights.links[i]) * 2 > all && !names_comments(page, static_cast<NodeId>(i));
  return found;
}

Weights weigh(const HtmlTree& page, bool strict) {
  const std::size_t size = page.nodes.size();
  Weights weights;
  weights.dropped.assign(size, 0), weights.score.assign(size, 0);
  std::vector<char> spared(size, 0);
  drop(page, weights, false, spared);
  gather(page, weights);
  if (!strict) return weights;
  spared = bulk(page, weights);
  drop(page, weights, true, spared);
  gather(page, weights);
  return weights;
}

// The letters that stand in a division itself, not in the blocks inside of it, and how many of them are links.
struct OwnText {
  int text = 0, links = 0, commas = 0;
  bool beside_blocks = false;
};

OwnText own_text(const HtmlTree& page, const Weights& weights, NodeId node) {
  OwnText own;
  for (NodeId child = page.nodes[static_cast<std::size_t>(node)].first_child; child != kNoNode;
       child = page.nodes[static_cast<std::size_t>(child)].next) {
    const auto c = static_cast<std::size_t>(child);
    if (is_block(page.nodes[c].tag))
      own.beside_blocks = true;
    else if (!weights.dropped[c])
      own.text += weights.text[c], own.links += weights.links[c], own.commas += weights.commas[c];
  }
  return own;
}

void score_holders(const HtmlTree& page, Weights& weights) {
  constexpr int kLeast = 25, kLeastBesideBlocks = 140;  // labels and captions stand beside blocks too
  for (std::size_t i = 1; i < page.nodes.size(); ++i) {
    const std::string& tag = page.nodes[i].tag;
    const bool division = tag == "div" || tag == "section" || tag == "article";
    if (weights.dropped[i] || !(division || tag == "p" || tag == "pre" || tag == "td" || tag == "blockquote")) continue;
    OwnText own{weights.text[i], weights.links[i], weights.commas[i], false};
    if (division) own = own_text(page, weights, static_cast<NodeId>(i));
    if (own.text < (own.beside_blocks ? kLeastBesideBlocks : kLeast)) continue;
    const double points =
        (1 + own.commas + std::min(own.text / 100, 3)) * (1 - static_cast<double>(own.links) / own.text);
    if (tag == "div" || tag == "section") weights.score[i] += points;
    int level = 0;
    for (NodeId holder = page.nodes[i].parent; holder > 0 && level < 5;
         holder = page.nodes[static_cast<std::size_t>(holder)].parent, ++level)
      weights.score[static_cast<std::size_t>(holder)] += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
  }
  for (std::size_t i = 1; i < page.nodes.size(); ++i)
    if (weights.score[i] > 0)
      weights.score[i] =
          (weights.score[i] + class_weight(page, static_cast<NodeId>(i))) * (1 - weights.link_density(i));
}

NodeId best_holder(const HtmlTree& page, const Weights& weights) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < page.nodes.size(); ++i)
    if (!weights.dropped[i] && weights.score[i] > weights.score[best]) best = i;
  if (best == 0) return 0;
  // A holder whose own holder gathers more from several good children is better told by it.
  for (NodeId parent = page.nodes[best].parent; parent > 0;
       parent = page.nodes[static_cast<std::size_t>(parent)].parent) {
    const std::size_t p = static_cast<std::size_t>(parent);
    if (page.nodes[p].tag == "body" || page.nodes[p].tag == "html") break;
    int alike = 0;
    for (NodeId child = page.nodes[p].first_child; child != kNoNode;
         child = page.nodes[static_cast<std::size_t>(child)].next)
      alike += weights.score[static_cast<std::size_t>(child)] > weights.score[best] * 0.3 &&
               !weights.dropped[static_cast<std::size_t>(child)];
    const bool only_child = weights.text[p] > 0 && weights.text[p] - weights.text[best] < weights.text[best] / 20;
    if (alike < 3 && !only_child) break;
    best = p;
    if (only_child) continue;
  }
  return static_cast<NodeId>(best);
}

// The holder and those beside it that read like it.
std::vector<NodeId> parts(const HtmlTree& page, const Weights& weights, NodeId holder) {
  if (holder == 0) return {};
  std::vector<NodeId> chosen;
  const std::size_t top = static_cast<std::size_t>(holder);
  const double enough = std::max(10.0, weights.score[top] * 0.2);
  const std::string_view top_class = page.attribute(holder, "class");
  for (NodeId child = page.nodes[static_cast<std::size_t>(page.nodes[top].parent)].first_child; child != kNoNode;
       child = page.nodes[static_cast<std::size_t>(child)].next) {
    const std::size_t c = static_cast<std::size_t>(child);
    if (weights.dropped[c]) continue;
    const double bonus =
        !top_class.empty() && page.attribute(child, "class") == top_class ? weights.score[top] * 0.2 : 0;
    const bool prose =
        page.nodes[c].tag == "p" &&
        (weights.text[c] > 80 ? weights.link_density(c) < 0.25 : weights.text[c] > 20 && weights.links[c] == 0);
    if (child == holder || weights.score[c] + bonus >= enough || prose) chosen.push_back(child);
  }
  return chosen;
}

// Writes one part's paragraphs, leaving out the lists of links, forms and boxes inside of it.
class Writer {
 public:
  Writer(const HtmlTree& page, const Weights& weights) : page_(page), weights_(weights) {}

  std::vector<std::string> write(const std::vector<NodeId>& chosen) {
    for (NodeId part : chosen) {
      const NodeId end = page_.after(part);
      for (NodeId node = part; node < end;) node = visit(node, node == part);
      close();
    }
    return std::move(paragraphs_);
  }

 private:
  NodeId visit(NodeId node, bool is_part) {
    const std::size_t i = static_cast<std::size_t>(node);
    const Node& element = page_.nodes[i];
    if (weights_.dropped[i] || (!is_part && is_box(i))) {
      close();
      return page_.after(node);
    }
    // A block ends the paragraph before it, and what follows it begins a new one.
    while (!open_blocks_.empty() && node >= open_blocks_.back()) open_blocks_.pop_back(), close();
    if (element.tag.empty())
      add(element.text);
    else if (element.tag == "br")
      breaks_ > 0 ? close() : void(++breaks_);
    else if (is_block(element.tag))
      close(), open_blocks_.push_back(page_.after(node));
    else if (element.tag == "td" || element.tag == "th")
      add(" ");
    return node + 1;
  }
  void add(std::string_view text) {
    if (breaks_ > 0 && !trim(text).empty()) {
      if (!current_.empty()) current_ = std::string(trim(current_)) + "\n";
      breaks_ = 0;
    }
    for (char c : text) {
      if (!is_blank(c))
        current_.push_back(c);
      else if (!current_.empty() && current_.back() != ' ' && current_.back() != '\n')
        current_.push_back(' ');
    }
  }
  void close() {
    breaks_ = 0;
    if (const std::string_view text = trim(current_); !text.empty()) paragraphs_.emplace_back(text);
    current_.clear();
  }
  // A list, table or division that is a menu, a share bar or a box of links and not prose.
  bool is_box(std::size_t i) const {
    const std::string& tag = page_.nodes[i].tag;
    const double density = weights_.link_density(i);
    if (tag == "ul" || tag == "ol" || tag == "dl") return density > 0.5 || (weights_.text[i] < 40 && density > 0.2);
    if (tag == "p" || tag == "h1" || tag == "h2" || tag == "h3" || tag == "h4")
      return density > 0.8 && weights_.text[i] > 0 && weights_.text[i] < 200 &&
             count_words(page_.text_of(static_cast<NodeId>(i))) > 2;
    if (tag != "div" && tag != "section" && tag != "table" && tag != "aside") return false;
    if (weights_.commas[i] >= 10 && density < 0.5) return false;
    return (density > 0.5 && weights_.text[i] < 1500) ||
           (class_weight(page_, static_cast<NodeId>(i)) < 0 && (density > 0.2 || weights_.text[i] < 80));
  }

  const HtmlTree& page_;
  const Weights& weights_;
  std::vector<std::string> paragraphs_;
  std::vector<NodeId> open_blocks_;
  std::string current_;
  int breaks_ = 0;
};

std::vector<std::string> read(const HtmlTree& page, bool strict) {
  Weights weights = weigh(page, strict);
  score_holders(page, weights);
  return Writer(page, weights).write(parts(page, weights, best_holder(page, weights)));
}

// The body without boxes: for pages that no holder stands out of.
std::vector<std::string> read_body(const HtmlTree& page) {
  for (std::size_t i = 1; i < page.nodes.size(); ++i)
    if (page.nodes[i].tag == "body") return Writer(page, weigh(page, false)).write({static_cast<NodeId>(i)});
  return {};
}

double hidden_share(const HtmlTree& page) {
  std::size_t hidden = 0, all = 0;
  std::vector<char> inside(page.nodes.size(), 0);
  for (std::size_t i = 1; i < page.nodes.size(); ++i) {
    const Node& node = page.nodes[i];
    if (node.tag == "script" || node.tag == "style")
      inside[i] = 2;
    else
      inside[i] = std::max(inside[static_cast<std::size_t>(node.parent)],
                           static_cast<char>(is_hidden(page, static_cast<NodeId>(i))));
    if (!node.tag.empty() || inside[i] == 2 || inside[static_cast<std::size_t>(node.parent)] == 2) continue;
    all += trim(node.text).size();
    hidden += inside[i] ? trim(node.text).size() : 0;
  }
  return all == 0 ? 0 : static_cast<double>(hidden) / static_cast<double>(all);
}

}  // namespace

MainText main_text(const HtmlTree& page, std::string_view title) {
  std::vector<std::string> paragraphs = read(page, true);
  if (joined(paragraphs).size() < kEnough) {
    std::vector<std::string> relaxed = read(page, false);
    if (joined(relaxed).size() > joined(paragraphs).size()) paragraphs = std::move(relaxed);
  }
  if (joined(paragraphs).size() < kLittle) {
    std::vector<std::string> all = read_body(page);
    if (joined(all).size() > joined(paragraphs).size()) paragraphs = std::move(all);
  }
  if (!paragraphs.empty() && !title.empty() && lower(paragraphs.front()) == lower(title))
    paragraphs.erase(paragraphs.begin());
  MainText result;
  result.body = article_body(std::move(paragraphs));
  result.text = joined(result.body.paragraphs);
  result.hidden_share = hidden_share(page);
  return result;
}

}  // namespace meridian::indexer::clean
