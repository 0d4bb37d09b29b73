package org.redshield.bridge.bureau;

import java.util.Set;
import java.util.stream.Collectors;
import org.redshield.bridge.engine.rule.KnownNames;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The bureaus and platforms that work on this bridge: a row of a table for any other would never be met. */
@Component
final class OrganisationNames implements KnownNames {

    private final ObjectProvider<Organisations> organisations;

    /** When asked: a release is deployed before the directory is read. */
    OrganisationNames(ObjectProvider<Organisations> organisations) {
        this.organisations = organisations;
    }

    @Override
    public Kind kind() {
        return Kind.ORGANISATION;
    }

    @Override
    public Set<String> names() {
        return organisations.getObject().connected().stream()
                .map(Organisation::code)
                .collect(Collectors.toUnmodifiableSet());
    }
}
