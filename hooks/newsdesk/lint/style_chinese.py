"""How Chinese is written here: GB/T 15834 (marks), GB/T 15835 (numbers), and the house's choice where they leave one.

Patterns see a text in which markup, links' targets and what is in another language are blanked out.
"""

import re
import unicodedata

from newsdesk.i18n.typography import HAN
from newsdesk.lint.style import AppliesTo, Rule

_H = f"[{HAN}]"
_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’"}
_MONTH_DAY = r"\d{1,2}[月日年%％]"
_PRAISE = "隆重|圆满|盛况空前|高度重视|亮点纷呈|走在前列|弯道超车|丰硕成果|再创佳绩|谱写新篇章|赢得一致好评"
_VERBS = "签约|讨论|研究|合作|交流|调查|建设|投资|展示|发布|介绍|报道|统计|改造|宣传|推广|采访|沟通"


def _full_width(match: re.Match[str]) -> str:
    return "".join(_FULL.get(sign, sign) for sign in match[0])


def _curled(match: re.Match[str]) -> str:
    return f"“{match[1]}”"


def _narrow(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _without_commas(match: re.Match[str]) -> str:
    return match[0].replace(",", "")


MARKS = [
    Rule(
        name="zh-mark-width",
        message="a mark beside Han is full-width",
        pattern=rf"(?<=[{HAN})）”》])(?:[,:;!?](?![A-Za-z\d/])|\.(?![A-Za-z\d.]))|(?<={_H})\([^()\n]*\)|\([^()\n]*{_H}[^()\n]*\)",
        wrong="他说:有道理(北京).",
        right="他说：有道理（北京）。",
        signs=",:;!?.(",
        suggestion=_full_width,
        safe=True,
    ),
    Rule(
        name="zh-quotes",
        message="quotation marks are “ ” and inside them ‘ ’",
        pattern=rf'"([^"\n]*{_H}[^"\n]*)"',
        wrong='举办"机器智能"高峰对话',
        right="举办“机器智能”高峰对话",
        signs='"',
        suggestion=_curled,
        safe=True,
    ),
    Rule(
        name="zh-corner-quotes",
        message="quotation marks are “ ” and inside them ‘ ’, not 「 」",
        pattern=r"[「」『』]",
        wrong="举办「机器智能」高峰对话",
        right="举办“机器智能”高峰对话",
        signs="「」『』",
        suggestion=lambda match: _QUOTES[match[0]],
        safe=True,
    ),
    Rule(
        name="zh-pairs",
        message="the inner one of two nested marks is ‘ ’ or 〈 〉",
        pattern=r"《[^《》\n]*+《[^》\n]*+》|“[^“”\n]*+“[^”\n]*+”",
        wrong="《《条例》实施办法》",
        right="《〈条例〉实施办法》",
        signs="《“",
    ),
    Rule(
        name="zh-unpaired",
        message="a mark that opens is closed in the same paragraph",
        pattern=r"《[^《》\n]*(?=\n|\Z)|“[^“”\n]*(?=\n|\Z)|（[^（）\n]*(?=\n|\Z)",
        wrong="据《松桥日报报道",
        right="据《松桥日报》报道",
        signs="《“（",
    ),
    Rule(
        name="zh-listed-titles",
        message="no 、 stands between two titles or two quotations",
        pattern=r"(?<=》)、(?=《)|(?<=”)、(?=“)",
        wrong="《纲要》、《条例》",
        right="《纲要》《条例》",
        signs="、",
        suggestion="",
        safe=True,
    ),
    Rule(
        name="zh-list-end",
        message="no 、 stands before 和, 及 or 等",
        pattern=r"、(?=(?:和|及|以及|与|等)(?!平))",
        wrong="马云、马化腾、等",
        right="马云、马化腾等",
        signs="、",
        suggestion="",
        safe=True,
    ),
    Rule(
        name="zh-interpunct",
        message="the dot in a name is · (U+00B7)",
        pattern=rf"(?<=[{HAN}\w])[•・‧∙⋅](?=[{HAN}\w])",
        wrong="弗拉基米尔•诺罗夫",
        right="弗拉基米尔·诺罗夫",
        signs="•・‧∙⋅",
        suggestion="·",
        safe=True,
    ),
    Rule(
        name="zh-named-by-date",
        message="a name that is a date has · between month and day",
        pattern=r"(?<=“)(\d{1,2})\.(\d{1,2})(?=”)",
        wrong="“3.1”推介会",
        right="“3·1”推介会",
        signs=".",
        suggestion=r"\1·\2",
        safe=True,
    ),
    Rule(
        name="zh-dash",
        message="a dash is —— without spaces",
        pattern=rf"(?<=[{HAN}”》）]) ?(?:--+|(?<!—)—(?!—)) ?(?=[{HAN}“《（])",
        wrong="数据--新的要素",
        right="数据——新的要素",
        signs="-—",
        suggestion="——",
        safe=True,
    ),
    Rule(
        name="zh-ellipsis",
        message="an ellipsis is ……",
        pattern=rf"(?<=[{HAN}”》），])(?:\.{{3,}}|。{{2,}}|(?<!…)…(?!…))",
        wrong="签约、投资...",
        right="签约、投资……",
        signs=["...", "。。", "…"],
        suggestion="……",
        safe=True,
    ),
    Rule(
        name="zh-document-number",
        message="the year of a document's number stands in 〔 〕",
        pattern=rf"(?<={_H})[\[【（(]((?:19|20)\d\d)[\]】）)](?=\d+号)",
        wrong="国发[2022]2号",
        right="国发〔2022〕2号",
        signs="[【（(",
        suggestion=r"〔\1〕",
        safe=True,
    ),
    Rule(
        name="zh-doubled-mark",
        message="no mark is doubled, and none follows another that ends a part",
        pattern=r"([，、；：！？])\1+|[，、；：]。|。[，、；：]",
        wrong="风筝节开幕，，松桥",
        right="风筝节开幕，松桥",
        signs="，、；：！？",
    ),
    Rule(
        name="zh-latin-title",
        message="a title in Latin letters stands plain, without 《 》",
        pattern=r"《[A-Za-z][A-Za-z .,'-]*》",
        wrong="《Nature》杂志",
        right="Nature杂志",
        signs="《",
        suggestion=lambda match: match[0][1:-1],
    ),
]

SPACES = [
    Rule(
        name="zh-space",
        message="no space stands between Han and Latin letters or digits",
        pattern=rf"(?<={_H}) +(?=[A-Za-z\d])|(?<=[A-Za-z\d%]) +(?={_H})",
        wrong="2014 年 2 月的 5G 基站",
        right="2014年2月的5G基站",
        signs=" ",
        where=AppliesTo.PROSE | AppliesTo.REGISTER,
        suggestion="",
        safe=True,
    ),
    Rule(
        name="zh-unit-space",
        message="one space stands between a number and a Latin unit",
        pattern=r"(?<=\d)(?=(?:EFLOPS|PFLOPS|PB|TB|GB|MB|MW|GW|kW|GHz|Gbps|Mbps)(?![A-Za-z]))",
        wrong="92.6EFLOPS",
        right="92.6 EFLOPS",
        signs="BWSsz",
        suggestion=" ",
        safe=True,
    ),
    Rule(
        name="zh-space-mark",
        message="no space stands beside a full-width mark",
        pattern=r"(?<=[，。：；！？、（）“”《》〔〕]) +(?=[^\s|])|(?<=[^\s|]) +(?=[，。：；！？、）”》〕])",
        wrong="松桥， 中国",
        right="松桥，中国",
        signs=" ",
        where=AppliesTo.PROSE | AppliesTo.REGISTER,
        suggestion="",
        safe=True,
    ),
    Rule(
        name="zh-headline-comma",
        message="the clauses of a headline are parted by one space, not by a mark",
        pattern=r"[，；]| {2,}",
        wrong="2018风筝节闭幕，签约199个项目",
        right="2018风筝节闭幕 签约199个项目",
        signs="，； ",
        where=AppliesTo.TITLE,
        suggestion=" ",
    ),
    Rule(
        name="zh-headline-end",
        message="a headline has no ！ and no mark at its end",
        pattern=r"！|[。，；：、…]+\Z",
        wrong="风筝节开幕！",
        right="风筝节开幕",
        signs="！。，；：、…",
        where=AppliesTo.TITLE,
        suggestion="",
    ),
    Rule(
        name="zh-summary-end",
        message="a summary ends with 。",
        pattern=r"(?<=[^。！？”）\s])\s*\Z",
        wrong="风筝节5月26日开幕",
        right="风筝节5月26日开幕。",
        signs=[""],
        where=AppliesTo.SUMMARY,
        suggestion="。",
    ),
    Rule(
        name="zh-summary-length",
        message="a summary has one or two sentences",
        pattern=r"(?:[^。！？]*[。！？]){3,}",
        wrong="风筝节开幕。会期三天。参展企业12家。",
        right="风筝节开幕，会期三天。参展企业12家。",
        signs="。！？",
        where=AppliesTo.SUMMARY,
    ),
    Rule(
        name="zh-wide-signs",
        message="letters, digits and spaces are half-width, and Han no radicals",
        pattern=r"[０-９Ａ-Ｚａ-ｚ\u3000\u00a0\u2f00-\u2fdf\uf900-\ufaff]+",
        wrong="２０２６年，⽅案",
        right="2026年，方案",
        signs=[""],
        suggestion=_narrow,
        safe=True,
    ),
]

NUMBERS = [
    Rule(
        name="zh-numerals",
        message="counts, dates and shares are in Arabic figures",
        pattern=(
            r"[一二三四五六七八九]?十[一二三四五六七八九](?=[个家项名场日])|[一二三四五六七八九]百[零一二三四五六七八九十百]*(?=[个家项名场])"
            r"|百分之[一二三四五六七八九十百零点]+"
        ),
        wrong="一百一十九个项目",
        right="119个项目",
        signs=["十", "百"],
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-about-two",
        message="two digits in a row that mean about, and 几, are in Han",
        pattern=r"(?<!\d)\d、\d(?=[个家名项])|\d+几",
        wrong="3、4个项目",
        right="三四个项目",
        signs="几、",
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-large-numbers",
        message="large numbers are in 万 and 亿, not in 千, 百万 or rows of digits",
        pattern=r"\d(?:千万|百万|千(?![米克瓦伏字卡]))|(?<![\d.])\d{6,}(?=[元人个家名平])",
        wrong="3千万元",
        right="3000万元",
        signs=["千", "百万", *"0123456789"],
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-thousands",
        message="running text has no commas in numbers",
        pattern=r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d|\s*\|)",
        wrong="8,548家",
        right="8548家",
        signs=",",
        where=AppliesTo.STORY,
        suggestion=_without_commas,
        safe=True,
    ),
    Rule(
        name="zh-range",
        message="a range is written with 至, between figures in brackets with ～",
        pattern=rf"(?<![\d-])(\d{{1,4}}[月日年%％]?)[-–~](?={_MONTH_DAY})",
        wrong="5月26-29日",
        right="5月26日至29日",
        signs="-–~",
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-about-twice",
        message="about is said once: 约, 左右, 余 or 近",
        pattern=r"(?:约|近)[^，。；、\n]{0,10}左右|近约|约近|大约约|(?:超|超过)[^，。；、\n]{0,10}以上|约[\d.]+[万亿]?余",
        wrong="约500家左右",
        right="约500家",
        signs="约近超",
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-money",
        message="money is a number and 元: 465亿元, 10亿美元",
        pattern=r"[¥￥]\s?\d[\d.,]*|\d[\d.]*[万亿]?人民币(?!元)|(?:RMB|CNY)\s?\d",
        wrong="465亿人民币",
        right="465亿元",
        signs=["¥", "￥", "人民币", "RMB", "CNY"],
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-units",
        message="units of length and area are in Chinese",
        pattern=r"(?<=\d)\s?(?:km²|km2|m²|m2|㎡|㎢|km(?![a-z/]))",
        wrong="1795km²",
        right="1795平方公里",
        signs="km㎡㎢",
        where=AppliesTo.STORY,
    ),
]

