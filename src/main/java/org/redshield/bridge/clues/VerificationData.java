package org.redshield.bridge.clues;

import static org.redshield.bridge.clues.Clue.ENTRIES;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.casework.Assignment;
import org.redshield.bridge.clues.Matter.Kind;
import org.redshield.bridge.clues.letter.ClueLetter;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 调取数据: what an officer asks the platform for, and the notice by which it is asked. */
@Service
@Transactional
@RequiredArgsConstructor
public class VerificationData {

    private final ClueStore store;
    private final Matters matters;
    private final MatterOrders ordered;
    private final Correspondence correspondence;
    private final DataRequests dataRequests;
    private final Organisations organisations;
    private final CaseEvents events;

    private static final String DATA_GROUND = LegalBasis.NET_TRADE_34.citation();
    private static final Set<Dataset> WITHOUT_PERIOD =
            EnumSet.of(Dataset.SHOP_SUBJECT, Dataset.SHOP_HISTORY, Dataset.ITEM);

    /**
     * An officer wants data of the shop from its platform.
     *
     * @throws Refusal {@code clues.no-shop, .dataset-asked, .period-missing, .field-missing, .option-unknown}
     */
    public void askPlatform(
            String clueId,
            String tenant,
            String user,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> purpose) {
        Clue clue = store.locked(clueId, tenant);
        clue.accused().shop();
        ENTRIES.present(datasets.isEmpty() ? null : datasets, "数据种类");
        Set<Dataset> wanted = datasets.stream()
                .map(code -> Dataset.of(code).orElseThrow(() -> new Refusal("clues.option-unknown", "数据种类", code)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Dataset.class)));
        dataRequests.ofRequest(clueId, tenant).stream()
                .filter(asked -> wanted.contains(asked.dataset()))
                .findFirst()
                .ifPresent(asked -> {
                    throw new Refusal("clues.dataset-asked", asked.dataset().title());
                });
        boolean without = from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get());
        if (without && !WITHOUT_PERIOD.containsAll(wanted)) {
            throw new Refusal("clues.period-missing");
        }
        Map<String, String> details = new HashMap<>();
        details.put(Matter.DATASETS, wanted.stream().map(Enum::name).collect(Collectors.joining(",")));
        if (!without) {
            details.put(Matter.FROM, from.get().toString());
            details.put(Matter.TO, to.get().toString());
        }
        matters.propose(clueId, tenant, user, Kind.DATA, details, purpose);
    }

    /** Sends the platform the notice (程序规定 art. 30) and writes down one request for each dataset. */
    public void orderData(String clueId, String tenant) {
        Clue clue = store.locked(clueId, tenant);
        Matter matter =
                matters.last(clueId).filter(last -> last.kind() == Kind.DATA).orElseThrow();
        Assignment assigned = ordered.assigned(clue);
        List<Officer.Named> officers = ordered.named(assigned);
        String platform = clue.accused().platform().orElseThrow();
        Optional<Instant> dueAt = Optional.of(matters.clock(clue).dueAt());
        List<Dataset> datasets = Arrays.stream(
                        matter.details().get(Matter.DATASETS).split(","))
                .map(Dataset::valueOf)
                .toList();
        Optional<String> period = matter.detail(Matter.FROM)
                .map(from -> from + " 至 " + matter.details().get(Matter.TO));
        Letter notice = correspondence.send(new LetterDraft(
                        ClueLetter.MATERIALS_NOTICE,
                        matter.id() + "/MATERIALS_NOTICE",
                        clue.caseNo(),
                        clueId,
                        tenant,
                        platform)
                .by(matter.proposedBy(), Optional.empty())
                .fact("cause", clue.cause())
                .fact("targetId", clue.accused().shopId())
                .fact("purpose", matter.reason())
                .word("creditCode", clue.accused().creditCode())
                .word("shopName", clue.accused().shopName())
                .word("subjectName", clue.accused().subjectName())
                .word("platformName", organisations.name(platform))
                .word("asked", dataRequests.asked(tenant, platform, datasets))
                .word("period", period)
                .word("officerName", officers.get(0).name())
                .word("officerCertificateNo", officers.get(0).certificateNo())
                .word("contactPhone", officers.get(0).phone()));
        for (Dataset dataset : datasets) {
            dataRequests.create(new DataRequestOrder(
                    clueId,
                    clue.caseNo(),
                    tenant,
                    platform,
                    dataset,
                    TargetType.SHOP,
                    clue.accused().shop(),
                    matter.detail(Matter.FROM).map(LocalDate::parse),
                    matter.detail(Matter.TO).map(LocalDate::parse),
                    notice.number(),
                    organisations.name(tenant),
                    officers.stream().map(DataRequestOrder.Officer::of).toList(),
                    Optional.empty(),
                    List.of(DATA_GROUND),
                    matter.reason(),
                    dueAt,
                    assigned.users(),
                    Optional.of(notice.id())));
        }
        events.append(clue.caseNo(), tenant, matter.proposedBy(), ClueAct.DATA_NOTICE_SENT, clueId);
    }
}
