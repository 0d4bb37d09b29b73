package org.redshield.bridge.engine.guard;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.redshield.bridge.engine.account.Sight;

/**
 * Cockpit's own queries go past the engine's commands and ask the identity service itself for whose tenants they may tell.
 * While a thread does nothing but that, they are told what the person sees.
 */
@RequiredArgsConstructor
public final class IdentityInSight extends IdentityServiceImpl {

    private final Sight sight;

    @Override
    public Authentication getCurrentAuthentication() {
        return sight.inCockpit(super.getCurrentAuthentication());
    }
}
