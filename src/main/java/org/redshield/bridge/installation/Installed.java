package org.redshield.bridge.installation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The record as it stands in the database.
 *
 * @param id of the installation; empty where the database has no tables yet
 * @param kind empty where no node of a release that knows this record has started yet
 * @param zone in which the engine's columns, which carry none, were written
 * @param bureaus codes of the bureaus that work here
 * @param platforms their keys
 * @param evidence where files of evidence lie, as {@link OutsidePlace#store}
 * @param version of the program that started last
 * @param marked roles of the places that bear its mark
 * @param numbers the last number of each series that is known to stand outside the database
 * @param logSize of the newest signed head of the evidence log that is known to stand outside the database
 * @param acceptedAt when a difference was accepted last: what was kept before need not be there
 */
public record Installed(
        Optional<UUID> id,
        Optional<Kind> kind,
        Optional<String> zone,
        Set<String> bureaus,
        Set<String> platforms,
        Optional<String> evidence,
        Optional<String> version,
        Set<String> marked,
        Map<String, Long> numbers,
        Optional<Long> logSize,
        Instant acceptedAt) {}
