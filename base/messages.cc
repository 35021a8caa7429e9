#include "base/messages.h"

#include <algorithm>
#include <array>

namespace meridian::base {

namespace {

// Of errors: the English sentence is made where the error arises.
struct Row {
  std::string_view code, chinese;
};

constexpr auto kSentences = std::to_array<Row>({
    {"api.method", "接口只回答 GET 请求，不能通过它更改任何内容。"},
    {"api.unknown", "没有这个接口地址，请查看 docs/api.md。"},
    {"child.start", "无法再启动新的进程，请关闭一些程序。"},
    {"config.invalid", "设置文件有误，请改正该行，或删去该行以使用默认值。"},
    {"config.unreadable", "设置文件无法读取。"},
    {"crawl.cancelled", "抓取已停止；已取得的内容都已保存。"},
    {"cursor.invalid", "翻页标记无效或不属于这次检索，请从第一页重新开始。"},
    {"data.missing", "找不到脉络自带的数据文件夹，请设置 MERIDIAN_DATA_DIR。"},
    {"demo.feeds", "演示用的订阅列表有误。"},
    {"derived.damaged", "已存的相关文献损坏或属于其他版本，请运行 meridian derive 重新整理。"},
    {"derived.missing", "尚未整理相关文献，请运行 meridian derive。"},
    {"disk.denied", "没有读写权限。"},
    {"disk.failed", "磁盘出错。"},
    {"disk.full", "磁盘已满，请腾出空间后再运行一次；已保存的内容没有丢失。"},
    {"disk.not_a_folder", "同名的文件已存在，它不是文件夹；请移走它，或另取名称。"},
    {"disk.read", "磁盘读取失败。"},
    {"disk.write", "磁盘写入失败。"},
    {"eval.line", "评测文件中有一行无法读取。"},
    {"eval.missing", "找不到评测文件。"},
    {"eval.write", "评测结果无法写入文件。"},
    {"feed.flood", "该订阅源一天内新增条目过多，已暂停接收。"},
    {"feed.gone", "该订阅源已经停刊或被移除；已有文章保留。"},
    {"feed.known", "已经订阅过这个地址。"},
    {"feed.not_a_feed", "这个地址返回的是网页，不是订阅源；已有文章保留。"},
    {"feed.unknown", "没有这个订阅源，请用 meridian feeds list 查看编号。"},
    {"feed.unknown_format", "无法识别这个订阅源的格式。"},
    {"fetch.blocked", "对方网站拒绝了访问。"},
    {"fetch.busy", "对方服务器繁忙，请稍后再试。"},
    {"fetch.encoding", "对方使用了无法识别的压缩方式。"},
    {"fetch.gone", "对方表示该地址已永久移除。"},
    {"fetch.headers", "对方返回的报头过多或过长。"},
    {"fetch.held", "对方要求稍后再访问，已推迟。"},
    {"fetch.not_found", "对方没有这个地址。"},
    {"fetch.own_server", "这是脉络自己的地址，不会抓取。"},
    {"fetch.private_address", "该地址指向内部网络，已拒绝；确需访问时请用 feeds add --allow-private。"},
    {"fetch.protocol", "对方的回答不是有效的 HTTP。"},
    {"fetch.redirect", "重定向无效或次数过多。"},
    {"fetch.reset", "连接中途断开。"},
    {"fetch.server_error", "对方服务器出错，请稍后再试。"},
    {"fetch.setup", "网络组件无法启动，可能内存不足。"},
    {"fetch.slow", "对方传输太慢，已中止。"},
    {"fetch.timeout", "等待超时。"},
    {"fetch.tls", "安全连接（TLS）验证失败。"},
    {"fetch.too_large", "内容超过允许的大小。"},
    {"fetch.truncated", "内容不完整，未予采用。"},
    {"fetch.unexpected_status", "对方返回了意料之外的状态，未予采用。"},
    {"fetch.unreachable", "无法连接到对方服务器。"},
    {"file.binary", "这是 PDF、图片或压缩包，请先另存为文本，或改用其他格式导入。"},
    {"file.encoding", "文件的编码无法识别，请另存为 UTF-8。"},
    {"file.folder", "这是一个文件夹，请指定其中的文件。"},
    {"file.gzip", "压缩文件已损坏或不完整；之前的内容已读取。"},
    {"file.is_folder", "这是一个文件夹，请指定其中的文件。"},
    {"file.missing", "找不到该文件，请检查名称。"},
    {"file.too_large", "文件过大。"},
    {"file.unreadable", "文件无法读取。"},
    {"glossary.empty", "文件是空的。"},
    {"glossary.gzip", "压缩文件已损坏或不完整，未收入任何内容。"},
    {"glossary.missing", "词汇表文件夹无法读取。"},
    {"glossary.no_pairs", "文件中没有中英对照的行；每行应为英文、制表符、中文（各以“|”分隔），或为 CC-CEDICT 格式。"},
    {"glossary.not_text", "这不是文本文件，请另存为以制表符分列的 UTF-8 文本。"},
    {"glossary.too_large", "文件超过 64 MiB，未收入。"},
    {"glossary.unknown", "没有这个词汇表，请用 meridian glossary list 查看。"},
    {"harvest.refused", "该机构库拒绝了请求。"},
    {"import.cancelled", "导入已停止；已导入的内容都已保存。"},
    {"index.busy", "索引正由另一个进程更新，请稍候。"},
    {"index.cancelled", "索引更新已停止；再次运行即可继续。"},
    {"index.damaged", "索引已损坏，请运行 meridian reindex 重建；文献库不受影响。"},
    {"index.failed", "索引读写失败，请运行 meridian reindex。"},
    {"index.missing", "还没有索引，请运行 meridian reindex。"},
    {"index.network", "远程索引无法连接。"},
    {"index.rebuilding", "正在重建索引，请稍候。"},
    {"index.unread", "索引未能读出。"},
    {"index.version", "索引由另一版本生成，请运行 meridian reindex。"},
    {"json.line_too_long", "该行超过 8 MiB，已略去。"},
    {"json.malformed", "JSON 有误，未能读取。"},
    {"json.too_deep", "JSON 嵌套过深，未读取。"},
    {"library.busy", "另一个进程正在写入文献库，请稍后再试。"},
    {"library.damaged", "文献库文件已损坏或不是脉络的文献库；未作任何更改，请从备份恢复。"},
    {"library.damaged_row", "该文章的记录已损坏。"},
    {"library.failed", "文献库读写失败。"},
    {"library.missing", "这里还没有文献库；请先添加订阅（meridian feeds add）或导入文件。"},
    {"library.newer", "该文献库由更新版本的脉络写成，请升级程序。"},
    {"library.older", "该文献库由旧版本写成，请先用可写方式打开一次以升级。"},
    {"library.other_owner", "该文件夹属于其他用户，对方随时可以更改其中的内容；未写入任何内容。请用 --library 指定自己的文件夹。"},
    {"lock.held", "另一个脉络进程正在此处工作，请等待其结束。"},
    {"memory.full", "内存不足，请关闭一些程序后再试。"},
    {"opml.not_opml", "这不是 OPML 订阅列表。"},
    {"page.no_parser", "网页解析器无法启动，可能内存不足。"},
    {"page.not_html", "这不是网页。"},
    {"paper.bad_id", "文章编号应为正整数。"},
    {"paper.not_indexed", "该文章尚未编入索引，请稍候或运行 meridian reindex。"},
    {"paper.unknown", "没有这篇文章。"},
    {"parameter.bad", "参数有误。"},
    {"query.empty", "请输入要检索的内容。"},
    {"query.encoding", "检索式不是有效的 UTF-8 文本。"},
    {"query.limit", "每页条数超出范围。"},
    {"query.offset", "翻页位置超出范围，请缩小检索范围。"},
    {"query.syntax", "检索式无法理解。"},
    {"query.too_broad", "检索范围过宽，请缩小范围。"},
    {"query.too_deep", "检索式括号嵌套过深。"},
    {"query.too_long", "检索式过长。"},
    {"radar.known", "已有同名的雷达，其检索式不同；请先删除它，或另取名称。"},
    {"radar.name", "雷达名称为 1 到 64 字节，不含引号和控制字符。"},
    {"radar.unknown", "没有这个雷达，请用 meridian radar list 查看。"},
    {"record.damaged", "该条记录不完整或没有结束，未导入。"},
    {"record.empty", "该条记录没有标题或正文，未导入。"},
    {"record.malformed", "该条记录的格式有误，未导入。"},
    {"record.too_large", "该条记录超过 32 MiB，未导入。"},
    {"record.unknown", "该条记录不是一篇文献，未导入。"},
    {"serve.busy", "等待处理的请求太多，请稍后再试。"},
    {"serve.listen_address", "脉络只在本机提供服务，请使用 127.0.0.1 或 ::1。"},
    {"serve.port_in_use", "端口已被占用，请用 --port 另选一个。"},
    {"starter.unknown", "没有这个主题，请用 meridian feeds starter 查看。"},
    {"tag.name", "标签为 1 到 64 字节，不含引号。"},
    {"text.empty", "文件中没有可用的正文。"},
    {"text.not_text", "这不是文本文件。"},
    {"text.tables", "缺少繁简转换表，请安装 libopencc-data。"},
    {"url.malformed", "这不是有效的网址。"},
    {"url.scheme", "只支持 http 和 https 网址。"},
    {"works.link", "文献之间的关联有误。"},
    {"works.merge", "这些文章本来就是同一篇文献，请指定两篇以上文献的文章。"},
    {"works.split", "这篇文章本来就独自成为一篇文献。"},
    {"xml.encoding", "无法识别文件的字符编码。"},
    {"xml.malformed", "XML 损坏，未能读出任何条目。"},
    {"xml.too_deep", "XML 嵌套过深，已拒绝。"},
    {"xml.too_many_attributes", "XML 属性过多，已拒绝。"},
    {"xml.too_many_elements", "XML 元素过多，已拒绝。"},
});
static_assert(std::is_sorted(kSentences.begin(), kSentences.end(), [](const Row& a, const Row& b) { return a.code < b.code; }));

// What is kept in part, put right or found by a check; {1} is the first value.
struct Sentence {
  std::string_view code, english, chinese;
};

constexpr auto kWarnings = std::to_array<Sentence>({
    {"check.article_damaged", "Article {1} is damaged.", "文章 {1} 的记录已损坏。"},
    {"check.columns", "The look-up columns of article {1} do not fit its record.", "文章 {1} 的检索列与其记录不符。"},
    {"check.document_missing", "Work {1} is not in the index.", "文献 {1} 不在索引中。"},
    {"check.document_old", "Work {1} has a document that is not what its articles say now.", "文献 {1} 在索引中的内容与其文章不符。"},
    {"check.document_stray", "Document {1} of the index belongs to no Work of the library.", "索引中的文档 {1} 不属于文献库中的任何文献。"},
    {"check.index_ahead", "The index is ahead of the library, which was restored from an older copy. Run `meridian reindex`.",
     "索引比文献库新（文献库由旧备份恢复）。请运行 meridian reindex。"},
    {"check.index_behind", "The index covers the library up to change {1} of {2}; the next `meridian crawl` or `meridian reindex` goes on from there.",
     "索引更新到第 {1} 次变动，共 {2} 次；下次运行 meridian crawl 或 meridian reindex 时会继续。"},
    {"check.index_other_library", "The index belongs to another library. Run `meridian reindex`.", "该索引属于另一个文献库。请运行 meridian reindex。"},
    {"check.more", "There is more of this kind.", "此类问题还有更多。"},
    {"check.part_unread", "“{1}” could not be read to the end: {2}", "“{1}”未能读完：{2}"},
    {"check.postings", "The postings of the index are not those of its documents: it is damaged.", "索引的倒排表与其文档不符：索引已损坏。"},
    {"check.reference", "A row of table {1} names something that is not there.", "表 {1} 中有一行指向不存在的内容。"},
    {"check.sqlite", "SQLite reports: {1}.", "SQLite 报告：{1}。"},
    {"check.work_membership", "Article {1} is in work {2} but belongs to work {3}.", "文章 {1} 被归入文献 {2}，但应属于文献 {3}。"},
    {"check.work_representative", "Work {1} is shown by an article that it does not hold.", "文献 {1} 由不属于它的文章代表。"},
    {"check.work_unlisted", "Work {1} has articles but is not listed.", "文献 {1} 有文章，但未列出。"},
    {"feed.dated_by_build", "All items carry the time when the feed was made; their dates are unknown, and they stay in the feed's order.", "所有条目的日期都是订阅源生成的时间；文章日期按未知处理，顺序以订阅源为准。"},
    {"feed.encoded_twice", "Some of the text had been encoded twice (“Ã©” for “é”); it was put right.", "部分文字被重复编码（如“é”成了“Ã©”），已改正。"},
    {"feed.encoding_doubtful", "The document is not in the encoding that it names; it was read as {1}, and characters may be wrong.",
     "文档的字符编码与其声明不符，已按 {1} 读取，个别字符可能有误。"},
    {"feed.items_no_objects", "{1} items of the feed are no objects and were left out.", "订阅源中有 {1} 个条目不是对象，已略去。"},
    {"feed.list_too_long", "The list has more than 100,000 feeds; the first ones are kept.", "列表中的订阅源超过 10 万个，只保留前面的。"},
    {"feed.older_unread", "Older items: {1}", "较早的条目未能取得：{1}"},
    {"feed.text_after", "What follows the end of the feed was left out.", "订阅源结尾之后的内容已略去。"},
    {"feed.text_before", "Text before the feed was left out.", "订阅源开头之前的文字已略去。"},
    {"feed.too_many_items", "The feed has more than {1} items; the first ones are kept.", "订阅源的条目超过 {1} 条，只保留前面的条目。"},
    {"fetch.truncated", "The document ends early; the entries before its end are kept.", "文档在中途结束；已保留之前的条目。"},
    {"harvest.unread", "{1} records of the last answer could not be read.", "最近一次回答中有 {1} 条记录无法读取。"},
    {"library.open_folder", "Other users of this machine can write to the library's folder {1} and so change or remove what is in it; `chmod go-w` on it ends that.",
     "本机其他用户可以写入文献库文件夹 {1}，因而能更改或删除其中的内容；对它运行 chmod go-w 即可禁止。"},
});
static_assert(std::is_sorted(kWarnings.begin(), kWarnings.end(), [](const Sentence& a, const Sentence& b) { return a.code < b.code; }));

// What long work is doing.
constexpr auto kStages = std::to_array<Sentence>({
    {"check", "checking", "检查"},
    {"crawl", "fetching feeds", "抓取订阅源"},
    {"derive", "relating papers", "整理相关文献"},
    {"eval", "running queries", "运行检索式"},
    {"import", "importing", "导入"},
    {"index", "indexing", "编入索引"},
    {"learn", "learning translations", "学习译词"},
    {"pages", "fetching article pages", "抓取文章页面"},
});
static_assert(std::is_sorted(kStages.begin(), kStages.end(), [](const Sentence& a, const Sentence& b) { return a.code < b.code; }));

// The steps of ranking, as docs/ranking.md names them.
constexpr auto kRankingSteps = std::to_array<Sentence>({
    {"all", "all steps", "全部步骤"},
    {"bursts", "words that come in bursts", "突发词加权"},
    {"feedback", "words learnt from the best hits", "从最佳结果学到的词"},
    {"freshness", "how recent it is", "发表时间较新"},
    {"learnt_works", "works without the words", "不含检索词的文献"},
    {"mixing", "the words once more", "检索词再计一次"},
    {"neighbours", "related papers", "相关文献"},
    {"synonyms", "synonyms and translations", "同义词与译词"},
    {"tiers", "all words before some", "含全部词者在前"},
    {"words", "words of the query", "检索词"},
});
static_assert(std::is_sorted(kRankingSteps.begin(), kRankingSteps.end(), [](const Sentence& a, const Sentence& b) { return a.code < b.code; }));

template <class Table>
auto find(const Table& table, std::string_view code) -> decltype(&table.front()) {
  const auto found = std::lower_bound(table.begin(), table.end(), code, [](const auto& row, std::string_view wanted) { return row.code < wanted; });
  return found != table.end() && found->code == code ? &*found : nullptr;
}

std::string_view chinese_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found: return "没有找到。";
    case ErrorKind::invalid: return "输入无法理解。";
    case ErrorKind::network: return "网络出错。";
    case ErrorKind::refused: return "已拒绝执行。";
    case ErrorKind::storage: return "存储出错。";
    case ErrorKind::incompatible: return "版本不相容。";
    case ErrorKind::cancelled: return "已取消；已保存的内容没有丢失。";
    case ErrorKind::bug: break;
  }
  return "程序内部错误。";
}

}  // namespace

