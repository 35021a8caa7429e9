#include "text/romanise.h"

#include <unicode/translit.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "text/unicode.h"

namespace meridian::text {

namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t kMostWords = 4;     // of a name in letters
constexpr std::size_t kMostReadings = 6;  // of a given name, all its characters' together
constexpr std::size_t kMostNameBytes = 100;

struct Reading {
  std::u32string_view han;
  std::string_view words;  // blank separated, the usual one first
};

// Family names of two characters.
constexpr std::array kCompoundFamilies = std::to_array<Reading>({
    {U"欧阳", "ouyang"},   {U"司马", "sima"},   {U"诸葛", "zhuge"},    {U"上官", "shangguan"}, {U"司徒", "situ"},
    {U"东方", "dongfang"}, {U"独孤", "dugu"},   {U"南宫", "nangong"},  {U"万俟", "moqi"},      {U"闻人", "wenren"},
    {U"夏侯", "xiahou"},   {U"尉迟", "yuchi"},  {U"公孙", "gongsun"},  {U"慕容", "murong"},    {U"令狐", "linghu"},
    {U"皇甫", "huangfu"},  {U"宇文", "yuwen"},  {U"轩辕", "xuanyuan"}, {U"长孙", "zhangsun"},  {U"申屠", "shentu"},
    {U"呼延", "huyan"},    {U"端木", "duanmu"}, {U"澹台", "tantai"},   {U"赫连", "helian"},    {U"太史", "taishi"},
    {U"淳于", "chunyu"},   {U"单于", "chanyu"}, {U"钟离", "zhongli"},  {U"拓跋", "tuoba"},     {U"濮阳", "puyang"},
    {U"第五", "diwu"},     {U"司空", "sikong"}, {U"西门", "ximen"},    {U"公冶", "gongye"},    {U"完颜", "wanyan"},
    {U"纳兰", "nalan"},    {U"鲜于", "xianyu"}, {U"亓官", "qiguan"},   {U"百里", "baili"},
});

// Family names that are read otherwise than the word, or in two ways.
constexpr std::array kFamilies = std::to_array<Reading>({
    {U"曾", "zeng"},     {U"单", "shan"},    {U"解", "xie"},      {U"仇", "qiu"},       {U"区", "ou"},
    {U"查", "zha"},      {U"朴", "piao pu"}, {U"盖", "ge gai"},   {U"乐", "yue le"},    {U"卜", "bu"},
    {U"缪", "miao mou"}, {U"翟", "zhai di"}, {U"种", "chong"},    {U"折", "she"},       {U"秘", "bi"},
    {U"员", "yun"},      {U"黑", "he hei"},  {U"繁", "po"},       {U"祭", "zhai ji"},   {U"句", "gou"},
    {U"召", "shao"},     {U"薄", "bo bao"},  {U"覃", "qin tan"},  {U"柏", "bai bo"},    {U"郗", "xi chi"},
    {U"都", "du"},       {U"能", "nai"},     {U"莘", "shen xin"}, {U"牟", "mou mu"},    {U"谌", "chen shen"},
    {U"蔚", "yu wei"},   {U"隗", "wei kui"}, {U"宓", "mi fu"},    {U"重", "chong"},     {U"尉", "wei yu"},
    {U"藏", "zang"},     {U"洗", "xian"},    {U"长", "zhang"},    {U"行", "xing hang"}, {U"於", "yu"},
});

// Characters that given names have with a reading which is not the word's, or with two.
constexpr std::array kGiven = std::to_array<Reading>({
    {U"晟", "sheng cheng"}, {U"长", "chang"},       {U"乐", "le yue"},   {U"行", "xing hang"}, {U"朝", "chao zhao"},
    {U"茜", "qian xi"},     {U"重", "chong zhong"}, {U"单", "shan dan"}, {U"都", "du"},        {U"曾", "zeng ceng"},
    {U"参", "shen can"},    {U"藏", "cang zang"},   {U"柏", "bo bai"},   {U"卜", "bu"},        {U"翟", "di zhai"},
    {U"系", "xi"},          {U"调", "tiao"},        {U"俞", "yu"},       {U"传", "chuan"},     {U"洗", "xian"},
});

// Common family names in letters: what makes "Wei Liu" and "Liu Wei" one name.
constexpr std::string_view kFamiliesInLetters =
    " ai an bai bao bi bian bo bu cai cao cen chai chang che chen cheng chi chu cui dai deng di ding dong dou du duan "
    "fan "
    "fang fei feng fu gan gao ge geng gong gu guan gui guo han hang hao he hong hou hu hua huang huo ji jia jian jiang "
    "jiao jin jing kang ke kong kuang lai lan lang lei leng li lian liang liao lin ling liu long lou lu luan luo ma "
    "mao "
    "mei meng mi miao min mo mou mu nan ni nie ning niu ou ouyang pan pang pei peng piao pu qi qian qiang qiao qin qiu "
    "qu "
    "quan ran rao ren rong ruan sha shan shang shangguan shao she shen sheng shi shu sima situ song su sui sun tan "
    "tang "
    "tao teng tian tong tu wan wang wei wen weng wu xi xia xiang xiao xie xin xing xiong xu xuan xue yan yang yao ye "
    "yi "
    "yin ying you yu yuan yue yun zang zeng zha zhai zhan zhang zhao zhen zheng zhong zhou zhu zhuang zhuge zhuo zong "
    "zou "
    "zu zuo ";

Strings split(std::string_view words) {
  Strings out;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (end > at) out.emplace_back(words.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

template <std::size_t N>
std::string_view listed(const std::array<Reading, N>& table, std::u32string_view han) {
  for (const Reading& row : table)
    if (row.han == han) return row.words;
  return {};
}

// One character → its syllable in ASCII, ü as "v"; empty when ICU has no reading.
class Syllables {
 public:
  std::string of(char32_t han) {
    const std::lock_guard lock(mutex_);
    const auto [found, is_new] = known_.try_emplace(han);
    if (is_new) found->second = read(han);
    return found->second;
  }

 private:
  std::string read(char32_t han) {
    if (!opened_) open();
    if (!pinyin_) return {};
    auto text = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(&han), 1);
    pinyin_->transliterate(text);
    std::string out;
    for (std::int32_t i = 0; i < text.length(); ++i) {
      const char16_t c = text[i];
      if (c >= u'a' && c <= u'z')
        out += static_cast<char>(c);
      else if (c == kDiaeresis && out.ends_with('u'))
        out.back() = 'v';
      else if (c < kFirstMark || c > kLastMark)
        return {};
    }
    return out;
  }

  // ICU's table takes a fifth of a second to read, so only a library with Chinese names does.
  void open() {
    opened_ = true;
    UErrorCode status = U_ZERO_ERROR;
    UParseError where;
    pinyin_.reset(icu::Transliterator::createInstance("Han-Latin; NFD", UTRANS_FORWARD, where, status));
    if (U_FAILURE(status)) pinyin_.reset();
  }

  static constexpr char16_t kFirstMark = 0x300, kLastMark = 0x36F, kDiaeresis = 0x308;

  std::mutex mutex_;
  bool opened_ = false;
  std::unique_ptr<icu::Transliterator> pinyin_;
  std::unordered_map<char32_t, std::string> known_;
};

std::string syllable(char32_t han) {
  static Syllables syllables;
  return syllables.of(han);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// The spellings of ü as one. Both sides are compared so, and what it does to other words does no harm.
std::string compared(std::string word) {
  for (const char* initial : {"l", "n"}) {
    const std::string u = std::string(initial) + "u";
    replace_all(word, std::string(initial) + "yu", u);
    replace_all(word, std::string(initial) + "v", u);
  }
  return word;
}

void add(Strings& list, std::string value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

void add_word(Strings& words, const std::string& word) {
  add(words, word);
  if (const std::string plain = compared(word); plain != word) {
    add(words, plain);
    std::string passport = word;
    replace_all(passport, "v", "yu");
    add(words, passport);
  }
}

std::string joined(const Strings& words, std::size_t first, std::size_t end) {
  std::string out;
  for (std::size_t i = first; i < end; ++i) out += words[i];
  return out;
}

// "wang, xiaoming", "wang, x", "wang, xm".
void cite(Strings& cited, const std::string& family, const Strings& given) {
  const std::string head = compared(family) + ", ";
  std::string initials;
  for (const std::string& one : given) initials += one[0];
  add(cited, head + compared(joined(given, 0, given.size())));
  add(cited, head + initials.substr(0, 1));
  add(cited, head + initials);
}

// The readings of a given name, a syllable an element; empty when a character has none.
std::vector<Strings> readings_of(std::u32string_view given) {
  std::vector<Strings> out{{}};
  for (std::size_t i = 0; i < given.size(); ++i) {
    Strings readings = split(listed(kGiven, given.substr(i, 1)));
    if (readings.empty()) readings.push_back(syllable(given[i]));
    if (readings[0].empty()) return {};
    std::vector<Strings> longer;
    for (const Strings& before : out)
      for (const std::string& reading : readings) {
        if (longer.size() == kMostReadings) break;
        longer.push_back(before);
        longer.back().push_back(reading);
      }
    out = std::move(longer);
  }
  return out;
}

RomanisedName han_name(std::u32string_view name) {
  Strings families;
  std::size_t length = 2;
  if (name.size() > 2) families = split(listed(kCompoundFamilies, name.substr(0, 2)));
  if (families.empty()) {
    if (name.size() > 3) return {};
    length = 1;
    families = split(listed(kFamilies, name.substr(0, 1)));
  }
  if (families.empty()) families.push_back(syllable(name[0]));
  if (families[0].empty()) return {};
  RomanisedName out;
  for (const Strings& given : readings_of(name.substr(length)))
    for (const std::string& family : families) {
      cite(out.cited, family, given);
      add_word(out.words, family);
      add_word(out.words, joined(given, 0, given.size()));
      for (const std::string& one : given) add_word(out.words, one);
    }
  return out;
}

// The characters when the name has no others but blanks; empty otherwise.
std::u32string han_of(std::string_view folded) {
  std::u32string out;
  for (std::size_t at = 0; at < folded.size();) {
    const char32_t c = next_code_point(folded, at);
    if (c == U' ') continue;
    if (!is_han(c)) return {};
    out += c;
  }
  return out;
}

// Words of a name in ASCII letters, parted by blanks, hyphens, dots, commas and apostrophes; empty when it has anything
// else, or is no name of two to four words.
Strings letters_of(std::string_view folded) {
  Strings words(1);
  for (const char c : folded) {
    if (c >= 'a' && c <= 'z')
      words.back() += c;
    else if (std::string_view(" -.,'").find(c) == std::string_view::npos)
      return {};
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words.size() < 2 || words.size() > kMostWords ? Strings() : words;
}

// Bytes of the first character.
std::size_t first_character(std::string_view word) {
  std::size_t end = std::min<std::size_t>(1, word.size());
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) ++end;
  return end;
}
bool is_initial(std::string_view word) {
  return !word.empty() && first_character(word) == word.size() &&
         static_cast<unsigned char>(word.front()) < 0xE3;  // a Han character is a name
}

// "Quill AB", but not "ADA LI".
bool ends_in_capitals(std::string_view printed) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::size_t blank = printed.rfind(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view last = printed.substr(blank + 1), before = printed.substr(0, blank);
  return last.size() >= 2 && last.size() <= 3 && std::all_of(last.begin(), last.end(), capital) &&
         std::any_of(before.begin(), before.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_family(const std::string& word) {
  return kFamiliesInLetters.find(" " + compared(word) + " ") != std::string_view::npos;
}

}  // namespace

RomanisedName romanised_name(std::string_view folded) {
  if (folded.size() > kMostNameBytes) return {};
  const std::u32string han = han_of(folded);
  if (han.size() >= 2 && han.size() <= 4) return han_name(han);
  RomanisedName out;
  const Strings words = letters_of(folded);
  if (words.empty()) return out;
  if (is_family(words.back())) cite(out.cited, words.back(), {words.begin(), words.end() - 1});
  if (is_family(words.front())) cite(out.cited, words.front(), {words.begin() + 1, words.end()});
  return out;
}

std::string family_and_initial(std::string_view printed, const std::vector<std::string>& words) {
  if (words.size() < 2) return {};
  const bool family_first = (is_initial(words.back()) || ends_in_capitals(printed)) && !is_initial(words.front());
  const std::string& given = family_first ? words[1] : words.front();
  return (family_first ? words.front() : words.back()) + " " + given.substr(0, first_character(given));
}

bool has_initial(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), is_initial);
}

std::vector<std::string> cited_readings(std::string_view folded) {
  Strings out;
  if (folded.size() > kMostNameBytes) return out;
  const Strings words = letters_of(folded);
  const std::size_t n = words.size();
  // Of three words and more the family name may be two: "Ou Yang Xiu".
  for (std::size_t family = 1; family <= 2 && family < n; ++family) {
    add(out, compared(joined(words, 0, family)) + ", " + compared(joined(words, family, n)));
    add(out, compared(joined(words, n - family, n)) + ", " + compared(joined(words, 0, n - family)));
  }
  return out;
}

}  // namespace meridian::text
