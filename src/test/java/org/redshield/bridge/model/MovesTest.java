package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.DeclaredActs;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.State;

/** What processes do to the states of their subjects is what the states allow: there is no second flow beside the models. */
@Tag("models")
class MovesTest {

    private static final ProcessContracts CONTRACTS = Contracts.read();

    /** What may follow and no process does, by enum and state: services do, before there is a process or from outside it. */
    private static final Map<String, Set<String>> OUTSIDE = outside();

    /** What is agreed to and used up within a process, and what a case decides about itself: nothing leaves by it. */
    private static final Set<String> WITHIN = new TreeSet<>(Set.of(
            // The letter is out or at the platform: it is delivered, and what it lists is asked for, under its
            // decision.
            "assistanceHandling DISPATCH",
            "assistanceRequest DATA",
            "assistanceRequest DISPATCH",
            "clueVerification DATA",
            // A matter of another feature begins with it, which declares the act.
            "assistanceRequest DISPOSE",
            "caseHandling DISPOSE",
            "caseHandling TRANSFER",
            "clueVerification TRANSFER",
            // Where the case stands, by a registered decision of its own head.
            "caseHandling CLOSE",
            "caseHandling DECIDE",
            "caseHandling EXTEND",
            "caseHandling SUSPEND",
            "caseHandling TERMINATE",
            "clueVerification EXTEND",
            "clueVerification FILE",
            "clueVerification NOT_FILE",
            // A registered deadline of the bureau's own case: nobody resumes what runs, nor decides what nobody has
            // asked for.
            "caseDeadline EXTENSION",
            "caseDeadline PAUSE",
            // The unit head agrees that it goes to the head of the bureau.
            "caseHandling REVIEW",
            "clueVerification REVIEW",
            // One of three acts, whichever an officer asked for.
            "criminalReferral LETTER",
            // Whether one's own bureau may take a measure.
            "investigativeMeasure BAR",
            "investigativeMeasure PERMIT",
            // A platform asks the bureau back, and is asked for data by its tier.
            "liaisonHandling ASK",
            "platformDataRequest SUBMIT",
            "platformFault RELEASE",
            // What a restored database finds at a platform.
            "restoredDisposition ADOPT",
            "restoredDisposition LIFT",
            // The work that a transfer led to is over.
            "transferHandling CLOSE"));

    private static Map<String, Set<String>> outside() {
        Map<String, Set<String>> outside = new TreeMap<>();
        // Bulk intake sends a clue on before any process of its own runs.
        outside.put("clues.ClueState RECEIVED", Set.of("REGISTERED", "PASSED_ON", "WITHDRAWN"));
        // A corrected letter opens it again, by a process of its own.
        outside.put("assistance.handling.HandlingState RETURNED_FOR_CORRECTION", Set.of("RECEIVED"));
        outside.put("transfer.handling.HandlingState RETURNED_FOR_CORRECTION", Set.of("RECEIVED"));
        outside.put("transfer.handling.HandlingState DECLINED", Set.of("RECEIVED"));
        // No process hears of a transfer that is taken back before it is disputed.
        outside.put("transfer.handling.HandlingState RECEIVED", Set.of("WITHDRAWN"));
        outside.put("transfer.handling.HandlingState ACKNOWLEDGED", Set.of("WITHDRAWN"));
        // How far the work on it has come that it led to is told by that work.
        outside.put("transfer.handling.HandlingState ACCEPTED", Set.of("ASSIGNED"));
        List<String> told = List.of(
                "ACCEPTED",
                "ASSIGNED",
                "VERIFYING",
                "EXTENDED",
                "SUSPENDED",
                "RESUMED",
                "FILED",
                "DECIDED",
                "REFERRED",
                "NOT_FILED",
                "PASSED_ON",
                "CLOSED");
        told.subList(0, told.indexOf("NOT_FILED"))
                .forEach(state -> outside.put(
                        "transfer.sending.TransferState " + state,
                        told.stream()
                                .filter(next -> !next.equals(state))
                                .collect(Collectors.toCollection(TreeSet::new))));
        return outside;
    }