DATE_RULES = [
    Rule(
        name="zh-year",
        message="a year has four figures, and a date 年, 月 and 日",
        pattern=r"(?<!\d)\d\d年(?=\d{1,2}月)|(?<!\d)(?:19|20)\d\d[./]\d{1,2}[./]\d{1,2}(?!\d)|二[〇零][〇零一二]\S年",
        wrong="14年2月、2014.2.19",
        right="2014年2月、2014年2月19日",
        signs="年./",
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-relative-date",
        message="a story names the day: nobody knows when it is read",
        pattern=r"今年|去年|明年|前年|本月|上月|上个月|下月|日前|近日|昨日|昨天|今日|今天|明天|本周|上周",
        wrong="去年9月签约",
        right="2013年9月签约",
        signs=["今", "去年", "明", "前", "本", "上", "下", "近日", "昨"],
        where=AppliesTo.STORY,
        quotable=True,
    ),
    Rule(
        name="zh-clock",
        message="the clock has 24 hours and a colon, a weekday is 星期",
        pattern=r"[上下]午\d{1,2}(?:点|时|:)|凌晨\d{1,2}点|\d{1,2}点(?:半|钟|\d)|礼拜[一二三四五六日天]",
        wrong="下午2点半",
        right="14:30",
        signs=["午", "凌晨", "点", "礼拜"],
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-years",
        message="a span of years is written with 至, a decade with its century",
        pattern=r"(?:19|20)\d\d年?[-–~](?:19|20)\d\d(?=年|[^\d-])|(?<!世纪)(?<!\d)[1-9]0年代",
        wrong="2015-2019年",
        right="2015年至2019年",
        signs=["-", "–", "~", "年代"],
        where=AppliesTo.STORY,
    ),
]

