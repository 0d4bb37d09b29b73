package org.redshield.bridge.access.visibility;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says of one kind of address which organisations have what lies there; a feature's contribution. */
public interface Holders {

    /**
     * @param path of a request, without parameters, e.g. {@code /api/cases/310105-2026-000123/version}
     * @param among the organisations that count
     * @return those of them whose people may read it, the one whose it is most before the others; empty where addresses of
     *     this kind are not its business
     */
    Optional<List<String>> of(String path, Set<String> among);
}
