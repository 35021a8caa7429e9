#include "base/messages.h"

#include <algorithm>
#include <array>

namespace meridian::base {

namespace {

struct Row {
  std::string_view code, chinese;
};

constexpr auto kSentences = std::to_array<Row>({
    {"api.method", "接口只回答 GET 请求,不能通过它更改任何内容。"},
    {"api.unknown", "没有这个接口地址,请查看 docs/api.md。"},
    {"child.start", "无法再启动新的进程,请关闭一些程序。"},
    {"config.invalid", "设置文件有误,请改正该行,或删去该行以使用默认值。"},
    {"config.unreadable", "设置文件无法读取。"},
    {"crawl.cancelled", "抓取已停止;已取得的内容都已保存。"},
    {"data.missing", "找不到脉络自带的数据文件夹,请设置 MERIDIAN_DATA_DIR。"},
    {"demo.feeds", "演示用的订阅列表有误。"},
    {"disk.denied", "没有读写权限。"},
    {"disk.failed", "磁盘出错。"},
    {"disk.full", "磁盘已满,请腾出空间后再运行一次;已保存的内容没有丢失。"},
    {"disk.read", "磁盘读取失败。"},
    {"disk.write", "磁盘写入失败。"},
    {"eval.missing", "找不到评测文件。"},
    {"feed.flood", "该订阅源一天内新增条目过多,已暂停接收。"},
    {"feed.gone", "该订阅源已经停刊或被移除;已有文章保留。"},
    {"feed.known", "已经订阅过这个地址。"},
    {"feed.not_a_feed", "这个地址返回的是网页,不是订阅源;已有文章保留。"},
    {"feed.unknown", "没有这个订阅源,请用 meridian feeds list 查看编号。"},
    {"feed.unknown_format", "无法识别这个订阅源的格式。"},
    {"fetch.blocked", "对方网站拒绝了访问。"},
    {"fetch.busy", "对方服务器繁忙,稍后会再试。"},
    {"fetch.encoding", "对方使用了无法识别的压缩方式。"},
    {"fetch.gone", "对方表示该地址已永久移除。"},
    {"fetch.headers", "对方返回的报头过多或过长。"},
    {"fetch.held", "对方要求稍后再访问,已推迟。"},
    {"fetch.not_found", "对方没有这个地址。"},
    {"fetch.own_server", "这是脉络自己的地址,不会抓取。"},
    {"fetch.private_address", "该地址指向内部网络,已拒绝;确需访问时请用 feeds add --allow-private。"},
    {"fetch.protocol", "对方的回答不是有效的 HTTP。"},
    {"fetch.redirect", "重定向无效或次数过多。"},
    {"fetch.reset", "连接中途断开。"},
    {"fetch.server_error", "对方服务器出错,稍后会再试。"},
    {"fetch.slow", "对方传输太慢,已中止。"},
    {"fetch.timeout", "等待超时。"},
    {"fetch.tls", "安全连接(TLS)验证失败。"},
    {"fetch.too_large", "内容超过允许的大小。"},
    {"fetch.truncated", "内容不完整,未予采用。"},
    {"fetch.unexpected_status", "对方返回了意料之外的状态,未予采用。"},
    {"fetch.unreachable", "无法连接到对方服务器。"},
    {"file.is_folder", "这是一个文件夹,请指定其中的文件。"},
    {"file.missing", "找不到该文件,请检查名称。"},
    {"file.too_large", "文件过大。"},
    {"file.unreadable", "文件无法读取。"},
    {"glossary.missing", "词汇表文件夹无法读取。"},
    {"import.cancelled", "导入已停止;已导入的内容都已保存。"},
    {"index.busy", "索引正由另一个进程更新,请稍候。"},
    {"index.damaged", "索引已损坏,请运行 meridian reindex 重建;文献库不受影响。"},
    {"index.failed", "索引读写失败,请运行 meridian reindex。"},
    {"index.missing", "还没有索引,请运行 meridian reindex。"},
    {"index.rebuilding", "正在重建索引,请稍候。"},
    {"index.version", "索引由另一版本生成,请运行 meridian reindex。"},
    {"json.malformed", "JSON 有误,未能读取。"},
    {"json.too_deep", "JSON 嵌套过深,未读取。"},
    {"library.busy", "另一个进程正在写入文献库,请稍后再试。"},
    {"library.damaged", "文献库文件已损坏或不是脉络的文献库;未作任何更改,请从备份恢复。"},
    {"library.damaged_row", "该文章的记录已损坏。"},
    {"library.failed", "文献库读写失败。"},
    {"library.missing", "这里还没有文献库;请先添加订阅(meridian feeds add)或导入文件。"},
    {"library.newer", "该文献库由更新版本的脉络写成,请升级程序。"},
    {"library.older", "该文献库由旧版本写成,请先用可写方式打开一次以升级。"},
    {"lock.held", "另一个脉络进程正在此处工作,请等待其结束。"},
    {"opml.not_opml", "这不是 OPML 订阅列表。"},
    {"page.not_html", "这不是网页。"},
    {"paper.bad_id", "文章编号应为正整数。"},
    {"paper.not_indexed", "该文章尚未编入索引,请稍候或运行 meridian reindex。"},
    {"paper.unknown", "没有这篇文章。"},
    {"parameter.bad", "参数有误。"},
    {"query.empty", "请输入要检索的内容。"},
    {"query.encoding", "检索式不是有效的 UTF-8 文本。"},
    {"query.syntax", "检索式无法理解。"},
    {"query.too_broad", "检索范围过宽,请缩小范围。"},
    {"query.too_deep", "检索式括号嵌套过深。"},
    {"query.too_long", "检索式过长。"},
    {"serve.listen_address", "脉络只在本机提供服务,请使用 127.0.0.1 或 ::1。"},
    {"serve.port_in_use", "端口已被占用,请用 --port 另选一个。"},
    {"starter.unknown", "没有这个主题,请用 meridian feeds starter 查看。"},
    {"text.empty", "文件中没有可用的正文。"},
    {"text.tables", "缺少繁简转换表,请安装 libopencc-data。"},
    {"url.malformed", "这不是有效的网址。"},
    {"url.scheme", "只支持 http 和 https 网址。"},
    {"xml.encoding", "无法识别文件的字符编码。"},
    {"xml.malformed", "XML 损坏,未能读出任何条目。"},
    {"xml.too_deep", "XML 嵌套过深,已拒绝。"},
    {"xml.too_many_attributes", "XML 属性过多,已拒绝。"},
    {"xml.too_many_elements", "XML 元素过多,已拒绝。"},
});
static_assert(std::is_sorted(kSentences.begin(), kSentences.end(), [](const Row& a, const Row& b) { return a.code < b.code; }));

std::string_view chinese_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found: return "没有找到。";
    case ErrorKind::invalid: return "输入无法理解。";
    case ErrorKind::network: return "网络出错。";
    case ErrorKind::refused: return "已拒绝执行。";
    case ErrorKind::storage: return "存储出错。";
    case ErrorKind::incompatible: return "版本不相容。";
    case ErrorKind::cancelled: return "已取消;已保存的内容没有丢失。";
    case ErrorKind::bug: break;
  }
  return "程序内部错误。";
}

}  // namespace

std::string message_in(std::string_view language, const Error& error) {
  if (language != "zh") return error.message;
  const auto found = std::lower_bound(kSentences.begin(), kSentences.end(), error.code, [](const Row& row, const std::string& code) { return row.code < code; });
  const bool known = found != kSentences.end() && found->code == error.code;
  return std::string(known ? found->chinese : chinese_of(error.kind)) + "(" + error.message + ")";
}

}  // namespace meridian::base
