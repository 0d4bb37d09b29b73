package org.redshield.bridge.evidence;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.Involvement;
import org.springframework.stereotype.Component;

/** Who may add files to a case, and to what in it. */
@Component
@RequiredArgsConstructor
public class Uploads {

    private static final String[] ADDS_FILES = {"officer", "liaison"};

    private final UploadSettings settings;

    /**
     * Whether a person may add files to a case.
     *
     * @param maxBytes largest file
     * @param extensions endings that are taken, without the dot
     */
    public record Offer(boolean allowed, long maxBytes, List<String> extensions) {}

    /** @param mine what the caller's organisation does in the case */
    public Offer offer(Caller caller, List<Involvement> mine) {
        return new Offer(mayAddFiles(caller, mine), settings.maxBytes().toBytes(), FileType.extensions());
    }

    private static boolean mayAddFiles(Caller caller, List<Involvement> mine) {
        return caller.hasRole(ADDS_FILES) && mine.stream().anyMatch(Involvement::open);
    }

    /**
     * What a new file belongs to: the named one of what is being worked on, or the only one. What stands for itself has to
     * be named: a liaison's file goes out with the answer to that one letter.
     *
     * @param subjectId may be null or blank
     * @throws Refusal {@code casefile.upload-not-allowed}, {@code casefile.subject-unknown}, {@code
     *     casefile.subject-missing}
     */
    public static String subjectFor(Caller caller, List<Involvement> mine, String subjectId) {
        if (!mayAddFiles(caller, mine)) {
            throw new Refusal("casefile.upload-not-allowed");
        }
        if (subjectId == null || subjectId.isBlank()) {
            List<Involvement> open = mine.stream().filter(Involvement::open).toList();
            if (open.stream().anyMatch(Involvement::single)) {
                throw new Refusal("casefile.subject-missing");
            }
            return open.get(0).subjectId();
        }
        String wanted = subjectId.strip();
        if (!takesFiles(mine, wanted)) {
            throw new Refusal("casefile.subject-unknown", shortened(wanted));
        }
        return wanted;
    }

    /** Whether it is worked on, by itself or, as one dataset of a request, in what is worked on. */
    public static boolean takesFiles(List<Involvement> mine, String subjectId) {
        return mine.stream()
                .filter(Involvement::open)
                .map(Involvement::subjectId)
                .anyMatch(own -> subjectId.equals(own) || subjectId.startsWith(own + "-"));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
