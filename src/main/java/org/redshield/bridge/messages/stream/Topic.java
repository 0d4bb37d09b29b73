package org.redshield.bridge.messages.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseAccess;

/**
 * What a page can hear of, for some of the people only.
 *
 * @param event as the page calls it
 * @param whom of what person, organisation or group
 * @param detail told to the page; the number of a case
 */
public record Topic(String event, String whom, Optional<String> detail) {

    /** A task of the group has come, gone or has another holder. */
    public static Topic tasks(String tenant, String group) {
        return new Topic("tasks", encoded(tenant) + "/" + encoded(group), Optional.empty());
    }

    /** There is something new in a person's inbox. */
    public static Topic notices(String user) {
        return new Topic("notices", encoded(user), Optional.empty());
    }

    /** There is something new in what an organisation and another write each other in the case. */
    public static Topic messages(String tenant, String caseNo) {
        return new Topic("messages", encoded(tenant), Optional.of(caseNo));
    }

    /** Who the person was is not so any more. */
    static Topic end(String user) {
        return new Topic("end", encoded(user), Optional.empty());
    }

    /** Those of whom this person's pages hear. */
    static Stream<String> of(Caller caller) {
        Stream<Topic> own = Stream.of(notices(caller.userId()), end(caller.userId()));
        Stream<Topic> tasks = caller.tenants().stream()
                .flatMap(tenant -> caller.groups().stream().map(group -> tasks(tenant, group)));
        Stream<Topic> messages = CaseAccess.doesCaseWork(caller)
                ? caller.tenants().stream().map(tenant -> messages(tenant, ""))
                : Stream.empty();
        return Stream.of(own, tasks, messages).flatMap(all -> all).map(Topic::key);
    }

    String key() {
        return event + "/" + whom;
    }

    /** As it stands in a signal. */
    String signal() {
        return key() + detail.map(told -> "|" + told).orElse("");
    }

    static Topic read(String signal) {
        int slash = signal.indexOf('/');
        int bar = signal.indexOf('|');
        return new Topic(
                signal.substring(0, slash),
                signal.substring(slash + 1, bar < 0 ? signal.length() : bar),
                bar < 0 ? Optional.empty() : Optional.of(signal.substring(bar + 1)));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
