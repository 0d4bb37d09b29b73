package org.redshield.bridge.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How much a test does of what is exhaustive: all of it where the tier {@code thorough} is run (CONTRIBUTING, Tiers), in
 * {@code verify} a few of each kind.
 */
public final class Thorough {

    private static final String EXCLUDED = "test.tiers.excluded";

    private Thorough() {}

    /** Whether all of it is done: in {@code .ci/run}, and for whoever names a group ({@code -Dgroups=letters}). */
    public static boolean isRun() {
        String excluded = System.getProperty(EXCLUDED);
        return excluded != null && !excluded.contains("thorough") || System.getProperty("groups") != null;
    }

    /** All of them; in {@code verify} so many, for the same name always the same. */
    public static <T> List<T> some(int many, List<T> all, String name) {
        return isRun() ? all : few(many, all, name);
    }

    /** So many of them, for the same name always the same: where another test tries all. */
    public static <T> List<T> few(int many, List<T> all, String name) {
        if (all.size() <= many) {
            return all;
        }
        List<T> mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, new Random(name.hashCode()));
        return List.copyOf(mixed.subList(0, many));
    }
}
