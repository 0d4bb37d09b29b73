package org.redshield.bridge.reconciliation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * An invented register and invented shops, whose names, codes and addresses have the errors that real ones have. A seed gives the same
 * market every time; which entry a shop truly belongs to stands beside it and never in it.
 */
public final class Market {

    /** What may be wrong with a shop: of its name, its code or its address, or that it is in no register. */
    public enum Error {
        SPACES,
        TRADITIONAL,
        WIDTH,
        FORM_CHANGED,
        FORM_LEFT_OUT,
        DIVISION_LEFT_OUT,
        WORDS_ADDED,
        CHARACTER_LOST,
        CHARACTER_CHANGED,
        CODE_BROKEN,
        CODE_LEFT_OUT,
        CODE_OF_ANOTHER,
        /** Not to be matched to anybody. */
        UNREGISTERED,
        /** Only the 字号 and nothing else: not to be sure of anybody. */
        ONLY_TRADE
    }

    /** @param truth code of the entry; empty where there is none */
    public record Labelled(Shop shop, String truth, Set<Error> errors) {}

    /** An entry in the parts that it was made of. */
    public record Made(RegisterEntry entry, String region, String trade, String line, String form, String road) {}

    private static final List<String> REGIONS =
            List.of("上海", "杭州", "宁波", "义乌市", "宿迁", "睢宁县", "南京", "苏州", "东阳市", "徐州", "金华市", "连云港");
    private static final List<String> ADDRESSES = List.of(
            "上海市长宁区",
            "浙江省杭州市余杭区",
            "宁波市海曙区",
            "浙江省义乌市",
            "江苏省宿迁市宿城区",
            "徐州市睢宁县",
            "南京市江宁区",
            "苏州市吴江区",
            "浙江省金华市东阳市",
            "徐州市云龙区",
            "浙江省金华市婺城区",
            "连云港市东海县");
    private static final List<String> LINES = List.of(
            "电子商务", "贸易", "服饰", "网络科技", "信息技术", "商贸", "食品", "珠宝", "企业管理咨询", "文化传媒", "家居用品", "机械设备", "进出口", "供应链管理",
            "广告", "实业");
    private static final List<String> FORMS = List.of("有限公司", "有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司");
    private static final String TRADES =
            "云锦佳汇盈达鑫泰恒瑞启航星辰明德宏图伟业嘉禾永丰金桥银杏海天翔宇凌峰卓越优品美家乐居安康宁和顺昌隆兴旺福禄寿喜春夏秋冬梅兰竹菊松柏青山绿水白鹭红枫紫荆蓝天雅致清风朗月晨曦暮雪长虹远景博学笃行思源求真创新立业东方西岭南屏北辰中正华夏国泰民丰";
    /** Each once. */
    private static final String LETTERS =
            TRADES.chars().distinct().mapToObj(Character::toString).collect(Collectors.joining());

    private static final String ROADS = "人民解放建设中山和平文化学院新华胜利长江黄河湖滨江南城北金山银海";
    private static final Map<String, String> TRADITIONAL =
            Map.of("东", "東", "贸", "貿", "网", "網", "务", "務", "电", "電", "业", "業", "华", "華", "饰", "飾");
    private static final Map<String, String> ALIKE =
            Map.of("佳", "嘉", "嘉", "佳", "鑫", "欣", "达", "大", "源", "元", "宏", "弘", "盈", "赢", "易", "亿", "艺", "意", "品", "晶");
    private static final String CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private final Random random;
    private final List<Made> register = new ArrayList<>();
    private final List<Labelled> shops = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Supplier<Made> registered;
    private final Supplier<Made> invented;

    public Market(long seed, int entries, int size) {
        this(new Random(seed));
        while (register.size() < entries) {
            register.add(made());
        }
        while (shops.size() < size) {
            shops.add(labelled(shops.size()));
        }
    }

    private Market(Random random) {
        this.random = random;
        this.registered = () -> any(register);
        this.invented = this::made;
    }

    /** One that holds nothing: of each shop somebody else says whose it is, or who is in no register. */
    public Market(Random random, Supplier<Made> registered, Supplier<Made> invented) {
        this.random = random;
        this.registered = registered;
        this.invented = invented;
    }

