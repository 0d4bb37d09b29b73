package org.redshield.bridge.reader;

import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.reader.table.Fault;

/** The file is not read, or not read on, by its own fault or because it would take more than a file may. Trying again is of no use. */
public class Unreadable extends Refusal {

    private static final long serialVersionUID = 1;

    private final Fault fault;
    private final transient List<String> about;

    Unreadable(Fault fault, List<String> about) {
        super(fault.code(), about.toArray());
        this.fault = fault;
        this.about = List.copyOf(about);
    }

    public Fault fault() {
        return fault;
    }

    List<String> values() {
        return about;
    }

    /** What its sentence says, as {@link Fault} numbers it; empty where there is no such thing. */
    public String value(int number) {
        return number < about.size() ? about.get(number) : "";
    }
}
