package io.tieout.finance.internal;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks at parked events once more, soon after they parked. An event may be planned by the mappings of a moment ago while the one
 * that it lacks takes force: then it parks just after all that waited for it were told to go on.
 */
@Component
class ParkedEvents {

    private static final int BATCH = 200;

    private final EventQueue queue;
    private final PostingPlanners planners;
    private final EventIntake intake;

    ParkedEvents(EventQueue queue, PostingPlanners planners, EventIntake intake) {
        this.queue = queue;
        this.planners = planners;
        this.intake = intake;
    }

    /** @return whether there may be more */
    @Transactional
    boolean lookAgain() {
        var parked = queue.claimParked(BATCH);
        var planner = planners.forOneBatch();
        var satisfied = new TreeSet<String>();
        var stay = new ArrayList<UUID>();
        for (var event : parked) {
            if (stillWaits(planner, event)) {
                stay.add(event.claimed().id());
            } else {
                satisfied.add(event.waitsFor());
            }
        }
        queue.leaveParked(stay);
        intake.resume(satisfied);
        return parked.size() == BATCH;
    }

    private static boolean stillWaits(PostingPlanner planner, EventQueue.Parked parked) {
        try {
            return planner.plan(
                                    parked.claimed().event(),
                                    parked.claimed().payload().document())
                            instanceof Posting.Waits waits
                    && waits.waitKey().equals(parked.waitsFor());
        } catch (DataAccessException database) {
            throw database;
        } catch (RuntimeException _) {
            return false; // posting meets the same defect and gives it an owner
        }
    }
}
