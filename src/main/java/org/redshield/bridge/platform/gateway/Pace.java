package org.redshield.bridge.platform.gateway;

import java.time.Duration;
import org.redshield.bridge.WrongSetting;

/**
 * How fast and how patiently one platform is called, {@code bridge.platforms.<key>.pace}.
 *
 * @param callsPerSecond most calls a second from all nodes together, half of them submissions; 40 unless given
 * @param submissions most requests and dispositions under way at once from one node, so that a platform that hangs never
 *     holds all threads of the engine; 2 unless given
 * @param loads most answers brought in at once on one node; 2 unless given
 * @param connectTimeout longest wait for a connection; 3s unless given
 * @param callTimeout longest time of a whole call; 15s unless given, and no more: a submission must end within its job
 * @param stallTimeout the longest time in which a download may bring next to nothing; 30s unless given
 */
public record Pace(
        Integer callsPerSecond,
        Integer submissions,
        Integer loads,
        Duration connectTimeout,
        Duration callTimeout,
        Duration stallTimeout) {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(15);

    /** Of a platform about which nothing is set. */
    public static final Pace DEFAULT = new Pace(null, null, null, null, null, null);

    public Pace {
        callsPerSecond = positive(callsPerSecond, 40, "calls-per-second");
        submissions = positive(submissions, 2, "submissions");
        loads = positive(loads, 2, "loads");
        connectTimeout = connectTimeout == null ? Duration.ofSeconds(3) : connectTimeout;
        callTimeout = callTimeout == null ? LONGEST_CALL : callTimeout;
        stallTimeout = stallTimeout == null ? Duration.ofSeconds(30) : stallTimeout;
        if (connectTimeout.compareTo(Duration.ZERO) <= 0
                || callTimeout.compareTo(Duration.ZERO) <= 0
                || callTimeout.compareTo(LONGEST_CALL) > 0) {
            boolean connecting = connectTimeout.compareTo(Duration.ZERO) <= 0;
            throw new WrongSetting(
                    connecting ? "connect-timeout" : "call-timeout",
                    connecting ? "应当大于零" : "应当大于零，不能长于 15 秒",
                    connecting ? "must be positive" : "must be positive, and at most 15s");
        }
    }

    private static int positive(Integer given, int otherwise, String name) {
        int value = given == null ? otherwise : given;
        WrongSetting.unlessAtLeast(1, name, value);
        return value;
    }
}
