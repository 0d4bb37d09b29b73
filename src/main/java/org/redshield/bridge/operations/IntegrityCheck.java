package org.redshield.bridge.operations;

/**
 * Something kept that can be held against what it stands for, as a bean of the feature that keeps it: {@code --audit} asks all of them.
 * It reads portion by portion, whatever there is, and changes nothing.
 */
public interface IntegrityCheck {

    /** What is verified. @param order in which it is done and told */
    record Title(int order, String chinese, String english) {}

    Title title();

    void audit(Report report);

    /** What comes of it. */
    interface Report {

        /** So many more have been verified. */
        void verified(long more);

        /** Both sentences without their full stops: which one, and what is wrong with it. */
        void wrong(String chinese, String english);

        /** The same of what could not be verified now. */
        void unread(String chinese, String english);
    }
}
