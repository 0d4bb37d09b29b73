package org.redshield.sandbox;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** The settings that may change while the sandbox runs; a restart brings back those of the file. */
@Component
public class Settings {

    /** A consistent set of values; null in a change means: as it was. */
    public record Values(SandboxProperties.Delay delay, Long bigShopRows, Long rowsPerFile) {}

    private volatile Values current;

    public Settings(SandboxProperties properties) {
        current = new Values(properties.delay(), properties.bigShopRows(), properties.rowsPerFile());
    }

    public Values current() {
        return current;
    }

    /**
     * Replaces what {@code change} names.
     *
     * @throws IllegalArgumentException when a value cannot be
     */
    public synchronized Values change(Values change) {
        SandboxProperties.Delay before = current.delay();
        SandboxProperties.Delay delay = change.delay() == null
                ? before
                : new SandboxProperties.Delay(
                        notNegative(change.delay().immediate(), before.immediate()),
                        notNegative(change.delay().manual(), before.manual()),
                        notNegative(change.delay().disposition(), before.disposition()));
        long bigShopRows = change.bigShopRows() == null ? current.bigShopRows() : change.bigShopRows();
        long rowsPerFile = change.rowsPerFile() == null ? current.rowsPerFile() : change.rowsPerFile();
        if (bigShopRows < 0 || rowsPerFile < 1) {
            throw new IllegalArgumentException("bigShopRows must be 0 or more, rowsPerFile 1 or more");
        }
        current = new Values(delay, bigShopRows, rowsPerFile);
        return current;
    }

    private static Duration notNegative(Duration changed, Duration before) {
        if (changed != null && changed.isNegative()) {
            throw new IllegalArgumentException("A delay cannot be negative: " + changed);
        }
        return changed == null ? before : changed;
    }
}
