package org.redshield.bridge.transfer.jurisdiction;

import java.util.Optional;
import org.redshield.bridge.transfer.jurisdiction.Rule.Reach;
import org.redshield.bridge.transfer.jurisdiction.Rule.When;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;

/**
 * Whom law lets be competent, whatever a table says: the platform and the owner of a site at their domicile, the operator
 * on a platform where he really trades and, for the platform's seat, if it was first (程序规定 art. 10); advertisements by
 * art. 11; a live-streamer without a known place by art. 47 of 直播电商监督管理办法; unfair competition that many report also
 * the 设区的市级以上 bureau, by art. 27 of 网络反不正当竞争暂行规定.
 */
final class JurisdictionFloor {

    private JurisdictionFloor() {}

    /** Whether the bureau of this place may be competent in this situation. */
    static boolean opens(Situation situation, Fact place, When when, Reach reach) {
        boolean advertisement = situation.act().equals(Optional.of(Conduct.ADVERTISING));
        if (reach == Reach.CITY) {
            return when == When.ALWAYS
                    && situation.act().equals(Optional.of(Conduct.FALSE_TRADE))
                    && situation.concentrated()
                    && (place == Fact.ACTUAL_PLACE || place == Fact.HARM_PLACE);
        }
        if (when == When.FOUND_FIRST) {
            return switch (place) {
                case PLATFORM -> !advertisement && onPlatform(situation);
                case ADVERTISER_PLACE, AGENT_PLACE -> advertisement;
                default -> false;
            };
        }
        return switch (place) {
            case PUBLISHER_PLACE -> advertisement && situation.selfPublished() != Answer.YES;
            case ADVERTISER_PLACE -> advertisement && situation.selfPublished() == Answer.YES;
            case ACTUAL_PLACE -> !advertisement && onPlatform(situation);
            case DOMICILE -> !advertisement && (!onPlatform(situation) || streamerNowhere(situation, Answer.YES));
            case PLATFORM -> !advertisement && streamerNowhere(situation, Answer.NO);
            default -> false;
        };
    }

    private static boolean onPlatform(Situation situation) {
        return situation
                .subject()
                .filter(subject -> subject == LiableSubject.IN_PLATFORM || subject == LiableSubject.LIVE_STREAMER)
                .isPresent();
    }

    private static boolean streamerNowhere(Situation situation, Answer registered) {
        return situation.subject().equals(Optional.of(LiableSubject.LIVE_STREAMER))
                && !situation.actualPlaceKnown()
                && situation.registered() == registered;
    }
}
