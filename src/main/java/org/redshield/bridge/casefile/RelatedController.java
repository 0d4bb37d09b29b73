package org.redshield.bridge.casefile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.RelatedCases;
import org.redshield.bridge.cases.RelatedCases.Related;
import org.redshield.bridge.cases.ShopNames;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The other cases of the caller's organisation that have something in common with a case. */
@RestController
@RequiredArgsConstructor
class RelatedController {

    private final RelatedCases cases;
    private final CaseAccess access;
    private final ShopNames shopNames;
    private final SearchDatabase searches;

    /** @param inCommon e.g. 同一网店 */
    record RelatedCase(
            String caseNo,
            Collection<String> inCommon,
            Optional<String> cause,
            Optional<String> shop,
            String roleTitle,
            String stateTitle,
            boolean open,
            Instant since) {}

    @GetMapping("/api/cases/{caseNo}/related")
    List<RelatedCase> related(@PathVariable String caseNo) {
        Caller caller = Caller.current();
        access.require(caller, caseNo);
        List<Related> found = searches.ask(db -> cases.of(db, caseNo, caller.tenant()));
        Map<String, String> shops = shopNames.of(
                found.stream().map(one -> one.involvement().caseNo()).toList(), caller.tenant());
        return found.stream().map(one -> item(one, shops)).toList();
    }

    private static RelatedCase item(Related related, Map<String, String> shops) {
        Involvement one = related.involvement();
        return new RelatedCase(
                one.caseNo(),
                related.titles(),
                one.cause(),
                Optional.ofNullable(shops.get(one.caseNo())).or(one::shopId),
                one.standing().title(),
                one.state().title(),
                one.open(),
                one.since());
    }
}
