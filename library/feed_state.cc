// See feed_state.h.
#include "library/feed_state.h"

#include <array>

namespace meridian::library {
namespace {

struct Row {
  FeedState state;
  std::string_view name, english, chinese;
};
// In the order of the enumeration.
constexpr std::array<Row, 14> kRows = {{{FeedState::unread, "unread", "not asked yet", "尚未抓取"},
                                        {FeedState::fine, "fine", "fine", "正常"},
                                        {FeedState::empty, "empty", "without items", "没有条目"},
                                        {FeedState::network, "network", "network trouble", "网络故障"},
                                        {FeedState::tls, "tls", "certificate trouble", "证书问题"},
                                        {FeedState::blocked, "blocked", "blocked", "拒绝访问"},
                                        {FeedState::rate_limited, "rate_limited", "asks for a pause", "要求稍后再访问"},
                                        {FeedState::server, "server", "server trouble", "服务器故障"},
                                        {FeedState::missing, "missing", "not found", "找不到"},
                                        {FeedState::gone, "gone", "gone", "已停刊"},
                                        {FeedState::web_page, "web_page", "a web page, not a feed", "返回的是网页"},
                                        {FeedState::parse, "parse", "cannot be read", "无法解析"},
                                        {FeedState::flood, "flood", "too many new articles", "新增过多"},
                                        {FeedState::refused, "refused", "refused", "已拒绝"}}};

struct Code {
  std::string_view code;
  FeedState state;
};
// The codes that their first word does not decide.
constexpr Code kCodes[] = {{"fetch.tls", FeedState::tls},
                           {"fetch.blocked", FeedState::blocked},
                           {"fetch.busy", FeedState::rate_limited},
                           {"fetch.held", FeedState::rate_limited},
                           {"fetch.server_error", FeedState::server},
                           {"fetch.unexpected_status", FeedState::server},
                           {"fetch.not_found", FeedState::missing},
                           {"fetch.private_address", FeedState::refused},
                           {"fetch.own_server", FeedState::refused},
                           {"fetch.too_large", FeedState::refused},
                           {"feed.not_a_feed", FeedState::web_page},
                           {"feed.flood", FeedState::flood},
                           {"feed.gone", FeedState::gone}};

FeedState state_of_code(std::string_view code) {
  for (const Code& one : kCodes)
    if (one.code == code) return one.state;
  if (code.starts_with("fetch.")) return FeedState::network;
  return code.starts_with("url.") ? FeedState::refused : FeedState::parse;
}

}  // namespace

FeedState state_of(const Feed& feed) {
  if (feed.gone) return FeedState::gone;
  if (!feed.error_code.empty()) return state_of_code(feed.error_code);
  if (feed.last_success == 0) return FeedState::unread;
  return feed.items_last == 0 ? FeedState::empty : FeedState::fine;
}

std::string_view name_of(FeedState state) {
  return kRows[static_cast<std::size_t>(state)].name;
}

std::string_view words_of(FeedState state, std::string_view language) {
  const Row& row = kRows[static_cast<std::size_t>(state)];
  return language == "zh" ? row.chinese : row.english;
}

}  // namespace meridian::library
