package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.CreditCode;
import org.redshield.bridge.engine.form.KeptOut.Told;

/** Whom a clue is about (当事人): a shop on a platform, or whoever is behind it, as far as known. */
public record Accused(
        Optional<String> platform,
        Optional<String> shopId,
        Optional<String> shopName,
        Optional<String> shopUrl,
        Optional<String> creditCode,
        Optional<String> subjectName,
        Optional<String> address) {

    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_LINK = 500;
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    /** Whether such a shop exists only the platform knows; this refuses what cannot be an id at all. */
    private static final Pattern SHOP_ID = Pattern.compile("[A-Za-z0-9_-]{2,64}");

    /** Whether anything was entered. */
    public boolean isKnown() {
        return told().anyMatch(Optional::isPresent);
    }

    /** All that was entered, by what the form calls it. */
    Stream<Optional<Told>> told() {
        return Stream.of(
                told("平台", platform),
                told("网店编号", shopId),
                told("网店名称", shopName),
                told("链接", shopUrl),
                told("统一社会信用代码", creditCode),
                told("当事人名称", subjectName),
                told("当事人住所", address));
    }

    private static Optional<Told> told(String place, Optional<String> text) {
        return text.map(words -> new Told(place, words));
    }

    /** @throws Refusal {@code clues.nobody-named, .shop-without-platform, .shop-id-malformed, .link-malformed}, of the credit code */
    Accused checked() {
        if (Stream.of(shopId, shopName, creditCode, subjectName).allMatch(Optional::isEmpty)) {
            throw new Refusal("clues.nobody-named");
        }
        if (shopId.isPresent() && platform.isEmpty()) {
            throw new Refusal("clues.shop-without-platform", shopId.get());
        }
        shopId.filter(id -> !SHOP_ID.matcher(id).matches()).ifPresent(id -> {
            throw new Refusal("clues.shop-id-malformed", id);
        });
        shopUrl.filter(link -> !LINK.matcher(link).matches()).ifPresent(link -> {
            throw new Refusal("clues.link-malformed", link);
        });
        ENTRIES.atMost(shopName.orElse(""), "网店名称", LONGEST_LINE);
        ENTRIES.atMost(shopUrl.orElse(""), "链接", LONGEST_LINK);
        ENTRIES.atMost(subjectName.orElse(""), "当事人名称", LONGEST_LINE);
        ENTRIES.atMost(address.orElse(""), "当事人住所", LONGEST_LINE);
        return new Accused(
                platform,
                shopId,
                shopName,
                shopUrl,
                creditCode.map(code -> CreditCode.parse(code).value()),
                subjectName,
                address);
    }

    /** On its platform. @throws Refusal {@code clues.no-shop} where none is known */
    String shop() {
        return shopId.orElseThrow(() -> new Refusal("clues.no-shop"));
    }

    /** As short as a line of a task can say it. */
    String inWords() {
        return shopId.map(id ->
                        "网店 " + id + shopName.map(name -> "（" + name + "）").orElse(""))
                .or(() -> shopName.map(name -> "网店 " + name))
                .or(() -> subjectName)
                .or(() -> creditCode)
                .orElse("");
    }
}
