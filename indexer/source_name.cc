// See source_name.h.
#include "indexer/source_name.h"

#include "indexer/clean/ascii.h"

namespace meridian::indexer {
namespace {

struct Server {
  std::string_view mark;  // lower case, anywhere in a name or address
  std::string_view name;
};
constexpr Server kServers[] = {{"biorxiv", "bioRxiv"},
                               {"medrxiv", "medRxiv"},
                               {"chemrxiv", "ChemRxiv"},
                               {"psyarxiv", "PsyArXiv"},
                               {"socarxiv", "SocArXiv"},
                               {"eartharxiv", "EarthArXiv"},
                               {"engrxiv", "engrXiv"},
                               {"techrxiv", "TechRxiv"},
                               {"sportrxiv", "SportRxiv"},
                               {"chinaxiv", "ChinaXiv"},
                               {"arxiv", "arXiv"},
                               {"research square", "Research Square"},
                               {"researchsquare.com", "Research Square"},
                               {"preprints.org", "Preprints.org"},
                               {"ssrn", "SSRN"},
                               {"osf preprints", "OSF Preprints"}};

// "Wiley: TAXON: Table of Contents": what stands before and behind the name.
std::string_view without_furniture(std::string_view title) {
  for (bool moved = true; moved;) {
    moved = false;
    title = clean::trim(title);
    for (std::string_view tail : {": table of contents",
                                  " table of contents",
                                  ": latest articles",
                                  " latest articles",
                                  " - latest articles",
                                  " current issue",
                                  ": current issue",
                                  " | latest results",
                                  " rss feed",
                                  " - rss",
                                  " rss",
                                  " feed",
                                  " latest results",
                                  ": most recent articles",
                                  ": most recent",
                                  " updates on arxiv.org",
                                  "最新一期",
                                  "最新文章",
                                  ":",
                                  "-",
                                  "|"}) {
      if (title.size() <= tail.size() || !clean::begins_with(title.substr(title.size() - tail.size()), tail)) continue;
      title = clean::trim(title.substr(0, title.size() - tail.size()));
      moved = true;
    }
    for (std::string_view head : {"wiley: ", "tandf: ", "sage publications: ", "sage: ", "sciencedirect publication: ",
                                  "ingentaconnect ", "rss: ", "latest results for "})
      moved = clean::skip_prefix(title, head) || moved;
  }
  return title;
}

}  // namespace

std::string preprint_server(std::string_view text) {
  const std::string lowered = clean::lower(text);
  for (const Server& server : kServers)
    if (lowered.find(server.mark) != std::string::npos) return std::string(server.name);
  const bool calls_itself_one = lowered.ends_with(" preprints") || lowered.starts_with("preprints ") || lowered == "preprints";
  return calls_itself_one ? std::string(clean::trim(text)) : std::string();
}

SourceName source_of_feed(std::string_view feed_title) {
  const std::string_view title = without_furniture(feed_title);
  SourceName source{std::string(title), {}};
  const std::string server = preprint_server(feed_title);
  if (server.empty()) return source;
  source.name = server;
  if (const std::size_t collection = clean::find_lower(title, "subject collection:");
      collection != std::string_view::npos)
    source.section = clean::trim(title.substr(collection + 19));
  else if (clean::find_lower(feed_title, "updates on arxiv.org") != std::string_view::npos)
    source.section = title;
  return source;
}

}  // namespace meridian::indexer
