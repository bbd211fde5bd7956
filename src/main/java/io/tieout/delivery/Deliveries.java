package io.tieout.delivery;

import io.tieout.access.Audit;
import io.tieout.delivery.internal.MessageRegister;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What left or is to leave. Whatever a person or client does here is audited. */
@Service
public class Deliveries {

    private final MessageRegister register;
    private final Audit audit;

    Deliveries(MessageRegister register, Audit audit) {
        this.register = register;
        this.audit = audit;
    }

    /** Newest first. @throws io.tieout.kernel.ProblemException {@code request.invalid} for a cursor that is none of ours */
    public Page<Delivery> list(
            @Nullable String destination,
            @Nullable String key,
            Delivery.@Nullable State state,
            int limit,
            @Nullable String after) {
        return register.list(destination, key, state, limit, after);
    }

    /** How many of those that have not arrived {@link #list} would show, by destination and state. */
    public List<DeliveryCount> undelivered() {
        return register.undelivered();
    }

    public Optional<Delivery> find(UUID id) {
        return register.find(id);
    }

    /** Oldest first; the newest few hundred. */
    public List<Attempt> attempts(UUID id) {
        return register.attempts(id);
    }

    /**
     * Tries at once, with all its attempts anew where it was dead.
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}; {@code state.conflict} where it is done
     */
    @Transactional
    public void retry(UUID id, Actor by) {
        register.retry(known(id));
        audit.record(by, "delivery.retried", "delivery:" + id, Map.of());
    }

    /**
     * Gives it up for good, so that what waits behind it goes on.
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}; {@code state.conflict} where it is done, or waits behind
     *     another of its key
     */
    @Transactional
    public void skip(UUID id, String reason, Actor by) {
        register.skip(known(id), reason);
        audit.record(by, "delivery.skipped", "delivery:" + id, Map.of("reason", reason));
    }

    /**
     * The receiver tells its own document number, later than its answer. Also ends a message whose answer was lost.
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}; {@code state.conflict} where another number is known, it was
     *     skipped, or it was never sent
     */
    @Transactional
    public void acknowledge(UUID id, @Nullable String documentNumber, Actor by) {
        var detail = new HashMap<String, String>();
        if (documentNumber != null) {
            detail.put("documentNumber", documentNumber);
        }
        if (register.acknowledge(known(id), documentNumber)) {
            audit.record(by, "delivery.acknowledged", "delivery:" + id, detail);
        }
    }

    private Delivery known(UUID id) {
        return find(id).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No delivery " + id));
    }
}
