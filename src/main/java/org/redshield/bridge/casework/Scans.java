package org.redshield.bridge.casework;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.evidence.Custody;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.springframework.stereotype.Component;

/** 扫描件: of the files that an organisation has added to a case the one that a form names. */
@Component
public record Scans(Evidences evidences, Custody custody) {

    /** What can be one, oldest first. */
    public List<Evidence> of(Subject subject) {
        return evidences.ofCase(subject.caseNo(), subject.tenant());
    }

    /** As options of the form. */
    public static void offer(List<Evidence> scans, Shown shown) {
        shown.options(
                "scanOptions",
                scans,
                file -> file.id().toString(),
                file -> file.name() + "（" + ChinaTime.day(file.receivedAt()) + " 添加）");
    }

    /**
     * The one that was chosen; that it is used is on record with it.
     *
     * @param label the field as the officer knows it
     * @param use number or id of what rests on it
     * @throws org.redshield.bridge.Refusal {@code <feature>.scan-unknown} and those of {@link Entries}
     */
    public UUID chosen(
            Entries entries, Subject subject, String user, Optional<String> given, String label, String use) {
        String id = entries.present(given, label);
        UUID scan = of(subject).stream()
                .map(Evidence::id)
                .filter(known -> known.toString().equals(id))
                .findFirst()
                .orElseThrow(() -> entries.refusal("scan-unknown", label));
        custody.referenced(List.of(scan), use, new Custody.Actor(user, subject.tenant()));
        return scan;
    }
}
