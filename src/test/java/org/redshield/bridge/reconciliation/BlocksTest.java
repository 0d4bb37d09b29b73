package org.redshield.bridge.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/** That a register is kept in blocks changes nothing of what is found. */
class BlocksTest {

    /** Of what the release before found, whose register was one index of objects. */
    private static final String BEFORE = "b543f15d8e25713c8b226b59ea99109a3c53c1cf84758c62058412daa995428c";

    /** With this behind each status the texts take 65 MB, and lie in a file. */
    private static final String LONG = "续".repeat(1_000);

    /** The release before did not read it. */
    private static final String UNSAID = ", standing=" + EntryStanding.UNSAID;

    /** What a record is called is none of what is found. */
    private static final String NAME_OF_RECORD = "\\b[A-Z]\\w+\\[";

    private static final Market MARKET = new Market(64, 20_000, 6_000);

    @ParameterizedTest
    @ValueSource(ints = {3_000, 10_301, 1 << 20})
    void whatIsFoundIsTheSameToTheByteHoweverManyBlocksThereAre(int block) {
        assertThat(digest(block, entries())).isEqualTo(BEFORE);
    }

    @Test
    void whatIsFoundIsTheSameToTheByteWhenTextsLieInAFile() {
        assertThat(digest(
                        7_000,
                        entries().stream()
                                .map(one -> withStatus(one, one.status() + LONG))
                                .toList()))
                .isEqualTo(BEFORE);
    }

    /** A table of a few kilobytes could else take all of a node's memory. */
    @Test
    void whatItTakesIsCountedAndNotReckonedFromTheNumberOfEntries() {
        List<RegisterEntry> some = entries().subList(0, 2_000);
        List<RegisterEntry> longNames = some.stream()
                .map(one -> new RegisterEntry(
                        one.code(), "", one.name() + manyCharacters(), "", "", "", Optional.empty(), "", ""))
                .toList();
        long most = 4 << 20;

        assertThat(isLarger(some, most)).isFalse();
        assertThat(isLarger(longNames, most)).isTrue();
    }

    private static String manyCharacters() {
        return IntStream.range('一', '一' + 450).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static boolean isLarger(List<RegisterEntry> entries, long most) {
        try (Register register = new Register(new Divisions(), LocalDate.of(2026, 11, 27))) {
            register.addAll(entries);
            return register.isLargerThan(most);
        }
    }

    private static RegisterEntry withStatus(RegisterEntry one, String status) {
        return new RegisterEntry(
                one.code(),
                one.oldNumber(),
                one.name(),
                one.place(),
                one.address(),
                status,
                one.endedOn(),
                one.person(),
                one.phone());
    }

    private static String digest(int block, List<RegisterEntry> entries) {
        try (Register register = new Register(new Divisions(), LocalDate.of(2026, 11, 27), block)) {
            register.addAll(entries);
            register.seal();
            return digest(new Matcher(register));
        }
    }

    private static String digest(Matcher matcher) {
        MessageDigest digest = Hashes.sha256();
        for (Shop shop : shops()) {
            String found = matcher.match(shop)
                    .toString()
                    .replace(LONG, "")
                    .replace(UNSAID, "")
                    .replaceAll(NAME_OF_RECORD, "[");
            digest.update(found.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With persons, telephones, numbers from before, and some entries that stand twice: their order tells. */
    private static List<RegisterEntry> entries() {
        List<RegisterEntry> entries = new ArrayList<>();
        for (Market.Made made : MARKET.register()) {
            int number = entries.size();
            RegisterEntry one = made.entry();
            RegisterEntry full = new RegisterEntry(
                    one.code(),
                    number % 13 == 0 ? "%015d".formatted(number) : "",
                    number % 17 == 0 ? one.name() + "（自营）" : one.name(),
                    number % 5 == 0 ? "浙江杭州" : "",
                    number % 11 == 0
                            ? "人民路" + number + "号"
                            : number % 7 == 0 ? "中国（上海）自由贸易试验区" + one.address() : one.address(),
                    number % 19 == 0 ? "注销" : one.status(),
                    number % 19 == 0 ? Optional.of(LocalDate.of(2026, 3, 1)) : Optional.empty(),
                    "p" + number % 500,
                    number % 3 == 0 ? "t" + number : "");
            entries.add(full);
            if (number % 97 == 0) {
                entries.add(new RegisterEntry(
                        one.code(), "", one.name(), "", one.address(), "迁出", Optional.empty(), "", "t" + number));
            }
        }
        return entries;
    }

    private static List<Shop> shops() {
        Map<String, RegisterEntry> byCode = new HashMap<>();
        entries().forEach(one -> byCode.put(one.code(), one));
        List<Shop> shops = new ArrayList<>();
        for (Market.Labelled labelled : MARKET.shops()) {
            int number = shops.size();
            Shop one = labelled.shop();
            RegisterEntry truth = byCode.get(labelled.truth());
            boolean tells = truth != null && number % 3 == 0;
            shops.add(new Shop(
                    one.id(),
                    one.platform(),
                    one.name(),
                    truth != null && number % 23 == 0 ? truth.oldNumber() : one.code(),
                    number % 4 == 0 ? "" : one.address(),
                    tells ? truth.person() : number % 2 == 0 ? "p1" : "",
                    tells ? truth.phone() : "",
                    one.turnover(),
                    one.lastOrderOn()));
        }
        return shops;
    }
}
