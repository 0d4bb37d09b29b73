package org.redshield.bridge.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.EntryStanding;
import org.redshield.bridge.reconciliation.match.Field;
import org.redshield.bridge.reconciliation.match.FieldAgreement;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;

/**
 * The matching as a task of an engine that knows nothing of ours: texts in, texts out. It runs in a JVM that has our classes from a jar
 * ({@link MatchingJars}) and beside them only what every Spark has; so nothing here may need Spring. The register lies in another jar,
 * is read by the first who asks in that JVM, and stays as long as there is memory.
 */
public final class MatchingTask {

    /** Where the register lies: a day, then an entry a line. */
    static final String REGISTER = "redshield/register.txt";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** An engine may keep the classes of many sessions: softly, so that no register of theirs is in the way of the next one. */
    private static SoftReference<Register> shared = new SoftReference<>(null);

    private final Register register;
    private final Map<String, Matcher> matchers = new HashMap<>();

    /** One for each task: what it matches against is not let go before it ends. */
    public MatchingTask() {
        register = shared();
    }

    private static synchronized Register shared() {
        Register register = shared.get();
        if (register == null) {
            register = read();
            shared = new SoftReference<>(register);
        }
        return register;
    }

    private static Register read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                MatchingTask.class.getClassLoader().getResourceAsStream(REGISTER), StandardCharsets.UTF_8))) {
            Register register = new Register(new Divisions(), LocalDate.parse(lines.readLine()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                register.add(entry(line));
            }
            register.seal();
            return register;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A shop's result as JSON.
     *
     * @param weights as {@link #line(Weights)} writes them
     * @param shop as {@link #line(Shop)} writes it
     */
    public String match(String weights, String shop) {
        try {
            return written(MatchedShop.of(shop(shop), matchers.computeIfAbsent(weights, this::matcher)));
        } catch (UncheckedIOException e) {
            forget(register);
            throw e;
        }
    }

    /** A task that is cancelled while it reads closes the register's file for all: the next one reads the register anew. */
    private static synchronized void forget(Register broken) {
        if (shared.get() == broken) {
            shared = new SoftReference<>(null);
        }
    }

    private Matcher matcher(String weights) {
        FieldWeights read = FieldWeights.BY_HAND;
        for (String weight : weights.split(" ")) {
            String[] parts = weight.split(":");
            read = read.with(Field.valueOf(parts[0]), FieldAgreement.valueOf(parts[1]), Integer.parseInt(parts[2]));
        }
        return new Matcher(register, read);
    }

    static String line(FieldWeights weights) {
        StringBuilder line = new StringBuilder();
        for (Field field : Field.values()) {
            for (FieldAgreement agreement : FieldAgreement.values()) {
                if (weights.has(field, agreement)) {
                    line.append(field + ":" + agreement + ":" + weights.beside(field, agreement) + " ");
                }
            }
        }
        return line.toString().strip();
    }

    static String line(Shop shop) {
        return written(new String[] {
            shop.id(),
            shop.platform(),
            shop.name(),
            shop.code(),
            shop.address(),
            shop.person(),
            shop.phone(),
            shop.turnover().map(BigDecimal::toPlainString).orElse(""),
            shop.lastOrderOn().map(LocalDate::toString).orElse(""),
            shop.category(),
            shop.permit()
        });
    }

    static Shop shop(String line) {
        String[] of = read(line);
        return new Shop(
                of[0],
                of[1],
                of[2],
                of[3],
                of[4],
                of[5],
                of[6],
                said(of[7]).map(BigDecimal::new),
                day(of[8]),
                of[9],
                of[10]);
    }

    static String line(RegisterEntry entry) {
        return written(new String[] {
            entry.code(),
            entry.oldNumber(),
            entry.name(),
            entry.place(),
            entry.address(),
            entry.status(),
            entry.endedOn().map(LocalDate::toString).orElse(""),
            entry.person(),
            entry.phone(),
            entry.standing().line()
        });
    }

    static RegisterEntry entry(String line) {
        String[] of = read(line);
        return new RegisterEntry(
                of[0], of[1], of[2], of[3], of[4], of[5], day(of[6]), of[7], of[8], EntryStanding.of(of[9]));
    }

    private static Optional<LocalDate> day(String text) {
        return said(text).map(LocalDate::parse);
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static String[] read(String line) {
        try {
            return MAPPER.readValue(line, String[].class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON never has a line break of its own. */
    private static String written(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
