package org.redshield.bridge.access;

import java.util.List;

/** Whose people sign in here; who knows the organisations says it. */
public interface Tenants {

    /**
     * An organisation that works on this installation.
     *
     * @param platform whether its people are liaisons, not officers
     */
    record Tenant(String code, String name, boolean platform) {}

    List<Tenant> connected();

    /** Whether there are people to try everything with, whose password everybody knows; never in production. */
    boolean demonstration();
}
