package org.redshield.bridge.engine.model;

/** A feature's look at a model before it is deployed, by whomever. */
public interface ModelCheck {

    /**
     * @param resource the file's name
     * @throws org.redshield.bridge.Refusal when it may not be deployed; nothing of the deployment is kept
     */
    void check(String resource, byte[] content);
}
