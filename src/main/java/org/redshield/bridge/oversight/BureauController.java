package org.redshield.bridge.oversight;

import java.util.List;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Down the tree of bureaus, level by level: their names, and their numbers. */
@RestController
class BureauController {

    private final Watches watches;
    private final BureauTree tree;
    private final BureauNumbers numbers;

    BureauController(Watches watches, BureauTree tree, BureauNumbers numbers) {
        this.watches = watches;
        this.tree = tree;
        this.numbers = numbers;
    }

    /**
     * What came in, was done, is open and late within 30 days, of a bureau with all below it and of each on the next level. For
     * supervisors.
     *
     * @param under a bureau that the caller sees; where he begins if left out
     */
    @GetMapping("/api/supervision/numbers")
    BureauNumbers.Told numbers(@RequestParam(required = false) String under) {
        return numbers.of(watches.ofSupervisor(Caller.current()), DeadlineQuestion.given(under));
    }

    /**
     * @param path where one stands, after what stands above it as far as the caller sees it; empty at the top of several
     * @param below what one can go down to
     */
    record Level(List<Branch> path, List<Branch> below) {}

    /** @param under a bureau that the caller sees; where he begins if left out */
    @GetMapping("/api/supervision/bureaus")
    Level level(@RequestParam(required = false) String under) {
        Watches.Parts parts = watches.parts(watches.of(Caller.current()), DeadlineQuestion.given(under));
        List<Branch> below = parts.of().values().stream()
                .distinct()
                .filter(code -> parts.path().isEmpty()
                        || !code.equals(
                                parts.path().get(parts.path().size() - 1).code()))
                .map(tree::branch)
                .toList();
        return new Level(parts.path(), below);
    }
}
