package org.redshield.bridge.engine.progress;

/** Of which case a task or an instance is or was, whoever asks: for the statements of others. */
public final class CasesOfInstances {

    /** One row with {@code case_no}, or none for what is neither or of no case; {@code %1$s} is the id. */
    public static final String OF = """
            select business_key_ as case_no from act_hi_procinst
             where id_ = coalesce((select proc_inst_id_ from act_hi_taskinst where id_ = %1$s), %1$s)
            """;

    private CasesOfInstances() {}
}
