package org.redshield.sandbox.world;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes the shops of a seed. The first ones are cast by hand, so that a walk through the product can name them; a
 * fixed share of the others tells each {@link Story}.
 */
public final class WorldGenerator {

    /** The shop for load tests; how many orders it has is a setting. */
    public static final String BIG_SHOP = "S9999999";

    private static final int SHOPS = 2_400;
    private static final long FIRST_NUMBER = 1_000_001;

    /** What is decided about a shop before the dice are thrown; null leaves it to them. */
    private record Role(
            String title,
            Platform platform,
            String city,
            String category,
            Double ordersPerDay,
            int ring,
            int licenceGroup,
            Set<Story> stories) {

        static Role ordinary() {
            return new Role(null, null, null, null, null, 0, 0, Set.of());
        }
    }

    /** The cast of the demonstration, S1000001 onwards; described in docs/sandbox.md. */
    private static final List<Role> CAST = List.of(
            new Role("宿迁禾昀家居旗舰店", Platform.TAOBAO, "宿迁", "住宅家具", 0.7, 1, 0, Set.of(Story.BRUSHING_RING)),
            new Role("睢宁沐桐家具工厂店", Platform.TMALL, "睢宁", "住宅家具", 0.4, 1, 0, Set.of(Story.BRUSHING_RING)),
            new Role("沙集匠杉实木家具", Platform.ALI1688, "睢宁", "住宅家具", 0.3, 1, 0, Set.of(Story.BRUSHING_RING)),
            new Role("义乌轻奢箱包专柜代购", Platform.TAOBAO, "义乌", "箱包皮具", 0.9, 0, 0, Set.of(Story.COUNTERFEIT)),
            new Role("杭州棠屿服饰", Platform.TAOBAO, "杭州", "女装", 0.6, 0, 1, Set.of(Story.BORROWED_LICENCE)),
            new Role("广州白云云裳工厂店", Platform.TAOBAO, "广州", "女装", 0.5, 0, 1, Set.of(Story.BORROWED_LICENCE)),
            new Role("临沂优选日用百货", Platform.ALI1688, "临沂", "厨房用具", 0.5, 0, 1, Set.of(Story.BORROWED_LICENCE)),
            new Role("长宁麦澍坚果铺", Platform.TAOBAO, "上海", "零食坚果", 0.8, 0, 0, Set.of(Story.DEREGISTERED_TRADING)),
            new Role(
                    "宿迁恒茂家纺优品",
                    Platform.TAOBAO,
                    "宿迁",
                    "床上用品",
                    0.4,
                    2,
                    0,
                    Set.of(Story.BRUSHING_RING, Story.DEREGISTERED_TRADING)),
            new Role("诺梵恩官方旗舰店", Platform.TMALL, "杭州", "箱包皮具", 1.2, 0, 0, Set.of()),
            new Role("溪岚茶舍", Platform.TAOBAO, "杭州", "茶叶", 0.4, 0, 0, Set.of()),
            new Role("溪岚茶舍", Platform.TMALL, "晋江", "茶叶", 0.4, 0, 0, Set.of()),
            new Role("景德镇初木陶瓷", Platform.TAOBAO, "景德镇", "陶瓷摆件", 0.0, 0, 0, Set.of()));

    private final long seed;
    private final Vocabulary words = Vocabulary.load();
    private final Map<Integer, Subject> borrowedLicences = new HashMap<>();

    private WorldGenerator(long seed) {
        this.seed = seed;
    }

    /** The world of {@code seed}: always the same for the same seed. */
    public static World generate(long seed) {
        WorldGenerator generator = new WorldGenerator(seed);
        List<Shop> shops = new ArrayList<>(SHOPS + 1);
        for (int i = 0; i < SHOPS; i++) {
            shops.add(generator.shop(FIRST_NUMBER + i, i < CAST.size() ? CAST.get(i) : role(i)));
        }
        shops.add(generator.shop(
                Long.parseLong(BIG_SHOP.substring(1)),
                new Role("千仓优选超级店", Platform.TMALL, "杭州", null, 0.0, 0, 0, Set.of())));
        return new World(seed, generator.words, shops);
    }

    private static Role role(int index) {
        return switch (index % 40) {
            case 1, 21 -> new Role(null, null, null, null, null, 3 + index / 160, 0, Set.of(Story.BRUSHING_RING));
            case 2 -> new Role(null, null, null, null, null, 0, 0, Set.of(Story.COUNTERFEIT));
            case 4 -> new Role(null, null, null, null, null, 0, 2 + index / 200, Set.of(Story.BORROWED_LICENCE));
            case 7 -> new Role(null, null, null, null, null, 0, 0, Set.of(Story.DEREGISTERED_TRADING));
            default -> Role.ordinary();
        };
    }

