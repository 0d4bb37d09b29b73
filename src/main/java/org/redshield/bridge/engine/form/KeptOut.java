package org.redshield.bridge.engine.form;

import java.util.List;
import java.util.Set;
import org.redshield.bridge.engine.Outgoing;

/**
 * What of a case no text may tell, because people read it who must not know it. Asked at each door by which texts come in or go out:
 * forms, bodies of requests, names of files, letters. Nothing is taken or sent before that.
 */
public interface KeptOut {

    /**
     * Who enters something. Only to whoever may know it a refusal may say that he told it: to anybody else it would confirm
     * what he guessed.
     */
    record Writer(String user, Set<String> groups, String tenant) {}

    /**
     * What is told.
     *
     * @param place what the person calls it in which it stands: the label of a field, 文件名, the title of a letter
     */
    record Told(String place, String text) {}

    /** @throws org.redshield.bridge.Refusal when one of the texts tells what the writer may know; it says where and in which words */
    void check(Writer writer, String caseNo, List<Told> texts);

    /** Whether the case has something that the writer may know and must not tell. */
    boolean guards(Writer writer, String caseNo);

    /**
     * The last look at what goes to another organisation, whoever wrote what is in it.
     *
     * @throws org.redshield.bridge.Refusal when it tells what one of those may know who answer for it; it does not quote it, since it
     *     may end in a log of failures
     */
    void leaving(Outgoing letter);

    /** Whether the field is the very place for what is kept out. @param form the id of its user task or start event */
    boolean isPlaceFor(String form, String field);
}
