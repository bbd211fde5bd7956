package io.tieout.access;

import io.tieout.kernel.Actor;

/** Who is signed in on this thread: a user of the browser side or an API client. */
public class CurrentActor {

    /** @throws io.tieout.kernel.ProblemException {@code unauthenticated} where nobody is */
    public Actor get() {
        throw new UnsupportedOperationException();
    }

    public boolean hasRole(String role) {
        throw new UnsupportedOperationException();
    }
}
