package org.redshield.bridge.access.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.engine.account.Offices;
import org.redshield.bridge.support.Http;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every operation of the engine and of ours, tried by everybody: first by whom it is for, who succeeds; then by each other role of his
 * bureau, by the offices, by people of other organisations, and by somebody who has not signed in. What each gets is decided in
 * {@code src/test/resources/isolation/operations.txt}, a line an operation; an operation or a role that is not decided fails.
 *
 * <p>{@code -Disolation.write=true} writes the table anew as it was found: read each changed line before it is committed.
 */
@Tag("thorough")
class IsolationTest extends IsolationScenario {

    private static final boolean WRITES = Boolean.getBoolean("isolation.write");
    private static final String STRANGE = "320300";
    private static final List<String> ALIASES =
            List.of("/engine-rest/engine/{name}/", "/camunda/api/engine/engine/{name}/");
    private static final List<Logger> TALKATIVE = Stream.of(
                    "org.camunda.bpm.engine.context", "org.camunda.bpm.engine.rest.exception")
            .map(name -> (Logger) LoggerFactory.getLogger(name))
            .toList();

    /** What an office may see of a bureau, and is of no case: its name, and who did what in the engine. */
    private static final Set<String> NO_CASE = Set.of(
            "/engine-rest/tenant/{id}",
            "/engine-rest/history/user-operation",
            "/engine-rest/history/user-operation/count");

    private static final String SHOWN = "shown";
    private static final String EMPTY = "empty";
    private static final Pattern COUNTED = Pattern.compile("^\\{\"count\":[1-9]");

    /** Ends of paths that are asked by POST. */
    private static final Pattern ASKING = Pattern.compile(
            "/(count|list|singleResult|task|execution|process-instance"
                    + "|activity-instance|detail|variable-instance|incident|called-process-instances|called-process-definitions|job"
                    + "|job-definition|external-task|external-task-log|job-log|group|case-instance|case-execution|filter|log)$");

    /** After these nothing is as it was: the owner does them last, and in this order. */
    private static final List<Operation> ENDS = List.of(
            new Operation("POST", "/engine-rest/task/{id}/claim"),
            new Operation("POST", "/engine-rest/task/{id}/complete"),
            new Operation("POST", "/engine-rest/task/{id}/submit-form"),
            new Operation("POST", "/api/releases/{id}"));

    /** Tables into which reading writes, and those that follow behind: words to be found, supervisors' numbers. */
    private static final Set<String> READING = Set.of(
            "custody_event",
            "evidence_export",
            "case_message_mark",
            "search_due",
            "search_entry",
            "supervised_work",
            "supervision_due");

    @Autowired
    List<RequestMappingHandlerMapping> mappings;

    @Autowired
    RepositoryService repository;

    private final ExecutorService walk = Executors.newFixedThreadPool(4);
    private final AtomicInteger requests = new AtomicInteger();
    private final SortedMap<String, AtomicInteger> results = Collections.synchronizedSortedMap(new TreeMap<>());

    private List<Walker> insiders;
    private List<Walker> strangers;

    @BeforeEach
    void quiet() {
        insiders = Stream.of(Role.values())
                .map(role -> new Walker(
                        address(),
                        role.group().toLowerCase()
                                + (role.isCentral() ? "" : role.isOfPlatform() ? "taobao" : CHANGNING),
                        role.group()))
                .toList();
        strangers = Stream.of("officer", "chiefHead", "supervisor")
                .map(role -> new Walker(address(), role.toLowerCase() + STRANGE, role))
                .toList();
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
    }

    @AfterEach
    void asBefore() {
        walk.shutdownNow();
        repository
                .createDeploymentQuery()
                .deploymentName("walk")
                .list()
                .forEach(one -> repository.deleteDeployment(one.getId()));
        TALKATIVE.forEach(logger -> logger.setLevel(null));
    }

