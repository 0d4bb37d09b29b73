package org.redshield.bridge.letter;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.Json;
import org.redshield.bridge.cases.act.Effect;
import org.redshield.bridge.cases.act.Instrument;
import org.redshield.bridge.keys.Hashes;

/** A letter as its author hands it over to be issued: between whom, about what, and what its template is to say. */
public final class LetterDraft implements Effect {

    final LetterKind kind;
    final String key;
    final String caseNo;
    final String subjectId;
    final String sender;
    final String receiver;
    final Map<String, String> facts = new LinkedHashMap<>();
    final Map<String, Object> words = new LinkedHashMap<>();
    final Set<UUID> evidence = new LinkedHashSet<>();
    private final Set<String> current = new HashSet<>();
    private boolean oneOfSeveral;
    private boolean decidedByReceiver;
    private Optional<String> decidedIn = Optional.empty();
    private Optional<Instrument> does = Optional.empty();
    private Optional<LetterDraft> whole = Optional.empty();
    Optional<UUID> inReplyTo = Optional.empty();
    String issuedBy;
    Optional<String> approvedBy = Optional.empty();

    /**
     * @param key the same for every attempt to issue this one letter, for instance {@code 310105-2026-000123-R1/REQUEST/1}
     * @param subjectId the request, data request or disposition that it is about
     */
    public LetterDraft(LetterKind kind, String key, String caseNo, String subjectId, String sender, String receiver) {
        this.kind = kind;
        this.key = key;
        this.caseNo = caseNo;
        this.subjectId = subjectId;
        this.sender = sender;
        this.receiver = receiver;
    }

    /** What the receiver's programs read, and the template too. @param value empty: nothing is said */
    public LetterDraft fact(String name, Object value) {
        given(value)
                .ifPresent(known -> facts.put(name, known instanceof Enum<?> code ? code.name() : known.toString()));
        return this;
    }

    public LetterDraft facts(Map<String, String> more) {
        facts.putAll(more);
        return this;
    }

    /**
     * Facts as they are on the day of issue, which nobody decides about: whom the receiver can ask, and how.
     *
     * @param more none of which may change what is asked or said
     */
    public LetterDraft current(Map<String, String> more) {
        facts(more);
        return current(more.keySet());
    }

    /** The same of facts that are given besides. @param names of them */
    public LetterDraft current(Collection<String> names) {
        current.addAll(names);
        return this;
    }

    /** Goes to several receivers on one decision: it says the same to each. */
    public LetterDraft oneOfSeveral() {
        oneOfSeveral = true;
        return this;
    }

    /** @param soOnRecord nobody of the sender may decide: its receiver does */
    public LetterDraft decidedByReceiver(boolean soOnRecord) {
        decidedByReceiver = soOnRecord;
        return this;
    }

    /** @param subject in which it is decided, where that is not what the letter is about: the request, of what it begins */
    public LetterDraft decidedIn(String subject) {
        decidedIn = Optional.of(subject);
        return this;
    }

    @Override
    public boolean isDecidedByReceiver() {
        return decidedByReceiver;
    }

    /** What only the template reads: text, a number, or a list of texts or of {@link #row}s. @param value may be empty */
    public LetterDraft word(String name, Object value) {
        given(value).ifPresent(known -> words.put(name, known));
        return this;
    }

    /** A list of lines. @param line makes a {@link #row} of each */
    public <T> LetterDraft rows(String name, Collection<T> items, Function<T, Map<String, Object>> line) {
        return word(name, items.stream().map(line).toList());
    }

    /** One line of a list: names and values by turns; what is empty is left out. */
    public static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            given(namesAndValues[i + 1]).ifPresent(value -> row.put(name, value));
        }
        return row;
    }

    /** Of a kind that does several things, the one that this letter does. */
    public LetterDraft doing(Instrument what) {
        does = Optional.of(what);
        return this;
    }

    /** Says a part of what was decided, of which the rest fell away since. @param decided the draft that says all of it */
    public LetterDraft partOf(LetterDraft decided) {
        whole = Optional.of(decided);
        return this;
    }

    @Override
    public Instrument instrument() {
        return does.orElse(kind);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String subjectId() {
        return decidedIn.orElse(subjectId);
    }

    /** What is in a list counts in its order, everything else by its name. */
    @Override
    public byte[] digest() {
        if (whole.isPresent()) {
            return whole.get().digest();
        }
        Map<String, String> decided = new TreeMap<>(facts);
        decided.keySet().removeAll(current);
        return Hashes.sha256()
                .digest(Json.write(List.of(
                                kind.name(),
                                oneOfSeveral ? "" : receiver,
                                decided,
                                new TreeMap<>(words),
                                evidence.stream().map(UUID::toString).sorted().toList()))
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String caseNo() {
        return caseNo;
    }

    @Override
    public String sender() {
        return sender;
    }

    @Override
    public Set<String> hands() {
        return Stream.concat(Stream.ofNullable(issuedBy), approvedBy.stream()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String title() {
        return kind.title();
    }

    /** Facts, words, and each cell of its lists. */
    @Override
    public Stream<String> texts() {
        return Stream.concat(facts.values().stream(), words.values().stream().flatMap(LetterDraft::texts));
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof Map<?, ?> row) {
            return row.values().stream().flatMap(LetterDraft::texts);
        }
        if (value instanceof Collection<?> rows) {
            return rows.stream().flatMap(LetterDraft::texts);
        }
        return Stream.of(value.toString());
    }

    private static Optional<?> given(Object value) {
        Optional<?> known = value instanceof Optional<?> optional ? optional : Optional.ofNullable(value);
        return known.filter(some -> !(some instanceof List<?> list && list.isEmpty()));
    }

    public LetterDraft inReplyTo(Optional<UUID> letter) {
        inReplyTo = letter;
        return this;
    }

    /** What its receiver may open once the letter is delivered; the sender's own evidence only. */
    public LetterDraft evidence(List<UUID> ids) {
        evidence.addAll(ids);
        return this;
    }

    /**
     * @param author user id of who wrote it
     * @param approver user id of who approved it, where approval is needed
     */
    public LetterDraft by(String author, Optional<String> approver) {
        issuedBy = author;
        approvedBy = approver;
        return this;
    }
}
