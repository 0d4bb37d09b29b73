package org.redshield.bridge.reconciliation.match;

import java.time.LocalDate;
import java.util.Optional;

/**
 * An entry of the business register; texts are empty where it says nothing.
 *
 * @param code unified social credit code, or a registration number of 15 digits from before 2015
 * @param oldNumber the registration number that the code took the place of
 * @param place province and city of the registration, for addresses that do not name them
 * @param status 经营状态 as the register words it
 * @param endedOn day from which it is that
 * @param person hash of the name of the legal representative or operator
 * @param phone hash of the telephone
 * @param standing what it says of trade, permits and lists
 */
public record RegisterEntry(
        String code,
        String oldNumber,
        String name,
        String place,
        String address,
        String status,
        Optional<LocalDate> endedOn,
        String person,
        String phone,
        EntryStanding standing) {

    /** One of which the register says neither trade nor permits nor lists. */
    public RegisterEntry(
            String code,
            String oldNumber,
            String name,
            String place,
            String address,
            String status,
            Optional<LocalDate> endedOn,
            String person,
            String phone) {
        this(code, oldNumber, name, place, address, status, endedOn, person, phone, EntryStanding.UNSAID);
    }
}
