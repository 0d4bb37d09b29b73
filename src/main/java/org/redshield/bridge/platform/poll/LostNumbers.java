package org.redshield.bridge.platform.poll;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Kind;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the platforms about what was sent to them and is lost here since the database was restored: what is known to have been
 * sent, and every number up to which the lost ones may have gone.
 */
@Component
@RequiredArgsConstructor
class LostNumbers implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(LostNumbers.class);
    private static final Duration NET = Duration.ofSeconds(10);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final String CANNOT_ASK = "平台的接口不能按本系统的编号查询，请向平台协查专员核对";

    private final SentNumbers sent;
    private final PlatformSending sending;
    private final Gateways gateways;
    private final InstantSource clock;

    /** Where this node has looked for which letters. */
    private final Set<String> searched = new HashSet<>();

    /** Besides the platform's id, which it may repeat. */
    private record Said(Optional<String> id, String words) {}

    @Override
    public List<Work> work() {
        return List.of(Work.every(PlatformSending.KIND, NET, this::run));
    }

    private void run() {
        List<Sent> some = next();
        while (!some.isEmpty() && !Thread.currentThread().isInterrupted()) {
            some.stream()
                    .collect(Collectors.groupingBy(Sent::platform, Collectors.groupingBy(Sent::kind)))
                    .forEach((platform, kinds) ->
                            kinds.forEach((kind, all) -> ask(platform, gateways.of(platform), kind, all)));
            some = next();
        }
        if (sending.isHeld()) {
            List<String> letters = sending.lostNames();
            gateways.platforms().forEach(platform -> searchAll(platform, letters));
        }
    }

    private List<Sent> next() {
        return sent.toBeAsked(gateways.platforms(), clock.instant().minus(AGAIN), PlatformGateway.BATCH);
    }

    private void searchAll(String platform, List<String> all) {
        List<String> letters = all.stream()
                .filter(letter -> !searched.contains(platform + letter))
                .toList();
        try {
            for (int from = 0; from < letters.size(); from += PlatformGateway.BATCH) {
                List<String> some = letters.subList(from, Math.min(letters.size(), from + PlatformGateway.BATCH));
                search(platform, some);
                some.forEach(letter -> searched.add(platform + letter));
            }
        } catch (PlatformUnavailable | PlatformRefusal e) {
            LOG.info("Platform {} could not be asked about lost letters: {}", platform, e.getMessage());
        }
    }

    /** Targets are counted from one: the first that is missing is behind the last. */
    private void search(String platform, List<String> letters) {
        List<String> open = letters;
        for (int target = 1; !open.isEmpty(); target++) {
            String suffix = "-" + target;
            List<DispositionStatus> found = gateways.of(platform)
                    .dispositions(open.stream().map(letter -> letter + suffix).toList());
            found.forEach(task -> sent.found(task.key(), platform, task.taskId(), words(task)));
            open = open.stream()
                    .filter(letter -> found.stream().anyMatch(task -> task.key().equals(letter + suffix)))
                    .toList();
        }
    }

    private static String words(DispositionStatus task) {
        return task.result().map(result -> task.status() + "：" + result).orElse(task.status());
    }

    private void ask(String platform, PlatformGateway gateway, Kind kind, List<Sent> all) {
        try {
            Map<String, Said> answers =
                    switch (kind) {
                        case REQUEST -> requests(gateway, all);
                        case DISPOSITION -> dispositions(gateway, all);
                        case PRESERVATION -> preservations(gateway, all);
                    };
            all.forEach(one -> {
                Said said = answers.getOrDefault(one.number(), new Said(Optional.empty(), SentNumbers.NOTHING));
                sent.asked(one.number(), said.id(), Optional.of(said.words()));
            });
        } catch (PlatformUnavailable e) {
            LOG.info("Platform {} could not be asked about {} lost here: {}", platform, all.size(), e.getMessage());
            all.forEach(one -> sent.asked(one.number(), Optional.empty(), Optional.empty()));
        } catch (PlatformRefusal e) {
            all.forEach(one -> sent.asked(one.number(), Optional.empty(), Optional.of(e.text())));
        }
    }

    private static Map<String, Said> requests(PlatformGateway gateway, List<Sent> all) {
        List<String> ids =
                all.stream().map(Sent::platformId).flatMap(Optional::stream).toList();
        Map<String, RequestStatus> byId = (ids.isEmpty() ? List.<RequestStatus>of() : gateway.query(ids))
                .stream()
                        .collect(Collectors.toMap(
                                RequestStatus::platformRequestId, Function.identity(), (first, second) -> second));
        return all.stream()
                .filter(one -> one.platformId().map(byId::containsKey).orElse(true))
                .collect(Collectors.toMap(
                        Sent::number,
                        one -> new Said(
                                one.platformId(),
                                one.platformId()
                                        .map(byId::get)
                                        .map(RequestStatus::status)
                                        .orElse(CANNOT_ASK))));
    }

    private static Map<String, Said> dispositions(PlatformGateway gateway, List<Sent> all) {
        Collection<DispositionStatus> statuses =
                gateway.dispositions(all.stream().map(Sent::number).toList());
        return statuses.stream()
                .collect(Collectors.toMap(
                        DispositionStatus::key,
                        status -> new Said(status.taskId(), words(status)),
                        (first, second) -> second));
    }

    private static Map<String, Said> preservations(PlatformGateway gateway, List<Sent> all) {
        return all.stream()
                .collect(Collectors.toMap(
                        Sent::number,
                        one -> new Said(
                                Optional.empty(),
                                gateway.preservations()
                                        .map(holds -> holds.status(one.number()).status())
                                        .orElse(CANNOT_ASK))));
    }
}
