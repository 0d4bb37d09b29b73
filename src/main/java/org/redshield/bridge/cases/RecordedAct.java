package org.redshield.bridge.cases;

/** Something that can happen in a case; a feature keeps an enum of its own. The name is stored and stays for ever. */
public interface RecordedAct {

    String name();

    /** As an officer reads it. */
    String title();

    /** The same said to whoever has just done it. */
    default String done() {
        return "已" + title();
    }

    /** What kind of decision it is, as its form in the bound file and the lines of that are called. */
    default String kind() {
        return "审批";
    }

    /** Whether it is worth telling who did not do it; not what always follows at once from what was done. */
    default boolean isNews() {
        return true;
    }
}
