package org.redshield.sandbox.world;

import java.time.LocalDate;

/**
 * Who is registered: the row that the business registry would hold.
 *
 * @param kind 企业, 个体工商户 or 农民专业合作社
 * @param deregistered the day the registration ended, null: still in business
 */
public record Subject(
        String uscc,
        String name,
        String kind,
        String representative,
        String maskedIdNumber,
        Place registered,
        LocalDate established,
        LocalDate deregistered) {}
