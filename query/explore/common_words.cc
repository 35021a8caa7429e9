#include "query/explore/common_words.h"

#include <algorithm>
#include <array>

namespace meridian::query::explore {
namespace {

// clang-format off
// Byte order, for binary search; the assertion below holds whoever adds a word to it.
constexpr auto kCommon = std::to_array<std::string_view>({
    "ability", "able", "abstract", "according", "achieved", "across", "additional", "additionally", "affect",
    "affected", "age", "aged", "aim", "aimed", "aims", "although", "among", "amount", "amp", "analyse", "analysed",
    "analyses", "analysis", "analyzed", "another", "appear", "appears", "applied", "apply", "approximately",
    "article", "assess", "assessed", "assigned", "associated", "association", "associations", "available", "average",
    "background", "based", "baseline", "became", "become", "benefit", "benefits", "best", "better", "calculated",
    "called", "case", "cases", "cause", "caused", "centered", "centred", "change", "changed", "changes",
    "characteristics", "clear", "clinical", "cm", "cohort", "collected", "combination", "combined", "common",
    "commonly", "compare", "compared", "comparing", "comparison", "complete", "completed", "conclude", "concluded",
    "conclusion", "conclusions", "condition", "conditions", "conducted", "confidence", "confirm", "confirmed",
    "consider", "considered", "consistent", "contribute", "controlled", "controls", "correlated", "correlation",
    "correlations", "currently", "data", "database", "databases", "day", "days", "decrease", "decreased", "decreases",
    "demonstrate", "demonstrated", "dependent", "describe", "described", "designed", "despite", "detected",
    "determine", "determined", "develop", "developed", "difference", "differences", "different", "discuss",
    "discussed", "discussion", "dl", "down", "due", "earlier", "early", "effect", "effective", "effectiveness",
    "effects", "efficacy", "eight", "either", "enrolled", "especially", "et", "evaluate", "evaluated", "evaluation",
    "evidence", "examine", "examined", "example", "expected", "experiment", "experimental", "experiments", "explain",
    "explore", "explored", "fewer", "finally", "find", "finding", "findings", "first", "five", "follow", "followed",
    "following", "found", "four", "full", "further", "furthermore", "future", "general", "given", "good", "great",
    "greater", "group", "groups", "gt", "half", "hg", "high", "higher", "highly", "hour", "hours", "however",
    "hypothesis", "identified", "identify", "impact", "implications", "importance", "important", "improve",
    "improved", "improvement", "improvements", "improves", "improving", "include", "included", "including",
    "increase", "increased", "increases", "increasing", "indicate", "indicated", "indicates", "individual",
    "individuals", "induced", "influence", "information", "initial", "introduction", "investigate", "investigated",
    "investigation", "involved", "involving", "kg", "known", "lack", "large", "larger", "last", "later", "lead",
    "leading", "least", "less", "level", "levels", "like", "likely", "limited", "literature", "little", "long",
    "longer", "low", "lower", "lt", "made", "main", "mainly", "major", "make", "many", "material", "materials", "may",
    "mean", "means", "measure", "measured", "measurements", "measures", "median", "mediated", "men", "method",
    "methods", "mg", "mid", "might", "min", "minute", "minutes", "ml", "mm", "moderate", "month", "months",
    "moreover", "much", "nbsp", "need", "needed", "neither", "new", "nine", "non", "novel", "number", "numbers",
    "objective", "objectives", "observe", "observed", "obtain", "obtained", "occur", "occurred", "often", "old",
    "one", "outcome", "outcomes", "overall", "paper", "papers", "part", "participant", "participants", "particular",
    "particularly", "past", "patient", "patients", "per", "percent", "percentage", "perform", "performed", "period",
    "positive", "possible", "post", "potential", "potentially", "pre", "predict", "predicted", "predictor",
    "presence", "present", "presented", "previous", "previously", "primary", "problem", "problems", "procedure",
    "propose", "proposed", "protocol", "provide", "provided", "provides", "purpose", "question", "questions", "quot",
    "randomised", "randomized", "randomly", "range", "ranged", "ratio", "receive", "received", "receiving", "recent",
    "recently", "recommend", "recommended", "reduce", "reduced", "reduces", "reducing", "reduction", "reductions",
    "related", "relation", "relationship", "relationships", "relative", "relatively", "relevant", "remain", "remains",
    "report", "reported", "reports", "require", "required", "research", "researcher", "researchers", "respectively",
    "result", "resulted", "resulting", "results", "reveal", "revealed", "reviewed", "sample", "samples", "search",
    "second", "secondary", "see", "seen", "selected", "session", "sessions", "set", "seven", "several", "severe",
    "short", "show", "showed", "shown", "shows", "significance", "significant", "significantly", "similar",
    "similarly", "since", "six", "size", "small", "smaller", "standard", "statistically", "still", "strong",
    "studied", "studies", "study", "studying", "subject", "subjects", "successful", "suggest", "suggested",
    "suggesting", "suggests", "support", "supported", "supports", "systematic", "ten", "term", "terms", "tested",
    "therefore", "third", "three", "thus", "time", "times", "together", "total", "treated", "two", "understand",
    "understanding", "unit", "up", "use", "used", "useful", "user", "using", "usual", "usually", "value", "values",
    "variable", "variables", "various", "versus", "via", "vitro", "vivo", "vs", "week", "weeks", "well", "whether",
    "whole", "wide", "within", "without", "women", "work", "year", "years", "一个", "一定", "一种", "一致", "一项",
    "不同", "不能", "不良", "与", "两组", "主要", "之间", "产生", "人群", "介绍", "以上", "以及", "作用", "作者",
    "使用", "例", "例患者", "依据", "促进", "关键", "关键词", "其中", "具有", "内容", "分别", "分析", "分析表明",
    "利用", "前后", "加强", "包括", "升高", "参考", "发现", "发生", "受试者", "变化", "可以", "可能", "各组", "同时",
    "周", "基于", "基本", "基础", "增加", "处于", "处理", "大量", "天", "存在", "实现", "实际", "实验", "实验组",
    "对于", "对比", "对照", "对照组", "导致", "小时", "差异", "差异显著", "平均", "年", "年龄", "应用", "建立",
    "开展", "影响", "总", "总结", "患者", "情况", "意义", "我们", "我国", "我院", "报告", "据", "探讨", "描述",
    "提供", "提出", "提示", "提高", "摘要", "改善", "效果", "数据", "数量", "整体", "文章", "方式", "方法", "方面",
    "无显著", "时间", "明显", "显示", "显著", "月", "有关", "有效", "期间", "本文", "本研究", "来源", "极", "根据",
    "检测", "比较", "水平", "测定", "特征", "特点", "现状", "疗程", "病人", "病例", "目前", "目的", "相关", "相比",
    "研究", "研究发现", "研究结果", "研究表明", "程度", "纳入", "组", "结合", "结果", "结果表明", "结论",
    "统计学意义", "综述", "背景", "表明", "观察", "观察组", "认为", "证明", "评估", "评分", "试验组", "说", "调查",
    "资料", "较", "过程", "进一步", "进行", "通过", "采用", "重要", "降低", "随机", "需要", "非常", "首先", "高于",
});
constexpr auto kHeads = std::to_array<std::string_view>({
    "approach", "approaches", "assessment", "control", "design", "development", "disease", "diseases", "factor",
    "factors", "function", "functions", "intervention", "interventions", "measurement", "mechanism", "mechanisms",
    "model", "models", "process", "program", "programme", "programmes", "programs", "rate", "rates", "response",
    "responses", "review", "reviews", "role", "score", "scores", "status", "system", "systems", "test", "tests",
    "therapies", "therapy", "treatment", "treatments", "trial", "trials", "type", "types", "反应", "因素", "技术",
    "指标", "方案", "机制", "条件", "模型", "治疗", "理论", "系统", "设计", "评价", "试验", "问题",
});
// clang-format on
static_assert(std::is_sorted(kCommon.begin(), kCommon.end()) && std::is_sorted(kHeads.begin(), kHeads.end()));

}  // namespace

bool is_common_in_papers(std::string_view folded) {
  return std::binary_search(kCommon.begin(), kCommon.end(), folded);
}

bool needs_company(std::string_view folded) {
  return std::binary_search(kHeads.begin(), kHeads.end(), folded);
}

}  // namespace meridian::query::explore