    private Shop shop(long number, Role role) {
        SplittableRandom random = Dice.of(seed, Dice.For.SHOP, number);
        Vocabulary.City city =
                role.city() != null ? words.city(role.city()) : role.ring() > 0 ? ringCity(role) : anyCity(random);
        Vocabulary.Brand brand = brand(role, random);
        Vocabulary.Category category = words.category(
                role.category() != null
                        ? role.category()
                        : brand != null ? brand.category() : ringOrAnyCategory(role, random));
        String fancy = Dice.pick(random, words.syllables()) + Dice.pick(random, words.syllables());
        Platform platform = role.platform() != null
                ? role.platform()
                : random.nextInt(10) < 6 ? Platform.TAOBAO : random.nextBoolean() ? Platform.TMALL : Platform.ALI1688;
        Subject subject = role.licenceGroup() > 0
                ? borrowedLicences.computeIfAbsent(
                        role.licenceGroup(), group -> subject(number, city, category, platform, fancy, false))
                : subject(
                        number, city, category, platform, fancy, role.stories().contains(Story.DEREGISTERED_TRADING));
        Place actual = role.licenceGroup() > 0 || random.nextInt(8) == 0 ? place(city, random) : subject.registered();
        double ordersPerDay = role.ordersPerDay() != null
                ? role.ordersPerDay()
                : Math.min(4.0, 0.03 + 0.29 * -Math.log(1 - random.nextDouble()));
        return new Shop(
                "S" + number,
                number,
                role.title() != null ? role.title() : title(city, fancy, category, platform, random),
                platform,
                fancy + category.trade() + number % 100_000,
                subject,
                role.licenceGroup() > 0 ? person(random) : subject.representative(),
                actual,
                random.nextInt(10) == 0 ? place(city, random) : actual,
                "120" + (10_000_000 + random.nextInt(90_000_000)),
                category,
                brand,
                subject.established().plusDays(20 + random.nextInt(200)),
                ordersPerDay,
                role.ring(),
                role.stories().isEmpty() ? Set.of() : EnumSet.copyOf(role.stories()));
    }

    private Subject subject(
            long number,
            Vocabulary.City city,
            Vocabulary.Category category,
            Platform platform,
            String fancy,
            boolean deregistered) {
        SplittableRandom random = Dice.of(seed, Dice.For.SUBJECT, number);
        Subject.Kind kind = kind(category, platform, random.nextInt(20));
        return new Subject(
                Uscc.of(kind.code(), number, random),
                city.shortName() + fancy + category.trade() + kind.suffix(),
                kind,
                person(random),
                // The division digits are zeros here too, so the number cannot be anybody's.
                "000000********%04d".formatted(random.nextInt(10_000)),
                place(city, random),
                LocalDate.of(2013, 1, 1).plusDays(random.nextInt(3_600)),
                deregistered ? LocalDate.of(2024, 1, 1).plusDays(random.nextInt(600)) : null);
    }

    private static Subject.Kind kind(Vocabulary.Category category, Platform platform, int dice) {
        if (platform == Platform.TMALL || dice < 11) {
            return Subject.Kind.COMPANY;
        }
        boolean farmed = category.trade().equals("食品") || category.trade().equals("茶业");
        return farmed && dice >= 17 ? Subject.Kind.COOPERATIVE : Subject.Kind.INDIVIDUAL;
    }

    private String title(
            Vocabulary.City city,
            String fancy,
            Vocabulary.Category category,
            Platform platform,
            SplittableRandom random) {
        String name = (random.nextInt(3) == 0 ? city.shortName() : "") + fancy + category.trade();
        return switch (platform) {
            case TMALL -> name + (random.nextBoolean() ? "旗舰店" : "专营店");
            case ALI1688 -> name + (random.nextBoolean() ? "源头工厂" : "批发");
            case TAOBAO -> name + Dice.pick(random, List.of("小铺", "优品店", "工厂店", "生活馆", "企业店"));
        };
    }

    private Vocabulary.Brand brand(Role role, SplittableRandom random) {
        if (role.stories().contains(Story.COUNTERFEIT)) {
            return role.title() != null ? words.brands().get(0) : Dice.pick(random, words.brands());
        }
        return role.title() != null && role.title().startsWith("诺梵恩")
                ? words.brands().get(0)
                : null;
    }

    private Vocabulary.City ringCity(Role role) {
        return words.cities().get(role.ring() % words.cities().size());
    }

    private String ringOrAnyCategory(Role role, SplittableRandom random) {
        return role.ring() > 0
                ? words.categories()
                        .get(role.ring() % words.categories().size())
                        .name()
                : Dice.pick(random, words.categories()).name();
    }

    private Vocabulary.City anyCity(SplittableRandom random) {
        return Dice.pick(random, words.cities());
    }

    private Place place(Vocabulary.City city, SplittableRandom random) {
        return place(words, city, random);
    }

    static Place place(Vocabulary words, Vocabulary.City city, SplittableRandom random) {
        String number = (1 + random.nextInt(980)) + "号";
        String street = Dice.pick(random, words.streets()) + number;
        return new Place(
                city.province(),
                city.city(),
                Dice.pick(random, city.districts()),
                Dice.pick(random, city.towns()),
                random.nextInt(4) == 0 ? street + Dice.pick(random, words.parks()) : street);
    }

    private String person(SplittableRandom random) {
        return person(words, random);
    }

    static String person(Vocabulary words, SplittableRandom random) {
        return Dice.pick(random, words.surnames()) + Dice.pick(random, words.givenNames());
    }
}
