#include "query/engine_outside.h"

#include "query/explore/related.h"

namespace meridian::query {

std::optional<std::vector<library::WorkId>> LibraryOutside::marked(library::Field field, std::string_view value) {
  base::Result<std::set<library::WorkId>> works = std::set<library::WorkId>();
  if (field == library::Field::tag)
    works = library_.marks().tagged(value);
  else if (const auto mark = library::mark_named(value))
    works = library_.marks().with(*mark);
  else
    return std::nullopt;
  if (!works) return std::nullopt;
  return std::vector<library::WorkId>(works->begin(), works->end());
}

std::optional<std::string> LibraryOutside::radar(std::string_view name) {
  auto radar = library_.radars().get(name);
  if (!radar) return std::nullopt;
  return std::move(radar->query);
}

std::vector<std::string> LibraryOutside::radar_names() {
  std::vector<std::string> names;
  if (const auto radars = library_.radars().list())
    for (const library::Radar& radar : *radars) names.push_back(radar.name);
  return names;
}

std::optional<search::PaperTerms> LibraryOutside::paper(library::ArticleId id) {
  const auto work = library_.works().of(id);
  if (!work) return std::nullopt;
  search::PaperTerms paper{work->id, {}};
  for (auto& [term, times] : explore::telling_terms(database_, work->id))
    paper.terms.push_back({std::move(term), times});
  return paper;
}

}  // namespace meridian::query
