// A small library about sleep, made for these tests: four themes, each in English and in Chinese. The glossary to match
// is tests/inputs/explore/glossary/sleep.tsv.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/explore/cluster.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::tests {

enum Theme { light, memory, apnoea, therapy };

struct Sample {
  Theme theme;
  const char* language;
  const char* title;
  const char* abstract;
};

inline constexpr Sample kSamples[] = {
    {light, "en", "Evening light and melatonin in nurses on rotating shifts",
     "Background: Bright light in the evening delays the circadian clock. Methods: Thirty-two nurses wore light meters "
     "for two weeks "
     "and gave saliva samples for melatonin. Results: Melatonin onset was 48 minutes later after evenings above 100 "
     "lux (p = 0.01). "
     "Conclusions: Evening light delays melatonin onset and shortens sleep in shift workers."},
    {light, "en", "Blue-blocking glasses and the timing of melatonin",
     "Blue light suppresses melatonin through the retina. We asked 24 volunteers to wear amber glasses before bed. "
     "Melatonin onset was "
     "reached 31 minutes earlier with the glasses (95% CI 12 to 50). Blocking blue light advanced the circadian phase "
     "and may help "
     "people whose sleep is delayed."},
    {light, "en", "Morning light exposure resets a late circadian phase",
     "A late circadian phase keeps students awake. Participants sat before a light box of 10000 lux each morning for "
     "ten days. Circadian "
     "phase, measured by dim-light melatonin onset, advanced by 1.2 h. Morning light exposure moved melatonin and "
     "sleep to an earlier "
     "hour."},
    {light, "en", "Screens, light at night and circadian rhythm in teenagers",
     "Screens emit light at night when the circadian rhythm is most sensitive. Teenagers who dimmed their screens for "
     "a month had "
     "higher evening melatonin than those who did not. Light at night from screens delayed the circadian rhythm and "
     "sleep."},
    {light, "zh", "夜间光照对倒班护士褪黑素节律的影响",
     "目的：探讨夜间光照对褪黑素节律的影响。方法：选取倒班护士40名，佩戴光照记录仪，采集唾液检测褪黑素。结果：夜间光照"
     "较强者褪黑素分泌时间显著推迟（P＜0.05）。"
     "结论：夜间光照推迟昼夜节律并缩短睡眠时间。"},
    {light, "zh", "晨间强光照射调整昼夜节律的研究",
     "晨间强光照射可以使昼夜节律提前。对30名大学生进行为期两周的光照干预，测定褪黑素水平。结果表明，光照后褪黑素分泌时"
     "间提前约50分钟，睡眠时间相应提前。"},
    {light, "zh", "手机蓝光与青少年褪黑素分泌",
     "睡前使用手机的蓝光会抑制褪黑素分泌。本研究让青少年佩戴防蓝光眼镜，比较光照条件下的昼夜节律。研究发现，减少蓝光后"
     "褪黑素分泌增加，睡眠改善。"},

    {memory, "en", "Slow oscillations during sleep strengthen word memory",
     "Objective: To test whether slow oscillations support memory consolidation. Methods: Volunteers learned word "
     "pairs and were played soft "
     "sounds in phase with slow oscillations. Results: Recall of word pairs was higher after stimulation (d = 0.6, p = "
     "0.02). "
     "Conclusions: Slow oscillations in deep sleep promote memory consolidation."},
    {memory, "en", "Sleep spindles predict overnight memory consolidation",
     "Memory consolidation overnight depends on spindles. We recorded the electroencephalogram of 45 learners after a "
     "recall task. Spindle "
     "density was correlated with overnight recall (r = 0.41, p = 0.004). Spindles mark memory consolidation in the "
     "sleeping cortex."},
    {memory, "en", "Hippocampal replay in naps and recall of places",
     "The hippocampus replays recent experience. After learning routes in a maze, subjects napped while hippocampal "
     "activity was "
     "recorded. Replay during the nap predicted recall of places. Hippocampal replay supports memory consolidation "
     "even in a short "
     "nap."},
    {memory, "en", "Targeted memory reactivation with odours",
     "An odour present at learning can reactivate memory during sleep. Recall improved by 12% when the odour was given "
     "in slow oscillations but "
     "did not change when it was given in wakefulness. Reactivation in the hippocampus explains memory consolidation."},
    {memory, "zh", "慢波睡眠中的记忆巩固机制",
     "记忆巩固依赖慢波睡眠。采用声音刺激增强慢振荡，测试词语回忆成绩。结果显示，刺激后词语回忆成绩显著提高，海马活动增"
     "强。慢振荡促进记忆巩固。"},
    {memory, "zh", "睡眠纺锤波与学习后的记忆巩固",
     "纺锤波被认为与记忆巩固有关。记录36名学习者的脑电图，分析纺锤波密度与回忆成绩。结果表明，纺锤波密度与次日回忆成绩"
     "呈正相关（r=0.45，P＜0.01）。"},
    {memory, "zh", "午睡时海马重放与空间记忆",
     "海马在午睡时重放学习过的路线。对28名受试者进行空间记忆任务，记录海马活动。研究发现，海马重放越多，记忆巩固越好，"
     "回忆成绩越高。"},

    {apnoea, "en", "Positive airway pressure and blood pressure in sleep apnoea",
     "Background: Obstructive sleep apnoea raises blood pressure. Methods: 118 patients were randomised to positive "
     "airway pressure or "
     "usual care. Results: Airway pressure reduced systolic blood pressure by 4.2 mmHg (95% CI 1.1 to 7.3). "
     "Conclusions: Treating apnoea with "
     "airway pressure lowers blood pressure."},
    {apnoea, "en", "Adherence to airway pressure in obstructive apnoea",
     "Many people with obstructive apnoea stop using airway pressure. We followed 210 users of a mask for one year. "
     "The apnoea index fell with hours "
     "of mask use. Masks that fit better raised adherence to airway pressure."},
    {apnoea, "en", "Oxygen desaturation and the heart in obstructive apnoea",
     "Repeated oxygen desaturation strains the heart. Patients with obstructive apnoea had echocardiography and a "
     "night of oximetry. The "
     "oxygen desaturation index was associated with a thicker left ventricle (OR 1.8, 95% CI 1.2-2.7). Apnoea with "
     "deep desaturation harms the "
     "airway and the heart."},
    {apnoea, "en", "Airway pressure does not change blood pressure in mild apnoea",
     "Mild obstructive apnoea is common. In 90 adults with mild apnoea airway pressure was compared with a sham mask. "
     "There was no significant "
     "difference in systolic blood pressure between masks (p = 0.62). Further research is needed on who benefits from "
     "airway "
     "pressure."},
    {apnoea, "zh", "持续气道正压治疗阻塞性睡眠呼吸暂停的血压变化",
     "目的：观察持续气道正压对阻塞性呼吸暂停患者血压的影响。方法：将86例患者随机分为气道正压组和对照组。结果：气道正压"
     "组收缩压显著降低（P＜0.01）。结论："
     "气道正压可降低呼吸暂停患者的血压。"},
    {apnoea, "zh", "阻塞性呼吸暂停患者的血氧饱和度与心脏结构",
     "阻塞性呼吸暂停引起反复的血氧饱和度下降。对64例患者行超声心动图和夜间血氧监测。结果显示，血氧饱和度下降指数与左心"
     "室厚度呈正相关，气道阻塞越重心脏负担越大。"},
    {apnoea, "zh", "面罩舒适度与气道正压依从性",
     "呼吸暂停患者常因面罩不适而中断气道正压。随访120例患者一年，记录面罩使用时间。研究表明，面罩合适者依从性较高，呼吸"
     "暂停指数下降。"},

    {therapy, "en", "Cognitive behavioural therapy for insomnia by telephone",
     "Background: Insomnia often goes untreated. Methods: 96 adults with insomnia received cognitive behavioural "
     "therapy by telephone or sleep "
     "hygiene advice. Results: Insomnia severity decreased by 6.1 points with cognitive behavioural therapy (p < "
     "0.001). Conclusions: "
     "Telephone therapy works for insomnia; longer follow-up is needed."},
    {therapy, "en", "Sleep restriction is the active part of behavioural therapy",
     "Behavioural therapy for insomnia combines several parts. We compared sleep restriction alone with cognitive "
     "therapy alone in 72 adults "
     "with insomnia. Sleep restriction shortened the time to fall asleep by 19 minutes. Sleep restriction drives the "
     "effect of cognitive behavioural "
     "therapy on insomnia."},
    {therapy, "en", "An online cognitive therapy programme for insomnia and worry",
     "Worry at bedtime feeds insomnia. An online programme of cognitive behavioural therapy was offered to 300 "
     "employees. Worry and insomnia severity "
     "were lower at eight weeks (SMD = -0.52). Online cognitive therapy relieved insomnia and bedtime worry."},
    {therapy, "en", "Stimulus control and worry in older adults with insomnia",
     "Older adults with insomnia spend long hours in bed awake. Stimulus control, a behavioural therapy, was taught in "
     "four visits. Insomnia severity and "
     "bedtime worry declined and stayed low for six months. Behavioural therapy suits older adults with insomnia."},
    {therapy, "zh", "失眠认知行为治疗的随机对照研究",
     "目的：评价认知行为治疗对失眠的疗效。方法：将80名失眠者随机分为认知行为治疗组和睡眠卫生组。结果：认知行为治疗组失"
     "眠严重程度显著下降（P＜0.01）。"
     "结论：认知行为治疗对失眠有效，远期疗效有待进一步研究。"},
    {therapy, "zh", "网络认知行为治疗改善失眠与担忧",
     "睡前担忧会加重失眠。对200名失眠的员工开展网络认知行为治疗。结果表明，治疗八周后失眠严重程度和睡前担忧均明显减轻"
     "。"},
    {therapy, "zh", "睡眠限制疗法治疗老年失眠",
     "老年失眠者卧床时间长。采用睡眠限制和刺激控制等行为治疗，共四次。研究发现，睡眠限制后入睡时间缩短，失眠严重程度下"
     "降，效果维持半年。"},
};

struct Corpus {
  std::shared_ptr<const text::Analyzer> analyzer;
  std::shared_ptr<const text::Glossary> glossary;
  std::vector<library::Article> articles;
  std::vector<query::explore::Document> documents;  // of `articles`, Work id = place + 1
  const Sample& sample(library::WorkId work) const { return kSamples[work - 1]; }
};

// All samples, or those that `wanted` picks. Made once a test; the analyzer once a program.
Corpus make_corpus(const std::vector<std::size_t>& wanted = {});
// An article with one text, as its own Work.
library::Article article(library::ArticleId id, const std::string& language, const std::string& title,
                         const std::string& abstract);

}  // namespace meridian::tests
