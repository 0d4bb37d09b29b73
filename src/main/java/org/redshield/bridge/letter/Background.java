package org.redshield.bridge.letter;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Telephone;
import org.redshield.bridge.cases.ShopNames;

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
        /** The shop that the letter is about: its name, whose it is, and the code of that. */
        SHOP,
        COMPANY,
        CODE
    }

    /** Of a sender of whom nothing is known. */
    static final Background NONE = new Background(Optional.empty(), Optional::empty, () -> ShopNames.UNKNOWN);

    private final Optional<String> address;
    private final Supplier<Optional<Officer.Named>> author;
    private final Supplier<ShopNames.Known> shop;

    private Optional<Officer.Named> foundAuthor;
    private ShopNames.Known foundShop;

    /** @param author asked for at most once, as is the shop, and only by a template that reads it */
    Background(Optional<String> address, Supplier<Optional<Officer.Named>> author, Supplier<ShopNames.Known> shop) {
        this.address = address;
        this.author = author;
        this.shop = shop;
    }

    @Override
    public TemplateModel get(String name) {
        return said(Field.valueOf(name.toUpperCase(Locale.ROOT)))
                .filter(text -> !text.isBlank())
                .map(SimpleScalar::new)
                .orElse(null);
    }

    private Optional<String> said(Field field) {
        return switch (field) {
            case ADDRESS -> address;
            case CONTACT -> author().map(Officer.Named::name);
            case PHONE -> author().map(Officer.Named::phone).filter(Telephone::isOne);
            case SHOP -> shop().name();
            case COMPANY -> shop().company();
            case CODE -> shop().creditCode();
        };
    }

    private Optional<Officer.Named> author() {
        if (foundAuthor == null) {
            foundAuthor = author.get();
        }
        return foundAuthor;
    }

    private ShopNames.Known shop() {
        if (foundShop == null) {
            foundShop = shop.get();
        }
        return foundShop;
    }

    @Override
    public boolean isEmpty() {
        return false;
    }
}
