package org.redshield.bridge.assistance.request;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.Tiers;
import org.springframework.stereotype.Component;

/** Looks up what is around a draft and judges it. */
@Component
record DraftReview(Organisations organisations, Agreements agreements, AssistanceSettings settings, Tiers tiers) {

    /**
     * @throws Refusal with the first rule that the draft breaks
     */
    void check(String tenant, RequestDraft draft, LocalDate today) {
        Organisation own = organisations.get(tenant);
        Optional<Organisation> platform = organisations.platforms().stream()
                .filter(candidate -> candidate.code().equals(draft.platform()))
                .findFirst();
        Optional<Organisation> home = platform.map(known -> organisations.homeBureauOf(known.code()));
        draft.check(new Surroundings(
                tenant,
                mayDemandAggregates(own),
                draft.requestedBureau().flatMap(organisations::find).map(DraftReview::counterpart),
                platform.map(Organisation::name),
                home.map(Organisation::code).orElse(""),
                home.map(Organisation::name).orElse(""),
                platform.isPresent() && agreements.allowsDirect(tenant, draft.platform(), today),
                barred(tenant, draft),
                today));
    }

    /** The platform is asked by this bureau, or by the one that it asks. */
    private Map<Dataset, String> barred(String tenant, RequestDraft draft) {
        String asking = draft.requestedBureau().orElse(tenant);
        Map<Dataset, String> barred = new EnumMap<>(Dataset.class);
        if (organisations
                .find(asking)
                .filter(organisation -> organisation.kind() == Organisation.Kind.BUREAU)
                .isPresent()) {
            for (Dataset dataset : draft.platformDatasets()) {
                tiers.decide(dataset, asking, List.of(draft.basisText()))
                        .barred()
                        .ifPresent(reason -> barred.put(dataset, reason));
            }
        }
        return barred;
    }

    private boolean mayDemandAggregates(Organisation bureau) {
        return switch (bureau.level()) {
            case NATION -> true;
            case PROVINCE -> settings.aggregateSalesAuthorised().contains(bureau.code());
            default -> false;
        };
    }

    private static Surroundings.Counterpart counterpart(Organisation organisation) {
        return new Surroundings.Counterpart(
                organisation.code(), organisation.name(), organisation.kind() == Organisation.Kind.BUREAU);
    }
}
