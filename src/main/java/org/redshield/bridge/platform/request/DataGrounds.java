package org.redshield.bridge.platform.request;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.act.Grounds;
import org.redshield.bridge.cases.act.PlainEffect;
import org.redshield.bridge.engine.Outgoing;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asked last before a platform is asked for data, through its interface or its liaison: on what does that go? */
@Service
@RequiredArgsConstructor
public class DataGrounds {

    /** Facts of the letter on which a request rests; of an older one, which lists neither, its text only. */
    private static final String DATASETS = "datasets";

    private static final String TARGET = "targetId";

    private final DataRequests requests;
    private final DataApprovals approvals;
    private final Letters letters;
    private final Grounds grounds;

    /** What a head decides about, as it will be asked. */
    @Transactional(readOnly = true)
    public Optional<? extends Outgoing> pending(String requestNo) {
        return Optional.of(effect(requests.order(requestNo), DataCall.DATA_REQUEST));
    }

    /**
     * Nothing is asked but what a letter lists, and what has the approval that the table and the law ask for.
     *
     * @throws Refusal as {@link #requireApproved}
     * @throws org.redshield.bridge.cases.act.NoGround where nobody has decided about this
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(DataRequest request, DataRequestOrder order) {
        boolean free = requireApproved(request, order) == Approver.NONE;
        grounds.require(effect(order, free ? DataCall.LISTED_DATA_REQUEST : DataCall.DATA_REQUEST));
    }

    /**
     * The same of whoever is asked in the interface's place, on the decision that it was asked on.
     *
     * @return whose approval that is; {@link Approver#NONE} where nobody's is asked for
     * @throws Refusal {@code platform.not-in-letter}, as {@link DataApprovals#require}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Approver requireApproved(DataRequest request, DataRequestOrder order) {
        order.letterId().map(letters::get).ifPresent(letter -> requireListed(letter, order));
        return approvals.require(request, order);
    }

    private static void requireListed(Letter letter, DataRequestOrder order) {
        boolean ours = List.of(letter.sender(), letter.receiver()).contains(order.tenant())
                && letter.subjectId().equals(order.requestId());
        boolean lists = fact(letter, DATASETS)
                .map(codes -> List.of(codes.split(",")).contains(order.dataset().name()))
                .orElse(true);
        boolean names = fact(letter, TARGET).map(order.targetId()::equals).orElse(true);
        if (!ours || !lists || !names) {
            throw new Refusal("platform.not-in-letter", order.dataset().title(), order.targetId(), letter.number());
        }
    }

    private static Optional<String> fact(Letter letter, String name) {
        return Optional.ofNullable(letter.content().facts().get(name));
    }

    private static PlainEffect effect(DataRequestOrder order, DataCall call) {
        return new PlainEffect(
                call,
                order.requestNo(),
                order.caseNo(),
                order.requestNo(),
                order.tenant(),
                List.of(
                        order.platform(),
                        order.dataset().name(),
                        order.targetType().name(),
                        order.targetId(),
                        order.from().map(Object::toString).orElse(""),
                        order.to().map(Object::toString).orElse(""),
                        order.basis(),
                        order.purpose(),
                        order.letterNo()));
    }
}
