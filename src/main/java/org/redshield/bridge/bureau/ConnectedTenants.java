package org.redshield.bridge.bureau;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Tenants;
import org.springframework.stereotype.Component;

/** Every connected bureau and every platform is a tenant. */
@Component
@RequiredArgsConstructor
class ConnectedTenants implements Tenants {

    private final Organisations organisations;
    private final BureauSettings settings;

    @Override
    public List<Tenant> connected() {
        return organisations.connected().stream()
                .map(one -> new Tenant(one.code(), one.name(), one.kind() == Organisation.Kind.PLATFORM))
                .toList();
    }

    @Override
    public boolean demonstration() {
        return settings.demo();
    }
}
