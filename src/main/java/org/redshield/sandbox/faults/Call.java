package org.redshield.sandbox.faults;

import java.util.Set;

/**
 * What a call is about, as far as faults care.
 *
 * @param method null for a download
 * @param apiName null where the method has none
 * @param datasets datasets of the requests it names
 * @param keys their {@code requestNo}s, or the {@code doc_name}s of its dispositions
 */
public record Call(String method, String apiName, Set<String> datasets, Set<String> keys) {}
