package org.redshield.bridge.access.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.redshield.bridge.access.traces.Folded.Line;
import org.redshield.bridge.access.traces.Folded.Strand;
import org.redshield.bridge.access.traces.Seen.Kind;

/**
 * A name in Chinese characters, whatever stands between them. One of three characters or more is one wherever it stands. Two
 * characters stand side by side in many honest texts: they are no name where each belongs to a common word with its other neighbour
 * (国|王伟|大), where a longer name begins with them (王伟东), or a firm's (王伟服装店); and where they are a common word themselves
 * (高兴), or where a sentence ends between them, only with words about them that speak of a person.
 */
record NameTrace(String name) implements Trace {

    private static final int SHORT = 2;
    private static final int WIDEST_GAP = 16;
    private static final int WIDEST_GAP_OF_SHORT = 8;
    private static final int LONGEST_FIRM = 12;
    private static final String ENDS_SENTENCE = "，,。；;：:！!？?、\n\r";
    private static final String OPENS = ":：（(【[“\"'<《=";

    /** What is entered where no name is known. */
    private static final Set<String> NOBODY = Set.of(
            "匿名", "匿名人", "匿名举报", "匿名举报人", "匿名者", "不详", "未知", "未提供", "未留", "保密", "佚名", "无名", "无名氏", "没有", "消费者", "群众",
            "市民", "网友", "顾客", "客户", "买家", "用户", "路人", "热心市民", "热心群众", "热心网友", "举报人", "投诉人", "反映人", "申诉人", "投诉举报人",
            "职业打假人", "打假人", "先生", "女士", "小姐", "同志", "本人", "某人", "某某", "某某某", "个人");

    private static final Pattern TITLE = Pattern.compile("(?:先生|女士|小姐|同志|老师|师傅|阿姨|大爷|某+)$");
    private static final Pattern ADDED = Pattern.compile("[(（\\[【<《].*?[)）\\]】>》]");
    private static final Pattern SEVERAL = Pattern.compile("[、,，;；/]");

