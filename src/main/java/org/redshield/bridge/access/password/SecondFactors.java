package org.redshield.bridge.access.password;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.samstevens.totp.code.CodeGenerator;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.samstevens.totp.qr.QrData;
import dev.samstevens.totp.secret.DefaultSecretGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.engine.account.TooManyTries;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 动态口令: six digits for each half minute from a key that the person's own device holds too (TOTP, RFC 6238, SHA-1, as every such
 * program knows it). A code is taken once; wrong ones delay.
 */
@Component
@RequiredArgsConstructor
class SecondFactors {

    private static final int PERIOD_SECONDS = 30;
    private static final int DIGITS = 6;
    /** Of 160 bits, as RFC 4226 recommends. */
    private static final int KEY_CHARACTERS = 32;
    /** Clocks differ, and people type slowly: the code before and the one after. */
    private static final int STEPS_BESIDE = 1;

    private static final int FREE = 5;
    /** Of three codes among a million: after the free ones some 150 tries a day on each node. */
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private static final String NAME = "红盾云桥";
    private static final int QUIET_SQUARES = 3;

    private final CodeGenerator codes = new DefaultCodeGenerator();
    private final Delays delays = new Delays(FREE, LONGEST_DELAY, System::nanoTime);
    private final AccountSecrets secrets;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final Audit audit;

    /** A new key, in Base32, for somebody who has not shown a code of it yet. */
    String newKey() {
        return new DefaultSecretGenerator(KEY_CHARACTERS).generate();
    }

    /** The key as programs for one-time codes read it: {@code otpauth://totp/…}. */
    String address(String user, String key) {
        return new QrData.Builder()
                .label(user)
                .issuer(NAME)
                .secret(key)
                .digits(DIGITS)
                .period(PERIOD_SECONDS)
                .build()
                .getUri();
    }

    /** The same as a QR code, an SVG as address of a picture. */
    String picture(String user, String key) {
        try {
            BitMatrix squares = new QRCodeWriter()
                    .encode(
                            address(user, key),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, QUIET_SQUARES));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < squares.getHeight(); y++) {
                for (int x = 0; x < squares.getWidth(); x++) {
                    if (squares.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            String picture =
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\" shape-rendering=\"crispEdges\">"
                                    .formatted(squares.getWidth())
                            + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"" + path + "\"/></svg>";
            return "data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(picture.getBytes(StandardCharsets.UTF_8));
        } catch (WriterException e) {
            throw new IllegalStateException("A key fits in a QR code", e);
        }
    }

    /**
     * From now on codes of that key are the person's, if this is one.
     *
     * @throws TooManyTries for a while after wrong ones
     */
    boolean enrol(String user, String key, String code) {
        return tried(user, () -> {
            OptionalLong step = step(key, code);
            step.ifPresent(taken -> jdbc.sql("""
                            insert into account_secret (user_id, factor_id, factor, factor_taken)
                                 values (:user, :id, :factor, :taken)
                            on conflict (user_id)
                              do update set factor_id = :id, factor = :factor, factor_taken = :taken
                            """)
                    .param("user", user)
                    .param("id", Ids.next())
                    .param("factor", secrets.seal(about(user), key))
                    .param("taken", taken)
                    .update());
            return step.isPresent();
        });
    }

    /**
     * Whether that is a code of the person's key that was not taken before.
     *
     * @throws TooManyTries for a while after wrong ones
     */
    boolean take(String user, String code) {
        return tried(
                user,
                () -> Boolean.TRUE.equals(transaction.execute(status -> jdbc.sql("""
                        select factor, factor_taken from account_secret where user_id = ? and factor is not null for update
                        """)
                        .param(user)
                        .query((row, number) -> new Kept(row.getBytes("factor"), row.getLong("factor_taken")))
                        .optional()
                        .map(kept -> isTaken(user, kept, code))
                        .orElse(false))));
    }

    private record Kept(byte[] factor, long taken) {}

    private boolean isTaken(String user, Kept kept, String code) {
        OptionalLong step = secrets.open(about(user), kept.factor())
                .map(key -> step(key, code))
                .orElse(OptionalLong.empty());
        if (step.isEmpty() || step.getAsLong() <= kept.taken()) {
            return false;
        }
        jdbc.sql("update account_secret set factor_taken = ? where user_id = ?")
                .params(step.getAsLong(), user)
                .update();
        return true;
    }

    private static String about(String user) {
        return "second factor of " + user;
    }

    private boolean tried(String user, BooleanSupplier attempt) {
        Duration wait = delays.before(user);
        if (!wait.isZero()) {
            throw new TooManyTries(wait);
        }
        boolean right = attempt.getAsBoolean();
        if (right) {
            delays.right(user);
        } else {
            delays.wrong(user);
        }
        audit.signIn(user, !right, "动态口令");
        return right;
    }

    /** The half minute whose code that is, of those that count now. */
    private OptionalLong step(String key, String code) {
        long now = clock.instant().getEpochSecond() / PERIOD_SECONDS;
        return LongStream.rangeClosed(now - STEPS_BESIDE, now + STEPS_BESIDE)
                .filter(step -> code(key, step).equals(code))
                .max();
    }

    private String code(String key, long step) {
        try {
            return codes.generate(key, step);
        } catch (CodeGenerationException e) {
            throw new IllegalStateException("Every Java has HMAC with SHA-1", e);
        }
    }
}
