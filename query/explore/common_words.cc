#include "query/explore/common_words.h"

#include <algorithm>
#include <array>

namespace meridian::query::explore {
namespace {

// clang-format off
// Byte order, for binary search; the assertion below holds whoever adds a word to it.
constexpr auto kCommon = std::to_array<std::string_view>({
    "ability", "able", "abstract", "according", "achieved", "across", "additional", "additionally", "adult", "adults",
    "affect", "affected", "age", "aged", "aim", "aimed", "aims", "allocated", "allocation", "although", "among",
    "amount", "amp", "analyse", "analysed", "analyses", "analysis", "analyzed", "ancova", "annual", "another", "anova",
    "appear", "appears", "applied", "apply", "approximately", "article", "assess", "assessed", "assigned",
    "associated", "association", "associations", "auc", "available", "average", "background", "based", "baseline",
    "became", "become", "began", "believed", "benefit", "benefits", "best", "better", "blinded", "bpm", "calculated",
    "called", "case", "cases", "centered", "centred", "change", "changed", "changes", "characteristics", "ci", "clear",
    "clinical", "cm", "cohort", "collected", "combination", "combined", "common", "commonly", "compare", "compared",
    "comparing", "comparison", "complete", "completed", "conclude", "concluded", "conclusion", "conclusions",
    "condition", "conditions", "conducted", "confidence", "confirm", "confirmed", "consider", "considered",
    "consistent", "contribute", "controlled", "controls", "correlated", "correlation", "correlations", "currently",
    "daily", "data", "database", "databases", "day", "days", "decrease", "decreased", "decreases", "demonstrate",
    "demonstrated", "dependent", "describe", "described", "designed", "despite", "detected", "determine", "determined",
    "develop", "developed", "difference", "differences", "different", "discuss", "discussed", "discussion", "dl",
    "dozen", "due", "earlier", "early", "effect", "effective", "effectiveness", "effects", "efficacy", "eight",
    "eighteen", "eighty", "either", "eleven", "eligible", "enrolled", "especially", "et", "evaluate", "evaluated",
    "evaluation", "evidence", "examine", "examined", "example", "expected", "experiment", "experimental",
    "experiments", "explain", "explore", "explored", "fewer", "fifteen", "fifty", "finally", "find", "finding",
    "findings", "first", "five", "fold", "follow", "followed", "following", "forty", "found", "four", "fourteen",
    "further", "furthermore", "future", "general", "get", "gets", "given", "good", "got", "great", "greater", "group",
    "groups", "gt", "half", "help", "helped", "helping", "helps", "hg", "high", "higher", "highly", "hour", "hours",
    "however", "hr", "hundred", "hypothesis", "hz", "icc", "identified", "identify", "impact", "implications",
    "importance", "important", "improve", "improved", "improvement", "improvements", "improves", "improving",
    "include", "included", "including", "increase", "increased", "increases", "increasing", "indicate", "indicated",
    "indicates", "individual", "individuals", "influence", "information", "initial", "introduction", "investigate",
    "investigated", "investigation", "involved", "involving", "iqr", "kcal", "keep", "kg", "kj", "known", "lack",
    "large", "larger", "last", "later", "lead", "leading", "least", "less", "level", "levels", "like", "likely",
    "limited", "literature", "little", "long", "longer", "low", "lower", "lt", "made", "main", "mainly", "major",
    "make", "many", "may", "mean", "means", "measure", "measured", "measurements", "measures", "median", "men",
    "method", "methods", "mg", "might", "million", "min", "minute", "minutes", "ml", "mm", "mmhg", "mmol", "moderate",
    "month", "monthly", "months", "moreover", "much", "nbsp", "need", "needed", "neither", "new", "ng", "nine",
    "nineteen", "ninety", "nmol", "non", "nonspecific", "novel", "number", "numbers", "objective", "objectives",
    "observe", "observed", "obtain", "obtained", "occur", "occurred", "often", "old", "once", "one", "outcome",
    "outcomes", "overall", "paper", "papers", "part", "participant", "participants", "particular", "particularly",
    "past", "patient", "patients", "people", "per", "percent", "percentage", "perform", "performed", "period",
    "person", "pg", "placebo", "positive", "possible", "post", "potential", "potentially", "ppm", "pre", "predict",
    "predicted", "predictor", "presence", "present", "presented", "previous", "previously", "primary", "problem",
    "problems", "procedure", "propose", "proposed", "protocol", "provide", "provided", "provides", "purpose",
    "question", "questions", "quot", "randomisation", "randomised", "randomization", "randomized", "randomly", "range",
    "ranged", "rather", "ratio", "rct", "rcts", "receive", "received", "receiving", "recent", "recently", "recommend",
    "recommended", "reduce", "reduced", "reduces", "reducing", "reduction", "reductions", "related", "relation",
    "relationship", "relationships", "relative", "relatively", "relevant", "remain", "remains", "report", "reported",
    "reports", "require", "required", "research", "researcher", "researchers", "respectively", "result", "resulted",
    "resulting", "results", "reveal", "revealed", "reviewed", "roc", "rr", "sample", "samples", "search", "second",
    "secondary", "see", "seen", "selected", "sem", "session", "sessions", "set", "seven", "seventeen", "seventy",
    "several", "severe", "short", "show", "showed", "shown", "shows", "significance", "significant", "significantly",
    "similar", "similarly", "since", "six", "sixteen", "sixty", "size", "small", "smaller", "smd", "specific",
    "standard", "statistically", "still", "strong", "studied", "studies", "study", "studying", "subject", "subjects",
    "successful", "suggest", "suggested", "suggesting", "suggests", "support", "supported", "supports", "systematic",
    "take", "taken", "takes", "ten", "term", "terms", "tested", "therefore", "thing", "things", "third", "thirteen",
    "thirty", "thought", "thousand", "three", "thus", "time", "times", "together", "took", "total", "treated",
    "twelve", "twenty", "twice", "two", "understand", "understanding", "unit", "up", "use", "used", "useful", "user",
    "using", "usual", "usually", "value", "values", "variable", "variables", "various", "versus", "via", "vitro",
    "vivo", "vs", "way", "ways", "week", "weekly", "weeks", "well", "whether", "whole", "wide", "within", "without",
    "wmd", "women", "work", "year", "yearly", "years", "zero", "一个", "一定", "一种", "一致", "一项", "不同", "不能",
    "不良", "与", "两组", "主要", "之间", "产生", "人群", "介绍", "以上", "以及", "作用", "作者", "使用", "例",
    "例患者", "依据", "促进", "关键", "关键词", "其中", "具有", "内容", "分别", "分析", "分析表明", "分组", "利用",
    "前后", "加强", "包括", "升高", "参考", "发现", "发生", "受试者", "变化", "可以", "可能", "各组", "同时", "周",
    "基于", "基本", "基础", "增加", "处于", "处理", "大量", "天", "存在", "实现", "实际", "实验", "实验组", "对于",
    "对比", "对照", "对照组", "导致", "小时", "差异", "差异显著", "平均", "年", "年龄", "应用", "建立", "开展", "影响",
    "总", "总结", "患者", "情况", "意义", "我们", "我国", "我院", "报告", "据", "探讨", "描述", "提供", "提出", "提示",
    "提高", "摘要", "改善", "效果", "数据", "数量", "整体", "文章", "方式", "方法", "方面", "无显著", "时间", "明显",
    "显示", "显著", "月", "有关", "有效", "期间", "本文", "本研究", "来源", "极", "根据", "检测", "比较", "水平",
    "测定", "特征", "特点", "现状", "疗程", "病人", "病例", "目前", "目的", "相关", "相比", "研究", "研究发现",
    "研究结果", "研究表明", "程度", "纳入", "组", "结合", "结果", "结果表明", "结论", "统计学意义", "综述", "背景",
    "表明", "观察", "观察组", "认为", "证明", "评估", "评分", "试验组", "说", "调查", "资料", "较", "过程", "进一步",
    "进行", "通过", "采用", "重要", "降低", "随机", "随机分", "随机对照", "需要", "非常", "首先", "高于",
});
constexpr auto kHeads = std::to_array<std::string_view>({
    "approach", "approaches", "assessment", "control", "design", "development", "disease", "diseases", "factor",
    "factors", "function", "functions", "intervention", "interventions", "measurement", "mechanism", "mechanisms",
    "model", "models", "process", "program", "programme", "programmes", "programs", "rate", "rates", "response",
    "responses", "review", "reviews", "role", "score", "scores", "status", "system", "systems", "test", "tests",
    "therapies", "therapy", "treatment", "treatments", "trial", "trials", "type", "types", "反应", "因素", "技术",
    "指标", "方案", "机制", "条件", "模型", "治疗", "理论", "系统", "设计", "评价", "试验", "问题",
});
// What a stem of English lacks to be the word again.
constexpr auto kEndings = std::to_array<std::string_view>({
    "", "a", "al", "ally", "ance", "ances", "ant", "antly", "ate", "ated", "ation", "ations", "d", "e", "ed", "ely",
    "ence", "ent", "er", "ers", "es", "ies", "ing", "ion", "ions", "is", "ism", "isms", "ity", "ive", "ly", "ment",
    "ments", "or", "s", "y",
});
// clang-format on
static_assert(std::is_sorted(kCommon.begin(), kCommon.end()) && std::is_sorted(kHeads.begin(), kHeads.end()));

template <std::size_t N>
bool begins_word_of(const std::array<std::string_view, N>& words, std::string_view stem) {
  if (stem.size() < 3) return std::binary_search(words.begin(), words.end(), stem);
  for (auto word = std::lower_bound(words.begin(), words.end(), stem); word != words.end() && word->starts_with(stem);
       ++word)
    if (std::find(kEndings.begin(), kEndings.end(), word->substr(stem.size())) != kEndings.end()) return true;
  return false;
}

}  // namespace

bool is_common_in_papers(std::string_view folded) {
  return std::binary_search(kCommon.begin(), kCommon.end(), folded);
}

bool is_stem_of_common(std::string_view stem) {
  // A stem in -i may stand for a word in -y.
  return begins_word_of(kCommon, stem) || begins_word_of(kHeads, stem) ||
         (stem.size() > 3 && stem.ends_with('i') && begins_word_of(kCommon, stem.substr(0, stem.size() - 1)));
}

bool needs_company(std::string_view folded) {
  return std::binary_search(kHeads.begin(), kHeads.end(), folded);
}

}  // namespace meridian::query::explore
