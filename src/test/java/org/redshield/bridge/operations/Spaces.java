package org.redshield.bridge.operations;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Disks for tests without the whole bridge. */
public final class Spaces {

    private Spaces() {}

    /** Nothing is ever full. */
    public static Space ample() {
        return new Space(List.of(), new SimpleMeterRegistry());
    }

    /** From now on that much is free everywhere. */
    public static void filledUpTo(Space space, DataSize left) {
        space.free = folder -> left.toBytes();
    }

    /** From now on nothing is free to the work of that kind; everybody else has room. */
    public static void filledUpFor(Space space, String kind) {
        space.free = folder -> Thread.currentThread().getName().equals(kind) ? 0 : Space.ofDisk(folder);
    }

    /** From now on as much is free as there really is. */
    public static void unfilled(Space space) {
        space.free = Space::ofDisk;
    }

    /** Of which that much must stay free. */
    public static Space least(Path folder, DataSize least) {
        return new Space(
                List.of(new WatchedFolder("evidence", "证据文件", folder, least.toBytes())), new SimpleMeterRegistry());
    }
}
