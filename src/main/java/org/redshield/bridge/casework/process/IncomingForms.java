package org.redshield.bridge.casework.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.casework.process.IncomingVariables.OUTCOME;
import static org.redshield.bridge.casework.process.IncomingVariables.SECOND_OFFICER;

import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.casework.Assignment;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.Supervision;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases.UseCase;
import org.springframework.stereotype.Component;

/** What the forms say by which a letter is signed for, declined and given to two officers, and a late one noted. */
@Component
public record IncomingForms(IncomingLetters letters, Supervision supervision) {

    public void acknowledge(FormSubmission form) {
        letters.acknowledge(form.subject(), form.tenant(), form.user(), form.flag("copies"));
    }

    public void draftDecline(FormSubmission form) {
        letters.draftDecline(
                form.subject(), form.tenant(), form.user(), form.text("declineReason"), form.text("reason"));
    }

    public void approveRejection(FormSubmission form) {
        form.set(
                OUTCOME,
                letters.approveRejection(form.subject(), form.tenant(), form.user(), form.text("reason"))
                        .name());
    }

    public void assign(FormSubmission form) {
        Assignment officers = letters.assign(
                form.subject(),
                form.tenant(),
                form.user(),
                form.text("leadCertificateNo"),
                form.text("secondCertificateNo"));
        form.set(LEAD_OFFICER, officers.leadUser());
        form.set(SECOND_OFFICER, officers.secondUser());
    }

    /**
     * @param feature whose sentence refuses an empty note
     * @param act that the cooperation records
     */
    public UseCase supervise(String feature, RecordedAct act) {
        return form -> supervision.note(
                feature,
                act,
                form.caseNo().orElseThrow(),
                form.subject(),
                form.tenant(),
                form.form(),
                form.user(),
                form.text("note"));
    }
}
