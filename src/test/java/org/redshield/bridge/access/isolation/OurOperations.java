package org.redshield.bridge.access.isolation;

import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.redshield.bridge.support.Addresses;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What our controllers answer, whichever of them there are. */
final class OurOperations {

    private OurOperations() {}

    static SortedSet<Operation> all(Collection<RequestMappingHandlerMapping> mappings) {
        SortedSet<Operation> found = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping : mappings) {
            mapping.getHandlerMethods().keySet().forEach(info -> {
                for (String path : info.getPatternValues()) {
                    verbs(info).forEach(verb -> found.add(new Operation(verb, path)));
                }
            });
        }
        Addresses.all().keySet().stream()
                .map(address -> address.split(" "))
                .forEach(words -> found.add(new Operation(words[0], words[1])));
        return found;
    }

    private static Set<String> verbs(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? Set.of("GET")
                : methods.stream().map(Enum::name).collect(Collectors.toSet());
    }
}
