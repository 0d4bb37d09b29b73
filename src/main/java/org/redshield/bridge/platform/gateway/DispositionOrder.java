package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One target of a disposition, as a platform is told to act on it.
 *
 * @param docName number of the disposition letter with the target's number; the idempotency key
 * @param targetKind what {@code content} is
 * @param content order number, item id, shop account or keyword
 * @param againstOperator a measure against the operator (经营者处置), not against single goods (商品处置)
 * @param sender the bureau that talks to the platform, and its letter
 * @param original the bureau whose case it is, and its letter
 * @param reason facts, measure and legal hook, in Chinese
 * @param about for our own record outside the database, not for the platform: what a restored database would have to be told
 */
public record DispositionOrder(
        String docName,
        TargetKind targetKind,
        String content,
        boolean againstOperator,
        Site site,
        Sender sender,
        Original original,
        String reason,
        Optional<String> inspectionNo,
        Optional<String> licenceNo,
        Optional<String> remark,
        Map<String, String> about) {

    /** Of which nothing needs to be known outside the database. */
    public DispositionOrder(
            String docName,
            TargetKind targetKind,
            String content,
            boolean againstOperator,
            Site site,
            Sender sender,
            Original original,
            String reason,
            Optional<String> inspectionNo,
            Optional<String> licenceNo,
            Optional<String> remark) {
        this(
                docName,
                targetKind,
                content,
                againstOperator,
                site,
                sender,
                original,
                reason,
                inspectionNo,
                licenceNo,
                remark,
                Map.of());
    }

    /** The four kinds of targets. */
    public enum TargetKind {
        ORDER,
        ITEM,
        SHOP,
        /** Sweep of the whole platform (全网排查关键字). */
        KEYWORD
    }

    /** The market place of the operator. */
    public enum Site {
        TAOBAO,
        TMALL,
        ALIBABA_1688
    }

    /** @param issuedAt the letter's date */
    public record Sender(String company, String contact, String phone, Instant issuedAt) {}

    /** @param issuedAt the letter's date */
    public record Original(
            String company, String address, String contact, String phone, String postCode, Instant issuedAt) {}
}
