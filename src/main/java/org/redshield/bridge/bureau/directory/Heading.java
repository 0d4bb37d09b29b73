package org.redshield.bridge.bureau.directory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redshield.bridge.TextFile;

/** A column that a file of the directory may have, an enum of them for each kind of file. */
interface Heading {

    /** The same in answers, and as a heading. */
    String key();

    /** As people write it; the first one is what it is called. */
    List<String> headings();

    /** As people call it. */
    default String title() {
        return headings().get(0);
    }

    /** The column of these that somebody has headed so. */
    static <C extends Enum<C> & Heading> Optional<C> of(Class<C> columns, String heading) {
        String plain = TextFile.heading(heading);
        return Stream.of(columns.getEnumConstants())
                .filter(column -> TextFile.heading(column.key()).equals(plain)
                        || column.headings().contains(plain))
                .findFirst();
    }
}
