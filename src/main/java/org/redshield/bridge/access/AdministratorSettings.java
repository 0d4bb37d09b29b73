package org.redshield.bridge.access;

import org.redshield.bridge.WrongSetting;
import org.redshield.bridge.engine.account.AccountIds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first two account administrators, who make all others; of a demonstration the engine's administrator.
 *
 * @param user the account's name
 * @param password its secret, used when the account is created, by the rule for all passwords; without it, and without
 *     {@code bridge.sign-in.issuer}, the bridge does not start
 * @param secondUser name of the second one, made at a start where there is only one: whoever is alone cannot make him, for he
 *     would be both persons of all that takes two
 * @param secondPassword his secret, used when the account is created; another person's than the first one's
 */
@ConfigurationProperties(prefix = "bridge.administrator", ignoreUnknownFields = false)
record AdministratorSettings(
        @DefaultValue("admin") String user, String password, String secondUser, String secondPassword) {

    AdministratorSettings {
        secondUser = secondUser == null ? "" : secondUser.strip();
        secondPassword = secondPassword == null ? "" : secondPassword;
        account("user", user);
        account("second-user", secondUser);
    }

    private static void account(String key, String name) {
        if (!name.isEmpty() && !name.matches(AccountIds.PATTERN)) {
            throw new WrongSetting(
                    key,
                    "账号名只能用字母、数字和 . _ @ -，最多 64 个字符",
                    "an account's name has letters, digits and . _ @ - only, at most 64 characters");
        }
    }
}
