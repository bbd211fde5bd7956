package io.tieout.delivery;

import io.tieout.access.Audit;
import io.tieout.delivery.internal.DestinationRegister;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where things are delivered to. Changes are audited, and in force on this node at commit, on others within a second. */
@Service
public class Destinations {

    private final DestinationRegister register;
    private final Audit audit;

    Destinations(DestinationRegister register, Audit audit) {
        this.register = register;
        this.audit = audit;
    }

    public List<Destination> list() {
        return register.all();
    }

    public Optional<Destination> find(String code) {
        return register.find(code);
    }

    /**
     * Creates or changes it; whether it is paused is left as it stands where it exists. A new secret replaces the old one,
     * which goes on signing beside it for a while ({@code tieout.delivery.secret-overlap}). One that is created without a
     * secret gets a random one.
     *
     * @return whether anything changed
     * @throws io.tieout.kernel.ProblemException {@code destination.address-refused}, {@code destination.adapter-unknown},
     *     {@code destination.event-unknown}, {@code destination.setting-invalid}, {@code destination.secret-invalid}
     */
    @Transactional
    public boolean save(Destination destination, Optional<String> secret, Actor by) {
        var changed = register.save(destination, secret);
        if (changed) {
            audit.record(
                    by,
                    "destination.saved",
                    "destination:" + destination.code(),
                    Map.of(
                            "adapter",
                            destination.adapter(),
                            "url",
                            destination.url().toString()));
        }
        return changed;
    }

    /** Its undelivered messages are skipped. */
    @Transactional
    public void remove(String code, Actor by) {
        known(code);
        register.remove(code);
        audit.record(by, "destination.removed", "destination:" + code, Map.of());
    }

    /** Messages go on queuing, none is sent. */
    @Transactional
    public void pause(String code, Actor by) {
        known(code);
        if (register.setPaused(code, true, "Paused by " + by)) {
            audit.record(by, "destination.paused", "destination:" + code, Map.of());
        }
    }

    /** Sends what queued, in order. */
    @Transactional
    public void resume(String code, Actor by) {
        known(code);
        if (register.setPaused(code, false, null)) {
            audit.record(by, "destination.resumed", "destination:" + code, Map.of());
        }
    }

    /** Sends a test message at once. @return the delivery's id */
    @Transactional
    public UUID test(String code, Actor by) {
        var id = register.test(known(code), by);
        audit.record(by, "destination.tested", "destination:" + code, Map.of("delivery", id.toString()));
        return id;
    }

    private Destination known(String code) {
        return find(code).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No destination " + code));
    }
}
