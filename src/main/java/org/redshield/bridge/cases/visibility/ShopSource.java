package org.redshield.bridge.cases.visibility;

import java.util.Collection;
import java.util.List;

/** A feature's contribution: shops that a bureau knows from its own work, and may want to look at together with others. */
public interface ShopSource {

    /**
     * @param creditCode of who runs it; blank where nobody knows, as the name
     * @param place 实际经营地 as the bureau's own work has it, code or name of a division; blank where it does not say
     */
    record Shop(String platform, String shopId, String creditCode, String name, String place) {}

    /** By which it is asked for; stays for ever. */
    String code();

    /** What shops these are, as an officer reads it. */
    String title();

    /** On what it is based where a shop trades, as others read it. */
    default String placeBasis() {
        return title();
    }

    /** Each once, by no statement of its own for each. @param platforms their codes */
    List<Shop> shops(String tenant, Collection<String> platforms, int most);
}
