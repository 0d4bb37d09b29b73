package org.redshield.bridge.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.campaign.checks.Check;

/**
 * A shop that a campaign looks at.
 *
 * @param creditCode of who runs it; blank where nobody knows it yet, as the name
 * @param place code of the division in which it trades (实际经营地); blank where nobody knows
 * @param placeBasis what that is based on, in words
 * @param competent codes of the bureaus that are competent there, whether they take part or not
 * @param addedBy code of the bureau that put it into the pool
 * @param list what was put in together with it
 * @param holder the bureau to which it belongs
 * @param ownCase the holder's clue or case about it
 * @param helpers codes of the bureaus that help (协办)
 * @param stages what the holder has reached
 * @param check what the holder found last
 */
public record PoolSubject(
        UUID id,
        String caseNo,
        String platform,
        String shopId,
        String creditCode,
        String shopName,
        String place,
        String placeBasis,
        List<String> competent,
        String addedBy,
        UUID list,
        Optional<String> holder,
        Optional<Instant> claimedAt,
        Optional<String> ownCase,
        List<String> helpers,
        List<SubjectStage> stages,
        Check check) {

    public PoolSubject {
        stages = stages.stream().sorted().toList();
    }

    /**
     * What is known of a subject before anybody works on it.
     *
     * @param place as people write it, or its code; blank where nobody knows
     * @param line of a list in which it stands; 0 where it comes from none
     */
    public record Named(String platform, String shopId, String creditCode, String shopName, String place, int line) {}

    /** What bureaus do about whose it is; the names are stored and stay for ever. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    public enum Deed {
        CLAIMED("认领"),
        RELEASED("退回名单"),
        HELPED("协办"),
        TAKEN_OVER("先立案，接手办理"),
        HANDED_OVER("受移送办理"),
        BEGUN("转为线索"),
        LINKED("由本局已有的线索、案件办理"),
        CHECKED("记录检查结果"),
        PLACE_CORRECTED("更正实际经营地");

        private final String title;
    }

    /**
     * One of them.
     *
     * @param by who did it
     * @param check what he found, where he checked it
     * @param place the division to which he corrected its place, and why
     */
    public record Done(
            String tenant, Deed what, String by, Instant at, Optional<Check> check, Optional<Correction> place) {

        public Done {
            check = check.filter(one -> !one.results().isEmpty());
        }
    }

    /** @param place code of a division */
    public record Correction(String place, String reason) {}

    /** Somebody else was first; answered with 409. */
    public static final class Taken extends Refusal {

        /** @param bureau name of whose it is */
        public Taken(String bureau) {
            super("campaign.subject-taken", bureau);
        }
    }
}
