package org.redshield.bridge.bureau.duty;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.PersonNames;
import org.redshield.bridge.engine.account.People;
import org.redshield.bridge.engine.account.Person;
import org.redshield.bridge.engine.duty.Head;
import org.redshield.bridge.engine.duty.Substitution;
import org.redshield.bridge.engine.duty.Substitutions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 代行职责: a head names who decides in his place while he is away. It is on record, holds for tasks that wait and for new
 * ones, and ends by itself. What the law leaves to a head stays with heads: the table of approvals says from which rank on.
 */
@Service
@RequiredArgsConstructor
public class Substitutes {

    static final int SHORTEST_REASON = 2;
    static final int LONGEST_REASON = 200;

    private final Substitutions store;
    private final DeployedDuties duties;
    private final People people;
    private final PersonNames names;
    private final InstantSource time;

    /**
     * An office that the caller holds, and who may stand in for him there.
     *
     * @param office group of the engine
     */
    public record Office(String office, String title, List<Candidate> candidates) {}

    public record Candidate(String user, String name, String title) {}

    /**
     * Who stands in for whom.
     *
     * @param from first day
     * @param until last day
     * @param state PLANNED, IN_FORCE, OVER or TAKEN_BACK
     * @param mine whether the caller named him, and so may take it back
     */
    public record Named(
            UUID id,
            String office,
            String officeTitle,
            String head,
            String headName,
            String substitute,
            String substituteName,
            LocalDate from,
            LocalDate until,
            String reason,
            String state,
            boolean mine) {}

    /** All that the screen shows: the caller's offices, and the last hundred of the organisation, the newest first. */
    public record Overview(List<Office> offices, List<Named> substitutions) {}

    @Transactional(readOnly = true)
    public Overview overview(String user, String tenant) {
        List<Substitution> all = store.of(tenant);
        Map<String, Head> heads = store.heads(tenant);
        Map<String, String> called = names.of(Stream.concat(
                        heads.keySet().stream(), all.stream().flatMap(one -> Stream.of(one.head(), one.substitute())))
                .collect(Collectors.toSet()));
        List<Office> offices = Stream.of(Head.values())
                .filter(head -> own(user).contains(head.group()))
                .map(office -> new Office(
                        office.group(),
                        office.title(),
                        heads.entrySet().stream()
                                .filter(one -> !one.getKey().equals(user))
                                .filter(one -> isHighEnough(Optional.of(one.getValue()), office, tenant))
                                .map(one -> new Candidate(
                                        one.getKey(),
                                        called.get(one.getKey()),
                                        one.getValue().title()))
                                .toList()))
                .toList();
        Instant now = time.instant();
        return new Overview(
                offices,
                all.stream()
                        .map(one -> new Named(
                                one.id(),
                                one.office().group(),
                                one.office().title(),
                                one.head(),
                                called.get(one.head()),
                                one.substitute(),
                                called.get(one.substitute()),
                                ChinaTime.day(one.from()),
                                ChinaTime.day(one.until().minusMillis(1)),
                                one.reason(),
                                state(one, now),
                                one.head().equals(user) && one.endedAt().isEmpty() && now.isBefore(one.until())))
                        .toList());
    }

    private static String state(Substitution one, Instant now) {
        if (one.endedAt().isPresent()) {
            return "TAKEN_BACK";
        }
        if (now.isBefore(one.from())) {
            return "PLANNED";
        }
        return one.isInForce(now) ? "IN_FORCE" : "OVER";
    }

    /**
     * @param office group of the engine
     * @param from first day; from today on it holds at once
     * @param until last day, which belongs to it
     * @throws Refusal {@code bureau.substitute-not-head, -days-missing, -past, -reason, -oneself, -unknown, -rank, -overlap,
     *     -chain}
     */
    @Transactional
    public UUID name(
            String user,
            String tenant,
            String office,
            String substitute,
            LocalDate from,
            LocalDate until,
            String reason) {
        Head head = Head.of(office == null ? "" : office)
                .filter(one -> own(user).contains(one.group()))
                .orElseThrow(() -> new Refusal("bureau.substitute-not-head"));
        if (from == null || until == null) {
            throw new Refusal("bureau.substitute-days-missing");
        }
        Instant now = time.instant();
        LocalDate today = ChinaTime.day(now);
        if (from.isBefore(today) || until.isBefore(from)) {
            throw new Refusal("bureau.substitute-past", from, until);
        }
        String why = reason == null ? "" : reason.strip();
        if (why.length() < SHORTEST_REASON
                || why.length() > LONGEST_REASON
                || why.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal("bureau.substitute-reason", SHORTEST_REASON, LONGEST_REASON);
        }
        if (user.equals(substitute)) {
            throw new Refusal("bureau.substitute-oneself");
        }
        Person other = Optional.ofNullable(substitute)
                .flatMap(people::find)
                .filter(person -> person.tenants().contains(tenant))
                .orElseThrow(() -> new Refusal("bureau.substitute-unknown"));
        if (!isHighEnough(Head.among(other.groups()), head, tenant)) {
            throw new Refusal(
                    "bureau.substitute-rank",
                    names.of(other.id()),
                    head.title(),
                    duties.substituteOf(head, tenant).orElse(head).title());
        }
        store.lock(tenant);
        Substitution named = new Substitution(
                Ids.next(),
                tenant,
                user,
                head,
                other.id(),
                from.equals(today) ? now : ChinaTime.startOf(from),
                ChinaTime.startOf(until.plusDays(1)),
                why,
                now,
                Optional.empty());
        store.notEnded(tenant, now).stream()
                .filter(one -> one.overlaps(named.from(), named.until()))
                .forEach(one -> requireBeside(named, one));
        store.insert(named);
        return named.id();
    }

    /** Nobody has two substitutes at a time, and who is away stands in for nobody. */
    private void requireBeside(Substitution named, Substitution other) {
        LocalDate from = ChinaTime.day(other.from());
        LocalDate until = ChinaTime.day(other.until().minusMillis(1));
        if (other.head().equals(named.head()) && other.office() == named.office()) {
            throw new Refusal("bureau.substitute-overlap", names.of(other.substitute()), from, until);
        }
        if (other.substitute().equals(named.head())) {
            throw new Refusal("bureau.substitute-stands-in", names.of(other.head()), from, until);
        }
        if (other.head().equals(named.substitute())) {
            throw new Refusal("bureau.substitute-chain", names.of(other.head()), from, until);
        }
    }

    /** Who named him is back before. @throws Refusal {@code bureau.substitute-over} */
    @Transactional
    public void takeBack(UUID id, String user) {
        if (!store.end(id, user, time.instant())) {
            throw new Refusal("bureau.substitute-over");
        }
    }

    private boolean isHighEnough(Optional<Head> rank, Head office, String tenant) {
        Head least = duties.substituteOf(office, tenant).orElse(office);
        return rank.filter(one -> one.isAtLeast(least)).isPresent();
    }

    /** Not those in which he stands in for others: that would be a chain. */
    private Set<String> own(String user) {
        return people.find(user).map(person -> Set.copyOf(person.groups())).orElse(Set.of());
    }
}
