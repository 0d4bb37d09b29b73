package org.redshield.sandbox.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One method of the gateway. */
interface TopMethod {

    /** As in the parameter {@code method}. */
    String name();

    /**
     * Does what is asked and returns what stands under the answer's root key.
     *
     * @throws TopError when the gateway refuses the call
     */
    ObjectNode execute(TopCall call);
}