TERMS = [
    Rule(
        name="zh-praise",
        message="praise is the source's, in quotation marks and with its speaker",
        pattern=_PRAISE,
        wrong="风筝节圆满落幕",
        right="风筝节闭幕",
        signs=_PRAISE.split("|"),
        where=AppliesTo.STORY,
        quotable=True,
    ),
    Rule(
        name="zh-plan",
        message="an archive report tells what was planned as a plan, with its day and speaker: 拟, 计划",
        pattern=r"将(?=于|在|会|举行|举办|召开|开工|建成|达到|继续|启动|成为|落户|投入|开展)",
        wrong="项目将于2015年建成",
        right="项目计划于2015年建成",
        signs="将",
        where=AppliesTo.ARCHIVE,
        quotable=True,
    ),
    Rule(
        name="zh-translationese",
        message="a verb says it: no 进行 before one, no 对……进行, no 们 after a count",
        pattern=(
            rf"进行(?:{_VERBS})|对[^，。；\n]{{1,12}}进行|\d+[个名位][^，。；\n]{{0,6}}们|关于[^，。；\n《》]{{1,20}}的问题"
            r"|(?:\A|(?<=[。\n]))其(?![他它中余实次])|的[^，。；、的\n]{1,4}的[^，。；、的\n]{1,4}的"
        ),
        wrong="双方进行签约",
        right="双方签约",
        signs=["进行", "们", "关于", "其", "的"],
        where=AppliesTo.STORY,
    ),
    Rule(
        name="zh-other-form",
        message="other forms of these words are out of use",
        pattern=r"其它|帐户|帐号|截止(?=(?:19|20)?\d{1,4}年|目前|当日|\d{1,2}月)",
        wrong="其它城市，截止2019年",
        right="其他城市，截至2019年",
        signs=["其它", "帐", "截止"],
        suggestion=lambda match: {"其它": "其他", "帐户": "账户", "帐号": "账号", "截止": "截至"}[match[0]],
        where=AppliesTo.EVERY,
    ),
    Rule(
        name="zh-mainland-words",
        message="words are those of the mainland: 网络, 信息, 软件, 服务器",
        pattern=r"网路|资讯(?!公司)|软体|伺服器|硬碟|行动电话|部落格",
        wrong="网路和伺服器",
        right="网络和服务器",
        signs=["网路", "资讯", "软体", "伺服器", "硬碟", "行动电话", "部落格"],
    ),
    Rule(
        name="zh-nameless-source",
        message="a source is named: 据《……》报道, not 据悉",
        pattern=r"据悉|据了解|据介绍，|有关人士|知情人士|有关负责人",
        wrong="据悉，项目已动工",
        right="据《松桥日报》报道，项目已动工",
        signs=["据", "人士", "负责人"],
        where=AppliesTo.STORY,
    ),
]

