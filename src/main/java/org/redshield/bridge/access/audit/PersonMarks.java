package org.redshield.bridge.access.audit;

import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.MacKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * By what the record knows a person's telephone, name or number without saying it: the first 64 bits of an HMAC-SHA256. Of
 * eleven digits a hash without a key gives everything away; and two data with the same 64 bits there are by chance once in
 * billions.
 */
@Component("recordMarks")
public class PersonMarks {

    private static final Pattern BETWEEN = Pattern.compile("[\\s-]");
    private static final Pattern COUNTRY = Pattern.compile("^(?:\\+86|0086|86)(?=1\\d{10}$)");

    private final MacKey key;

    @Autowired
    PersonMarks(AuditSettings settings, KeyProvider keys) {
        this(keys.mac("bridge.audit.key", settings.key(), "record.key"));
    }

    /** @param key the same on all nodes and for as long as the record is searched */
    public PersonMarks(MacKey key) {
        this.key = key;
    }

    /** Each once; blanks have none. */
    public List<Long> of(Collection<String> data) {
        return data.stream()
                .filter(datum -> datum != null && !datum.isBlank())
                .map(datum -> ByteBuffer.wrap(key.of(plain(datum))).getLong())
                .distinct()
                .sorted()
                .toList();
    }

    /** However it is written: blanks, hyphens, the country's prefix and full-width digits make no other number. */
    static String plain(String datum) {
        String text = Normalizer.normalize(datum, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return COUNTRY.matcher(BETWEEN.matcher(text).replaceAll("")).replaceFirst("");
    }
}
