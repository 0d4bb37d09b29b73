package org.redshield.bridge.evidence.log;

import java.util.List;

/** All second places of this installation; none unless set. */
public record SecondPlaces(List<SecondPlace> all) {}