LATIN = [
    Rule(
        name="zh-latin-name",
        message='a name in Latin letters is marked with its language: `<span lang="en">`, if it is Chinese `zh-Latn`',
        pattern=r"(?<![A-Za-z])[A-Z][a-z']+(?: [A-Z][a-z']+)+",
        wrong="Cristiano Amon的话",
        right='<span lang="en">Cristiano Amon</span>的话',
        signs=[" "],
        where=AppliesTo.BODY,
    ),
    Rule(
        name="zh-pinyin",
        message="a given name in pinyin is one word, without a hyphen",
        pattern=r'(?<=<span lang="zh-Latn">)[^<>\n]*-[^<>\n]*(?=</span>)',
        wrong='<span lang="zh-Latn">Gao Wei-dong</span>',
        right='<span lang="zh-Latn">Gao Weidong</span>',
        signs=["zh-Latn"],
        where=AppliesTo.BODY,
        raw=True,
    ),
]

EMPHASIS = [
    Rule(
        name="zh-italics",
        message="Han has no italics: bold for a term at its first definition, or nothing",
        pattern=rf"(?<![*A-Za-z\d\\])\*(?![*\s])[^*\n]*{_H}[^*\n]*(?<!\s)\*(?!\*)|(?<![_A-Za-z\d])_(?![_\s])[^_\n]*{_H}[^_\n]*_(?![_A-Za-z\d])",
        wrong="这是*算力*",
        right="这是算力",
        signs="*_",
        where=AppliesTo.BODY,
    ),
    Rule(
        name="zh-bold-marks",
        message="marks stay outside of `**…**`: elsewhere the stars would be shown",
        pattern=rf"[，。：；！？、）”》]\*\*(?={_H})|(?<={_H})\*\*(?=[（“《])",
        wrong="**注意：**正文",
        right="**注意**：正文",
        signs=["**"],
        where=AppliesTo.BODY,
    ),
    Rule(
        name="zh-heading",
        message="a heading in the body has at most 15 characters, no number and no mark at its end",
        pattern=(
            r"(?m)^#{2,4} (?:[^\n]{16,}|\d+[.、][^\n]*|[（(]?[一二三四五六七八九十]+[）)、][^\n]*"
            r"|[^\n]*[，。：；！？])$"
        ),
        wrong="## 一、展览和活动",
        right="## 展览和活动",
        signs="#",
        where=AppliesTo.BODY,
    ),
    Rule(
        name="zh-bare-address",
        message="an address is a link with words, or stands apart from Han",
        pattern=rf"(?<={_H})https?://[\x21-\x7e]*|(?<![(<])https?://[\x21-\x7e]*(?={_H})",
        wrong="见https://example.org/报告",
        right="见[报告](https://example.org/)",
        signs=["http"],
        where=AppliesTo.BODY,
        raw=True,
    ),
]


def year_before(name: str) -> Rule:
    """An event that comes back is named with its year in front, as its own name is."""
    return Rule(
        name="zh-year-name",
        message=f"its year stands before {name} without 年",
        pattern=rf"((?:19|20)\d\d)年(?={re.escape(name)})",
        wrong=f"2018年{name}",
        right=f"2018{name}",
        signs=[f"年{name}"],
        suggestion=r"\1",
        safe=True,
    )


CHINESE_STYLE = [*MARKS, *SPACES, *NUMBERS, *DATE_RULES, *TERMS, *LATIN, *EMPHASIS]
