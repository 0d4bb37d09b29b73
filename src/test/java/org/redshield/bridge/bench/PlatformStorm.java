package org.redshield.bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.redshield.bridge.crash.Invariants;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Data requests of real cases against a platform of whose calls three in ten fail at random, and which is down for a while
 * in the middle. At the end every request is answered, the platform has each once, every file has its hash, and nobody was
 * asked for help. Not a test: run its main; the arguments are the number of requests (1000 unless given), the seconds that
 * the platform is down (60) and settings of the bridge, {@code --key=value}.
 */
final class PlatformStorm implements AutoCloseable {

    private static final List<String> DATASETS = List.of("SHOP_SUBJECT", "SHOP_HISTORY", "ITEM");
    private static final int PEOPLE = 4;
    private static final int SHOPS = 40;
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private static final String FAULTS = """
            {"anyOf": ["RESET", "HTTP_500", "HTTP_502", "HTTP_503", "HTTP_429", "REDIRECT", "NO_ANSWER", "CALL_LIMITED",
                       "REMOTE_SERVICE_ERROR", "ACT_THEN_SILENCE", "RESET_MID_BODY", "EMPTY_BODY", "WRONG_CHARSET",
                       "HTML_200", "TRUNCATED_JSON", "UNKNOWN_CODE"],
             "method": "taobao.cloudbridge.caseinvest.execute",
             "probability": 0.3, "seed": 20261124, "seconds": 1, "hold": "PT2S"},
            {"anyOf": ["RESET", "HTTP_500", "HTTP_502", "HTTP_503", "HTTP_429", "REDIRECT", "NO_ANSWER", "HTML_200",
                       "EMPTY_BODY", "CUT_DOWNLOAD", "EXPIRED_URL"],
             "method": "file", "probability": 0.3, "seed": 20261125, "seconds": 1, "hold": "PT2S", "bytes": 200}""";

    private final int requests;
    private final Duration down;
    private final Installation installation;
    private final JdbcClient jdbc;
    private final Http platform;
    private final Duration platformTime;
    private final List<String> cases = new ArrayList<>();
    private long met;
    private long seen;

    /**
     * @param down how long nobody listens at the platform
     * @param platformTime what the platform itself takes for an answer
     * @param bridgeSettings {@code --key=value}
     */
    PlatformStorm(int requests, Duration down, Duration platformTime, List<String> bridgeSettings) throws Exception {
        this.requests = requests;
        this.down = down;
        this.platformTime = platformTime;
        installation = new Installation("512m", bridgeSettings, "--sandbox.delay.immediate=" + platformTime);
        jdbc = JdbcClient.create(installation.database);
        platform = new Http(installation.platform(), null);
    }

    public static void main(String[] args) throws Exception {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        Duration down = Duration.ofSeconds(args.length > 1 ? Integer.parseInt(args[1]) : 60);
        List<String> settings = List.of(args).subList(Math.min(2, args.length), args.length);
        try (PlatformStorm storm = new PlatformStorm(requests, down, Duration.ofSeconds(1), settings)) {
            System.out.println(storm.run());
            storm.check();
            System.out.println(
                    "checked: all answered, each once at the platform, every file with its hash, no incident,"
                            + " no letter to the liaison");
        }
        System.exit(0);
    }

    /** All durations sorted. */
    record Figures(
            int requests,
            double load,
            long met,
            long seen,
            double before,
            double after,
            Duration firstAfter,
            Duration allAfter,
            List<Duration> overPlatform,
            List<Duration> overPlatformAwayFromOutage,
            List<Duration> fromOrder) {

        @Override
        public String toString() {
            return """
                    %,d requests, load average %.1f at the end; %,d of %,d calls failed (%.0f %%)
                    answers a second: %.1f from the first approval to the outage, %.1f from its end to the last answer
                    recovery: first answer %,d ms after the outage, all that waited answered after %,d ms
                    over the platform's own answer time: %s
                    the same, requests that never met the outage (%,d): %s
                    from our order to the answer, less the platform's own time: %s
                    """.formatted(
                            requests,
                            load,
                            met,
                            seen,
                            100.0 * met / Math.max(1, seen),
                            before,
                            after,
                            firstAfter.toMillis(),
                            allAfter.toMillis(),
                            line(overPlatform),
                            overPlatformAwayFromOutage.size(),
                            line(overPlatformAwayFromOutage),
                            line(fromOrder));
        }

        private static String line(List<Duration> sorted) {
            return sorted.isEmpty()
                    ? "none"
                    : "p50 %,d ms, p99 %,d ms, max %,d ms"
                            .formatted(
                                    at(sorted, 0.5).toMillis(),
                                    at(sorted, 0.99).toMillis(),
                                    sorted.get(sorted.size() - 1).toMillis());
        }

        private static Duration at(List<Duration> sorted, double share) {
            return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
        }
    }

