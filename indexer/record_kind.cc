// See record_kind.h. Words are compared whole or at the beginning, in lower case: "Cover crops" is no cover.
#include "indexer/record_kind.h"

#include <algorithm>

#include "indexer/clean/ascii.h"

namespace meridian::indexer {
namespace {

using library::ArticleType;

struct TitleMark {
  std::string_view beginning;  // lower case
  ArticleType type;
};
constexpr TitleMark kMarks[] = {{"erratum", ArticleType::erratum},
                                {"corrigendum", ArticleType::erratum},
                                {"correction:", ArticleType::erratum},
                                {"correction to", ArticleType::erratum},
                                {"author correction", ArticleType::erratum},
                                {"publisher correction", ArticleType::erratum},
                                {"更正", ArticleType::erratum},
                                {"勘误", ArticleType::erratum},
                                {"retraction", ArticleType::retraction},
                                {"retracted", ArticleType::retraction},
                                {"withdrawn", ArticleType::retraction},
                                {"撤稿", ArticleType::retraction},
                                {"editorial", ArticleType::editorial},
                                {"社论", ArticleType::editorial},
                                {"卷首语", ArticleType::editorial},
                                {"dataset:", ArticleType::dataset},
                                {"data from:", ArticleType::dataset},
                                {"review:", ArticleType::review},
                                {"systematic review", ArticleType::review}};

constexpr std::string_view kReviewWords[] = {"a systematic review",
                                             "systematic review and meta-analysis",
                                             "a scoping review",
                                             "a narrative review",
                                             "an umbrella review",
                                             "a review of",
                                             ": a review",
                                             "a literature review",
                                             "a meta-analysis",
                                             "研究综述",
                                             "系统评价",
                                             "文献综述",
                                             "荟萃分析"};


struct Label {
  std::string_view word;  // lower case
  ArticleType type;
};
constexpr Label kLabels[] = {{"correction", ArticleType::erratum},
                             {"corrections", ArticleType::erratum},
                             {"erratum", ArticleType::erratum},
                             {"errata", ArticleType::erratum},
                             {"corrigendum", ArticleType::erratum},
                             {"published erratum", ArticleType::erratum},
                             {"author correction", ArticleType::erratum},
                             {"publisher correction", ArticleType::erratum},
                             {"更正", ArticleType::erratum},
                             {"勘误", ArticleType::erratum},
                             {"retraction", ArticleType::retraction},
                             {"retraction notice", ArticleType::retraction},
                             {"retraction note", ArticleType::retraction},
                             {"retraction of publication", ArticleType::retraction},
                             {"retracted publication", ArticleType::retraction},
                             {"撤稿", ArticleType::retraction},
                             {"editorial", ArticleType::editorial},
                             {"editorials", ArticleType::editorial},
                             {"社论", ArticleType::editorial},
                             {"review", ArticleType::review},
                             {"reviews", ArticleType::review},
                             {"review article", ArticleType::review},
                             {"review articles", ArticleType::review},
                             {"review paper", ArticleType::review},
                             {"mini review", ArticleType::review},
                             {"mini-review", ArticleType::review},
                             {"invited review", ArticleType::review},
                             {"scoping review", ArticleType::review},
                             {"literature review", ArticleType::review},
                             {"systematic review", ArticleType::review},
                             {"systematic reviews", ArticleType::review},
                             {"meta-analysis", ArticleType::review},
                             {"综述", ArticleType::review},
                             {"系统评价", ArticleType::review},
                             {"dataset", ArticleType::dataset},
                             {"data set", ArticleType::dataset},
                             {"data paper", ArticleType::dataset},
                             {"data descriptor", ArticleType::dataset},
                             {"数据论文", ArticleType::dataset},
                             {"preprint", ArticleType::preprint},
                             {"posted-content", ArticleType::preprint}};

// Titles that are nothing but this, or this and a bracket or colon behind it.
constexpr std::string_view kNoArticles[] = {
    "table of contents", "contents", "contents list", "graphical contents list", "graphical table of contents",
    "issue information", "issue editorial masthead", "issue publication information", "masthead", "front matter", "back matter",
    "cover", "cover image", "cover picture", "cover page", "front cover", "back cover", "inside cover", "inside front cover",
    "inside back cover", "outside front cover", "editorial board", "editorial board and publication information",
    "editorial board and table of contents", "title page", "copyright page", "author index", "subject index", "keyword index",
    "annual index", "index", "volume contents", "volume index", "list of reviewers", "reviewer acknowledgement",
    "acknowledgement of reviewers", "acknowledgment of reviewers", "call for papers", "announcement", "announcements",
    "calendar of events", "instructions for authors", "information for authors", "guide for authors", "publisher's note",
    "publisher’s note", "advertisement", "目录", "总目录", "总目次", "目次", "封面", "封二", "封三", "封底", "扉页", "版权页", "编委会", "编辑委员会",
    "征稿启事", "征稿通知", "稿约", "投稿须知", "投稿指南", "作者须知", "启事", "通知", "会议通知", "会讯", "广告", "声明", "本刊声明", "欢迎订阅", "征订启事"};

// What is left of "《示例学报》投稿须知" and "2021年总目次": the notice itself.
std::string_view without_journal_and_year(std::string_view title) {
  constexpr std::string_view kClose = "》", kYear = "年";
  if (const std::size_t close = title.find(kClose); title.starts_with("《") && close != std::string_view::npos)
    title = clean::trim(title.substr(close + kClose.size()));
  if (title.size() > 7 && title.substr(4).starts_with(kYear) && clean::is_digit(title[0])) title.remove_prefix(4 + kYear.size());
  for (std::string_view lead : {"本刊", "本期"}) clean::skip_prefix(title, lead);
  return clean::trim(title);
}

}  // namespace

ArticleType type_of_title(std::string_view title, ArticleType otherwise) {
  const std::string lowered = clean::lower(title);
  const std::string_view bare = std::string_view(lowered).substr(lowered.starts_with('['));
  for (const TitleMark& mark : kMarks)
    if (bare.starts_with(mark.beginning)) return mark.type;
  const bool review = std::any_of(std::begin(kReviewWords), std::end(kReviewWords),
                                  [&](std::string_view word) { return lowered.find(word) != std::string::npos; });
  return review ? ArticleType::review : otherwise;
}

std::optional<ArticleType> type_of_label(std::string_view label) {
  const std::string lowered = clean::lower(clean::trim(label.substr(0, 64)));
  const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels), [&](const Label& row) { return row.word == lowered; });
  return found == std::end(kLabels) ? std::nullopt : std::optional(found->type);
}

bool is_no_article(std::string_view title) {
  if (title.size() > 300) return false;
  const std::string lowered = clean::lower(without_journal_and_year(clean::trim(title)));
  return std::any_of(std::begin(kNoArticles), std::end(kNoArticles), [&](std::string_view name) {
    if (!lowered.starts_with(name)) return false;
    const std::string_view rest = clean::trim(std::string_view(lowered).substr(name.size()));
    return rest.empty() || rest[0] == ':' || rest[0] == '(' || rest.starts_with("（") || rest.starts_with("：");
  });
}

}  // namespace meridian::indexer
