package org.redshield.bridge.casework;

import java.util.List;

/**
 * The two officers who work on something (行政处罚法 art. 42: no fewer than two).
 *
 * @param leadCertificate of the lead officer 主办, who investigates
 * @param secondCertificate of the second officer 协办, who confirms
 */
public record Assignment(String leadCertificate, String leadUser, String secondCertificate, String secondUser) {

    public boolean isLead(String user) {
        return leadUser.equals(user);
    }

    /** Nobody confirms what he found himself. */
    public boolean isSecond(String user) {
        return secondUser.equals(user) && !isLead(user);
    }

    public List<String> users() {
        return List.of(leadUser, secondUser);
    }
}