    @Test
    void everyOperationIsDecidedAndNoOfficeReadsCases() {
        DecisionTable table = DecisionTable.read();
        assertThat(table.roles())
                .as("roles that are decided")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Role.values()).map(Role::group).toList());
        if (!WRITES) {
            assertThat(table.decisions().keySet())
                    .as("operations that are decided")
                    .containsExactlyElementsOf(ofTheirOwn(every()));
        }
        assertThat(table.decisions().values().stream()
                        .filter(Decision::isOfABureau)
                        .filter(decision ->
                                !NO_CASE.contains(decision.operation().path()))
                        .filter(decision -> Offices.APART.stream().anyMatch(decision::isFor)))
                .as("an office that reads cases")
                .isEmpty();
    }

    @Test
    void everybodyGetsWhatWasDecided() {
        DecisionTable table = DecisionTable.read();
        SortedSet<Operation> every = every();
        SortedSet<Operation> operations = ofTheirOwn(every);
        if (WRITES) {
            Estate kept = estate("walkkept");
            table.write(sideBySide(
                    operations,
                    operation -> asFound(operation, kept, table.decisions().get(operation))));
            return;
        }
        Collection<Decision> decided = table.decisions().values();
        Estate spent = estate("walkspent");
        Estate done = estate("walkspent");
        Estate kept = estate("walkkept");
        eventually("what was written can be searched", () -> jdbc.sql(
                        "select not exists (select from search_due where case_no = ?)")
                .param(kept.value("letterCase"))
                .query(Boolean.class)
                .single());
        List<String> wrong = new ArrayList<>(sideBySide(
                decided.stream().filter(decision -> reads(decision.operation())).toList(),
                decision -> ownerFails(decision, kept)));
        // One after the other: what one does decides what the next one gets.
        decided.stream()
                .filter(decision -> !reads(decision.operation()) && !ENDS.contains(decision.operation()))
                .forEach(decision -> wrong.add(ownerFails(decision, spent)));
        ENDS.forEach(operation -> wrong.add(
                ownerFails(table.decisions().get(operation), operation.path().endsWith("/complete") ? done : spent)));
        String before = state(kept);
        sideBySide(decided, decision -> walked(decision, kept)).forEach(wrong::addAll);
        sideBySide(
                        every.stream()
                                .filter(operation -> !operations.contains(operation))
                                .toList(),
                        operation -> walkedByAnotherName(operation, table, kept))
                .forEach(wrong::addAll);
        String after = state(kept);
        System.out.printf(
                "Isolation: %d operations decided, %d more under another name, %d closed to everybody; %d callers; %d requests; answers %s%n",
                operations.size(),
                every.size() - operations.size(),
                decided.stream().filter(Decision::isClosed).count(),
                insiders.size() + strangers.size() + 1,
                requests.get(),
                results);
        assertThat(wrong.stream().filter(sentence -> !sentence.isEmpty()).sorted())
                .as("what is not as it was decided")
                .isEmpty();
        assertThat(after).as("what the owner has, after everybody tried").isEqualTo(before);
    }

    private SortedSet<Operation> every() {
        SortedSet<Operation> every = new TreeSet<>(EngineOperations.all());
        every.addAll(OurOperations.all(mappings));
        // Not asked for by anybody: what the server shows when something else failed.
        every.removeIf(operation -> operation.path().equals("/error"));
        return every;
    }

    /** Without those that stand a second and third time under another address. */
    private static SortedSet<Operation> ofTheirOwn(SortedSet<Operation> every) {
        return every.stream()
                .filter(operation -> ALIASES.stream().noneMatch(operation.path()::startsWith))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A line of the table by what everybody got; what was sent stays. */
    private Decision asFound(Operation operation, Estate kept, Decision before) {
        String sent = before == null ? "" : before.sent();
        SortedMap<String, SortedSet<String>> got = new TreeMap<>();
        boolean known = before != null && !before.who().equals("?");
        for (Walker one : insiders) {
            // What somebody may do is not done here: nothing would be as it was for the next.
            if (!known || reads(operation) || !before.isFor(one.role())) {
                got.computeIfAbsent(token(operation, kept, one, sent), token -> new TreeSet<>())
                        .add(one.role());
            }
        }
        SortedSet<String> elsewhere = new TreeSet<>();
        strangers.forEach(one -> elsewhere.add(token(operation, kept, one, sent)));
        String nobody = token(operation, kept, nobody(), sent);
        String good = Stream.of("shown", "empty", "200", "201", "202", "204", "302")
                .filter(got::containsKey)
                .findFirst()
                .orElse("");
        SortedSet<String> who = good.isEmpty() ? new TreeSet<>() : got.get(good);
        boolean common = elsewhere.contains(good)
                || good.isEmpty()
                || who.stream().allMatch(role -> Role.of(role).orElseThrow().isCentral());
        String named = nobody.equals(good)
                ? Decision.ANYBODY
                : who.isEmpty()
                        ? Decision.NOBODY
                        : who.size() == Role.values().length ? Decision.EVERYBODY : Decision.named(who);
        SortedSet<String> others = new TreeSet<>(got.keySet());
        others.remove(good);
        if (known) {
            named = before.who();
            common = false;
        }
        if (common) {
            elsewhere.remove(good);
            elsewhere.removeAll(others);
            if (!elsewhere.isEmpty()) {
                elsewhere.add("CHECK");
            }
        }
        if (!known && !nobody.equals("401") && !nobody.equals(good)) {
            named = named + " nobody=" + nobody;
        }
        return new Decision(operation, named, others, elsewhere, sent);
    }

    /** The owner, who does with his own what he may; empty where he did. */
    private String ownerFails(Decision decision, Estate estate) {
        if (decision.isClosed()) {
            return "";
        }
        Walker owner = insiders.stream()
                .filter(one -> decision.isFor(one.role()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody is " + decision.who()));
        String token = token(decision.operation(), estate, owner, decision.sent());
        return decision.isSuccess(token)
                ? ""
                : owner.user() + ", whose it is, gets " + token + " for " + decision.line();
    }

    /** Everybody else, with and without the names of the owner's things. */
    private List<String> walked(Decision decision, Estate kept) {
        List<String> wrong = new ArrayList<>();
        Operation operation = decision.operation();
        for (Walker one : insiders) {
            boolean his = decision.isFor(one.role());
            if (his && !reads(operation)) {
                continue;
            }
            String token = token(operation, kept, one, decision.sent());
            if (his ? !decision.isSuccess(token) : !decision.others().contains(token)) {
                wrong.add(one.user() + " gets " + token + " for " + decision.line());
            }
        }
        for (Walker one : strangers) {
            if (!decision.isOfABureau() && decision.isFor(one.role()) && !reads(operation)) {
                continue;
            }
            String token = token(operation, kept, one, decision.sent());
            if (!decision.isRightForStranger(one.role(), token)) {
                wrong.add(one.user() + " of elsewhere gets " + token + " for " + decision.line());
            }
            if (decision.isOfABureau()
                    && reads(operation)
                    && decision.sent().startsWith("?")
                    && token(operation, kept, one, "").equals(SHOWN)) {
                wrong.add(one.user() + " of elsewhere sees what is not his, asking without a filter, by " + operation);
            }
        }
        String nobody = token(operation, kept, nobody(), decision.sent());
        if (!decision.who().equals(Decision.ANYBODY) && !decision.nobody().equals(nobody)) {
            wrong.add("Nobody gets " + nobody + " for " + decision.line());
        }
        return wrong;
    }

    /** The same resources stand at other addresses, too: a stranger, and somebody without a sign-in, show that they are the same. */
    private List<String> walkedByAnotherName(Operation operation, DecisionTable table, Estate kept) {
        String alias = ALIASES.stream()
                .filter(operation.path()::startsWith)
                .findFirst()
                .orElseThrow();
        Operation usual = new Operation(
                operation.method(), "/engine-rest/" + operation.path().substring(alias.length()));
        Decision decision = table.decisions().get(usual);
        if (decision == null) {
            return List.of("Not decided: " + usual + ", which stands at " + operation);
        }
        List<String> wrong = new ArrayList<>();
        String path = alias.replace("{name}", "default") + kept.pathOf(usual).substring("/engine-rest/".length());
        Walker stranger = strangers.get(0);
        boolean his = !decision.isOfABureau() && decision.isFor(stranger.role());
        if (!his || reads(operation)) {
            String token = token(usual, path, kept, stranger, decision.sent());
            if (!decision.isRightForStranger(stranger.role(), token)) {
                wrong.add(stranger.user() + " gets " + token + " at " + path + " for " + decision.line());
            }
        }
        String nobody = token(usual, path, kept, nobody(), decision.sent());
        // Which passwords are good enough the sign-in page tells everybody.
        if (operation.path().endsWith("/identity/password-policy")) {
            return wrong;
        }
        if (nobody.startsWith("2") || nobody.equals(SHOWN) || nobody.equals(EMPTY)) {
            wrong.add("Nobody gets " + nobody + " at " + path);
        }
        return wrong;
    }

    private Walker nobody() {
        return new Walker(address(), null, "");
    }

    private String token(Operation operation, Estate kept, Walker who, String sent) {
        return token(operation, kept.pathOf(operation), kept, who, sent);
    }

    /** What somebody got: the status, or for what was read whether something of the owner's was in it. */
    private String token(Operation operation, String path, Estate kept, Walker who, String sent) {
        Http.Answer answer = who.does(operation, path, kept.filled(sent, who.user()));
        requests.incrementAndGet();
        results.computeIfAbsent(String.valueOf(answer.status()), status -> new AtomicInteger())
                .incrementAndGet();
        if (answer.status() / 100 != 2 || !reads(operation)) {
            return String.valueOf(answer.status());
        }
        return kept.shownIn(path)
                        || kept.shownIn(answer.text())
                        || answer.text().startsWith("%PDF")
                        || answer.text().startsWith("PK")
                        || !sent.isEmpty() && COUNTED.matcher(answer.text()).find()
                ? SHOWN
                : EMPTY;
    }

    private static boolean reads(Operation operation) {
        return Set.of("GET", "OPTIONS").contains(operation.method())
                || operation.method().equals("POST")
                        && ASKING.matcher(operation.path()).find();
    }

    private <A, B> List<B> sideBySide(Collection<A> all, Function<A, B> what) {
        return all.stream().map(one -> CompletableFuture.supplyAsync(() -> what.apply(one), walk)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** What the owner has, row by row: of his cases in the engine's tables and in ours, and of all that organisations share. */
    private String state(Estate kept) {
        String cases = Stream.of("case", "letterCase", "waitingCase", "clue")
                .map(name -> "'" + kept.own().get(name) + "'")
                .collect(Collectors.joining(","));
        String instances = Stream.of("instance", "letterInstance", "waitingInstance", "clueInstance")
                .map(name -> "'" + kept.own().get(name) + "'")
                .collect(Collectors.joining(","));
        StringBuilder state = new StringBuilder();
        // Not executions, jobs and incidents: of those the engine's own tries change some meanwhile.
        for (String table : List.of(
                "act_ru_task",
                "act_ru_variable",
                "act_ru_event_subscr",
                "act_hi_procinst",
                "act_hi_taskinst",
                "act_hi_actinst",
                "act_hi_comment",
                "act_hi_attachment",
                "act_hi_identitylink")) {
            String column = table.equals("act_hi_identitylink") ? "root_proc_inst_id_" : "proc_inst_id_";
            state.append(rows(table, column + " in (" + instances + ")"));
        }
        for (String table : List.of(
                "act_ru_authorization",
                "act_ru_filter",
                "act_re_deployment",
                "act_re_procdef",
                "act_re_decision_def",
                "act_id_group",
                "act_id_tenant",
                "act_id_membership",
                "act_id_tenant_member",
                "act_id_user",
                "act_ru_batch")) {
            state.append(rows(table, "true"));
        }
        jdbc.sql("""
                        select table_name from information_schema.columns
                         where table_schema = current_schema() and column_name = 'case_no' and table_name <> 'access_log'
                         order by table_name
                        """).query(String.class).list().stream()
                .filter(table -> !READING.contains(table))
                .forEach(table -> state.append(rows(table, "case_no in (" + cases + ")")));
        return state.toString();
    }

    private String rows(String table, String where) {
        return jdbc.sql("select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                                + table + " t where " + where)
                        .query(String.class)
                        .single()
                + " " + table + "\n";
    }
}