    /** Given names begin or end with these more often than words that follow a name do. */
    private static final String GIVEN = "东华强国平军民杰峰刚勇涛斌波辉鹏飞龙林森海江洋文武宁康健亮超磊鑫宇浩轩博豪翔凯俊伟佳丽娜敏静芳燕红霞玲"
            + "萍琴英兰梅莉雪婷颖慧琳欣怡洁雯倩媛娟秀珍蓉春秋冬夏山川才达元荣贵福祥瑞嘉志忠义仁德良善诚礼智伦廷延庆堂根旺昌盛泰旭阳晨"
            + "曦晓霖淇涵瑶瑜琪璐蕾薇菲莹艳云凤明桂玉芬建星月坤乾恒彬彪锋钢铁栋梁松柏桐楠梓轲鸣雷霆震毅帆航舟远骏驰骥腾跃奇琦炜煜灿烨焕烁炎煌熙";
    /** Surnames that end no common word, so that a character more before a name is another person's. */
    private static final String SURNAMES = "李刘陈杨赵吴徐孙朱郭罗郑唐韩冯邓曹彭萧蔡潘袁吕魏沈姚卢崔谭汪廖贾韦傅邹孟熊秦邱薛闫侯";
    /** After a name: what a person does, has or is. */
    private static final String[] GOES_ON = {
        "称", "说", "讲", "反映", "举报", "投诉", "提供", "来电", "来信", "来函", "来访", "来人", "来局", "送", "的", "在", "于", "是", "向", "与",
        "和", "及", "等", "所", "本人", "电话", "手机", "身份", "联系", "也", "已", "曾", "将", "对", "要求", "认为", "表示", "寄", "发来", "发送",
        "发现", "提交", "提出", "拨", "打", "告", "知", "到", "从", "被", "给", "不", "没", "有", "又", "还", "就", "均", "都", "自", "系", "因",
        "由", "为", "把", "让", "请", "按", "经", "先生", "女士", "小姐", "同志", "老师", "购", "买", "下单", "付", "退", "收", "用", "以", "能",
        "可", "会", "应", "拍", "录", "保存", "保留", "留", "出具", "签", "当", "同意", "曾经", "了解", "核实", "确认", "证实", "陈述", "申请", "承认",
        "手写", "微信", "邮箱", "支付", "家里", "家中", "家住", "家属", "夫妇", "夫妻", "一家", "亲", "之", "做", "进", "去", "回", "看", "听", "问",
        "要", "想", "希望", "感到", "觉得", "怀疑", "质疑", "指", "拒", "愿", "撤", "再", "（", "住"
    };
    /** Before a name of which it is sure that it is one. */
    private static final String[] PERSON_BEFORE = {
        "举报人", "投诉人", "反映人", "申诉人", "联系人", "检举人", "知情人", "证人", "消费者", "购买者", "收货人", "姓名", "名叫", "叫做", "我叫", "我是", "本人",
        "姓名是", "向", "找", "叫"
    };
    /** Behind a name of which it is sure that it is one. */
    private static final String[] PERSON_BEHIND = {
        "先生", "女士", "小姐", "同志", "老师", "来电", "来信", "来函", "来访", "来局", "称", "反映", "本人", "的电话", "的手机", "电话", "手机", "身份证",
        "送来", "寄来"
    };
    /** Behind a longer name, though its end could begin a word with it: 王伟宇称. */
    private static final String[] SAYS = {"称", "说", "反映", "表示", "陈述", "来电", "来信"};
    /** Before a name, in the middle of a sentence. */
    private static final String BEFORE = "人者叫是名向由找与和跟给对被经据从让请同及为员见因到替陪问待等";
    /** With these a firm's or a shop's name ends, or what it deals in stands. */
    private static final String[] FIRM = {
        "公司", "商行", "专营店", "旗舰店", "专卖店", "店", "厂", "超市", "工作室", "经营部", "商贸", "贸易", "合作社", "集团", "百货", "酒楼", "饭店", "茶庄",
        "茶行", "药房", "诊所", "门市部", "事务所", "中心", "馆", "坊", "批发部", "商铺", "企业", "科技", "实业", "网络", "路", "街"
    };

    /** Words within which no firm's name goes on. */
    private static final String NO_FIRM = "的了在是与和被把给对向从为已曾将后时并且说称其该月日昨今前到来去买购投举反付退收拍寄送因经找问就也再又每第";

    /** Of a field with one name or several; none where nobody is named, or by no more than the surname. */
    static List<Trace> of(String field) {
        List<Trace> traces = new ArrayList<>();
        for (String part : SEVERAL.split(ADDED.matcher(field).replaceAll(""))) {
            Folded folded = new Folded(part);
            String han = folded.line(Strand.HAN).text();
            String code = folded.line(Strand.CODE).text();
            String name = TITLE.matcher(han).replaceFirst("");
            if (!code.isEmpty() && !han.isEmpty()) {
                traces.add(new MixedTrace(folded.line(Strand.WORD).text()));
            } else if (code.length() > SHORT) {
                traces.add(new CodeTrace(Kind.NAME, code));
            } else if (name.length() >= SHORT && !NOBODY.contains(han) && !NOBODY.contains(name)) {
                traces.add(new NameTrace(name));
            }
        }
        return traces;
    }

    /** A name of characters and letters or digits, as accounts have them. */
    private record MixedTrace(String name) implements Trace {

        @Override
        public Optional<Seen> in(Folded text) {
            Line line = text.line(Strand.WORD);
            int at = name.length() <= SHORT ? -1 : line.text().indexOf(name);
            return at < 0
                    ? Optional.empty()
                    : Optional.of(text.seen(Kind.NAME, line.at()[at], line.at()[at + name.length() - 1]));
        }

        @Override
        public String toString() {
            return "MixedTrace";
        }
    }

