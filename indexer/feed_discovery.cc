#include "indexer/feed_discovery.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/redirect.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/encoding.h"
#include "indexer/clean/html.h"
#include "indexer/fetch/fetcher.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kMostLinks = 40, kMostAsked = 10, kLongestText = 60;
// Where sites keep a feed that no page names.
constexpr std::array kUsualPlaces = {"/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml"};

bool has_word(std::string_view list, std::string_view word) {
  for (const std::string_view one : clean::split(list, " "))
    if (clean::lower(one) == word) return true;
  return false;
}

bool is_feed_type(std::string_view type) {
  return clean::has_any(clean::lower(type), {"rss+xml", "atom+xml", "rdf+xml", "feed+json"});
}

// How much an anchor looks like one that leads to a feed: 0 = not at all.
int likeness(const base::Url& url, std::string_view text) {
  const std::string path = clean::lower(url.path), query = clean::lower(url.query), words = clean::lower(text);
  int points = 0;
  if (clean::has_any(path, {".rss", ".rdf", ".atom", "/rss", "/feed", "/atom", "rss.xml", "feed.xml", "atom.xml"}))
    points += 2;
  if (clean::has_any(query, {"feed=", "format=rss", "format=atom", "type=rss", "output=rss", "rss=", "alt=rss"}))
    points += 2;
  if (text.size() <= kLongestText && clean::has_any(words, {"rss", "atom feed", "feed", "订阅"})) points += 1;
  return points;
}

// Collects addresses once each, resolved.
class Links {
 public:
  explicit Links(const base::Url& page) : base_(page), page_(page) {}
  void set_base(std::string_view href) {
    if (const auto url = base::resolve_url(page_, href)) base_ = *url;
  }
  std::optional<base::Url> resolved(std::string_view href) const {
    const auto url = href.empty() || href.front() == '#' ? base::fail(base::ErrorKind::invalid, "url.malformed", "")
                                                         : base::resolve_url(base_, href);
    return url ? std::optional(*url) : std::nullopt;
  }
  void add(const base::Url& url, std::string title) {
    if (found_.size() < kMostLinks && seen_.insert(url.text()).second) found_.push_back({url.text(), std::move(title)});
  }
  std::vector<FeedLink> take() { return std::move(found_); }

 private:
  base::Url base_;
  const base::Url& page_;
  std::set<std::string> seen_;
  std::vector<FeedLink> found_;
};

}  // namespace

std::vector<FeedLink> feed_links(std::string_view html, const base::Url& page) {
  const auto tree = clean::parse_html(html);
  if (!tree) return {};
  Links links(page);
  struct Anchor {
    int points;
    base::Url url;
    std::string text;
  };
  std::vector<Anchor> anchors;
  for (clean::NodeId node = 0; node < static_cast<clean::NodeId>(tree->nodes.size()); ++node) {
    const std::string& tag = tree->nodes[static_cast<std::size_t>(node)].tag;
    const std::string_view href = tree->attribute(node, "href");
    if (href.empty()) continue;
    if (tag == "base") links.set_base(href);
    if (tag != "link" && tag != "a") continue;
    const auto url = links.resolved(href);
    if (!url) continue;
    const bool announced = is_feed_type(tree->attribute(node, "type"));
    if (announced && (tag == "a" || has_word(tree->attribute(node, "rel"), "alternate") ||
                      has_word(tree->attribute(node, "rel"), "feed")))
      links.add(*url, std::string(tree->attribute(node, "title")));
    if (tag != "a" || anchors.size() >= kMostLinks) continue;
    std::string text = tree->text_of(node);
    if (const int points = likeness(*url, text); points > 0) anchors.push_back({points, *url, std::move(text)});
  }
  std::stable_sort(anchors.begin(), anchors.end(), [](const auto& a, const auto& b) { return a.points > b.points; });
  for (Anchor& anchor : anchors)
    links.add(anchor.url, anchor.text.size() <= kLongestText ? std::move(anchor.text) : std::string());
  return links.take();
}

base::Result<Discovery> discover_feeds(base::HttpClient& client, const std::string& address,
                                       const base::FetchConfig& bounds, const base::Clock& clock,
                                       const base::Cancelled& cancelled) {
  base::HttpRequest request;
  request.url = address;
  request.accept = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5";
  MERIDIAN_TRY_ASSIGN(const base::HttpResponse page, client.get(std::move(request)));
  MERIDIAN_TRY(fetch::judge(page, false));
  Discovery found;
  if (auto itself = understand(page, bounds, clock.now())) {
    found.feeds.push_back(std::move(*itself));
    return found;
  }
  MERIDIAN_TRY_ASSIGN(const base::Url url, base::parse_url(page.url));
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(page.body, page.content_type));
  if (clean::is_binary(decoded.utf8))
    return base::fail(base::ErrorKind::invalid, "page.not_html", page.url + " is no web page.");
  std::vector<FeedLink> links = feed_links(decoded.utf8, url);
  const bool named = !links.empty();
  if (!named)
    for (const char* place : kUsualPlaces)
      if (const auto usual = base::resolve_url(url, place)) links.push_back({usual->text(), ""});
  links.resize(std::min(links.size(), kMostAsked));

  std::vector<std::optional<FeedProbe>> answers(links.size());
  fetch::Fetcher fetcher(client, bounds, clock);
  for (std::size_t i = 0; i < links.size(); ++i) {
    base::HttpRequest one;
    one.url = links[i].url;
    one.accept = fetch::kAcceptFeeds;
    const auto target = base::parse_url(one.url);
    one.may_be_private = target && base::same_origin(*target, url);
    ++found.asked;
    fetcher.ask(std::move(one), [&, i](const base::Result<base::HttpResponse>& answer, bool) {
      auto probe = answer ? understand(*answer, bounds, clock.now()) : base::fail(answer.error());
      if (probe)
        answers[i] = std::move(*probe);
      else if (named)
        found.not_feeds.push_back(probe.error().message);
    });
  }
  if (!fetcher.run(cancelled)) return base::fail(base::ErrorKind::cancelled, "crawl.cancelled", "Stopped.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (!answers[i] || !seen.insert(answers[i]->url).second) continue;
    if (answers[i]->title.empty()) answers[i]->title = links[i].title;
    found.feeds.push_back(std::move(*answers[i]));
  }
  return found;
}

}  // namespace meridian::indexer
