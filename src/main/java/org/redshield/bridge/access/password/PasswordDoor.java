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
 * Wrong passwords delay by the account from one network, by the account, by the network and by the house, on each node; a delayed
 * try is answered at once. Who has lately signed in from his network is not kept waiting by what others try from theirs. Every
 * wrong one is on record, in the transaction of the engine that compared it.
 */
@Component
@DependsOnDatabaseInitialization
class PasswordDoor implements PasswordTries {

    /** Of a person who mistypes. */
    private static final int FREE_FOR_PAIR = 3;
    /** From many networks: the person himself must be able to come in between. */
    private static final int FREE_FOR_ACCOUNT = 30;
    /** A whole bureau may sit in one network. */
    private static final int FREE_FOR_NETWORK = 60;

    private final Delays pairs;
    private final Delays accounts;
    private final Delays networks;
    private final House house = new House(System::nanoTime);
    private final Audit audit;
    private final Standby standby;
    private final Counter wrong;
    private final Counter delayed;

    @Autowired
    PasswordDoor(PasswordSettings settings, Audit audit, Standby standby, MeterRegistry registry) {
        Duration longest = settings.longestDelay();
        this.pairs = new Delays(FREE_FOR_PAIR, longest, System::nanoTime);
        this.accounts = new Delays(FREE_FOR_ACCOUNT, longest, System::nanoTime);
        this.networks = new Delays(FREE_FOR_NETWORK, longest, System::nanoTime);
        this.audit = audit;
        this.standby = standby;
        this.wrong = Counter.builder("bridge.password.wrong")
                .description("Wrong passwords; many of them are somebody who guesses")
                .register(registry);
        this.delayed = Counter.builder("bridge.password.delayed")
                .description("Tries that came before their account or network could be tried again")
                .register(registry);
    }

    @Override
    public void begin(String account) {
        String network = Source.networkOfThisRequest();
        String pair = pair(account, network);
        Duration wait = Stream.of(
                        pairs.before(pair),
                        // Whose own place this is, others do not keep out of it.
                        house.isKnown(pair) ? Duration.ZERO : accounts.before(account),
                        networks.before(network),
                        house.before(network))
                .max(Duration::compareTo)
                .orElseThrow();
        if (!wait.isZero()) {
            delayed.increment();
            throw new TooManyTries(wait);
        }
    }

    @Override
    public void wrong(String account, boolean exists) {
        String network = Source.networkOfThisRequest();
        pairs.wrong(pair(account, network));
        accounts.wrong(account);
        networks.wrong(network);
        house.wrong();
        wrong.increment();
        standby.requireForRecord();
        // What was typed may be a password.
        audit.signIn(exists ? account : null, true, "用户名和密码");
    }

    @Override
    public void right(String account) {
        String network = Source.networkOfThisRequest();
        pairs.right(pair(account, network));
        accounts.right(account);
        house.right(pair(account, network));
        house.right(network);
    }

    private static String pair(String account, String network) {
        return network + " " + account;
    }
}
