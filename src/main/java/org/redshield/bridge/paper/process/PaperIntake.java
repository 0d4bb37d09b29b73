package org.redshield.bridge.paper.process;

import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.engine.UseCases.setting;
import static org.redshield.bridge.paper.process.PaperVariables.ANSWERED;
import static org.redshield.bridge.paper.process.PaperVariables.DELIVERY_DUE_AT;
import static org.redshield.bridge.paper.process.PaperVariables.MORE;
import static org.redshield.bridge.paper.process.PaperVariables.PAPER_ID;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.letter.LetterKinds;
import org.redshield.bridge.paper.PaperAct;
import org.redshield.bridge.paper.PaperLetters;
import org.redshield.bridge.paper.PaperLetters.DeliveryEntered;
import org.redshield.bridge.paper.PaperLetters.DispatchEntered;
import org.redshield.bridge.paper.PaperLetters.ReplyEntered;
import org.springframework.stereotype.Component;

/** Takes the forms of {@code paper-correspondence.bpmn}. */
@Component
record PaperIntake(PaperLetters papers, LetterKinds kinds, IncomingForms incoming) implements FormIntake {

    @Override
    public UseCases useCases() {
        return UseCases.about(
                PAPER_ID,
                form("registerDispatch")
                        .on("dispatch", setting(DELIVERY_DUE_AT, papers::dispatch, DispatchEntered.class))
                        .on("online", doing(papers::carryOnline))
                        .on("abandon", doing(papers::keepBack, "notSentReason")),
                form("registerDelivery").on("deliver", setting(ANSWERED, papers::deliver, DeliveryEntered.class)),
                form("registerReply").on("reply", this::reply).on("end", doing(papers::end, "endReason")),
                form("supervisePaper").on("noted", incoming.supervise(PaperAct.FEATURE, PaperAct.SUPERVISION_NOTED)));
    }

    private void reply(FormSubmission form) {
        ReplyEntered entered = form.as(ReplyEntered.class, Map.of("read", read(form)));
        form.set(MORE, papers.reply(form.subject(), form.tenant(), form.user(), entered));
    }

    /** Every field is asked for, so that nothing of a letter is kept elsewhere; what counts, its kind says. */
    private Map<String, String> read(FormSubmission form) {
        Map<String, String> read = new HashMap<>();
        kinds.all().stream().flatMap(kind -> kind.onPaper().read().stream()).forEach(one -> {
            Optional<String> entered =
                    one.isDay() ? form.date(one.fact()).map(Object::toString) : form.text(one.fact());
            entered.ifPresent(value -> read.put(one.fact(), value));
        });
        return read;
    }
}
