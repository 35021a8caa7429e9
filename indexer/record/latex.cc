// See latex.h.
#include "indexer/record/latex.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace meridian::indexer::record {
namespace {

using base::is_letter;

constexpr int kMaxDepth = 64;

struct Row {
  std::string_view name, text;
};
// Accents stand before their letter in LaTeX, behind it in Unicode.
constexpr Row kAccents[] = {{"`", "\u0300"}, {"'", "\u0301"}, {"^", "\u0302"}, {"~", "\u0303"}, {"=", "\u0304"},
                            {"u", "\u0306"}, {".", "\u0307"}, {"\"", "\u0308"}, {"r", "\u030A"}, {"H", "\u030B"},
                            {"v", "\u030C"}, {"d", "\u0323"}, {"c", "\u0327"}, {"k", "\u0328"}, {"b", "\u0331"},
                            {"t", "\u0361"}};
constexpr Row kLetters[] = {{"o", "ø"},   {"O", "Ø"},   {"l", "ł"},   {"L", "Ł"},   {"ae", "æ"},  {"AE", "Æ"},  {"oe", "œ"},
                            {"OE", "Œ"},  {"aa", "å"},  {"AA", "Å"},  {"ss", "ß"},  {"i", "i"},   {"j", "j"},   {"dh", "ð"},
                            {"DH", "Ð"},  {"th", "þ"},  {"TH", "Þ"},  {"dj", "đ"},  {"DJ", "Đ"},  {"ng", "ŋ"},  {"NG", "Ŋ"},
                            {"textendash", "–"}, {"textemdash", "—"}, {"textquoteright", "’"}, {"textquoteleft", "‘"},
                            {"textquotedblleft", "“"}, {"textquotedblright", "”"}, {"ldots", "…"}, {"dots", "…"},
                            {"textdegree", "°"}, {"degree", "°"}, {"textmu", "μ"}, {"textregistered", "®"}, {"texttrademark", "™"},
                            {"copyright", "©"}, {"pounds", "£"}, {"S", "§"}, {"P", "¶"}, {"textbackslash", "\\"},
                            {"textasciitilde", "~"}, {"textasciicircum", "^"}, {"textgreater", "&gt;"}, {"textless", "&lt;"},
                            {"alpha", "α"}, {"beta", "β"}, {"gamma", "γ"}, {"delta", "δ"}, {"kappa", "κ"}, {"lambda", "λ"},
                            {"mu", "μ"}, {"omega", "ω"}, {"pm", "±"}, {"times", "×"}, {"quad", " "}, {"newline", " "}, {"par", " "}};
constexpr Row kMarks[] = {{"emph", "i"},  {"textit", "i"}, {"textsl", "i"}, {"textbf", "b"}, {"textsuperscript", "sup"},
                          {"textsubscript", "sub"}};

template <std::size_t N>
std::string_view found(const Row (&rows)[N], std::string_view name) {
  const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.name == name; });
  return row == std::end(rows) ? std::string_view() : row->text;
}

class Reader {
 public:
  explicit Reader(std::string_view latex) : latex_(latex) {}
  std::string run() {
    while (at_ < latex_.size()) one(0);
    return std::move(out_);
  }

 private:
  void one(int depth) {
    const char c = latex_[at_];
    if (c == '\\')
      command(depth);
    else if (c == '{')
      group(depth);
    else if (c == '$')
      formula();
    else
      plain(c);
  }

  void plain(char c) {
    ++at_;
    if (c == '}') return;
    if (c == '~')
      out_ += ' ';
    else if (c == '&')
      out_ += "&amp;";
    else if (c == '<')
      out_ += "&lt;";
    else if (c == '>')
      out_ += "&gt;";
    else if (run_of(c) == 3 && c == '-')
      out_ += "—", at_ += 2;
    else if (run_of(c) >= 2 && c == '-')
      out_ += "–", ++at_;
    else if (run_of(c) >= 2 && c == '`')
      out_ += "“", ++at_;
    else if (run_of(c) >= 2 && c == '\'')
      out_ += "”", ++at_;
    else
      out_ += c;
  }
  // How often `c` stands from the one that was just read.
  std::size_t run_of(char c) const {
    std::size_t n = 1;
    while (n < 4 && at_ + n - 1 < latex_.size() && latex_[at_ + n - 1] == c) ++n;
    return n;
  }

