package org.redshield.bridge.clues.intake;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.Happened;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.CaseRegister.Opened;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.clues.Accused;
import org.redshield.bridge.clues.ClueAct;
import org.redshield.bridge.clues.ClueClock;
import org.redshield.bridge.clues.ClueState;
import org.redshield.bridge.clues.Reporters;
import org.redshield.bridge.clues.intake.RowCheck.Fault;
import org.redshield.bridge.clues.intake.RowCheck.Incoming;
import org.redshield.bridge.clues.intake.Triage.Decision;
import org.redshield.bridge.clues.intake.Triage.Question;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes clues of rows, by a handful of statements for all of them. Each waits as {@code RECEIVED} to be dispatched: no process
 * and no clock is started, it only knows when its verification will be due.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class WaitingClues {

    private final JdbcClient jdbc;
    private final Triage triage;
    private final Reporters reporters;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final CaseEvents events;
    private final SubjectClocks clocks;
    private final InstantSource time;

    /** What became of rows; of the rest it is told why they were refused. */
    record Counts(int imported, int updated, int duplicates) {

        Counts plus(Counts other) {
            return new Counts(imported + other.imported, updated + other.updated, duplicates + other.duplicates);
        }
    }

    private record Key(String externalNo, long mark, String clueId, UUID reportId) {}

    /** How many of these were imported before with the same content. */
    Counts look(ClueImport by, List<Incoming> rows) {
        Map<String, Key> known = known(by, rows);
        int duplicates =
                (int) rows.stream().filter(row -> isDuplicate(known, row)).count();
        return new Counts(0, 0, duplicates);
    }

    /** @param faults gets why a row was refused after all */
    Counts take(ClueImport by, List<Incoming> rows, List<Fault> faults) {
        // The same file twice at once: the second waits here for a chunk of the first, and finds it imported.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("clue-import " + by.tenant() + " " + by.source())
                .query()
                .singleRow();
        Counts all = new Counts(0, 0, 0);
        for (List<Incoming> rest = rows; !rest.isEmpty(); ) {
            Map<String, Incoming> first = new LinkedHashMap<>();
            List<Incoming> again = rest.stream()
                    .filter(row -> first.putIfAbsent(row.externalNo(), row) != null)
                    .toList();
            all = all.plus(takeDistinct(by, first.values(), faults));
            rest = again;
        }
        return all;
    }

    private Counts takeDistinct(ClueImport by, Collection<Incoming> rows, List<Fault> faults) {
        Map<String, Key> known = known(by, rows);
        List<Incoming> fresh = rows.stream()
                .filter(row -> !known.containsKey(row.externalNo()))
                .toList();
        List<Incoming> changed = rows.stream()
                .filter(row -> known.containsKey(row.externalNo()) && !isDuplicate(known, row))
                .toList();
        insert(by, fresh);
        int updated = update(by, changed, known, faults);
        return new Counts(fresh.size(), updated, rows.size() - fresh.size() - changed.size());
    }

    private static boolean isDuplicate(Map<String, Key> known, Incoming row) {
        Key key = known.get(row.externalNo());
        return key != null && key.mark() == row.mark();
    }

    private Map<String, Key> known(ClueImport by, Collection<Incoming> rows) {
        return jdbc
                .sql("""
                        select external_no, mark, clue_id, report_id from clue_import_key
                         where tenant = :tenant and source = :source and external_no = any(:numbers)
                        """)
                .params(Map.of(
                        "tenant", by.tenant(), "source", by.source(), "numbers", column(rows, Incoming::externalNo)))
                .query(Rows.as(Key.class))
                .list()
                .stream()
                .collect(Collectors.toMap(Key::externalNo, Function.identity()));
    }

    /** A row with all that the bridge says to it. */
    private record Clue(Incoming row, Decision decision, String caseNo, UUID report, Instant dueAt) {

        String id() {
            return caseNo + "-C1";
        }
    }

    private void insert(ClueImport by, List<Incoming> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<Clue> clues = clues(by, rows);
        OffsetDateTime now = timestamp(time.instant());
        jdbc.sql("""
                        insert into clue_report (id, tenant, source, channel, received_at, external_no, registered_by, registered_at)
                        select n.id, n.tenant, :source, n.channel, n.received, n.external_no, :user, :now
                          from unnest(cast(:ids as uuid[]), :tenants, :channels, cast(:received as timestamptz[]), :numbers) as n (id, tenant, channel, received, external_no)
                        """)
                .param("source", by.origin().name())
                .param("ids", column(clues, clue -> clue.report().toString()))
                .param("tenants", column(clues, clue -> clue.decision().bureau()))
                .param("channels", column(clues, clue -> clue.row().channel().name()))
                .param("received", column(clues, clue -> clue.row().receivedAt().toString()))
                .param("numbers", column(clues, clue -> clue.row().externalNo()))
                .param("user", by.startedBy())
                .param("now", now)
                .update();
        reporters.keepAll(clues.stream()
                .filter(clue -> clue.row().reporter().anyKnown())
                .collect(Collectors.toMap(Clue::report, clue -> clue.row().reporter())));
        jdbc.sql("""
                        insert into clue (id, tenant, case_no, report_id, state, platform, shop_id, shop_name, credit_code,
                               subject_name, address, division_code, cause, content, import_id, import_line, unit, urgency,
                               triage_reason, due_at, registered_by, registered_at, changed_at)
                        select n.id, n.tenant, n.case_no, n.report, :state, n.platform, n.shop_id, n.shop_name, n.credit_code,
                               n.subject_name, n.address, n.division, n.cause, n.content, :import, n.line, n.unit, n.urgency,
                               n.reason, n.due, :user, :now, :now
                          from unnest(:ids, :tenants, :caseNos, cast(:reports as uuid[]), :platforms, :shopIds, :shopNames, :creditCodes, :subjects,
                                      :addresses, :divisions, :causes, :contents, :lines, :units, :urgencies, :reasons,
                                      cast(:dues as timestamptz[]))
                            as n (id, tenant, case_no, report, platform, shop_id, shop_name, credit_code, subject_name, address,
                                  division, cause, content, line, unit, urgency, reason, due)
                        """)
                .params(facts(clues.stream().map(Clue::row).toList()))
                .param("state", ClueState.RECEIVED.name())
                .param("ids", column(clues, Clue::id))
                .param("tenants", column(clues, clue -> clue.decision().bureau()))
                .param("caseNos", column(clues, Clue::caseNo))
                .param("reports", column(clues, clue -> clue.report().toString()))
                .param("causes", column(clues, clue -> clue.row().cause()))
                .param("import", by.id())
                .param("lines", clues.stream().map(clue -> clue.row().line()).toArray(Integer[]::new))
                .param("units", column(clues, clue -> clue.decision().unit().orElse(null)))
                .param("urgencies", column(clues, clue -> clue.decision().urgency()))
                .param("reasons", column(clues, clue -> clue.decision().reason()))
                .param("dues", column(clues, clue -> clue.dueAt().toString()))
                .param("user", by.startedBy())
                .param("now", now)
                .update();
        register.open(
                clues.stream()
                        .map(clue -> new Opened(
                                clue.caseNo(),
                                clue.decision().bureau(),
                                clue.row().cause(),
                                clue.row().externalNo()))
                        .toList(),
                by.startedBy());
        events.appendAll(
                by.startedBy(),
                ClueAct.CLUE_REGISTERED,
                clues.stream()
                        .map(clue -> new Happened(clue.caseNo(), clue.decision().bureau(), clue.id(), null))
                        .toList());
        jdbc.sql("""
                        insert into clue_import_key (tenant, source, external_no, mark, clue_id, report_id)
                        select :tenant, :source, * from unnest(:numbers, :marks, :clues, cast(:reports as uuid[]))
                        """)
                .param("tenant", by.tenant())
                .param("source", by.source())
                .param("numbers", column(clues, clue -> clue.row().externalNo()))
                .param("marks", clues.stream().map(clue -> clue.row().mark()).toArray(Long[]::new))
                .param("clues", column(clues, Clue::id))
                .param("reports", column(clues, clue -> clue.report().toString()))
                .update();
    }

    private List<Clue> clues(ClueImport by, List<Incoming> rows) {
        List<Decision> decisions = decisions(by, rows);
        Map<String, Deque<String>> caseNos = numbers.next(
                decisions.stream().collect(Collectors.groupingBy(Decision::bureau, Collectors.summingInt(one -> 1))));
        Map<String, Function<Instant, Instant>> due = new HashMap<>();
        List<Clue> clues = new ArrayList<>();
        for (int at = 0; at < rows.size(); at++) {
            Incoming row = rows.get(at);
            Decision decision = decisions.get(at);
            clues.add(new Clue(
                    row,
                    decision,
                    caseNos.get(decision.bureau()).remove(),
                    Ids.next(),
                    due.computeIfAbsent(decision.bureau(), bureau -> clocks.dueAt(bureau, ClueClock.CLUE_VERIFICATION))
                            .apply(row.receivedAt())));
        }
        return clues;
    }

    /** Of each row, decided once for each distinct question. */
    private List<Decision> decisions(ClueImport by, List<Incoming> rows) {
        Map<Question, Decision> decided = new HashMap<>();
        Function<Question, Decision> decide = triage.forImportBy(by.tenant());
        return rows.stream()
                .map(row -> decided.computeIfAbsent(
                        new Question(row.divisionCode(), row.channel(), row.realName()), decide))
                .toList();
    }

    /** What a row says of the matter, as parameters of a statement. */
    private static Map<String, Object> facts(List<Incoming> rows) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("platforms", accused(rows, Accused::platform));
        facts.put("shopIds", accused(rows, Accused::shopId));
        facts.put("shopNames", accused(rows, Accused::shopName));
        facts.put("creditCodes", accused(rows, Accused::creditCode));
        facts.put("subjects", accused(rows, Accused::subjectName));
        facts.put("addresses", accused(rows, Accused::address));
        facts.put("divisions", column(rows, row -> row.divisionCode().orElse(null)));
        facts.put("contents", column(rows, Incoming::content));
        return facts;
    }

    private static String[] accused(List<Incoming> rows, Function<Accused, Optional<String>> field) {
        return column(rows, row -> field.apply(row.accused()).orElse(null));
    }

    /** A clue as it was before the source told something else. */
    private record Before(String caseNo, String tenant, boolean waits, Map<String, String> facts) {}

    /**
     * One that waits says from now on what the source says, and its case what it said before; in one that is worked on the case
     * says what is new, and the officer decides. Nobody is taken for another reporter than is on record. Unit and urgency are
     * proposed anew, unless it would go to another bureau now: that one it gets by a transfer.
     */
    private int update(ClueImport by, List<Incoming> changed, Map<String, Key> known, List<Fault> faults) {
        if (changed.isEmpty()) {
            return 0;
        }
        Set<UUID> others = reporters.addWhereUnknown(changed.stream()
                .filter(row -> row.reporter().anyKnown())
                .collect(Collectors.toMap(row -> known.get(row.externalNo()).reportId(), Incoming::reporter)));
        List<Incoming> rows = new ArrayList<>();
        for (Incoming row : changed) {
            if (others.contains(known.get(row.externalNo()).reportId())) {
                faults.add(new Fault(
                        row.line(), ClueColumn.REPORTER_NAME.code(), ImportSentences.row("reporter-changed")));
            } else {
                rows.add(row);
            }
        }
        String[] ids = column(rows, row -> known.get(row.externalNo()).clueId());
        Map<String, Before> before = new HashMap<>();
        jdbc.sql("select * from clue where id = any(?) order by id for update")
                .param(ids)
                .query(row -> {
                    before.put(row.getString("id"), before(row));
                });
        List<Decision> decisions = decisions(by, rows);
        jdbc.sql("""
                        update clue c set platform = n.platform, shop_id = n.shop_id, shop_name = n.shop_name,
                               credit_code = n.credit_code, subject_name = n.subject_name, address = n.address,
                               division_code = n.division, content = n.content, changed_at = :now,
                               unit = case when c.tenant = n.bureau then n.unit else c.unit end,
                               urgency = case when c.tenant = n.bureau then n.urgency else c.urgency end,
                               triage_reason = case when c.tenant = n.bureau then n.reason else c.triage_reason end
                          from unnest(:ids, :platforms, :shopIds, :shopNames, :creditCodes, :subjects, :addresses, :divisions, :contents,
                                      :bureaus, :units, :urgencies, :reasons)
                            as n (id, platform, shop_id, shop_name, credit_code, subject_name, address, division, content,
                                  bureau, unit, urgency, reason)
                         where c.id = n.id and c.state = 'RECEIVED'
                        """)
                .params(facts(rows))
                .param("bureaus", column(decisions, Decision::bureau))
                .param("units", column(decisions, one -> one.unit().orElse(null)))
                .param("urgencies", column(decisions, Decision::urgency))
                .param("reasons", column(decisions, Decision::reason))
                .param("ids", ids)
                .param("now", timestamp(time.instant()))
                .update();
        events.appendAll(
                by.startedBy(),
                ClueAct.CLUE_CHANGED_AT_SOURCE,
                rows.stream()
                        .map(row -> {
                            String id = known.get(row.externalNo()).clueId();
                            Before was = before.get(id);
                            return new Happened(was.caseNo(), was.tenant(), id, difference(was, after(row)));
                        })
                        .toList());
        jdbc.sql("""
                        update clue_import_key k set mark = n.mark from unnest(:numbers, :marks) as n (external_no, mark)
                         where k.tenant = :tenant and k.source = :source and k.external_no = n.external_no
                        """)
                .param("numbers", column(rows, Incoming::externalNo))
                .param("marks", rows.stream().map(Incoming::mark).toArray(Long[]::new))
                .param("tenant", by.tenant())
                .param("source", by.source())
                .update();
        return rows.size();
    }

    private static Before before(ResultSet row) throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Map.Entry<String, ClueColumn> fact : FACTS.entrySet()) {
            facts.put(fact.getValue().title(), textIfAny(row, fact.getKey()).orElse(""));
        }
        return new Before(
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("state").equals(ClueState.RECEIVED.name()),
                facts);
    }

    /** Of what a change is told, by the clue's columns. */
    private static final Map<String, ClueColumn> FACTS = facts();

    private static Map<String, ClueColumn> facts() {
        Map<String, ClueColumn> facts = new LinkedHashMap<>();
        facts.put("content", ClueColumn.CONTENT);
        facts.put("platform", ClueColumn.PLATFORM);
        facts.put("shop_id", ClueColumn.SHOP_ID);
        facts.put("shop_name", ClueColumn.SHOP_NAME);
        facts.put("credit_code", ClueColumn.CREDIT_CODE);
        facts.put("subject_name", ClueColumn.SUBJECT_NAME);
        facts.put("address", ClueColumn.ADDRESS);
        facts.put("division_code", ClueColumn.DIVISION_CODE);
        return facts;
    }

    private static Map<String, String> after(Incoming row) {
        List<String> values = Stream.of(
                        Optional.of(row.content()),
                        row.accused().platform(),
                        row.accused().shopId(),
                        row.accused().shopName(),
                        row.accused().creditCode(),
                        row.accused().subjectName(),
                        row.accused().address(),
                        row.divisionCode())
                .map(value -> value.orElse(""))
                .toList();
        Map<String, String> after = new HashMap<>();
        int at = 0;
        for (ClueColumn column : FACTS.values()) {
            after.put(column.title(), values.get(at++));
        }
        return after;
    }

    private static String difference(Before was, Map<String, String> after) {
        return was.facts().entrySet().stream()
                .filter(fact -> !fact.getValue().equals(after.get(fact.getKey())))
                .map(fact -> was.waits()
                        ? fact.getKey() + "原为：" + shown(fact.getValue())
                        : fact.getKey() + "在来源处已改为：" + shown(after.get(fact.getKey())))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("；"), text -> text.isEmpty() ? "内容以外的登记项有变化" : text));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "（未填写）" : value;
    }
}
