package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The bound file of a case that began as a clue. */
class ClueDossierTest extends ClueScenario {

    @Test
    void itsFormsStandWhereTheLawSays() throws Exception {
        String caseNo = assigned();
        approved(caseNo, proposal("extend"));
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        BoundFile bound =
                BoundFile.of(BoundFile.get(address() + "/api/cases/" + caseNo + "/dossier", OFFICER, "application/pdf")
                        .body());
        assertThat(bound.contents("正卷").get(0)).contains("立案审批表", "部门负责人批准", REASON, filingNo(caseNo));
        assertThat(bound.contents("副卷"))
                .satisfiesExactly(
                        text -> assertThat(text).contains("案件来源登记表"),
                        text -> assertThat(text).contains("有关事项审批表（指派核查人员）"),
                        text -> assertThat(text).contains("有关事项审批表（延长期限）", "办案机构负责人同意"),
                        text -> assertThat(text).contains("办理记录"));
    }
}
