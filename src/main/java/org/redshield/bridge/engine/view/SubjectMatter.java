package org.redshield.bridge.engine.view;

import java.util.Collection;
import java.util.Map;

/** What a task's subject is about, where several tasks of a case look alike, e.g. which dataset is asked for. A feature's contribution. */
public interface SubjectMatter {

    /** In a few words, by subject; what is not the feature's is left out. */
    Map<String, String> of(Collection<String> subjectIds, String tenant);
}
