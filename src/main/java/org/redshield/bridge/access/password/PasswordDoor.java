package org.redshield.bridge.access.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.redshield.bridge.access.Source;
import org.redshield.bridge.access.audit.Audit;
import org.redshield.bridge.engine.account.PasswordTries;
import org.redshield.bridge.engine.account.TooManyTries;
import org.redshield.bridge.operations.Standby;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * Wrong passwords delay by the account from one address, by the account, and by the address, on each node; a delayed try is
 * answered at once. Every wrong one is on record, in the transaction of the engine that compared it.
 */
@Component
@DependsOnDatabaseInitialization
class PasswordDoor implements PasswordTries {

    /** Of a person who mistypes. */
    private static final int FREE_FOR_PAIR = 3;
    /** From many addresses: the person himself must be able to come in between. */
    private static final int FREE_FOR_ACCOUNT = 30;
    /** A whole bureau may stand behind one address. */
    private static final int FREE_FOR_SOURCE = 60;

    private final Delays pairs;
    private final Delays accounts;
    private final Delays sources;
    private final Audit audit;
    private final Standby standby;
    private final Counter wrong;
    private final Counter delayed;

    @Autowired
    PasswordDoor(PasswordSettings settings, Audit audit, Standby standby, MeterRegistry registry) {
        Duration longest = settings.longestDelay();
        this.pairs = new Delays(FREE_FOR_PAIR, longest, System::nanoTime);
        this.accounts = new Delays(FREE_FOR_ACCOUNT, longest, System::nanoTime);
        this.sources = new Delays(FREE_FOR_SOURCE, longest, System::nanoTime);
        this.audit = audit;
        this.standby = standby;
        this.wrong = Counter.builder("bridge.password.wrong")
                .description("Wrong passwords; many of them are somebody who guesses")
                .register(registry);
        this.delayed = Counter.builder("bridge.password.delayed")
                .description("Tries that came before their account or address could be tried again")
                .register(registry);
    }

    @Override
    public void begin(String account) {
        String source = Source.ofThisRequest();
        Duration wait = Stream.of(pairs.before(pair(account, source)), accounts.before(account), sources.before(source))
                .max(Duration::compareTo)
                .orElseThrow();
        if (!wait.isZero()) {
            delayed.increment();
            throw new TooManyTries(wait);
        }
    }

    @Override
    public void wrong(String account, boolean exists) {
        String source = Source.ofThisRequest();
        pairs.wrong(pair(account, source));
        accounts.wrong(account);
        sources.wrong(source);
        wrong.increment();
        standby.requireForRecord();
        // What was typed may be a password.
        audit.signIn(exists ? account : null, true, "用户名和密码");
    }

    @Override
    public void right(String account) {
        pairs.right(pair(account, Source.ofThisRequest()));
        accounts.right(account);
    }

    private static String pair(String account, String source) {
        return source + " " + account;
    }
}