    public List<Made> register() {
        return register;
    }

    public List<Labelled> shops() {
        return shops;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String letters(String from, int count) {
        StringBuilder letters = new StringBuilder(count);
        while (letters.length() < count) {
            letters.append(from.charAt(random.nextInt(from.length())));
        }
        return letters.toString();
    }

    private Made made() {
        int place = random.nextInt(REGIONS.size());
        String region = REGIONS.get(place);
        String line = any(LINES);
        String form = any(FORMS);
        String trade = letters(TRADES, 2 + random.nextInt(3));
        while (!names.add(region + trade + line)) {
            trade = letters(TRADES, 3);
        }
        return made(place, trade, line, form);
    }

    /** How many names there are whose 字号 has at most so many letters. */
    public static long names(int letters) {
        return REGIONS.size() * LINES.size() * (long) Math.pow(LETTERS.length(), letters);
    }

    /** The entry of a name that no other number has, the shorter ones first; the rest of it is drawn. */
    public Made made(long name) {
        int place = (int) (name % REGIONS.size());
        long rest = name / REGIONS.size();
        String line = LINES.get((int) (rest % LINES.size()));
        StringBuilder trade = new StringBuilder();
        for (rest /= LINES.size(); trade.length() < 2 || rest > 0; rest /= LETTERS.length()) {
            trade.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return made(place, trade.toString(), line, any(FORMS));
    }

    private Made made(int place, String trade, String line, String form) {
        String region = REGIONS.get(place);
        String road = letters(ROADS, 2) + any(List.of("路", "街", "大道"));
        String address = ADDRESSES.get(place) + road + (1 + random.nextInt(900)) + "号" + (1 + random.nextInt(20)) + "幢"
                + (101 + random.nextInt(900)) + "室";
        RegisterEntry entry = new RegisterEntry(
                code(), "", region + trade + line + form, "", address, "存续", Optional.empty(), "", "");
        return new Made(entry, region, trade, line, form, road);
    }

    private String code() {
        String code = "91" + (310000 + random.nextInt(20000)) + "MA" + letters(CODE, 7);
        int sum = 0;
        int weight = 1;
        for (char character : code.toCharArray()) {
            sum += weight * CODE.indexOf(character);
            weight = weight * 3 % 31;
        }
        return code + CODE.charAt((31 - sum % 31) % 31);
    }

    /** A shop and whose it truly is. */
    public Labelled labelled(int number) {
        int dice = random.nextInt(100);
        if (dice < 13) {
            Made unknown = invented.get();
            boolean shown = random.nextBoolean();
            return shop(
                    number,
                    unknown.entry(),
                    unknown.entry().name(),
                    shown ? code() : "",
                    "",
                    Set.of(Error.UNREGISTERED));
        }
        Made one = registered.get();
        if (dice < 16) {
            RegisterEntry bare = new RegisterEntry("", "", one.trade(), "", "", "", Optional.empty(), "", "");
            return shop(number, bare, one.trade(), "", one.entry().code(), Set.of(Error.ONLY_TRADE));
        }
        Set<Error> errors = new HashSet<>();
        String name = name(one, errors);
        return shop(
                number,
                one.entry(),
                name,
                shownCode(one.entry(), errors),
                one.entry().code(),
                errors);
    }

    /** With none to two errors. */
    private String name(Made one, Set<Error> errors) {
        String[] parts = {one.region(), one.trade(), one.line(), one.form()};
        for (int left = random.nextInt(3); left > 0; left--) {
            switch (random.nextInt(9)) {
                case 0 -> parts[1] = done(errors, Error.SPACES, parts[1].substring(0, 1) + " " + parts[1].substring(1));
                case 1 -> {
                    for (int i = 0; i < parts.length; i++) {
                        parts[i] = replaced(parts[i], TRADITIONAL, Integer.MAX_VALUE);
                    }
                    errors.add(Error.TRADITIONAL);
                }
                case 2 -> parts[0] = done(errors, Error.WIDTH, "\u3000" + parts[0]);
                case 3 -> parts[3] = done(errors, Error.FORM_CHANGED, parts[3].equals("有限公司") ? "有限责任公司" : "有限公司");
                case 4 -> parts[3] = done(errors, Error.FORM_LEFT_OUT, "");
                case 5 -> parts[0] = done(errors, Error.DIVISION_LEFT_OUT, "");
                case 6 -> parts[3] = done(errors, Error.WORDS_ADDED, parts[3] + any(List.of("（官方）", "(自营)", "旗舰店")));
                case 7 -> {
                    // A lost character of a short name is another name.
                    if (!errors.contains(Error.CHARACTER_CHANGED) && parts[1].length() > 2) {
                        parts[1] = done(errors, Error.CHARACTER_LOST, parts[1].substring(1));
                    }
                }
                default -> {
                    String changed = replaced(parts[1], ALIKE, 1);
                    if (!errors.contains(Error.CHARACTER_LOST) && !changed.equals(parts[1])) {
                        parts[1] = done(errors, Error.CHARACTER_CHANGED, changed);
                    }
                }
            }
        }
        return String.join("", parts);
    }

    private static String done(Set<Error> errors, Error error, String text) {
        errors.add(error);
        return text;
    }

    private static String replaced(String text, Map<String, String> by, int most) {
        StringBuilder out = new StringBuilder();
        int left = most;
        for (char character : text.toCharArray()) {
            String other = left > 0 ? by.get(String.valueOf(character)) : null;
            out.append(other == null ? String.valueOf(character) : other);
            left -= other == null ? 0 : 1;
        }
        return out.toString();
    }

    private String shownCode(RegisterEntry entry, Set<Error> errors) {
        String code = entry.code();
        int dice = random.nextInt(100);
        if (dice < 58) {
            return random.nextInt(5) == 0 ? code.toLowerCase(Locale.ROOT) : code;
        }
        if (dice < 76) {
            errors.add(Error.CODE_BROKEN);
            int at = 3 + random.nextInt(12);
            return switch (random.nextInt(3)) {
                case 0 -> code.substring(0, at) + (code.charAt(at) == 'I' ? 'O' : 'I') + code.substring(at + 1);
                case 1 -> code.substring(0, code.length() - 1);
                default -> code.substring(0, at) + code.charAt(at + 1) + code.charAt(at) + code.substring(at + 2);
            };
        }
        if (dice < 90) {
            errors.add(Error.CODE_LEFT_OUT);
            return "";
        }
        errors.add(Error.CODE_OF_ANOTHER);
        return registered.get().entry().code();
    }

    /** Half of the shops leave the room or the number out. */
    private Labelled shop(int number, RegisterEntry entry, String name, String code, String truth, Set<Error> errors) {
        String address = entry.address();
        String shown =
                switch (random.nextInt(4)) {
                    case 0 -> address.replaceFirst("\\d+幢.*", "");
                    case 1 -> address.replaceFirst("\\d+室", "");
                    default -> address;
                };
        Shop shop = new Shop(
                "S%07d".formatted(number), "taobao", name, code, shown, "", "", Optional.empty(), Optional.empty());
        return new Labelled(shop, truth, errors);
    }

    /** The register as a table. */
    public String registerAsCsv() {
        return register.stream()
                .map(Made::entry)
                .map(one -> String.join(",", one.code(), one.name(), one.address(), one.status()))
                .collect(Collectors.joining("\r\n", "uscc,name,address,status\r\n", "\r\n"));
    }

    /** The shops as a table. */
    public String shopsAsCsv() {
        return shops.stream()
                .map(Labelled::shop)
                .map(one -> String.join(",", one.id(), one.platform(), one.name(), one.code(), one.address()))
                .collect(Collectors.joining(
                        "\r\n", "shop_id,platform,licence_name_shown,licence_code_shown,address_shown\r\n", "\r\n"));
    }

    /** How often each value stands in the register. */
    static Map<String, Long> counted(Stream<String> values) {
        return values.collect(Collectors.groupingBy(value -> value, HashMap::new, Collectors.counting()));
    }
}
