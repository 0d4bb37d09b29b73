package org.redshield.bridge.oversight;

import java.util.List;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.BureauTree.Branch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/supervision/bureaus}: down the tree of bureaus, level by level. */
@RestController
class BureauController {

    private final Watches watches;
    private final BureauTree tree;

    BureauController(Watches watches, BureauTree tree) {
        this.watches = watches;
        this.tree = tree;
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
