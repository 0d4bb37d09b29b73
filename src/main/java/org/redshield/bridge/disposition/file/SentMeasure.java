package org.redshield.bridge.disposition.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.disposition.plan.DisposeType;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;

/**
 * What the record outside the database says of a task at a platform, so that a restored database can be told what took effect:
 * docs/adr/0142-lost-measures.md.
 *
 * @param tenant division code of the bureau that sent it
 * @param requester division code of the bureau that asked for it
 * @param lifts the task that it takes back, by our name; empty when it is a measure
 */
public record SentMeasure(
        String caseNo,
        String tenant,
        String requestId,
        String requester,
        Optional<UUID> requestLetter,
        Optional<String> shopId,
        PlannedTarget plan,
        Optional<String> lifts) {

    private static final String LIFTS = "lifts";

    /** Of the task by which that target is disposed of, or its disposition taken back. */
    public static Map<String, String> about(Disposition disposition, PlannedTarget plan, Optional<String> lifts) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("caseNo", disposition.caseNo());
        about.put("tenant", disposition.tenant());
        about.put("requestId", disposition.request().requestId());
        about.put("requester", disposition.request().requester());
        disposition.request().letterId().ifPresent(id -> about.put("requestLetter", id.toString()));
        disposition.request().shopId().ifPresent(shop -> about.put("shopId", shop));
        about.put("measure", plan.measure().name());
        about.put("targetType", plan.type().name());
        about.put("target", plan.value());
        plan.term().ifPresent(term -> about.put("term", term));
        plan.about().ifPresent(purpose -> about.put("about", purpose));
        lifts.ifPresent(task -> about.put(LIFTS, task));
        return about;
    }

    /** Empty where it does not say enough. */
    public static Optional<SentMeasure> of(Map<String, String> about) {
        Optional<Measure> measure = Optional.ofNullable(about.get("measure")).flatMap(Measure::find);
        return measure.map(known -> new SentMeasure(
                about.get("caseNo"),
                about.get("tenant"),
                about.get("requestId"),
                about.get("requester"),
                Optional.ofNullable(about.get("requestLetter")).map(UUID::fromString),
                Optional.ofNullable(about.get("shopId")),
                new PlannedTarget(
                        known,
                        DisposeType.valueOf(about.get("targetType")),
                        about.get("target"),
                        Optional.ofNullable(about.get("term")),
                        Optional.ofNullable(about.get("about"))),
                Optional.ofNullable(about.get(LIFTS))));
    }

    /** The number of the letter of which a task is a part. @param docName our name of the task: number, hyphen, position */
    public static String letterOf(String docName) {
        return docName.substring(0, docName.lastIndexOf('-'));
    }

    public static int positionOf(String docName) {
        return Integer.parseInt(docName.substring(docName.lastIndexOf('-') + 1));
    }
}
