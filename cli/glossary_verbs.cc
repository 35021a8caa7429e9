// glossary add, list, remove: the reader's own translations, kept in the library's folder.
//
// A file is taken in whole: LIBRARY/glossary/NAME.tsv is the reader's copy, NAME.pairs what searches look up
// (text/glossary_pairs.h). Both are written beside and renamed over, so that a search sees the old or the new one.
#include <algorithm>
#include <fstream>

#include "base/files.h"
#include "base/gunzip.h"
#include "base/http_client.h"
#include "base/url.h"
#include "cli/context.h"
#include "query/answers_json.h"
#include "text/glossary.h"
#include "text/glossary_import.h"
#include "text/glossary_pairs.h"

namespace meridian::cli {

namespace {

using base::ErrorKind;
using nlohmann::json;

constexpr std::size_t kLongestName = 64;

std::filesystem::path folder_of(const Context& context) {
  return context.config.library / "glossary";
}

// The last part of a path or address without its ending, in letters that any disk takes.
std::string name_of(std::string_view source) {
  source = source.substr(0, source.find_first_of("?#"));
  const std::size_t slash = source.rfind('/');
  std::string file(source.substr(slash == std::string_view::npos ? 0 : slash + 1));
  for (const std::string_view ending : {".gz", ".tsv", ".txt", ".u8"})
    if (file.size() > ending.size() && file.ends_with(ending)) file.resize(file.size() - ending.size());
  std::string name;
  for (const char c : file.substr(0, kLongestName)) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    name += plain ? c : '_';
  }
  return name.empty() ? "glossary" : name;
}

base::Result<std::string> opened(std::string bytes) {
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  std::string out;
  base::Gunzip gunzip;
  const auto outcome = gunzip.feed(bytes, [&](std::string_view piece) {
    out += piece;
    return out.size() <= static_cast<std::size_t>(text::kMaxGlossaryBytes);
  });
  if (outcome == base::Gunzip::Outcome::damaged || (outcome == base::Gunzip::Outcome::fine && !gunzip.complete()))
    return base::fail(ErrorKind::invalid, "glossary.gzip",
                      "The compressed file is damaged or cut; nothing of it was taken in.");
  return out;
}

base::Result<std::string> fetched(const Context& context, const std::string& address) {
  MERIDIAN_TRY_ASSIGN(const base::Url url, base::parse_url(address));
  base::FetchConfig bounds = context.config.fetch;
  if (context.arguments.allow_private) bounds.allow_private.push_back({url.host, url.port});
  MERIDIAN_TRY_ASSIGN(const auto client, base::make_http_client(bounds));
  base::HttpRequest request;
  request.url = url.text();
  request.max_decoded_bytes = text::kMaxGlossaryBytes;
  MERIDIAN_TRY_ASSIGN(base::HttpResponse response, client->get(std::move(request)));
  if (response.status != 200)
    return base::fail(response.status == 404 ? ErrorKind::not_found : ErrorKind::network,
                      response.status == 404 ? "fetch.not_found" : "fetch.unexpected_status",
                      "“" + url.text() + "” answered with status " + std::to_string(response.status) + ".");
  return std::move(response.body);
}

base::Result<std::string> bytes_of(const Context& context, const std::string& source) {
  const bool address = source.starts_with("http://") || source.starts_with("https://");
  if (address) {
    MERIDIAN_TRY_ASSIGN(std::string body, fetched(context, source));
    return opened(std::move(body));
  }
  std::error_code absent;
  const auto size = std::filesystem::file_size(source, absent);
  if (!absent && size > static_cast<std::uintmax_t>(text::kMaxGlossaryBytes))
    return base::fail(text::glossary_too_large());
  MERIDIAN_TRY_ASSIGN(std::string bytes, base::read_file(source, text::kMaxGlossaryBytes));
  return opened(std::move(bytes));
}

base::Status keep(const Context& context, const std::string& name, const text::ImportedGlossary& glossary) {
  std::error_code error;
  if (!std::filesystem::is_directory(context.config.library, error))
    MERIDIAN_TRY(base::make_private_folder(context.config.library));
  MERIDIAN_TRY(base::make_private_folder(folder_of(context)));
  const std::filesystem::path file = folder_of(context) / (name + ".tsv");
  MERIDIAN_TRY(base::write_file_atomically(file, glossary.tsv));
  return base::write_file_atomically(text::pairs_beside(file), text::GlossaryPairs::compile(glossary.tsv));
}

struct Kept {
  std::string name;
  std::int64_t entries = 0, bytes = 0;
};

std::vector<Kept> kept_files(const Context& context) {
  std::vector<Kept> out;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder_of(context), error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() != ".tsv") continue;
    Kept one{at->path().stem().string(), 0, 0};
    std::ifstream in(at->path(), std::ios::binary);
    std::string line;
    for (; std::getline(in, line); one.bytes += static_cast<std::int64_t>(line.size()) + 1)
      if (!line.empty() && line[0] != '#') ++one.entries;
    out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end(), [](const Kept& a, const Kept& b) { return a.name < b.name; });
  return out;
}