    @Test
    @DisplayName("every move leads where its state allows")
    void movesAreAllowed() {
        Set<String> wrong = new TreeSet<>();
        for (ProcessContract contract : CONTRACTS.all()) {
            for (Move move : contract.moves().all()) {
                State to = move.to().orElse(null);
                for (State from : move.from()) {
                    if (to != null && from != to && from instanceof WorkState state && !state.allows((WorkState) to)) {
                        wrong.add(contract.key() + " " + move.by().name() + ": " + from.name() + " → " + to.name());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("every state that may follow another one is reached by a move, or by a service that is named here")
    void whatIsAllowedHappens() {
        Map<String, Set<String>> idle = new TreeMap<>();
        Map<Class<?>, Set<Moves>> byEnum = CONTRACTS.all().stream()
                .map(ProcessContract::moves)
                .filter(moves -> !moves.begins().isEmpty())
                .collect(Collectors.groupingBy(
                        moves -> moves.begins().iterator().next().getClass(), Collectors.toSet()));
        byEnum.forEach((type, some) -> {
            for (Object constant : type.getEnumConstants()) {
                if (constant instanceof WorkState state) {
                    Set<String> allowed =
                            state.next().stream().map(WorkState::name).collect(Collectors.toCollection(TreeSet::new));
                    Stream.concat(some.stream().flatMap(moves -> moves.next(state).stream()), Stream.of(state))
                            .map(State::name)
                            .forEach(allowed::remove);
                    if (!allowed.isEmpty()) {
                        idle.put(type.getName().replaceAll(".*bridge\\.", "") + " " + state.name(), allowed);
                    }
                }
            }
        });
        assertThat(idle).isEqualTo(OUTSIDE);
    }

    @Test
    @DisplayName(
            "every process says what it moves, or moves nothing: a lead that waits for an answer, an order that is answered once")
    void everyProcessSaysWhatItMoves() {
        assertThat(CONTRACTS.all().stream()
                        .filter(contract -> contract.moves().isEmpty())
                        .map(ProcessContract::key))
                .containsExactlyInAnyOrder("campaignInvitation", "supervisionOrder");
    }

    @Test
    @DisplayName("every act that a process carries out is decided somewhere in it")
    void actsAreDecided() {
        for (ProcessContract contract : CONTRACTS.all()) {
            Set<String> given = contract.moves().all().stream()
                    .flatMap(move -> move.gives().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            given.addAll(contract.moves().holding());
            contract.moves().all().forEach(move -> assertThat(
                            Stream.concat(move.needs().stream(), move.under().stream()))
                    .as(contract.key() + " " + move.by().name())
                    .isSubsetOf(given));
        }
    }

    @Test
    @DisplayName(
            "what is decided, carried out or dropped is an act that a feature declares, or stands here with the reason")
    void codesAreThoseOfActs() {
        Set<String> unknown = new TreeSet<>();
        for (ProcessContract contract : CONTRACTS.all()) {
            contract.moves().all().stream()
                    .flatMap(move -> Stream.of(move.gives(), move.needs(), move.under(), move.drops()))
                    .flatMap(Set::stream)
                    .filter(code ->
                            DeclaredActs.all().all().stream().map(Act::code).noneMatch(code::equals))
                    .forEach(code -> unknown.add(contract.key() + " " + code));
        }
        assertThat(unknown).isEqualTo(WITHIN);
    }

    @Test
    @DisplayName("every step, form, message and call that is said to move is in its model")
    void whatMovesIsThere() throws Exception {
        for (ProcessContract contract : CONTRACTS.all()) {
            String model = Models.read().processes().entrySet().stream()
                    .filter(one -> one.getValue().getModelElementById(contract.key()) != null)
                    .map(one -> WaysTest.text("processes/" + one.getKey()))
                    .findFirst()
                    .orElseThrow();
            contract.moves().all().forEach(move -> {
                String name = move.by().name().replaceAll(":.*", "");
                assertThat(model)
                        .as(contract.key() + " " + move.by())
                        .contains(move.by().kind() == Move.Kind.STEP ? "${" + name + "}" : "\"" + name + "\"");
            });
        }
    }

    @Test
    void movesSayWhatFollows() {
        Moves moves = Moves.from(Light.RED)
                .by(
                        Move.step("go").in(Light.RED).to(Light.GREEN),
                        Move.step("stop").in(Light.GREEN).to(Light.RED));
        assertThat(moves.next(Light.RED)).containsExactly(Light.GREEN);
        assertThat(moves.next(Light.GREEN)).containsExactly(Light.RED);
    }

    private enum Light implements State {
        RED,
        GREEN;

        @Override
        public String title() {
            return name();
        }
    }
}
