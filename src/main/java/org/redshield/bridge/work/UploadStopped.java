package org.redshield.bridge.work;

import java.util.Optional;

/**
 * What somebody uploaded is not worked on any more, though he did not wish so: its processes died under it, or an operator ended it.
 * Published in the transaction that ends it, so that it is told once or not at all.
 *
 * @param tenant organisation whose it is
 * @param user who uploaded it; none where whoever works on the case is to be told
 * @param caseNo the case that it belongs to, if it does to one
 * @param page where it is shown outside of cases, as a path of ours
 * @param what happened, what was kept and what to do, as the person reads it; nothing of what is in the file, and not its name
 */
public record UploadStopped(
        String tenant, Optional<String> user, Optional<String> caseNo, Optional<String> page, String what) {}
