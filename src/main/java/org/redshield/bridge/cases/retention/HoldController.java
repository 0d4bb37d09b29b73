package org.redshield.bridge.cases.retention;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseFolder;
import org.redshield.bridge.cases.CaseSection;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.retention.LegalHolds.Ground;
import org.redshield.bridge.cases.retention.LegalHolds.Hold;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/cases/{caseNo}/holds}: heads of bureaus that work on the case, and operators, keep everything of it. */
@RestController
@RequestMapping("/api/cases/{caseNo}/holds")
@RequiredArgsConstructor
class HoldController {

    private static final String[] HEADS = {"bureauHead", "chiefHead"};
    private static final String OPERATOR = "operator";
    private static final int LONGEST_REASON = 500;

    private final LegalHolds holds;
    private final CaseAccess access;
    private final PersonNames names;

    /** @param ground one of {@link Ground} */
    record Wish(String ground, String reason) {}

    /** Why it is lifted. */
    record Lifting(String reason) {}

    /** A hold as people read it; the last three are absent while it is in force. */
    record HoldItem(
            UUID id,
            String ground,
            String groundTitle,
            String reason,
            String bureau,
            String placedBy,
            Instant placedAt,
            @JsonProperty("inForce") boolean inForce,
            Optional<String> liftedBy,
            Optional<Instant> liftedAt,
            Optional<String> liftReason) {

        static HoldItem of(Hold hold, PersonNames names) {
            return new HoldItem(
                    hold.id(),
                    hold.ground().name(),
                    hold.ground().title(),
                    hold.reason(),
                    hold.tenant(),
                    names.of(hold.placedBy()),
                    hold.placedAt(),
                    hold.lifted().isEmpty(),
                    hold.lifted().map(lifted -> names.of(lifted.by())),
                    hold.lifted().map(LegalHolds.Lifted::at),
                    hold.lifted().map(LegalHolds.Lifted::reason));
        }
    }

    /** Those of the case, newest first. */
    @GetMapping
    List<HoldItem> all(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        if (!caller.hasRole(OPERATOR)) {
            access.require(caller, caseNo);
        }
        return holds.ofCase(caseNo).stream()
                .map(hold -> HoldItem.of(hold, names))
                .toList();
    }

    /** Keeps everything of the case from now on. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    HoldItem place(@PathVariable String caseNo, @RequestBody Wish wish) {
        Caller caller = Caller.current();
        String tenant = requireAllowed(caller, caseNo);
        Ground ground = Arrays.stream(Ground.values())
                .filter(known -> known.name().equals(wish.ground()))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "cases.hold-ground",
                        Arrays.stream(Ground.values()).map(Ground::title).collect(Collectors.joining("、"))));
        return HoldItem.of(holds.place(caseNo, tenant, caller.userId(), ground, reason(wish.reason())), names);
    }

    /** Ends a hold of the caller's bureau; an operator ends any. */
    @SentAgain(SentAgain.Way.ONCE)
    @PostMapping("/{id}/lift")
    HoldItem lift(@PathVariable String caseNo, @PathVariable UUID id, @RequestBody Lifting lifting) {
        Caller caller = Caller.current();
        String tenant = requireAllowed(caller, caseNo);
        Hold hold = find(caseNo, id);
        if (!caller.hasRole(OPERATOR) && !hold.tenant().equals(tenant)) {
            throw new Forbidden("cases.hold-of-others");
        }
        holds.lift(hold, caller.userId(), reason(lifting.reason()));
        return HoldItem.of(find(caseNo, id), names);
    }

    private Hold find(String caseNo, UUID id) {
        return holds.ofCase(caseNo).stream()
                .filter(hold -> hold.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("cases.hold-unknown"));
    }

    /** @return for whom: the bureau of a head, and for an operator that which opened the case */
    private String requireAllowed(Caller caller, String caseNo) {
        if (caller.hasRole(OPERATOR)) {
            return holds.openedBy(caseNo).orElseThrow(() -> new NotFound("casefile.unknown-case", caseNo));
        }
        access.require(caller, caseNo);
        if (!caller.hasRole(HEADS)) {
            throw new Forbidden("cases.hold-not-allowed");
        }
        return caller.tenant();
    }

    private static String reason(String text) {
        String reason = text == null ? "" : text.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new Refusal("cases.hold-reason", LONGEST_REASON);
        }
        return reason;
    }

    /** What the keeping of cases says in every case. */
    @Configuration(proxyBeanMethods = false)
    static class InCases {

        @Bean
        RecordedActs retentionActs() {
            return new RecordedActs(RetentionAct.FEATURE, RetentionAct.values());
        }

        @Bean
        CaseSection holdsOfCase(LegalHolds holds, PersonNames names) {
            return new CaseSection() {
                @Override
                public Map<String, Class<?>> lists() {
                    return Map.of("holds", HoldItem.class);
                }

                @Override
                public void contribute(CaseFolder folder) {
                    folder.list(
                            "holds",
                            holds.ofCase(folder.caseNo()).stream()
                                    .map(hold -> HoldItem.of(hold, names))
                                    .toList());
                }
            };
        }
    }
}
