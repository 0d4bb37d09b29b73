package org.redshield.bridge.bureau.directory;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.Role;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.bureau.directory.Planned.Change;
import org.redshield.bridge.bureau.directory.Planned.Fault;
import org.redshield.bridge.bureau.directory.Planned.State;
import org.redshield.bridge.reader.Readers;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/directory}: people and officers, from a file, while the bridge runs. */
@RestController
@RequestMapping("/api/directory")
@RequiredArgsConstructor
class DirectoryController {

    private final DirectoryImport directory;
    private final LackingPeople people;
    private final Readers readers;

    /**
     * @param lines of the file that say something of somebody
     * @param changed lines by which something is or would be different
     * @param refused lines with a fault, without which nothing is brought in; 0 unless it is a preview
     * @param lacking lines of people of whom something is not known that letters and platforms ask for
     * @param details of all lines but those by which nothing is different and of which nothing is to be said
     */
    record DirectoryView(
            boolean preview, int lines, long changed, long refused, long lacking, List<LineView> details) {}

    /**
     * @param person his account, else his certificate
     * @param faults why the line cannot be brought in
     * @param password the first one of a new account, told this once
     * @param note what has to happen before all of it holds
     * @param lacks by column, what whoever works on cases still lacks; the line is brought in with it
     */
    record LineView(
            int line,
            String person,
            State state,
            List<Change> changes,
            List<Fault> faults,
            Optional<String> password,
            Optional<String> note,
            List<Fault> lacks) {}

    /** @param people who lack something, by organisation */
    record LackingView(List<LackingPeople.Lacking> people) {}

    /** Who works on cases and lacks what letters and platforms ask for, for account administrators and operators. */
    @OnRecord(AuditAct.CONFIGURATION_READ)
    @GetMapping("/lacking")
    LackingView lacking() {
        if (!Caller.current().hasRole(Role.OPERATOR.group())) {
            accountAdministrator();
        }
        return new LackingView(people.all());
    }

    /** What the caller himself lacks, and who can add it. */
    @NotOnRecord
    @GetMapping("/mine")
    LackingPeople.Own mine() {
        return people.of(Caller.current());
    }

    /**
     * Brings people in, for account administrators. Who is not in the file stays as he is.
     *
     * @param preview says what would come of it, line by line, and writes nothing
     * @param request CSV in its body, UTF-8 or GB18030, with headings in its first line
     */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.SAME)
    @PutMapping
    DirectoryView bring(@RequestParam(defaultValue = "false") boolean preview, HttpServletRequest request)
            throws IOException {
        Caller caller = accountAdministrator();
        List<DirectoryRow<PersonColumn>> rows = DirectoryFile.read(
                readers, caller.userId(), request.getInputStream().readAllBytes(), PersonColumn.class);
        if (preview) {
            List<Planned> lines = directory.preview(rows, caller);
            return view(
                    true,
                    lines,
                    Map.of(),
                    lines.stream()
                            .filter(line ->
                                    !line.powers().isEmpty() || !line.awaited().isEmpty())
                            .collect(Collectors.toMap(Planned::line, DirectoryController::byTwo)));
        }
        DirectoryImport.Result result = directory.bring(rows, caller);
        Map<Integer, String> notes = new HashMap<>();
        for (Planned line : result.lines()) {
            note(notes, line, "by-two", result.awaited());
            note(notes, line, "not-given", result.failed());
        }
        return view(false, result.lines(), result.passwords(), notes);
    }

    static Caller accountAdministrator() {
        Caller caller = Caller.current();
        if (!caller.hasRole(Role.ACCOUNT_ADMIN.group())) {
            throw new Forbidden("bureau.directory-not-allowed");
        }
        return caller;
    }

    private static void note(Map<Integer, String> notes, Planned line, String key, Map<String, Set<String>> roles) {
        Optional.ofNullable(roles.get(line.person()))
                .ifPresent(of -> notes.merge(line.line(), note(key, of), String::concat));
    }

    private static DirectoryView view(
            boolean preview, List<Planned> lines, Map<String, String> passwords, Map<Integer, String> notes) {
        return new DirectoryView(
                preview,
                lines.size(),
                lines.stream()
                        .filter(line ->
                                !line.changes().isEmpty() && line.faults().isEmpty())
                        .count(),
                lines.stream().filter(line -> line.state() == State.REFUSED).count(),
                lines.stream().filter(line -> !line.lacks().isEmpty()).count(),
                lines.stream()
                        .filter(line -> line.state() != State.UNCHANGED
                                || notes.containsKey(line.line())
                                || !line.lacks().isEmpty())
                        .map(line -> new LineView(
                                line.line(),
                                line.person(),
                                line.state(),
                                line.changes(),
                                line.faults(),
                                Optional.ofNullable(passwords.get(line.person())),
                                Optional.ofNullable(notes.get(line.line())),
                                line.lacks()))
                        .toList());
    }

    private static String byTwo(Planned line) {
        Set<String> roles = new TreeSet<>(line.powers());
        roles.addAll(line.awaited());
        return note("by-two", roles);
    }

    private static String note(String key, Set<String> roles) {
        return DirectorySentences.of(
                key,
                roles.stream()
                        .map(role -> Role.of(role).map(Role::title).orElse(role))
                        .collect(Collectors.joining("、")));
    }
}
