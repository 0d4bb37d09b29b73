package org.redshield.bridge.letter;

import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapperBuilder;
import freemarker.template.ObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.SimpleSequence;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Telephone;
import org.redshield.bridge.cases.ShopNames;
import org.redshield.bridge.letter.pdf.LetterFonts;

/**
 * What directories and records say besides what a letter's draft tells: templates read it as {@code known.address} and so on, and
 * only what one reads is looked up. It is the sender's own; it changes nothing of what was decided.
 */
final class Background implements TemplateHashModel {

    /** What of it templates may name. */
    enum Field {
        /** Where the sender is written to. */
        ADDRESS,
        /** Whoever wrote the letter, where he is an officer. */
        CONTACT,
        PHONE,
        /** The one shop that the letter is about: its name, whose it is, and the code of that. */
        SHOP,
        COMPANY,
        CODE,
        /** The letter that this one answers: its title, and its number. */
        ANSWERED,
        ANSWERED_NO
    }

    /** All shops that it is about and of which something is known: each its id, and its name, company and code where they are. */
    private static final String SHOPS = "shops";

    private static final ObjectWrapper WRAPPER = new DefaultObjectWrapperBuilder(Configuration.VERSION_2_3_34).build();

    /** Of a sender of whom nothing is known. */
    static final Background NONE = new Background(Optional.empty(), Optional::empty, Map::of, Optional::empty);

    /** A letter, as the one that answers it names it. */
    record Answered(String title, String number) {}

    private final Optional<String> address;
    private final Supplier<Optional<Officer.Named>> author;
    private final Supplier<Map<String, ShopNames.Known>> shops;
    private final Supplier<Optional<Answered>> answered;

    private Optional<Officer.Named> foundAuthor;
    private Map<String, ShopNames.Known> foundShops;
    private Optional<Answered> foundAnswered;

    /**
     * @param author asked for at most once, as are the others, and only by a template that reads it
     * @param shops by their ids, in the letter's order
     * @param answered the letter that it is in reply to
     */
    Background(
            Optional<String> address,
            Supplier<Optional<Officer.Named>> author,
            Supplier<Map<String, ShopNames.Known>> shops,
            Supplier<Optional<Answered>> answered) {
        this.address = address;
        this.author = author;
        this.shops = shops;
        this.answered = answered;
    }

    @Override
    public TemplateModel get(String name) {
        if (name.equals(SHOPS)) {
            List<Map<String, String>> known = shops().entrySet().stream()
                    .filter(shop -> !shop.getValue().equals(ShopNames.UNKNOWN))
                    .map(shop -> told(shop.getKey(), shop.getValue()))
                    .toList();
            return known.isEmpty() ? null : new SimpleSequence(known, WRAPPER);
        }
        return said(Field.valueOf(name.toUpperCase(Locale.ROOT)))
                .filter(Background::legible)
                .map(SimpleScalar::new)
                .orElse(null);
    }

    /** What letters cannot show nobody could mend where it was not typed: it is as unknown then as what is blank. */
    private static boolean legible(String text) {
        return !text.isBlank() && LetterFonts.lackedBy(text).isEmpty();
    }

    private Optional<String> said(Field field) {
        return switch (field) {
            case ADDRESS -> address;
            case CONTACT -> author().map(Officer.Named::name);
            case PHONE -> author().map(Officer.Named::phone).filter(Telephone::isOne);
            case SHOP -> shop().name();
            case COMPANY -> shop().company();
            case CODE -> shop().creditCode();
            case ANSWERED -> answered().map(Answered::title);
            case ANSWERED_NO -> answered().map(Answered::number);
        };
    }

    private Optional<Officer.Named> author() {
        if (foundAuthor == null) {
            foundAuthor = author.get();
        }
        return foundAuthor;
    }

    private static Map<String, String> told(String id, ShopNames.Known known) {
        Map<String, String> told = new LinkedHashMap<>(Map.of("id", id));
        known.name().filter(Background::legible).ifPresent(name -> told.put("name", name));
        known.company().filter(Background::legible).ifPresent(company -> told.put("company", company));
        known.creditCode().ifPresent(code -> told.put("code", code));
        return told;
    }

    private ShopNames.Known shop() {
        return shops().size() == 1 ? shops().values().iterator().next() : ShopNames.UNKNOWN;
    }

    private Optional<Answered> answered() {
        if (foundAnswered == null) {
            foundAnswered = answered.get();
        }
        return foundAnswered;
    }

    private Map<String, ShopNames.Known> shops() {
        if (foundShops == null) {
            foundShops = shops.get();
        }
        return foundShops;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