std::string joined(const std::vector<std::string>& forms, std::string_view between) {
  std::string out;
  for (const std::string& form : forms) (out += out.empty() ? "" : between) += form;
  return out;
}

// What a search for these words asks for besides them.
int list_word(const Context& context) {
  const Output& out = context.output;
  auto analyzer = text::Analyzer::open();
  if (!analyzer) return out.error(analyzer.error());
  const auto glossary = text::Glossary::load(context.shipped_data / "glossary", *analyzer, folder_of(context));
  if (!glossary) return out.error(glossary.error());
  const auto words = (*analyzer)->words_of_query(joined(context.arguments.words, " "));
  const auto groups = (*glossary)->groups(words);
  json rows = json::array();
  for (const text::ConceptMatch& group : groups) {
    const text::Concept& meaning = *group.concept_;
    rows.push_back({{"english", meaning.english}, {"chinese", meaning.chinese}});
    if (!context.arguments.json)
      out.line(out.bold(printable(joined(meaning.english, " · "))) + "  " + printable(joined(meaning.chinese, " · ")));
  }
  if (context.arguments.json) out.line(query::dump({{"groups", rows}}, true));
  if (groups.empty() && !context.arguments.json)
    out.message(out.say("No glossary knows these words.", "词汇表中没有这些词。"));
  return groups.empty() ? kNothingFound : kDone;
}

}  // namespace

int glossary_add(Context& context) {
  const Output& out = context.output;
  const std::string& source = context.arguments.words.front();
  const auto bytes = bytes_of(context, source);
  if (!bytes) return out.error(bytes.error());
  const auto glossary = text::import_glossary(*bytes);
  if (!glossary) return out.error(glossary.error());
  const std::string name = name_of(source);
  if (const auto written = keep(context, name, *glossary); !written) return out.error(written.error());
  if (context.arguments.json) {
    out.line(query::dump({{"name", name},
                          {"format", glossary->format},
                          {"entries", glossary->entries},
                          {"skipped", glossary->skipped},
                          {"cut", glossary->cut}},
                         true));
  } else {
    out.line(
        out.say("{1}: {2}; {3} gave no pair", "{1}：{2}；{3}没有可用的词对",
                {out.bold(name), out.count(static_cast<std::int64_t>(glossary->entries), "entry", "entries", "个词条"),
                 out.count(static_cast<std::int64_t>(glossary->skipped), "line", "lines", "行")}));
    if (glossary->cut)
      out.message(out.say("The file has more lines than are taken in; the rest was left out.",
                          "文件行数过多，其余部分未收入。"));
    out.message(out.say("Searches use it from now on; a server that is running, once it is started again.",
                        "此后的检索会用到它；正在运行的网页服务需重新启动。"));
  }
  return glossary->cut ? kPartly : kDone;
}

int glossary_list(Context& context) {
  if (!context.arguments.words.empty()) return list_word(context);
  const Output& out = context.output;
  auto analyzer = text::Analyzer::open();
  if (!analyzer) return out.error(analyzer.error());
  const auto shipped = text::Glossary::load(context.shipped_data / "glossary", *analyzer);
  if (!shipped) return out.error(shipped.error());
  const auto concepts = static_cast<std::int64_t>((*shipped)->size());
  const std::vector<Kept> files = kept_files(context);
  if (context.arguments.json) {
    json rows = json::array();
    for (const Kept& one : files) rows.push_back({{"name", one.name}, {"entries", one.entries}, {"bytes", one.bytes}});
    out.line(query::dump({{"shipped_concepts", concepts}, {"own", rows}}, true));
    return kDone;
  }
  out.line(out.say("shipped  {1}", "自带  {1}", {out.count(concepts, "concept", "concepts", "个概念")}));
  for (const Kept& one : files)
    out.line(out.bold(printable(one.name)) + "  " + out.count(one.entries, "entry", "entries", "个词条"));
  return kDone;
}

int glossary_remove(Context& context) {
  const Output& out = context.output;
  int code = kDone;
  for (const std::string& name : context.arguments.words) {
    const std::vector<Kept> files = kept_files(context);
    const bool known = std::any_of(files.begin(), files.end(), [&](const Kept& one) { return one.name == name; });
    if (!known) {
      code = out.error({ErrorKind::not_found, "glossary.unknown",
                        "There is no glossary “" + name + "” of your own; see `meridian glossary list`."});
      continue;
    }
    const std::filesystem::path file = folder_of(context) / (name + ".tsv");
    std::error_code error, ignored;
    std::filesystem::remove(file, error);
    std::filesystem::remove(text::pairs_beside(file), ignored);
    if (error)
      return out.error(
          {ErrorKind::storage, "disk.write", "“" + file.string() + "” cannot be removed: " + error.message() + "."});
    if (context.arguments.json)
      out.line(query::dump({{"removed", name}}));
    else
      out.line(out.say("{1} removed", "已移除 {1}", {printable(name)}));
  }
  return code;
}

}  // namespace meridian::cli
