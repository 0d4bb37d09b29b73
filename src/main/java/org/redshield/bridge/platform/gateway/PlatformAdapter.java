package org.redshield.bridge.platform.gateway;

import java.util.List;

/** Makes gateways of one kind; every platform speaks its own protocol. */
public interface PlatformAdapter {

    /** The value of the setting {@code bridge.platforms.<key>.adapter}. */
    String name();

    PlatformGateway connect(String platformKey, PlatformSettings settings);

    /**
     * What a platform must be given that speaks one protocol. Named in {@code META-INF/spring.factories} with a constructor without
     * arguments, as {@link org.redshield.bridge.operations.requirement.Requirement}: the start asks it before there is an adapter.
     */
    interface Protocol {

        /** The adapter's name. */
        String name();

        /** Keys below {@code bridge.platforms.<key>} without which such a platform cannot be called. */
        List<String> keys();

        /** Which of them that platform lacks. */
        List<String> missing(PlatformSettings settings);

        static boolean isBlank(String value) {
            return value == null || value.isBlank();
        }
    }
}
