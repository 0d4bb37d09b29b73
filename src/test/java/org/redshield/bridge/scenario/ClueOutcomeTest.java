package org.redshield.bridge.scenario;

import org.junit.jupiter.api.Test;

/** What people are told after each decision about a clue and its case. */
class ClueOutcomeTest extends ClueScenario {

    private final Told told = new Told();

    @Override
    protected void did(String user, String task, String caseNo, String taskId) {
        super.did(user, task, caseNo, taskId);
        told.hear(as(user), task, "tasks/" + taskId);
    }

    @Test
    void filedAndDecided() {
        String caseNo = assigned();
        approved(caseNo, proposal("extend"));
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        told.is("""
                assignVerification | 已指派核查人员；下一步：由陈思远办理“核查线索”（某日 前）。
                verifyClue | 已提请审批（立案）；下一步：由办案机构负责人办理“办案机构负责人审核”（某日 前）。
                reviewVerification | 已审核同意；下一步：由部门负责人办理“部门负责人审批”（某日 前）。
                decideFiling | 已批准，已立案；下一步：由陈思远办理“办理案件”（某日 前）。
                """);
    }

    @Test
    void notFiled() {
        String caseNo = assigned();
        approved(caseNo, proposal("notFile", "ground", "MINOR_CORRECTED"));
        told.is("""
                assignVerification | 已指派核查人员；下一步：由陈思远办理“核查线索”（某日 前）。
                verifyClue | 已提请审批（不予立案）；下一步：由办案机构负责人办理“办案机构负责人审核”（某日 前）。
                reviewVerification | 已审核同意；下一步：由部门负责人办理“部门负责人审批”（某日 前）。
                decideFiling | 已批准，已决定不予立案；“线索核查”到此结束，没有下一步。
                """);
    }
}
