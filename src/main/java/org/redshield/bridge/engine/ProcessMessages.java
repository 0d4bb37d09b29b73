package org.redshield.bridge.engine;

import java.util.Map;

/** Wakes or starts process instances from outside the engine, in the caller's transaction and a given tenant. */
public interface ProcessMessages {

    /**
     * Wakes the one instance of the tenant in which {@code key} has the given value.
     *
     * @param variables declared variables to set, as {@link Variable#toEngine} stores them
     * @return false when nobody waits for it (yet); nothing was changed then
     */
    boolean correlate(String tenant, String message, Variable<String> key, String value, Map<String, Object> variables);

    /** Starts a new instance of the tenant by its message start event. */
    void start(String tenant, String message, String caseNo, Map<String, Object> variables);

    /** Starts a new instance of the tenant of a process that people start too; what their form would say stands in the variables. */
    void begin(String tenant, String process, String caseNo, Map<String, Object> variables);

    /**
     * Starts a new instance of the tenant at a later task, for what was done up to there before anything of it was known here. The
     * process's contract names the task, so that no model can be without it.
     */
    void goOn(String tenant, String process, String task, String caseNo, Map<String, Object> variables);
}
