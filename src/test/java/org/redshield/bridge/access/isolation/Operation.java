package org.redshield.bridge.access.isolation;

import java.util.Comparator;

/** One thing that can be asked of the bridge over HTTP; its path has names in braces where ids stand. */
record Operation(String method, String path) implements Comparable<Operation> {

    private static final Comparator<Operation> ORDER =
            Comparator.comparing(Operation::path).thenComparing(Operation::method);

    @Override
    public int compareTo(Operation other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
