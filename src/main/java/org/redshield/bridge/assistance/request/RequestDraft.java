package org.redshield.bridge.assistance.request;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.bureau.CreditCode;
import org.redshield.bridge.bureau.Telephone;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;

/**
 * What an officer asks for, as entered: 案由, about whom, which datasets, for what purpose and on which legal ground.
 *
 * @param sourceNo the bureau's own case or clue number
 * @param requestedBureau division code; for {@link Route#HOME_BUREAU} only
 * @param datasets codes of {@link Dataset}, or {@link #AGGREGATE_SALES}, in the order of the form
 * @param basis the name of a {@link LegalBasis}, or in words what is not listed there
 * @param questions what the other bureau shall find out beside the data
 */
public record RequestDraft(
        String cause,
        Optional<String> sourceNo,
        Route route,
        String platform,
        Optional<String> requestedBureau,
        String targetId,
        Optional<String> creditCode,
        Set<String> datasets,
        Optional<DataPeriod> period,
        String purpose,
        String basis,
        Optional<String> questions,
        String contactPhone) {

    /** Aggregated prices, volumes or turnover: no dataset of a platform's interface, but something people ask for. */
    public static final String AGGREGATE_SALES = "AGGREGATE_SALES";

    static final TargetType TARGET_TYPE = TargetType.SHOP;

    private static final Set<Dataset> NEEDS_PERIOD =
            EnumSet.complementOf(EnumSet.of(Dataset.SHOP_SUBJECT, Dataset.SHOP_HISTORY, Dataset.ITEM));
    /** Whether such a shop exists only the platform knows; this refuses what cannot be an id at all. */
    private static final Pattern SHOP_ID = Pattern.compile("[A-Za-z0-9_-]{2,64}");

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);
    private static final int LONGEST_LINE = 200;

    /**
     * @throws Refusal {@code assistance.field-missing}, {@code assistance.text-too-long}, {@code
     *     assistance.text-too-short}
     */
    public RequestDraft {
        ENTRIES.present(cause, "案由");
        ENTRIES.present(route, "协查渠道");
        ENTRIES.present(platform, "网络交易平台");
        ENTRIES.present(targetId, "网店 ID");
        ENTRIES.present(purpose, "调取目的");
        ENTRIES.present(basis, "法律依据");
        ENTRIES.present(contactPhone, "承办人联系电话");
        ENTRIES.atMost(cause, "案由", LONGEST_LINE);
        ENTRIES.atMost(sourceNo.orElse(""), "案号或线索编号", LONGEST_LINE);
        ENTRIES.atMost(questions.orElse(""), "需要对方查明的事项", Entries.LONGEST);
        ENTRIES.reason(Optional.of(purpose), "调取目的");
        datasets = Collections.unmodifiableSet(new LinkedHashSet<>(datasets));
    }

    /** What an officer calls the dataset of that code. */
    public static String datasetTitle(String code) {
        return code.equals(AGGREGATE_SALES)
                ? "汇总销售数据"
                : Dataset.of(code).map(Dataset::title).orElse(code);
    }

    /** Law and article as a letter cites them. */
    public String basisText() {
        return LegalBasis.citation(basis);
    }

    /** What a correction form may change, by its fields; empty keeps what was there. */
    public record Amendment(
            Optional<String> causeOfCase,
            Optional<String> creditCode,
            Optional<String> contactPhone,
            Optional<String> sourceNo,
            Optional<String> shopId,
            List<String> datasets,
            Optional<LocalDate> periodFrom,
            Optional<LocalDate> periodTo,
            Optional<String> purpose,
            Optional<String> basis,
            Optional<String> questions) {}

    /** What a correction form shows; the basis stands in two fields of its own. */
    public Amendment correctable() {
        return new Amendment(
                Optional.of(cause),
                creditCode,
                Optional.of(contactPhone),
                sourceNo,
                Optional.of(targetId),
                List.copyOf(datasets),
                period.map(DataPeriod::from),
                period.map(DataPeriod::to),
                Optional.of(purpose),
                Optional.empty(),
                questions);
    }

    public RequestDraft amended(Amendment change) {
        return new RequestDraft(
                change.causeOfCase.orElse(cause),
                change.sourceNo.or(() -> sourceNo),
                route,
                platform,
                requestedBureau,
                change.shopId.orElse(targetId),
                change.creditCode.or(() -> creditCode),
                change.datasets.isEmpty() ? datasets : new LinkedHashSet<>(change.datasets),
                DataPeriod.of(
                        change.periodFrom.or(() -> period.map(DataPeriod::from)),
                        change.periodTo.or(() -> period.map(DataPeriod::to))),
                change.purpose.orElse(purpose),
                change.basis.orElse(basis),
                change.questions.or(() -> questions),
                change.contactPhone.orElse(contactPhone));
    }

    /**
     * Whether it may be asked for at all.
     *
     * @throws Refusal with the first rule that it breaks
     */
    void check(Surroundings around) {
        checkTarget();
        checkRoute(around);
        checkDatasets(around);
        checkPeriod(around.today());
    }

    private void checkTarget() {
        if (!SHOP_ID.matcher(targetId).matches()) {
            throw new Refusal("assistance.shop-id-malformed", targetId);
        }
        if (!Telephone.isOne(contactPhone)) {
            throw new Refusal("assistance.phone-malformed", contactPhone);
        }
        creditCode.ifPresent(CreditCode::parse);
    }

    private void checkRoute(Surroundings around) {
        if (around.platformName().isEmpty()) {
            throw new Refusal("assistance.platform-unknown", platform);
        }
        switch (route) {
            case DIRECT -> checkDirect(around);
            case HOME_BUREAU -> checkBureau(around);
        }
    }

    private void checkDirect(Surroundings around) {
        if (requestedBureau.isPresent()) {
            throw new Refusal("assistance.direct-with-bureau");
        }
        if (!around.directAgreed()) {
            throw new Refusal(
                    "assistance.direct-not-agreed", around.platformName().get());
        }
    }

    private void checkBureau(Surroundings around) {
        String code = ENTRIES.present(requestedBureau.orElse(null), "平台属地局");
        if (code.equals(around.ownBureau())) {
            throw new Refusal("assistance.own-bureau");
        }
        Surroundings.Counterpart bureau = around.requested()
                .filter(Surroundings.Counterpart::bureau)
                .orElseThrow(() -> new Refusal("assistance.bureau-unknown", code));
        if (!datasets.isEmpty() && !code.equals(around.homeBureau())) {
            throw new Refusal(
                    "assistance.not-home-bureau",
                    bureau.name(),
                    around.platformName().get(),
                    around.homeBureauName());
        }
    }

    private void checkDatasets(Surroundings around) {
        if (datasets.isEmpty() && (route == Route.DIRECT || questions.isEmpty())) {
            throw new Refusal("assistance.nothing-asked");
        }
        for (String code : datasets) {
            if (code.equals(AGGREGATE_SALES)) {
                if (!around.mayDemandAggregates()) {
                    throw new Refusal("assistance.aggregates-not-authorised");
                }
                if (route == Route.DIRECT) {
                    throw new Refusal("assistance.aggregates-not-direct");
                }
            } else {
                Dataset dataset = ENTRIES.oneOf(Dataset.values(), Optional.of(code), "数据种类");
                if (around.barred().containsKey(dataset)) {
                    throw new Refusal(
                            "assistance.dataset-barred",
                            dataset.title(),
                            around.barred().get(dataset));
                }
            }
        }
    }

    private void checkPeriod(LocalDate today) {
        period.ifPresent(days -> days.check(today));
        if (period.isEmpty()) {
            platformDatasets().stream()
                    .filter(NEEDS_PERIOD::contains)
                    .findFirst()
                    .ifPresent(dataset -> {
                        throw new Refusal("assistance.period-missing", dataset.title());
                    });
        }
    }

    /** What is still missing before it can be put up for approval; nothing that would make it unlawful. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        boolean needsCase = platformDatasets().stream().anyMatch(dataset -> dataset.tier() != Dataset.Tier.T1);
        if (needsCase && sourceNo.isEmpty()) {
            missing.add("案号或线索编号");
        }
        return missing;
    }

    /** The datasets that a platform's interface can be asked for. */
    Set<Dataset> platformDatasets() {
        Set<Dataset> known = EnumSet.noneOf(Dataset.class);
        datasets.stream().flatMap(code -> Dataset.of(code).stream()).forEach(known::add);
        return known;
    }
}
