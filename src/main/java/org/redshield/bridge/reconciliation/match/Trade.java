package org.redshield.bridge.reconciliation.match;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What nobody may trade in without a permit, and the law that says so. Only what is certain: a category that is not listed needs none as
 * far as is known here, and nothing is found.
 *
 * <p>Not listed, for a missing permit is no violation there: edible farm produce and prepackaged food, of which the latter is only
 * filed (备案, 食品安全法第三十五条), and so food in general; medical devices of the second class, some of which are not even filed
 * (医疗器械监督管理条例第四十一条), and so devices in general. Who makes what he sells has another permit, which counts.
 */
public enum Trade {
    CATERING(
            "餐饮服务",
            "食品经营许可",
            "食品安全法第三十五条",
            List.of("餐饮", "餐饮服务", "餐饮外卖"),
            "(?!.*预包装).*(食品|餐饮|食堂).*",
            "餐 饭 小吃 饮食 制售 食品经营 食堂"),
    LOOSE_FOOD(
            "散装食品销售",
            "食品经营许可",
            "食品安全法第三十五条",
            List.of("散装食品", "散装食品销售", "散装熟食"),
            "(?!.*预包装).*(食品|餐饮|食堂).*",
            "散装 食品!预包装 餐 制售"),
    DRUGS(
            "药品",
            "药品经营许可",
            "药品管理法第五十一条",
            List.of("药品", "药品零售", "处方药", "非处方药", "OTC药品", "西药", "中成药"),
            ".*药品(经营|生产|注册|上市).*",
            "药"),
    DEVICES_OF_CLASS_3(
            "第三类医疗器械",
            "第三类医疗器械经营许可",
            "医疗器械监督管理条例第四十二条",
            List.of("第三类医疗器械", "三类医疗器械", "III类医疗器械", "隐形眼镜", "角膜接触镜"),
            ".*医疗器械(经营许可|生产许可|注册).*",
            "三类 3类 III类 Ⅲ类 医疗器械!一类!二类!1类!2类!I类!Ⅰ类!Ⅱ类"),
    PUBLICATIONS(
            "出版物",
            "出版物经营许可",
            "出版管理条例第三十五条、第三十六条",
            List.of("出版物", "图书", "书籍", "期刊", "杂志", "报纸", "音像制品", "电子出版物"),
            ".*出版.*",
            "出版 书 报 刊 音像 杂志"),
    TOBACCO("烟草制品", "烟草专卖零售许可", "烟草专卖法第三条、第十六条", List.of("烟草制品", "卷烟", "香烟", "雪茄烟"), ".*烟草专卖.*", "烟");

    private static final Pattern SEVERAL = Pattern.compile("[;,、|]");

    private final String title;
    private final String permit;
    private final String basis;
    private final List<String> categories;
    private final Pattern permits;
    private final List<Word> scope;

    /**
     * @param permit that it needs
     * @param categories as platforms call it, in full: part of a name would find 食品包装机 among food
     * @param permits any of these will do
     * @param scope a scope with one of these in it, not behind what follows a mark, has the trade: rather too much than too little
     */
    Trade(String title, String permit, String basis, List<String> categories, String permits, String scope) {
        this.title = title;
        this.permit = permit;
        this.basis = basis;
        this.categories = categories;
        this.permits = Pattern.compile(permits);
        this.scope = Arrays.stream(scope.split(" ")).map(Word::of).toList();
    }

    /** Looked for by the million, so without a pattern. @param notBehind where it stands behind one of these, it is not meant */
    private record Word(String text, List<String> notBehind) {

        static Word of(String written) {
            List<String> parts = List.of(written.split("!"));
            return new Word(parts.get(0), parts.subList(1, parts.size()));
        }

        boolean isIn(String scope) {
            int at = scope.indexOf(text);
            while (at >= 0 && isBehind(scope, at)) {
                at = scope.indexOf(text, at + 1);
            }
            return at >= 0;
        }

        private boolean isBehind(String scope, int at) {
            return notBehind.stream().anyMatch(one -> scope.startsWith(one, at - one.length()));
        }
    }

    /** As an officer reads it, with the permit and the law. */
    public String rule() {
        return title + "须取得" + permit + "（" + basis + "）";
    }

    /**
     * What a shop trades in of these.
     *
     * @param category several may be listed; of a path, as {@code 图书音像>图书}, the last counts, and of names beside each other, as
     *     {@code 书籍/杂志}, all have to be of a trade
     */
    public static Set<Trade> of(String category) {
        Set<Trade> found = EnumSet.noneOf(Trade.class);
        if (category.isEmpty()) {
            return found;
        }
        for (String one : SEVERAL.split(written(category))) {
            List<Optional<Trade>> names = Arrays.stream(
                            one.substring(one.lastIndexOf('>') + 1).split("/"))
                    .map(name -> named(name.strip()))
                    .toList();
            if (names.stream().allMatch(Optional::isPresent)) {
                names.forEach(name -> found.add(name.orElseThrow()));
            }
        }
        return found;
    }

    private static Optional<Trade> named(String name) {
        return Stream.of(values()).filter(one -> one.categories.contains(name)).findFirst();
    }

    /** However it is written, in one way. */
    static String written(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Whether another authority gives its permit, so that the register may not have it. */
    boolean isPermittedByOthers() {
        return this == PUBLICATIONS || this == TOBACCO;
    }

    /** @param kind of a permit, as {@link #written} writes it */
    boolean isAllowedBy(String kind) {
        return permits.matcher(kind).matches();
    }

    /** @param text of a scope */
    boolean isIn(String text) {
        return scope.stream().anyMatch(word -> word.isIn(text));
    }
}
