package org.redshield.bridge.access.separation;

import java.util.Set;

/**
 * Something was done to an account that its owner, or whoever answers for him, has to hear of. Published in the transaction.
 *
 * @param users who is told
 * @param what the sentence, in Chinese
 */
public record AccountNews(Set<String> users, String what) {

    public AccountNews {
        users = Set.copyOf(users);
    }
}
