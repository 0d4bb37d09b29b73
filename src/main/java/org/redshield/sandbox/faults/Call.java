package org.redshield.sandbox.faults;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a call is about, as far as faults care.
 *
 * @param method {@code rest} for the published API, {@code oauth} for its tokens, {@code file} for a download
 * @param apiName null where the method has none
 * @param datasets datasets of the requests it names
 * @param keys their {@code requestNo}s, or the {@code doc_name}s of its dispositions
 * @param drawn what a mix of faults has in store for this call, drawn once
 */
public record Call(
        String method, String apiName, Set<String> datasets, Set<String> keys, Map<Object, Optional<FaultKind>> drawn) {

    public Call(String method, String apiName, Set<String> datasets, Set<String> keys) {
        this(method, apiName, datasets, keys, new IdentityHashMap<>());
    }
}
