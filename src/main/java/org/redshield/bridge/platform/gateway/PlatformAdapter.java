package org.redshield.bridge.platform.gateway;

/** Makes gateways of one kind; every platform speaks its own protocol. */
public interface PlatformAdapter {

    /** The value of the setting {@code bridge.platforms.<key>.adapter}. */
    String name();

    PlatformGateway connect(String platformKey, PlatformSettings settings);
}
