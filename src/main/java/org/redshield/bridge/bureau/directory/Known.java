package org.redshield.bridge.bureau.directory;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.BiPredicate;
import org.redshield.bridge.access.Tenants.Tenant;
import org.redshield.bridge.access.separation.Account;
import org.redshield.bridge.bureau.Officer;

/**
 * What a file is held against.
 *
 * @param me who brings it
 * @param today Asia/Shanghai
 * @param byProvider whether a provider says who has which role in which organisation
 * @param organisations that are connected, by code
 * @param accounts by id, of those whom the file names, be it by their certificates
 * @param certificates officers by certificate
 * @param users officers by account
 * @param proposed whether I have already proposed that account for that role and nobody has answered yet
 */
record Known(
        String me,
        LocalDate today,
        boolean byProvider,
        Map<String, Tenant> organisations,
        Map<String, Account> accounts,
        Map<String, Officer> certificates,
        Map<String, Officer> users,
        BiPredicate<String, String> proposed) {}
