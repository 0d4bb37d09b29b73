package org.redshield.bridge.transfer.sending;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.traces.Folded;
import org.redshield.bridge.access.traces.Traces;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.correspondence.What;

/** What is to be handed over, by the names of {@link TransferFacts}. Nothing else is in it, least of all a reporter. */
public record TransferDraft(Map<String, String> facts) {

    private static final Set<String> INSTANTS = Set.of(TransferFacts.FIRST_FOUND_AT, TransferFacts.FILED_AT);

    static final Entries ENTRIES = new Entries(TransferAct.FEATURE);

    /** Drops what no draft holds, and what is blank. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TransferDraft {
        Map<String, String> kept = new TreeMap<>(facts);
        kept.keySet().retainAll(TransferFacts.DRAFTED);
        kept.values().removeIf(String::isBlank);
        facts = Map.copyOf(kept);
    }

    /**
     * Of what another cooperation ordered.
     *
     * @throws Refusal {@code transfer.reporter-told} when what is dropped, a reporter's name for instance, is told in what
     *     remains
     */
    static TransferDraft ordered(Map<String, String> facts) {
        TransferDraft draft = new TransferDraft(facts);
        facts.forEach((name, value) -> {
            if (!TransferFacts.DRAFTED.contains(name)
                    && name.toLowerCase(Locale.ROOT).contains("reporter")
                    && !value.isBlank()
                    && draft.facts.values().stream().anyMatch(told -> tells(told, value))) {
                throw new Refusal("transfer.reporter-told");
            }
        });
        return draft;
    }

    private static boolean tells(String told, String secret) {
        Optional<String> any = Optional.of(secret);
        return told.contains(secret)
                || !Traces.of(any, any, any, any).in(new Folded(told)).isEmpty();
    }

    /** With what was changed; a blank text strikes a fact out. Of an instant forms know the day only. */
    TransferDraft with(Map<String, String> changes) {
        Map<String, String> all = new TreeMap<>(facts);
        changes.forEach((name, value) -> {
            if (!INSTANTS.contains(name)
                    || value.isBlank()
                    || !day(value).equals(find(name).map(TransferDraft::day).orElse(null))) {
                all.put(name, value);
            }
        });
        return new TransferDraft(all);
    }

    /** On which day that was. */
    static LocalDate day(String instant) {
        return ChinaTime.day(Instant.parse(instant));
    }

    /** As the fields of a form show it, by the names of the facts. */
    public Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>(facts);
        INSTANTS.forEach(name ->
                shown.computeIfPresent(name, (fact, instant) -> day(instant).toString()));
        return shown;
    }

    public Optional<String> find(String fact) {
        return Optional.ofNullable(facts.get(fact));
    }

    public What what() {
        return ENTRIES.oneOf(What.values(), find(TransferFacts.WHAT), "移送的是");
    }

    boolean distributed() {
        return says(TransferFacts.DISTRIBUTED);
    }

    /** @throws Refusal {@code transfer.down-or-up} */
    public TransferWay way() {
        boolean down = says(TransferFacts.HANDED_DOWN);
        boolean up = says(TransferFacts.REPORTED_UP);
        if (down && up) {
            throw new Refusal("transfer.down-or-up");
        }
        return down ? TransferWay.DOWN : up ? TransferWay.UP : TransferWay.ACROSS;
    }

    private boolean says(String flag) {
        return find(flag).filter("true"::equals).isPresent();
    }

    public Optional<LocalDate> answerBy() {
        return find(TransferFacts.ANSWER_BY).map(LocalDate::parse);
    }

    /** Whether a penalty is no longer possible on that day (行政处罚法 art. 36). */
    public boolean pastLimitation(LocalDate on) {
        return find(TransferFacts.LIMITATION_DATE)
                .map(LocalDate::parse)
                .filter(on::isAfter)
                .isPresent();
    }

    /**
     * What every letter says. A clue past its limitation may still be handed over, because whether there is something to be
     * done is for the competent bureau to say; but not without a word on it.
     *
     * @throws Refusal {@code transfer.limitation-passed}, or of {@link #checkOrdered}
     */
    void check(LocalDate today) {
        checkOrdered(today);
        if (pastLimitation(today) && find(TransferFacts.LIMITATION_NOTE).isEmpty()) {
            throw new Refusal("transfer.limitation-passed", facts.get(TransferFacts.LIMITATION_DATE));
        }
    }

    /**
     * What an officer cannot add when he completes it.
     *
     * @throws Refusal {@code transfer.field-missing, .option-unknown, .text-too-short, .text-too-long, .answer-date-past,
     *     .date-in-future}
     */
    void checkOrdered(LocalDate today) {
        ENTRIES.text(find(TransferFacts.CAUSE), "案由", 2, 100);
        ENTRIES.reason(find(TransferFacts.CONTENT), "主要事实");
        ENTRIES.reason(find(TransferFacts.REASON), "移送理由");
        if (what() == What.CASE) {
            ENTRIES.present(facts.get(TransferFacts.FILED_AT), "立案日期");
            ENTRIES.present(facts.get(TransferFacts.FILING_NO), "立案号");
        }
        if (way() == TransferWay.DOWN) {
            ENTRIES.present(facts.get(TransferFacts.RECEIVER), "受移送单位");
            ENTRIES.present(facts.get(TransferFacts.ANSWER_BY), "要求答复的日期");
        }
        if (answerBy().filter(day -> !day.isAfter(today)).isPresent()) {
            throw new Refusal("transfer.answer-date-past", facts.get(TransferFacts.ANSWER_BY));
        }
        INSTANTS.forEach(fact -> find(fact)
                .map(TransferDraft::day)
                .filter(day -> day.isAfter(today))
                .ifPresent(day -> {
                    throw new Refusal("transfer.date-in-future", day);
                }));
    }
}
