package org.redshield.bridge.reconciliation.match;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A shop as its platform has it; texts are empty where nothing is shown.
 *
 * @param id the platform's
 * @param platform key or name
 * @param name of the licence shown 亮照
 * @param code shown, as it is written
 * @param address shown
 * @param person hash of the operator's name
 * @param phone hash of the telephone
 * @param turnover of the last year, CNY
 * @param lastOrderOn day of the last completed order
 * @param category 经营类目; see {@link Trade#of}
 * @param permit shown, kind and number; 无: none
 */
public record Shop(
        String id,
        String platform,
        String name,
        String code,
        String address,
        String person,
        String phone,
        Optional<BigDecimal> turnover,
        Optional<LocalDate> lastOrderOn,
        String category,
        String permit) {

    /** One of which nobody says what it trades in, or by which permit. */
    public Shop(
            String id,
            String platform,
            String name,
            String code,
            String address,
            String person,
            String phone,
            Optional<BigDecimal> turnover,
            Optional<LocalDate> lastOrderOn) {
        this(id, platform, name, code, address, person, phone, turnover, lastOrderOn, "", "");
    }

    boolean tellsPermit() {
        return !permit.isEmpty();
    }

    boolean showsPermit() {
        return tellsPermit() && !permit.equals("无");
    }
}
