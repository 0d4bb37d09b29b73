package org.redshield.bridge.restoreguard;

import java.util.List;

/** All second places for the marks; none unless set. */
public record MarkPlaces(List<MarkPlace> all) {}
