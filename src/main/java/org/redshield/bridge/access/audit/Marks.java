package org.redshield.bridge.access.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * By what the record knows a person's telephone, name or number without saying it: the first 64 bits of an HMAC-SHA256. Of
 * eleven digits a hash without a key gives everything away; and two data with the same 64 bits there are by chance once in
 * billions.
 */
@Component("recordMarks")
public class Marks {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** Who keeps the installation's keys gives the one of these hashes. */
    @FunctionalInterface
    public interface Key {

        /** 32 bytes, the same on all nodes and for as long as the record is searched. */
        byte[] bytes();
    }

    public Marks(Key key) {
        this.key = new SecretKeySpec(key.bytes(), ALGORITHM);
    }

    /** Each once; blanks have none. */
    public List<Long> of(Collection<String> data) {
        Mac mac = mac();
        return data.stream()
                .filter(datum -> datum != null && !datum.isBlank())
                .map(datum -> ByteBuffer.wrap(mac.doFinal(plain(datum).getBytes(StandardCharsets.UTF_8)))
                        .getLong())
                .distinct()
                .sorted()
                .toList();
    }

    /** However it is written: blanks, hyphens, the country's prefix and full-width digits make no other number. */
    static String plain(String datum) {
        String text = Normalizer.normalize(datum, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "");
        return text.replaceFirst("^(?:\\+86|0086|86)(?=1\\d{10}$)", "");
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
