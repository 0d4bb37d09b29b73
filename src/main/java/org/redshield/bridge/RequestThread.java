package org.redshield.bridge;

/** Whether this thread serves somebody's request, and not the bridge's own work. */
public final class RequestThread {

    private static final ThreadLocal<Boolean> SERVES = ThreadLocal.withInitial(() -> false);

    private RequestThread() {}

    public static void begin() {
        SERVES.set(true);
    }

    public static void end() {
        SERVES.remove();
    }

    public static boolean isCurrent() {
        return SERVES.get();
    }
}
