package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.redshield.sandbox.files.Dataset;
import org.redshield.sandbox.world.Shop;
import org.redshield.sandbox.world.World;

/**
 * A data request as it was received, and what its end will be.
 *
 * @param contentHash of the canonical JSON: the same number may be sent again, but only with the same content
 * @param from null where the dataset needs no period
 * @param today the world's today when it was received, so that its answer can be made again byte for byte
 * @param attachments files of the letter, null in journals written before there were any
 * @param readyAt when the end is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataRequest(
        String id,
        String requestNo,
        String contentHash,
        String letterNo,
        String bureauName,
        Dataset dataset,
        String targetType,
        String targetId,
        LocalDate from,
        LocalDate to,
        LocalDate today,
        Instant submittedAt,
        Instant readyAt,
        End end,
        List<Attachment> attachments) {

    /**
     * A file of the letter.
     *
     * @param url null where the sender cannot be reached
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Attachment(String name, String url, String sha256) {}

    /** The shops it is about; several where a name or a credit code fits several. */
    List<Shop> shops(World world) {
        return switch (targetType) {
            case "SHOP" -> world.findShops(targetId);
            case "SUBJECT" -> world.findShopsOfSubject(targetId);
            default -> world.findShopOfNumber(targetId).stream().toList();
        };
    }

    DataRequest endingIn(End known) {
        return new DataRequest(
                id,
                requestNo,
                contentHash,
                letterNo,
                bureauName,
                dataset,
                targetType,
                targetId,
                from,
                to,
                today,
                submittedAt,
                readyAt,
                known,
                attachments);
    }

    /** The same request about another target, with another end. */
    DataRequest clarified(String target, Instant ready, End known) {
        return new DataRequest(
                id,
                requestNo,
                contentHash,
                letterNo,
                bureauName,
                dataset,
                targetType,
                target,
                from,
                to,
                today,
                submittedAt,
                ready,
                known,
                attachments);
    }

    /**
     * How it ends.
     *
     * @param status {@code NEW_DATE} becomes {@code ANSWERED} at {@code answeredAt}; {@code ANSWERED} and
     *     {@code PARTIAL} become {@code NO_RECORD} when no row is found
     * @param reason of a refusal
     * @param text of a refusal or a question
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record End(RequestStatus status, String reason, String text, Instant newDueAt, Instant answeredAt) {

        static End of(RequestStatus status) {
            return new End(status, null, null, null, null);
        }

        static End refused(String reason, String text) {
            return new End(RequestStatus.REFUSED, reason, text, null, null);
        }

        static End clarification(String question) {
            return new End(RequestStatus.CLARIFICATION, null, question, null, null);
        }

        boolean needsData() {
            return status == RequestStatus.ANSWERED
                    || status == RequestStatus.PARTIAL
                    || status == RequestStatus.NEW_DATE;
        }
    }
}
