package org.redshield.bridge.clues.intake;

import static org.redshield.bridge.Rows.column;
import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Rows;
import org.redshield.bridge.access.audit.PersonMarks;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseEvents.Happened;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.clues.ClueAct;
import org.redshield.bridge.clues.ClueState;
import org.redshield.bridge.clues.Report.Channel;
import org.redshield.bridge.clues.api.FoundClues;
import org.redshield.bridge.clues.intake.RowCheck.Fault;
import org.redshield.bridge.clues.intake.RowCheck.Incoming;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was found by comparing data goes the way of a file's rows: checked, sent to the bureau of the triage, known by its key. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class FoundInBulk implements FoundClues {

    private static final IntakeSettings.Source SOURCE =
            new IntakeSettings.Source("涉网主体比对", Channel.MONITORING, Map.of(), "", Map.of(), Set.of());

    private final JdbcClient jdbc;
    private final WaitingClues waiting;
    private final CaseRegister register;
    private final CaseEvents events;
    private final Divisions divisions;
    private final Organisations organisations;
    private final PersonMarks marks;
    private final InstantSource time;

    @Override
    public List<HandedIn> handIn(String tenant, String user, List<Found> found) {
        Instant now = time.instant();
        RowCheck check = new RowCheck(SOURCE, divisions, organisations.platforms(), marks);
        List<Incoming> good = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (int at = 0; at < found.size(); at++) {
            RowCheck.Checked checked = check.check(new SourceRows.Row(at, cells(found.get(at), now), Map.of()), now);
            checked.clue().ifPresent(good::add);
            faults.addAll(checked.faults());
        }
        waiting.take(ClueImport.found(Ids.next(), tenant, user, now), good, faults);
        return told(tenant, found, faults);
    }

    private static Map<ClueColumn, String> cells(Found one, Instant now) {
        Map<ClueColumn, String> cells = new EnumMap<>(ClueColumn.class);
        cells.put(ClueColumn.EXTERNAL_NO, one.key());
        cells.put(ClueColumn.RECEIVED_AT, now.toString());
        cells.put(ClueColumn.CONTENT, one.content());
        cells.put(ClueColumn.CAUSE, one.cause());
        one.platform().ifPresent(text -> cells.put(ClueColumn.PLATFORM, text));
        one.shopId().ifPresent(text -> cells.put(ClueColumn.SHOP_ID, text));
        one.shopName().ifPresent(text -> cells.put(ClueColumn.SHOP_NAME, text));
        one.creditCode().ifPresent(text -> cells.put(ClueColumn.CREDIT_CODE, text));
        one.subjectName().ifPresent(text -> cells.put(ClueColumn.SUBJECT_NAME, text));
        one.address().ifPresent(text -> cells.put(ClueColumn.ADDRESS, text));
        one.bureau().ifPresent(text -> cells.put(ClueColumn.DIVISION_CODE, text));
        return cells;
    }

    private List<HandedIn> told(String tenant, List<Found> found, List<Fault> faults) {
        Map<Integer, String> problems = faults.stream()
                .collect(Collectors.groupingBy(Fault::line, Collectors.mapping(Fault::reason, Collectors.joining())));
        Map<String, HandedIn> known = new HashMap<>();
        jdbc.sql("""
                        select k.external_no, c.case_no, c.tenant from clue_import_key k join clue c on c.id = k.clue_id
                         where k.tenant = ? and k.source = ? and k.external_no = any(?)
                        """)
                .params(tenant, ClueImport.FOUND, column(found, Found::key))
                .query(row -> {
                    known.put(
                            row.getString("external_no"),
                            new HandedIn(
                                    row.getString("external_no"),
                                    Optional.of(row.getString("case_no")),
                                    Optional.of(row.getString("tenant")),
                                    Optional.empty()));
                });
        List<HandedIn> all = new ArrayList<>();
        for (int at = 0; at < found.size(); at++) {
            String key = found.get(at).key();
            Optional<String> problem = Optional.ofNullable(problems.get(at));
            all.add(known.getOrDefault(key, new HandedIn(key, Optional.empty(), Optional.empty(), problem)));
        }
        return all;
    }

    @Override
    public void withdraw(String tenant, String user, List<String> keys, String why) {
        List<Happened> over = new ArrayList<>();
        List<Happened> workedOn = new ArrayList<>();
        jdbc.sql("""
                        select c.id, c.case_no, c.tenant, c.state from clue c join clue_import_key k on k.clue_id = c.id
                         where k.tenant = ? and k.source = ? and k.external_no = any(?) order by c.id for update of c
                        """).params(Rows.values(tenant, ClueImport.FOUND, keys)).query(row -> {
            boolean waits = row.getString("state").equals(ClueState.RECEIVED.name());
            (waits ? over : workedOn)
                    .add(new Happened(
                            row.getString("case_no"),
                            row.getString("tenant"),
                            row.getString("id"),
                            waits ? why : "来源撤回了这条线索：" + why + "是否继续核查由承办人决定"));
        });
        String[] ids = column(over, Happened::subjectId);
        jdbc.sql("update clue set state = 'WITHDRAWN', changed_at = ? where id = any(?)")
                .params(timestamp(time.instant()), ids)
                .update();
        // Found again, it is a clue again; one that is worked on stays the one.
        jdbc.sql("delete from clue_import_key where tenant = ? and source = ? and clue_id = any(?)")
                .params(tenant, ClueImport.FOUND, ids)
                .update();
        over.forEach(one -> register.close(one.caseNo(), one.tenant()));
        events.appendAll(user, ClueAct.CLUE_WITHDRAWN, over);
        events.appendAll(user, ClueAct.CLUE_CHANGED_AT_SOURCE, workedOn);
    }
}