  void group(int depth) {
    ++at_;
    if (depth >= kMaxDepth) return;
    while (at_ < latex_.size() && latex_[at_] != '}') one(depth + 1);
    ++at_;
  }

  // From one $ to the next as it stands; a single one is a dollar.
  void formula() {
    const std::size_t end = latex_.find('$', at_ + 1);
    if (end == std::string_view::npos) return plain('$');
    for (const char c : latex_.substr(at_, end + 1 - at_)) {
      if (c == '&')
        out_ += "&amp;";
      else if (c == '<')
        out_ += "&lt;";
      else
        out_ += c;
    }
    at_ = end + 1;
  }

  std::string_view command_name() {
    std::size_t end = at_ + 1;
    while (end < latex_.size() && is_letter(latex_[end])) ++end;
    if (end == at_ + 1 && end < latex_.size()) ++end;
    const std::string_view name = latex_.substr(at_ + 1, end - at_ - 1);
    at_ = end;
    return name;
  }
  void skip_blanks() {
    while (at_ < latex_.size() && (latex_[at_] == ' ' || latex_[at_] == '\n' || latex_[at_] == '\t' || latex_[at_] == '\r')) ++at_;
  }

  void command(int depth) {
    const std::string_view name = command_name();
    if (name.empty()) return;
    const bool word = is_letter(name.front());
    if (const std::string_view accent = found(kAccents, name); !accent.empty() && (!word || takes_argument()))
      return accented(accent, depth);
    if (const std::string_view letter = found(kLetters, name); !letter.empty()) {
      out_ += letter;
      if (word) end_of_word();
      return;
    }
    if (const std::string_view mark = found(kMarks, name); !mark.empty()) return marked(mark, depth);
    if (name == "href") {  // the address is not the text
      skip_blanks();
      drop_group();
      return;
    }
    if (!word && name != "\\" && name != "/" && name != "-" && name != "," && name != ";" && name != "!" && name != "(" && name != ")") {
      out_ += name == "&" ? "&amp;" : name;  // \& \% \_ \# \{ \}
    } else if (name == "\\" || name == "," || name == ";") {
      out_ += ' ';
    } else if (word) {
      skip_blanks();
    }
  }

  bool takes_argument() const {
    return at_ < latex_.size() && (latex_[at_] == '{' || latex_[at_] == ' ' || latex_[at_] == '\\');
  }
  // "\o " and "\o{}" end the command and are no text.
  void end_of_word() {
    if (latex_.substr(at_, 2) == "{}")
      at_ += 2;
    else if (at_ < latex_.size() && latex_[at_] == ' ')
      ++at_;
  }

  void accented(std::string_view accent, int depth) {
    skip_blanks();
    if (at_ >= latex_.size() || depth >= kMaxDepth) return;
    const std::size_t before = out_.size();
    if (latex_[at_] == '{' || latex_[at_] == '\\')
      one(depth + 1);
    else
      plain(latex_[at_]);
    // The mark belongs behind the first letter of what was written.
    std::size_t letter = before + 1;
    while (letter < out_.size() && (static_cast<unsigned char>(out_[letter]) & 0xC0) == 0x80) ++letter;
    if (out_.size() > before) out_.insert(std::min(letter, out_.size()), accent);
  }

  void marked(std::string_view tag, int depth) {
    skip_blanks();
    if (at_ >= latex_.size() || depth >= kMaxDepth) return;
    out_.append("<").append(tag).append(">");
    one(depth + 1);
    out_.append("</").append(tag).append(">");
  }

  void drop_group() {
    if (at_ >= latex_.size() || latex_[at_] != '{') return;
    int open = 0;
    for (; at_ < latex_.size(); ++at_) {
      if (latex_[at_] == '{') ++open;
      if (latex_[at_] == '}' && --open == 0) {
        ++at_;
        return;
      }
    }
  }

  std::string_view latex_;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string latex_to_html(std::string_view latex) {
  return Reader(latex).run();
}

}  // namespace meridian::indexer::record
