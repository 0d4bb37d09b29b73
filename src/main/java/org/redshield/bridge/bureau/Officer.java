package org.redshield.bridge.bureau;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A person who may investigate for a bureau.
 *
 * @param certificateNo number of the enforcement certificate 执法证号
 * @param userId the person's user in the engine, if the person works on the bridge
 * @param unit the bureau's own division 科室
 * @param certificateExpiresOn the last day on which the certificate is valid
 * @param leftOn since when he is no officer of the bureau any more; what he signed stays his
 */
public record Officer(
        String certificateNo,
        String bureauCode,
        Optional<String> userId,
        String name,
        String unit,
        String phone,
        LocalDate certificateExpiresOn,
        Optional<LocalDate> leftOn) {

    /** Whether he is there and the certificate is valid on that day (Asia/Shanghai). */
    public boolean validOn(LocalDate day) {
        return !day.isAfter(certificateExpiresOn) && leftOn.map(day::isBefore).orElse(true);
    }

    /**
     * A person as others are told of him.
     *
     * @param phone as {@link Telephone} keeps it; what the directory says where what names him asks for none
     */
    public record Named(String name, String certificateNo, String phone) {

        /** The same, reached by a number that was typed for this one thing. */
        public Named reachedBy(String typed) {
            return new Named(name, certificateNo, typed);
        }
    }

    /**
     * As he stands in what goes out; the only way to his telephone.
     *
     * @throws PersonLacks when the directory does not say what that has to say of him
     */
    public Named named(Naming in) {
        String lacking = in.lackingInWords(this);
        if (!lacking.isEmpty()) {
            throw new PersonLacks(name == null || name.isBlank() ? certificateNo : name, lacking, in);
        }
        return new Named(name, certificateNo, Telephone.of(phone).orElse(phone));
    }
}
