package org.redshield.bridge.letter.ofd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.keys.Certificates;
import org.redshield.bridge.letter.seal.ElectronicSeal;
import org.redshield.bridge.letter.seal.SealKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Has files made by a process that lives for many of them, one after the other. It is started by the first who needs it, and ends when
 * nobody has for a while, or with the bridge. One that hangs, dies or says what it should not is ended, and the next who needs it has
 * another.
 */
@Component
public final class OfdProcess implements OfdMaker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OfdProcess.class);
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final OfdSettings settings;
    private final SealKeys keys;
    private final Start start;
    private final ReentrantLock one = new ReentrantLock(true);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ofd-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<OfdChild> child = Optional.empty();
    private Optional<ScheduledFuture<?>> rest = Optional.empty();

    @Autowired
    public OfdProcess(OfdSettings settings, SealKeys keys) {
        this(settings, keys, () -> OfdChild.start(settings.memory()));
    }

    OfdProcess(OfdSettings settings, SealKeys keys, Start start) {
        this.settings = settings;
        this.keys = keys;
        this.start = start;
    }

    /** Begins a process. */
    @FunctionalInterface
    interface Start {
        OfdChild child() throws IOException;
    }

    @Override
    public byte[] make(byte[] pdf, String title, ElectronicSeal seal, Instant at) {
        try {
            String drawing = Drawing.of(pdf, title, ChinaTime.day(at));
            String asked = String.join(
                    " ",
                    "make",
                    encoded(drawing.getBytes(StandardCharsets.UTF_8)),
                    encoded(seal.data()),
                    encoded(seal.key().encoded()),
                    encoded(at.toString().getBytes(StandardCharsets.US_ASCII)));
            return decoded(answer(asked, "made", 1, seal).get(0));
        } catch (IOException | IllegalArgumentException e) {
            throw away("letter.ofd-failed", e);
        }
    }

    @Override
    public Found check(byte[] ofd) {
        List<String> answer = answer("check " + encoded(ofd), "checked", 4, null);
        Result result = Result.valueOf(answer.get(0));
        String why = new String(decoded(answer.get(1)), StandardCharsets.UTF_8);
        if (result != Result.GOOD) {
            return new Found(result, Optional.empty(), why);
        }
        X509Certificate owner = Certificates.of(decoded(answer.get(2)));
        boolean known = isTrusted(owner) && isTrusted(Certificates.of(decoded(answer.get(3))));
        return new Found(
                known ? Result.GOOD : Result.UNKNOWN_ISSUER, Optional.of(Certificates.fingerprint(owner)), why);
    }

    private boolean isTrusted(X509Certificate certificate) {
        return keys.trustedElectronic().stream().anyMatch(one -> one.equals(certificate) || issued(one, certificate));
    }

    /** By an authority, which says so itself. */
    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getBasicConstraints() >= 0
                && certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                && Certificates.issued(issuer, certificate);
    }

    /** @param parts of the answer, behind its first word */
    private List<String> answer(String asked, String kind, int parts, ElectronicSeal seal) {
        one.lock();
        try {
            rest.ifPresent(planned -> planned.cancel(false));
            List<String> said = exchange(asked, seal);
            if (said.get(0).equals("failed") && said.size() == 2) {
                throw away(
                        "letter.ofd-failed", new IOException(new String(decoded(said.get(1)), StandardCharsets.UTF_8)));
            }
            if (!said.get(0).equals(kind) || said.size() != parts + 1) {
                end();
                throw away("letter.ofd-away", new IOException("No answer to that: " + said.get(0)));
            }
            return said.subList(1, said.size());
        } finally {
            if (!watch.isShutdown()) {
                rest = Optional.of(watch.schedule(this::endUnlessUsed, IDLE.toSeconds(), TimeUnit.SECONDS));
            }
            one.unlock();
        }
    }

    private List<String> exchange(String asked, ElectronicSeal seal) {
        OfdChild process = null;
        Optional<ScheduledFuture<?>> limit = Optional.empty();
        try {
            process = running();
            limit = Optional.of(watch.schedule(process::kill, settings.timeout().toMillis(), TimeUnit.MILLISECONDS));
            process.say(asked);
            List<String> said = process.hear();
            if (said.get(0).equals("sign") && said.size() == 2 && seal != null) {
                process.say("signed " + encoded(seal.sign(decoded(said.get(1)))));
                said = process.hear();
            }
            return said;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            end();
            throw away("letter.ofd-away", e);
        } finally {
            limit.ifPresent(planned -> planned.cancel(false));
        }
    }

    private OfdChild running() throws IOException {
        if (watch.isShutdown()) {
            throw new IOException("The bridge ends");
        }
        if (child.isEmpty() || !child.get().isAlive()) {
            end();
            child = Optional.of(start.child());
        }
        return child.get();
    }

    /** Of the process that runs now, if one does. */
    Optional<ProcessHandle> handle() {
        return child.map(OfdChild::handle);
    }

    private void endUnlessUsed() {
        if (one.tryLock()) {
            try {
                end();
            } finally {
                one.unlock();
            }
        }
    }

    private void end() {
        one.lock();
        try {
            child.ifPresent(OfdChild::close);
            child = Optional.empty();
        } finally {
            one.unlock();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        // Whoever waits for an answer is told that there is none.
        child.ifPresent(OfdChild::kill);
        end();
    }

    private static OfdAway away(String code, Exception cause) {
        LOG.debug("No OFD file", cause);
        OfdAway away = new OfdAway(code);
        away.initCause(cause);
        return away;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] decoded(String text) {
        return text.equals("-") ? new byte[0] : Base64.getDecoder().decode(text);
    }
}
