package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.io.IOUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Json;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Discrepancy;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.FieldAgreement;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.spark.MatchingSettings;
import org.redshield.bridge.work.NodeKind;
import org.redshield.bridge.work.NodeSettings;

/** What an engine of its own is given is all that it needs: run here beside nothing but what every Spark has. */
class MatchingTaskTest {

    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final List<Discrepancy> OF_TRADES = List.of(
            Discrepancy.NO_PERMIT,
            Discrepancy.UNREACHABLE,
            Discrepancy.SCOPE_EXCEEDED,
            Discrepancy.ON_ABNORMAL_LIST,
            Discrepancy.ON_SERIOUS_LIST);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    @Test
    void matchesWithNothingButWhatItIsGiven(@TempDir Path folder) throws Exception {
        Market market = new Market(17, 400, 300);
        List<RegisterEntry> entries = IntStream.range(0, 400)
                .mapToObj(at -> full(at, market.register().get(at).entry()))
                .toList();
        List<Shop> shops = IntStream.range(0, 300)
                .mapToObj(at -> full(at, market.shops().get(at), entries))
                .toList();
        assertThat(entries)
                .allMatch(one -> MatchingTask.entry(MatchingTask.line(one)).equals(one));
        assertThat(shops)
                .allMatch(one -> MatchingTask.shop(MatchingTask.line(one)).equals(one));
        Path code = folder.resolve("code.jar");
        MatchingJars.code(code);
        Path register = folder.resolve("register.jar");
        try (MatchingJars.RegisterJar jar = new MatchingJars.RegisterJar(register, DAY)) {
            entries.forEach(jar::add);
        }
        List<MatchedShop> expected;
        try (Matching here = new MatchingHere(new Divisions(), new NodeSettings(NodeKind.WHOLE)).begin(DAY)) {
            entries.forEach(here::add);
            here.seal();
            expected = here.match(shops, learned());
            assertThat(whatIsFoundOfTrades(shops, entries, expected)).isGreaterThan(100);
            assertThat(expected).isNotEqualTo(here.match(shops, FieldWeights.BY_HAND));
        }

        URL[] given = Stream.concat(
                        Stream.of(code, register).map(MatchingTaskTest::url),
                        Stream.of(ObjectMapper.class, JsonFactory.class, JsonInclude.class, IOUtils.class, Hex.class)
                                .map(one -> one.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()))
                .toArray(URL[]::new);
        try (URLClassLoader engine = new URLClassLoader(given, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = engine.loadClass(MatchingTask.class.getName());
            Object task = type.getConstructor().newInstance();
            Method match = type.getMethod("match", String.class, String.class);
            String weights = MatchingTask.line(learned());
            for (int at = 0; at < shops.size(); at++) {
                String found = (String) match.invoke(task, weights, MatchingTask.line(shops.get(at)));
                assertThat(Json.read(found, MatchedShop.class)).isEqualTo(expected.get(at));
            }
        }
    }

    /** Where the disk is full the file goes, but its room comes back only when nobody has it open any more. */
    @Test
    void letsGoOfItsFileWhereTheDiskIsFull() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full) && Files.exists(OPEN), "only Linux has a disk that is always full");
        assertThatThrownBy(() -> new MatchingJars.RegisterJar(full, DAY)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> MatchingJars.code(full)).isInstanceOf(IOException.class);
        try (Stream<Path> open = Files.list(OPEN)) {
            assertThat(open.map(MatchingTaskTest::target)).doesNotContain(full.toString());
        }
    }

    /** By a second, simple way from what was written; how many are sure. */
    private static long whatIsFoundOfTrades(List<Shop> shops, List<RegisterEntry> entries, List<MatchedShop> matches) {
        long sure = 0;
        for (int at = 0; at < shops.size(); at++) {
            MatchedShop match = matches.get(at);
            int own = entries.stream().map(RegisterEntry::code).toList().indexOf(match.uscc());
            if (match.level().isSure()) {
                sure++;
                assertThat(match.discrepancies().stream()
                                .filter(OF_TRADES::contains)
                                .toList())
                        .as("shop %d of entry %d", at, own)
                        .containsExactlyElementsOf(planted(at, own));
            }
        }
        return sure;
    }

    private static List<Discrepancy> planted(int shop, int entry) {
        boolean sellsDrugs = shop % 2 == 0;
        boolean showsPermit = shop % 6 == 0;
        boolean isWithout = sellsDrugs && (entry % 4 == 1 && !showsPermit || entry % 4 == 3);
        boolean isOutside = sellsDrugs && !isWithout && entry % 3 == 1;
        boolean isUnreachable = entry % 5 == 2;
        return Stream.of(
                        isWithout ? Discrepancy.NO_PERMIT : null,
                        isUnreachable ? Discrepancy.UNREACHABLE : null,
                        isOutside ? Discrepancy.SCOPE_EXCEEDED : null,
                        isUnreachable || entry % 5 == 3 ? Discrepancy.ON_ABNORMAL_LIST : null,
                        entry % 7 == 1 ? Discrepancy.ON_SERIOUS_LIST : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }

    /** What such a setting would hold in memory, no node has. */
    @Test
    void isNotAskedMoreAtOnceThanANodeHolds() {
        for (int parts : new int[] {0, 101}) {
            assertThatThrownBy(() -> new MatchingSettings(
                            MatchingSettings.Engine.EMBEDDED, "", Path.of("client"), parts, Duration.ofMinutes(1)))
                    .hasMessage("parts must be 1 to 100");
        }
    }

    /** Every weight is another one, and none is that of another field. */
    private static FieldWeights learned() {
        FieldWeights weights = FieldWeights.BY_HAND;
        for (Field field : Field.values()) {
            for (FieldAgreement agreement : FieldAgreement.values()) {
                if (weights.has(field, agreement)) {
                    int other = weights.beside(field, agreement) + 2 * field.ordinal() - agreement.ordinal() + 1;
                    weights = weights.with(field, agreement, other);
                }
            }
        }
        return weights;
    }

    /** With all that an entry can say; of three one has ended. */
    private static RegisterEntry full(int number, RegisterEntry entry) {
        return new RegisterEntry(
                entry.code(),
                "3301060000%05d".formatted(number),
                entry.name(),
                "浙江省杭州市",
                entry.address(),
                number % 3 == 0 ? "注销" : "存续",
                Optional.of(DAY.minusDays(number)),
                "person" + number % 50,
                "phone" + number % 90,
                EntryStanding.read(
                        List.of("", "服装销售", "药品零售；服装销售").get(number % 3),
                        List.of("", "无", "药品经营许可:2026-11-01", "药品经营许可:2026-01-01")
                                .get(number % 4),
                        List.of("", "无", "通过登记的住所或者经营场所无法联系", "未按规定公示年度报告", "").get(number % 5),
                        List.of("", "有履行能力拒不履行处罚", "无", "", "", "", "").get(number % 7)));
    }

    /** With all that a shop can say; some show the number of before the code, some have another's telephone. */
    private static Shop full(int number, Market.Labelled labelled, List<RegisterEntry> entries) {
        Shop shop = labelled.shop();
        RegisterEntry own = entries.stream()
                .filter(one -> one.code().equals(labelled.truth()))
                .findFirst()
                .orElse(entries.get(number));
        return new Shop(
                shop.id(),
                "platform" + number,
                shop.name(),
                number % 4 == 0 ? own.oldNumber() : shop.code(),
                shop.address(),
                own.person(),
                number % 5 == 0 ? entries.get(number).phone() : own.phone(),
                Optional.of(new BigDecimal(number + ".50")),
                Optional.of(DAY.minusDays(200)),
                number % 2 == 0 ? "药品" : number % 4 == 1 ? "服装" : "",
                number % 6 == 0 ? "药品经营许可证 浙0001" : "");
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
