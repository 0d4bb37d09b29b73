package org.redshield.bridge.docs;

import java.lang.reflect.Method;
import java.util.Locale;
import java.util.stream.Collectors;
import org.redshield.bridge.access.audit.Treatment;
import org.redshield.bridge.support.Addresses;

/** {@code docs/access-record.md}, from what the controllers declare. */
final class AccessRecordPage {

    private AccessRecordPage() {}

    static String render() {
        StringBuilder page = new StringBuilder("""
                # What is on record of a call

                Generated from the controllers; do not edit. Regenerate with `%s`, and read what changed.

                What nobody declared is recorded by its kind: a change, a look at a case, a look at a list. `@OnRecord` says otherwise,
                `@RecordsItself` that the feature does it in its transaction, `@NotOnRecord` that nothing of a case, of another person or of a
                setting is shown. What is denied is on record for every address. See [ADR 0072](adr/0072-record-of-access.md).

                | address | in the record | counts as an export |
                |---|---|---|
                """.formatted(GeneratedDocsTest.COMMAND));
        Addresses.onRecord()
                .forEach((address, methods) -> page.append("| `%s` | %s | %s |\n"
                        .formatted(
                                address,
                                methods.stream()
                                        .map(method -> of(method, address))
                                        .map(AccessRecordPage::word)
                                        .distinct()
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                methods.stream().anyMatch(method -> of(method, address)
                                                .export())
                                        ? "yes"
                                        : "")));
        return page.toString();
    }

    private static Treatment of(Method method, String address) {
        return Treatment.of(method, address.split(" ")[0], address.split(" ")[1]);
    }

    private static String word(Treatment treatment) {
        return treatment
                .act()
                .map(act -> act.name().toLowerCase(Locale.ROOT))
                .orElse(treatment.first() ? "by itself" : "—");
    }
}