    @Override
    public Optional<Seen> in(Folded text) {
        Line line = text.line(Strand.HAN);
        for (int at = line.text().indexOf(name); at >= 0; at = line.text().indexOf(name, at + 1)) {
            int last = at + name.length() - 1;
            if (isNear(line.at(), at, last)
                    && (name.length() > SHORT || isName(text, line.at()[at], line.at()[last]))) {
                return Optional.of(text.seen(Kind.NAME, line.at()[at], line.at()[last]));
            }
        }
        return Optional.empty();
    }

    private boolean isNear(int[] at, int first, int last) {
        int widest = name.length() > SHORT ? WIDEST_GAP : WIDEST_GAP_OF_SHORT;
        for (int i = first; i < last; i++) {
            if (at[i + 1] - at[i] > widest + 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(Folded text, int first, int last) {
        boolean isApart = last - first > 1;
        if (isApart && endsBetween(text, first, last)) {
            return stands(text, first, true) && stands(text, last, false);
        }
        boolean isPerson = isPerson(text, first, last);
        char before = text.at(first - 1);
        char behind = text.at(last + 1);
        if (!isPerson
                && Folded.isHan(before)
                && Folded.isHan(behind)
                && CommonWords.has(before, text.at(first))
                && CommonWords.has(text.at(last), behind)) {
            return false;
        }
        if (isLonger(text, first, last)) {
            return false;
        }
        if (isApart) {
            return true;
        }
        boolean isWord = CommonWords.hasLikeName(text.at(first), text.at(last));
        return isWord ? isPerson : !isFirm(text, last);
    }

    private static boolean endsBetween(Folded text, int first, int last) {
        for (int i = first + 1; i < last; i++) {
            if (ENDS_SENTENCE.indexOf(text.at(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing stands there, or what stands beside a name. */
    private static boolean stands(Folded text, int index, boolean isFirst) {
        char beside = text.at(isFirst ? index - 1 : index + 1);
        return !Folded.isHan(beside) || (isFirst ? BEFORE.indexOf(beside) >= 0 : goesOn(text, index));
    }

    private static boolean goesOn(Folded text, int last) {
        return any(GOES_ON, words -> text.has(words, last + 1));
    }

    private static boolean isPerson(Folded text, int first, int last) {
        return OPENS.indexOf(text.at(first - 1)) >= 0
                || isAlone(text.at(first - 1)) && isAlone(text.at(last + 1))
                || any(PERSON_BEFORE, words -> text.has(words, first - words.length()))
                || any(PERSON_BEHIND, words -> text.has(words, last + 1));
    }

    /** As in the name of a file, and not between two commas. */
    private static boolean isAlone(char beside) {
        return !Folded.isHan(beside) && ENDS_SENTENCE.indexOf(beside) < 0;
    }

    /** 王伟东, and 李王伟. */
    private static boolean isLonger(Folded text, int first, int last) {
        char behind = text.at(last + 1);
        boolean givenGoesOn = GIVEN.indexOf(behind) >= 0
                && !goesOn(text, last)
                && (!CommonWords.has(behind, text.at(last + 2)) || any(SAYS, words -> text.has(words, last + 2)));
        return givenGoesOn || SURNAMES.indexOf(text.at(first - 1)) >= 0;
    }

    private static boolean isFirm(Folded text, int last) {
        if (endsFirm(text, last + 1)) {
            return true;
        }
        if (goesOn(text, last)) {
            return false;
        }
        for (int i = last + 1; i <= last + LONGEST_FIRM && Folded.isHan(text.at(i)); i++) {
            if (endsFirm(text, i)) {
                return true;
            }
            if (NO_FIRM.indexOf(text.at(i)) >= 0) {
                return false;
            }
        }
        return false;
    }

    /** 店, but not 店主. */
    private static boolean endsFirm(Folded text, int at) {
        return any(FIRM, words -> text.has(words, at) && text.at(at + words.length()) != '主');
    }

    private static boolean any(String[] words, Predicate<String> wanted) {
        for (String one : words) {
            if (wanted.test(one)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "NameTrace";
    }
}
