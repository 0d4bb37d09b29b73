package org.redshield.bridge.campaign.jointrequest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.What;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;

/** What goes out at the moment, and what that needs: one bean for each {@link Kind}. All else is the same for both. */
interface JointAsking {

    Kind kind();

    /** As which it goes out in a bureau's own case. */
    OrderKind order();

    /** What the record of that case calls it. */
    CampaignAct act();

    /** By which the lead tells the members. */
    LetterKind letter();

    /** What the lead's officer filled in. @throws Refusal {@code campaign.field-missing, .option-unknown} */
    What checked(JointQuestions.Proposal proposal);

    /** Whether a bureau may ask for this at all. */
    boolean isFor(String tenant, String platform);

    /** Whether it may be asked for in what a bureau does about a subject, as that stands now. */
    boolean possibleIn(Involvement own);

    /** Why a subject that was approved cannot go out any more. */
    Refusal notPossible();

    /**
     * The facts of the order that are this kind's.
     *
     * @param officer who prepared it
     * @param own empty while only what is proposed is looked at
     * @throws Refusal when nobody can answer for it
     */
    Map<String, String> facts(JointQuestion question, String tenant, String officer, Optional<Involvement> own);

    /** User ids of all who have a hand in it besides who prepared it; whoever approves must be somebody else. */
    List<String> hands(String tenant, List<Involvement> own);

    /** In short, for instance the titles of the data. */
    String inShort(JointQuestion question);

    /** All of it, as people read it before they decide; each with its name. */
    List<String> inFull(JointQuestion question);

    /** The same as words of the letter to members. */
    LetterDraft told(LetterDraft letter, JointQuestion question);
}
