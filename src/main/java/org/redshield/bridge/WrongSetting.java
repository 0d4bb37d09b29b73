package org.redshield.bridge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** A setting whose value makes no sense, thrown by the record that reads it: the start names it with its value and its variable. */
public final class WrongSetting extends IllegalArgumentException {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final String key;
    private final String chinese;

    /**
     * @param key within the record, as in {@code lease} of {@code bridge.polling}
     * @param chinese what it should be, without its full stop
     * @param english the same
     */
    public WrongSetting(String key, String chinese, String english) {
        super(key + " " + english);
        this.key = key;
        this.chinese = chinese;
    }

    /** Within its record. */
    public String key() {
        return key;
    }

    /** What it should be. */
    public String chinese() {
        return chinese;
    }

    /** The same. */
    public String english() {
        return getMessage().substring(key.length() + 1);
    }

    /** @throws WrongSetting unless the address is missing or can be called by HTTP */
    public static void unlessAddress(String key, URI address) {
        if (address != null
                && !address.toString().isBlank()
                && (address.getHost() == null
                        || address.getScheme() == null
                        || !SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT)))) {
            throw new WrongSetting(key, "应当是带主机名的 http 或者 https 地址", "must be an http or https address with a host");
        }
    }

    /** The same of an address that is read as a text. */
    public static void unlessAddress(String key, String address) {
        try {
            unlessAddress(key, new URI(address.strip()));
        } catch (URISyntaxException e) {
            throw new WrongSetting(key, "应当是带主机名的 http 或者 https 地址", "must be an http or https address with a host");
        }
    }

    /** @throws WrongSetting unless the number is that, or more */
    public static void unlessAtLeast(long least, String key, long number) {
        if (number < least) {
            throw new WrongSetting(key, "不能小于 " + least, "must be at least " + least);
        }
    }
}