    /** Returns when the last request is answered. */
    Figures run() throws Exception {
        raiseAll();
        faults(FAULTS);
        Instant start = Instant.now();
        Future<?> approvals = inParallel(cases, installation::approve);
        until("half of the requests is answered", () -> answered() >= requests / 2);
        long before = answered();
        count();
        Instant begin = Instant.now();
        faults(FAULTS + ",{\"fault\": \"DOWN\", \"hold\": \"" + down + "\"}");
        until("the platform is down", () -> !isUp());
        until("the platform is back", this::isUp);
        Instant end = Instant.now();
        approvals.get();
        until("every request has ended", () -> open() == 0);
        count();
        faults("");
        return figures(start, before, begin, end);
    }

    private void raiseAll() throws Exception {
        List<String> shops = new ArrayList<>();
        platform.get("/admin/shops?size=" + SHOPS)
                .json()
                .forEach(shop -> shops.add(shop.get("id").asText()));
        List<Map<String, Object>> forms = new ArrayList<>();
        for (int left = requests; left > 0; left -= DATASETS.size()) {
            Map<String, Object> form = Requests.direct(
                    DATASETS.subList(0, Math.min(left, DATASETS.size())).toArray(String[]::new));
            form.put("shopId", shops.get(forms.size() % shops.size()));
            forms.add(form);
        }
        List<String> raised = java.util.Collections.synchronizedList(cases);
        inParallel(forms, form -> raised.add(installation.desk.raised("officer310105", form)))
                .get();
    }

    private static <T> Future<?> inParallel(List<T> work, java.util.function.Consumer<T> each) {
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE + 1);
        List<Future<?>> all = new ArrayList<>();
        work.forEach(one -> all.add(people.submit(() -> each.accept(one))));
        Future<?> end = people.submit(() -> {
            for (Future<?> one : all) {
                one.get();
            }
            return null;
        });
        people.shutdown();
        return end;
    }

    private void faults(String list) {
        Http.Answer answer = platform.put("/admin/faults", "[" + list + "]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void count() {
        for (JsonNode state : platform.get("/admin/faults").json()) {
            met += state.path("met").asLong();
            seen += state.path("seen").asLong();
        }
    }

    private boolean isUp() {
        try {
            return platform.get("/health").status() == 200;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static void until(String what, java.util.concurrent.Callable<Boolean> holds) {
        await(what).atMost(LONGEST).pollInterval(Duration.ofMillis(100)).until(holds);
    }

    private long answered() {
        return number("select count(*) from platform_request where answered_at is not null");
    }

    private long open() {
        return requests
                - number("select count(*) from platform_request where answered_at is not null or status = 'LIAISON'");
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private Figures figures(Instant start, long before, Instant begin, Instant end) {
        Map<String, Instant> ready = new HashMap<>();
        platform.get("/admin/ledger")
                .json()
                .forEach(entry -> ready.put(
                        entry.get("requestNo").asText(),
                        Instant.parse(entry.get("firstAt").asText()).plus(platformTime)));
        List<Duration> over = new ArrayList<>();
        List<Duration> away = new ArrayList<>();
        List<Duration> ordered = new ArrayList<>();
        List<Instant> after = new ArrayList<>();
        jdbc.sql("select request_no, created_at, answered_at from platform_request where answered_at is not null")
                .query(row -> {
                    Instant answeredAt = instant(row.getTimestamp("answered_at"));
                    Instant createdAt = instant(row.getTimestamp("created_at"));
                    Duration overhead = Duration.between(ready.get(row.getString("request_no")), answeredAt);
                    over.add(overhead);
                    ordered.add(Duration.between(createdAt, answeredAt).minus(platformTime));
                    if (answeredAt.isBefore(begin) || createdAt.isAfter(end)) {
                        away.add(overhead);
                    }
                    if (answeredAt.isAfter(end)) {
                        after.add(answeredAt);
                    }
                });
        after.sort(null);
        List.of(over, away, ordered).forEach(list -> list.sort(null));
        Instant last = after.isEmpty() ? end : after.get(after.size() - 1);
        return new Figures(
                requests,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                met,
                seen,
                before * 1000.0 / Duration.between(start, begin).toMillis(),
                after.size() * 1000.0 / Math.max(1, Duration.between(end, last).toMillis()),
                after.isEmpty() ? Duration.ZERO : Duration.between(end, after.get(0)),
                Duration.between(end, last),
                over,
                away,
                ordered);
    }

    private static Instant instant(Timestamp time) {
        return time.toInstant();
    }

    /** @throws AssertionError when something was lost, done twice, or left to people */
    void check() throws Exception {
        assertThat(number("select count(*) from platform_request")).isEqualTo(requests);
        assertThat(jdbc.sql("select request_no || ' ' || status from platform_request where status <> 'ANSWERED'")
                        .query(String.class)
                        .list())
                .as("requests that are not answered")
                .isEmpty();
        assertThat(number("select count(*) from outbox where kind = 'LIAISON_REQUEST'"))
                .as("letters to the liaison")
                .isZero();
        new Invariants(installation.database, installation.evidence(), platform).hold(cases);
        assertThat(platform.get("/admin/ledger").json()).hasSize(requests);
    }

    @Override
    public void close() throws Exception {
        installation.close();
    }
}
