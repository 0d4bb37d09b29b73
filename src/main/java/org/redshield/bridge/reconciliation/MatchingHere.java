package org.redshield.bridge.reconciliation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.reconciliation.match.FieldWeights;
import org.redshield.bridge.reconciliation.match.Matcher;
import org.redshield.bridge.reconciliation.match.Register;
import org.redshield.bridge.reconciliation.match.RegisterEntry;
import org.redshield.bridge.reconciliation.match.Shop;
import org.redshield.bridge.work.NodeKind;
import org.redshield.bridge.work.NodeSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** In this process: the register lies in its memory. A node that does nothing else does it on all cores; beside deadlines it has one. */
@Component
@ConditionalOnProperty(name = "bridge.matching.engine", havingValue = "embedded", matchIfMissing = true)
final class MatchingHere implements Matching.Engine {

    /** So many entries are read at a time. */
    private static final int AT_A_TIME = 1_000;

    private final Divisions divisions;
    private final boolean isAlone;
    /** The rest of the heap is for what has deadlines, and for what a register takes besides while its arrays grow. */
    private final long most;

    MatchingHere(Divisions divisions, NodeSettings node) {
        this.divisions = divisions;
        this.isAlone = node.node() == NodeKind.MATCHING;
        long heap = Runtime.getRuntime().maxMemory();
        this.most = isAlone ? heap / 4 * 3 : heap / 2;
    }

    @Override
    public Matching begin(LocalDate on) {
        return new Here(new Register(divisions, on));
    }

    @Override
    public int parts() {
        return 1;
    }

    private final class Here implements Matching {

        private final Register register;
        private final List<RegisterEntry> next = new ArrayList<>(AT_A_TIME);

        Here(Register register) {
            this.register = register;
        }

        @Override
        public void add(RegisterEntry entry) {
            next.add(entry);
            if (next.size() == AT_A_TIME) {
                addNext();
            }
        }

        private void addNext() {
            if (isAlone) {
                register.addAll(next);
            } else {
                next.forEach(register::add);
            }
            next.clear();
        }

        @Override
        public void seal() {
            addNext();
            register.seal();
        }

        @Override
        public int size() {
            return register.size() + next.size();
        }

        @Override
        public boolean isFull() {
            return register.isLargerThan(most);
        }

        @Override
        public List<MatchedShop> match(List<Shop> shops, FieldWeights weights) {
            Matcher matcher = new Matcher(register, weights);
            Stream<Shop> asked = isAlone ? shops.parallelStream() : shops.stream();
            return asked.map(shop -> MatchedShop.of(shop, matcher)).toList();
        }

        @Override
        public void close() {
            register.close();
        }
    }
}
