package org.redshield.bridge.reconciliation;

import java.time.LocalDate;
import java.util.List;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.Entry;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.reconciliation.match.Weights;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** In this process: the register lies in its memory. */
@Component
@ConditionalOnProperty(name = "bridge.matching.engine", havingValue = "embedded", matchIfMissing = true)
final class MatchingHere implements Matching.Engine {

    /** As many as lie in half of the node's memory: the rest is for what has deadlines. */
    private static final long MOST_ENTRIES = Register.most(Runtime.getRuntime().maxMemory() / 2);

    private final Divisions divisions;

    MatchingHere(Divisions divisions) {
        this.divisions = divisions;
    }

    @Override
    public Matching begin(LocalDate on) {
        return new Here(new Register(divisions, on));
    }

    @Override
    public long mostEntries() {
        return MOST_ENTRIES;
    }

    @Override
    public int parts() {
        return 1;
    }

    private record Here(Register register) implements Matching {

        @Override
        public void add(Entry entry) {
            register.add(entry);
        }

        @Override
        public void seal() {
            register.seal();
        }

        @Override
        public int size() {
            return register.size();
        }

        @Override
        public List<MatchedShop> match(List<Shop> shops, Weights weights) {
            Matcher matcher = new Matcher(register, weights);
            return shops.stream().map(shop -> MatchedShop.of(shop, matcher)).toList();
        }

        @Override
        public void close() {
            register.close();
        }
    }
}
