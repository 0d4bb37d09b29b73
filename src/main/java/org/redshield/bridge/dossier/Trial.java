package org.redshield.bridge.dossier;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.redshield.bridge.dossier.Binder.Unreadable;

/** What a PDF or a picture of somebody has to stand before it is bound. */
interface Trial extends Closeable {

    /** None: for what is tried already. */
    Trial NONE = new Trial() {
        @Override
        public void stand(Path file, String mediaType) {}

        @Override
        public void close() {}
    };

    /** @throws Unreadable where it does not; the message says why, in words for officers */
    void stand(Path file, String mediaType) throws Unreadable, IOException;
}