std::string filled(std::string_view sentence, const std::vector<std::string>& values) {
  std::string out;
  out.reserve(sentence.size());
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const bool slot = sentence[at] == '{' && at + 2 < sentence.size() && sentence[at + 2] == '}' && sentence[at + 1] >= '1' && sentence[at + 1] <= '9';
    const auto number = slot ? static_cast<std::size_t>(sentence[at + 1] - '1') : values.size();
    if (number >= values.size()) {
      out += sentence[at];
      continue;
    }
    out += values[number];
    at += 2;
  }
  return out;
}

std::string message_in(std::string_view language, const Error& error) {
  if (language != "zh") return error.message;
  const Row* known = find(kSentences, error.code);
  return std::string(known != nullptr ? known->chinese : chinese_of(error.kind)) + "（" + error.message + "）";
}

std::string message_in(std::string_view language, const Warning& warning) {
  const Sentence* row = find(kWarnings, warning.code);
  const Row* error = find(kSentences, warning.code);
  // Of a code that both have, an error's message is a value and the warning names none.
  if (row != nullptr && (error == nullptr || warning.values.empty())) return filled(language == "zh" ? row->chinese : row->english, warning.values);
  const std::string detail = warning.values.empty() ? warning.code : warning.values.front();
  return error == nullptr || language != "zh" ? detail : std::string(error->chinese) + "（" + detail + "）";
}

std::string stage_in(std::string_view language, std::string_view stage) {
  const Sentence* row = find(kStages, stage);
  return std::string(row == nullptr ? stage : language == "zh" ? row->chinese : row->english);
}

std::string ranking_step_in(std::string_view language, std::string_view step) {
  const Sentence* row = find(kRankingSteps, step);
  return std::string(row == nullptr ? step : language == "zh" ? row->chinese : row->english);
}

bool has_sentences(std::string_view code) { return find(kSentences, code) != nullptr || find(kWarnings, code) != nullptr; }

}  // namespace meridian::base
