package org.redshield.bridge.engine.account;

import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** Does with accounts what the bridge has decided, whoever has set it off: past the rules for what one person may do with them. */
@Component
@RequiredArgsConstructor
public class AsTheBridge {

    private final IdentityService identity;

    /** What nobody needs a permission for. */
    public <T> T ask(Supplier<T> question) {
        Authentication person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return question.get();
        } finally {
            if (person != null) {
                identity.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
            }
        }
    }

    /** For an account that there is. Its sessions end. */
    public void setPassword(String user, String password) {
        ask(() -> {
            User account = identity.createUserQuery().userId(user).singleResult();
            account.setPassword(password);
            identity.saveUser(account);
            return null;
        });
    }
}
