package org.redshield.bridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.assistance.request.RequestState;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.DeclaredActs;
import org.redshield.bridge.clues.ClueState;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.engine.Move;
import org.redshield.bridge.engine.Moves;
import org.redshield.bridge.engine.ProcessContract;
import org.redshield.bridge.engine.ProcessContracts;
import org.redshield.bridge.engine.State;
import org.redshield.bridge.paper.PaperState;

/** The moves that contracts declare fit the models, the acts and the ends of the states. */
@Tag("models")
class MovesTest {

    private static final ProcessContracts CONTRACTS = Contracts.read();

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

    @Test
    @DisplayName(
            "what is over no process moves on, and a service only back to where one begins; where nothing follows, it is over")
    void nothingFollowsWhatIsOver() {
        Set<State> begins = CONTRACTS.all().stream()
                .flatMap(contract -> contract.moves().begins().stream())
                .collect(Collectors.toSet());
        Set<State> goOn = new HashSet<>();
        Set<String> moved = new TreeSet<>();
        transitions().forEach(move -> {
            goOn.addAll(move.from());
            move.from().stream()
                    .filter(State::over)
                    .filter(from -> from != move.to().orElseThrow())
                    .filter(from -> move.by().kind() != Move.Kind.SERVICE
                            || !begins.contains(move.to().orElseThrow()))
                    .forEach(from -> moved.add(move.by().name() + ": " + from.name()));
        });
        assertThat(moved).isEmpty();
        assertThat(states().filter(state -> !goOn.contains(state) && !state.over()))
                .as("nothing follows, and it is not over")
                // How it goes on, whoever looks at what a restored database has found decides.
                .containsExactly(DispositionStage.FOUND);
    }

    @Test
    @DisplayName("every state begins a process, or is led to, or is inserted as the start form says")
    void everyStateIsReached() {
        Set<State> reached = CONTRACTS.all().stream()
                .map(ProcessContract::moves)
                .flatMap(moves -> Stream.concat(
                        moves.begins().stream(), moves.all().stream().flatMap(move -> move.to().stream())))
                .collect(Collectors.toSet());
        assertThat(states().filter(state -> !reached.contains(state)))
                .containsExactlyInAnyOrder(
                        // What comes in bulk, or was found, begins before any process.
                        ClueState.RECEIVED, DispositionStage.FOUND, TargetState.DRAFT);
    }

    private static Stream<Move> transitions() {
        return CONTRACTS.all().stream()
                .flatMap(contract -> contract.moves().all().stream())
                .filter(move -> move.to().isPresent());
    }

    /** All constants of the enums that contracts speak of. */
    private static Stream<State> states() {
        return transitions()
                .map(move -> ((Enum<?>) move.to().orElseThrow()).getDeclaringClass())
                .distinct()
                .flatMap(type -> Stream.of(type.getEnumConstants()))
                .map(State.class::cast);
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
    @DisplayName(
            "a released version keeps all that its contract lets elements move, and that between states of one kind")
    void theReleasedVersionLacksNothing() {
        Map<String, Map<State, Set<State>>> versions = HouseOnPaper.following(Models.contents());
        for (ProcessContract contract : CONTRACTS.all()) {
            assertThat(versions.get(contract.key()))
                    .as(contract.key())
                    .isEqualTo(Moves.following(contract.moves().all().stream()
                            .filter(move -> move.by().kind() != Move.Kind.SERVICE)));
            versions.get(contract.key()).forEach((from, to) -> assertThat(Stream.concat(Stream.of(from), to.stream()))
                    .as(contract.key())
                    .hasOnlyElementsOfType(
                            contract.moves().begins().iterator().next().getClass()));
        }
    }

    @Test
    @DisplayName("a version from which a step or a decision was taken lacks its moves")
    void whatIsTakenAwayDoesNotMove() {
        String file = "processes/assistance.bpmn";
        String without = WaysTest.text(file).replace("${recordDelay}", "${recordDecline}");
        assertThat(HouseOnPaper.following(Models.around(file, without))
                        .get("assistanceRequest")
                        .get(RequestState.RECEIVED))
                .doesNotContain(RequestState.EXTENSION_NOTIFIED)
                .contains(RequestState.DECLINED, RequestState.REPLIED);
        String form = "forms/registerDispatch.form";
        String fewer = WaysTest.text(form).replace("\"value\": \"abandon\"", "\"value\": \"online\"");
        Map<String, byte[]> files = Models.contents();
        files.put(form, fewer.getBytes(StandardCharsets.UTF_8));
        assertThat(HouseOnPaper.following(files).get("paperCorrespondence").get(PaperState.TO_DISPATCH))
                .containsExactlyInAnyOrder(PaperState.ON_ITS_WAY, PaperState.ONLINE);
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
            contract.moves().all().stream()
                    .filter(move -> move.by().kind() != Move.Kind.SERVICE)
                    .forEach(move -> {
                        String name = move.by().name().replaceAll(":.*", "");
                        assertThat(model)
                                .as(contract.key() + " " + move.by())
                                .contains(move.by().kind() == Move.Kind.STEP ? "${" + name + "}" : "\"" + name + "\"");
                    });
        }
    }
}
