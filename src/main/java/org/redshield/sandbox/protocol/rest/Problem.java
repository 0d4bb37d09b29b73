package org.redshield.sandbox.protocol.rest;

import org.redshield.sandbox.casework.Rejected;
import org.redshield.sandbox.casework.Reused;

/** A call that the platform will not serve, as a problem document. */
class Problem extends RuntimeException {

    private final int status;
    private final String code;
    private final Integer retryAfter;

    Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    Problem(int status, String code, String detail, Integer retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static Problem notFound(String detail) {
        return new Problem(404, "not-found", detail);
    }

    static Problem noSuchShop(String id) {
        return new Problem(404, "no-such-shop", "没有编号为 " + id + " 的网店。");
    }

    static Problem notReady(Rejected e) {
        return new Problem(409, "not-ready", e.getMessage());
    }

    static Problem of(Rejected e) {
        return e instanceof Reused
                ? new Problem(409, "key-reused", e.getMessage())
                : new Problem(400, "invalid-request", e.getMessage());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Seconds; null: not said. */
    Integer retryAfter() {
        return retryAfter;
    }
}
